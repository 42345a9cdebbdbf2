/** Whether a relay is the one that was there before, for the names that are used on this computer. */
import { toHex } from "../../../shared/ids.ts";
import type { RelayAddress } from "../../../shared/relay_address.ts";
import { keptRelayKeys } from "../../machine/kept_relay_keys.ts";
import type { Computer } from "../../machine/vault_directory.ts";
import type { Finding } from "./finding.ts";

/** Undefined where nobody was there before, or that cannot be known. */
export async function checkKey(
  shown: Uint8Array,
  address: RelayAddress,
  computer: Computer,
): Promise<Finding | undefined> {
  const kept = await keptRelayKeys(address, computer);
  if (kept.length === 0) return undefined;
  const others = kept.filter(({ key }) => toHex(key) !== toHex(shown));
  if (others.length === 0) return { about: "key", state: "ok", says: "it is the relay that was here before" };
  const nicks = others.map(({ nick }) => nick).join(", ");
  const says =
    `it is not the relay that was here before (as ${nicks}): its key has changed. Ask its operator, another ` +
    "way: if it was set up anew, another name gets you in; else somebody is posing as it.";
  return { about: "key", state: "fail", says };
}
