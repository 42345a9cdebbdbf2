/** The vault of a measured client: in a file, under the lock that people have who gave no passphrase. */
import { VaultFile } from "../client/machine/vault_file.ts";
import { LockedVault } from "../client/machine/locked_vault.ts";
import { random } from "./accounts.ts";

export async function openPlainVault(file: string, nick: string): Promise<LockedVault> {
  const kept = await VaultFile.open(file, { nick, relay: "the bench" });
  return await LockedVault.open(kept, { random, passphrase: undefined, ask: () => Promise.resolve(undefined) });
}
