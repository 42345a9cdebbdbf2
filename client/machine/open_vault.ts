/** The vault of a name at a relay, in its file on this computer, unlocked. */
import { relayText } from "../../shared/relay_address.ts";
import { VaultFile } from "./vault_file.ts";
import { LockedVault, type LockedVaultOptions } from "./locked_vault.ts";
import type { Computer } from "./vault_directory.ts";
import { type VaultName, vaultPath } from "./vault_path.ts";

/** Opens it, and makes it if there is none; Failure when it is in use or cannot be opened. */
export async function openVault(
  name: VaultName,
  { computer, ...locked }: LockedVaultOptions & { readonly computer: Computer },
): Promise<LockedVault> {
  const file = await VaultFile.open(vaultPath(name, computer), { nick: name.nick, relay: relayText(name) });
  try {
    return await LockedVault.open(file, locked);
  } catch (error) {
    await file[Symbol.asyncDispose]();
    throw error;
  }
}
