/** Alice's vault in a file, with nothing that is not needed. */
import { LockedVault } from "../../../client/machine/locked_vault.ts";
import { VaultFile } from "../../../client/machine/vault_file.ts";
import { random } from "../../fakes/guest.ts";

export const ALICE = { nick: "alice", relay: "relay.example.com" };

export async function openTestVault(path: string, passphrase?: string): Promise<LockedVault> {
  const file = await VaultFile.open(path, ALICE);
  return await LockedVault.open(file, { random, passphrase, ask: () => Promise.resolve(undefined) });
}
