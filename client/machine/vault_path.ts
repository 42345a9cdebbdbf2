/** Where on a computer vaults are, and which file is whose. Nothing is looked up or made here: what the computer says comes as arguments. */
import { posix, win32 } from "node:path";
import { Failure } from "../../shared/failure.ts";
import { toHex } from "../../shared/ids.ts";
import { digest } from "../../shared/public_key.ts";
import type { RelayAddress } from "../../shared/relay_address.ts";

/** A computer: the name of its system as Deno has it, its variables, and the directory to keep vaults in if somebody chose one. */
export interface Computer {
  readonly os: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly home?: string | undefined;
}

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

/** The directory that the system has for such things; Failure when it does not say. */
export function vaultDirectory({ os, variables, home }: Computer): string {
  if (home) return home;
  const { join, isAbsolute } = pathsOf(os);
  const { APPDATA, HOME, XDG_DATA_HOME } = variables;
  if (os === "windows" && APPDATA) return join(APPDATA, "pychat");
  if (os === "darwin" && HOME) return join(HOME, "Library", "Application Support", "pychat");
  if (os !== "windows" && os !== "darwin") {
    // The XDG specification has relative paths ignored.
    if (XDG_DATA_HOME && isAbsolute(XDG_DATA_HOME)) return join(XDG_DATA_HOME, "pychat");
    if (HOME) return join(HOME, ".local", "share", "pychat");
  }
  const unset = os === "windows" ? "APPDATA" : "HOME";
  throw new Failure(
    `Cannot tell where to keep your keys: ${unset} is not set. Set PYCHAT_HOME to a directory for them.`,
  );
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

function pathsOf(os: string): typeof posix {
  return os === "windows" ? win32 : posix;
}
