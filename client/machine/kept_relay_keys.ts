/**
 * Which keys of a relay are kept on this computer, and under which names. Vaults are only read for that, beside clients that may be writing to them: none is
 * claimed, and what a passphrase locks stays locked.
 */
import { join } from "node:path";
import { unlockRecords } from "../core/crypto/locked_records.ts";
import { MOST_VAULT_BYTES } from "../core/vault.ts";
import { decodeState } from "../core/vault_state.ts";
import type { RelayAddress } from "../../shared/relay_address.ts";
import { partsIn } from "./locked_vault.ts";
import { type Computer, vaultDirectory } from "./vault_directory.ts";
import { vaultPath } from "./vault_path.ts";

/** The key that a relay had when somebody of that name was there. */
export interface KeptRelayKey {
  readonly nick: string;
  readonly key: Uint8Array;
}

/** As far as they can be known: what cannot be read is passed over. */
export async function keptRelayKeys(address: RelayAddress, computer: Computer): Promise<readonly KeptRelayKey[]> {
  const kept: KeptRelayKey[] = [];
  try {
    const directory = vaultDirectory(computer);
    for await (const { name } of Deno.readDir(directory)) {
      const isLikely = name.endsWith(".vault") && name.includes(`-${address.port}-`);
      const found = isLikely ? await keptIn(join(directory, name)).catch(() => undefined) : undefined;
      if (found && vaultPath({ ...address, nick: found.nick }, computer) === join(directory, name)) kept.push(found);
    }
  } catch {
    // Where keys cannot be kept none are.
  }
  return kept;
}

async function keptIn(path: string): Promise<KeptRelayKey | undefined> {
  const { size, isFile } = await Deno.stat(path);
  if (!isFile || size > MOST_VAULT_BYTES) return undefined;
  const unlocked = await unlockRecords(await Deno.readFile(path));
  const parts = unlocked.ok ? partsIn(unlocked.records) : undefined;
  const state = parts && decodeState(parts);
  const [key] = state?.relayKey ?? [];
  return state && key && { nick: state.nick, key };
}
