/** The vault of a measured client: in a file, under the lock that people have who gave no passphrase. */
import { FileVault } from "../client/machine/file_vault.ts";
import { LockedVault } from "../client/machine/locked_vault.ts";
import { random } from "./accounts.ts";

export async function openPlainVault(file: string, nick: string): Promise<LockedVault> {
  const kept = await FileVault.open(file, { nick, relay: "the bench" });
  return await LockedVault.open(kept, { random, passphrase: undefined, ask: () => Promise.resolve(undefined) });
}
