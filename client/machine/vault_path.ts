/** Which file in the directory of vaults is whose. Nothing is looked up or made here: what the computer says comes as arguments. */
import { toHex } from "../../shared/ids.ts";
import { digest } from "../../shared/public_key.ts";
import type { RelayAddress } from "../../shared/relay_address.ts";
import { type Computer, pathsOf, vaultDirectory } from "./vault_directory.ts";

/** A nick at a relay, as exactly as it is used there; only the host's case does not matter. */
export interface VaultName extends RelayAddress {
  readonly nick: string;
}

const LABEL = "pychat/vault-file/1";
/** Nobody finds two names with one file, not even who may choose both. */
const HASH_BYTES = 16;
const LONGEST_SLUG = 40;
const utf8 = new TextEncoder();

/** The file of a vault. */
export function vaultPath(name: VaultName, computer: Computer): string {
  return pathsOf(computer.os).join(vaultDirectory(computer), vaultFileName(name));
}

/**
 * A name that every file system takes and none confuses with another: a part for people, then a hash of everything. The "@" comes before any dot, so
 * that it is none of the names that Windows keeps for devices, whatever they end with.
 */
function vaultFileName({ host, port, nick }: VaultName): string {
  const relay = host.toLowerCase();
  const hash = digest(LABEL, utf8.encode(relay), utf8.encode(String(port)), utf8.encode(nick)).subarray(0, HASH_BYTES);
  return `${slug(nick.replaceAll(".", "-"))}@${slug(relay)}-${port}-${toHex(hash)}.vault`;
}

/** What of a text is lower-case ASCII, without the accents it had. */
function slug(text: string): string {
  const plain = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return plain.replace(/[^a-z0-9.]+/g, "-").slice(0, LONGEST_SLUG).replace(/^[-.]+|[-.]+$/g, "");
}
