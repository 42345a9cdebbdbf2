/**
 * What stands in a vault's file: its content behind a header that says how it is kept, plain or locked with a passphrase. What the content means, and
 * where the file is, is not known here.
 *
 *     "pychat vault", version u8 = 1, then a message:
 *     plain  = 0   SHA-256 of the content, the content
 *     locked = 1   memory in KiB u32, iterations u32, parallelism u8, salt (16), box
 *
 * The box is the content sealed under the passphrase's key, with everything before it as associated data. That key is slow to make, so it is made
 * once and stays with the lock; a save only draws a nonce.
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { toHex } from "../../../shared/ids.ts";
import { ProtocolError } from "../../../shared/protocol_error.ts";
import { encode, fixed, messageCodec, type MessageOf, record, rest, u32, u8 } from "../../../shared/wire.ts";
import type { Random } from "./identity.ts";
import {
  deriveKey,
  isAffordable,
  PASSPHRASE_COST,
  type PassphraseCost,
  type PassphraseSalt,
  SALT_BYTES,
} from "./passphrase_key.ts";
import { NONCE_BYTES, openWith, SEAL_BYTES, sealWith } from "./under_key.ts";

/** How a content is kept. */
export type ContentLock = { readonly type: "plain" } | PassphraseLock;

/** A passphrase that was made into a key already. */
export interface PassphraseLock extends PassphraseSalt {
  readonly type: "locked";
  readonly key: Uint8Array;
}

/** The content and the lock to keep the next one with, or why there is none. */
export type Unlocked =
  | { readonly ok: true; readonly content: Uint8Array; readonly lock: ContentLock }
  | { readonly ok: false; readonly why: WhyLocked };

/**
 * Why a file did not open. Needed: no passphrase was given. Wrong: or the file was changed, which nobody can tell apart. Newer: a later pychat wrote
 * it. Damaged: it lacks a part, asks for more than is affordable, or is no vault at all.
 */
export type WhyLocked = "passphrase needed" | "passphrase wrong" | "newer" | "damaged";

export const VAULT_VERSION = 1;
const MAGIC = new TextEncoder().encode("pychat vault");
const SUM_BYTES = 32;
const NOTHING = new Uint8Array(0);

const table = {
  plain: [0, { sum: fixed(SUM_BYTES), content: rest }],
  locked: [1, { memory: u32, iterations: u32, parallelism: u8, salt: fixed(SALT_BYTES), box: rest }],
} as const;
type Kept = MessageOf<typeof table>;
const codec = messageCodec(table);
const layers = record({ magic: fixed(MAGIC.length), version: u8, kept: rest });

/** A lock for a new passphrase. */
export async function createLock(
  passphrase: string,
  { random, cost = PASSPHRASE_COST }: { readonly random: Random; readonly cost?: PassphraseCost },
): Promise<PassphraseLock> {
  const salted = { ...cost, salt: random(SALT_BYTES) };
  return { type: "locked", ...salted, key: await deriveKey(passphrase, salted) };
}

export interface Locking {
  readonly lock: ContentLock;
  readonly random: Random;
  /** SHA-256, where there is one that is faster than @noble's. */
  readonly digest?: (bytes: Uint8Array) => Uint8Array;
}

/** The file of a content. */
export function lockContent(content: Uint8Array, { lock, random, digest = sha256 }: Locking): Uint8Array {
  switch (lock.type) {
    case "plain":
      return joined(fileOf({ type: "plain", sum: digest(content), content: NOTHING }), content);
    case "locked": {
      const about = fileOf({ ...lock, box: NOTHING });
      return joined(about, sealWith(lock.key, { nonce: random(NONCE_BYTES), about }, content));
    }
    default:
      return lock satisfies never;
  }
}

/** What a file holds; a passphrase that it does not need is not looked at. */
export async function unlockContent(file: Uint8Array, passphrase?: string): Promise<Unlocked> {
  if (newerVersion(file) !== undefined) return { ok: false, why: "newer" };
  const kept = readKept(file);
  switch (kept?.type) {
    case "plain":
      return unlockPlain(kept);
    case "locked":
      return await unlockBox(file, kept, passphrase);
    case undefined:
      return { ok: false, why: "damaged" };
    default:
      return kept satisfies never;
  }
}

/** The version of a file that only a later pychat can read; undefined for every other. */
export function newerVersion(file: Uint8Array): number | undefined {
  const version = versionOf(file);
  return version !== undefined && version > VAULT_VERSION ? version : undefined;
}

function unlockPlain({ sum, content }: Kept & { readonly type: "plain" }): Unlocked {
  // It keeps off no attacker, but a file that lost its end is not taken for one that is shorter.
  if (toHex(sha256(content)) !== toHex(sum)) return { ok: false, why: "damaged" };
  return { ok: true, content: content.slice(), lock: { type: "plain" } };
}

async function unlockBox(
  file: Uint8Array,
  { box, ...header }: Kept & { readonly type: "locked" },
  passphrase: string | undefined,
): Promise<Unlocked> {
  if (!isAffordable(header) || box.length < SEAL_BYTES) return { ok: false, why: "damaged" };
  if (passphrase === undefined) return { ok: false, why: "passphrase needed" };
  if (passphrase === "") return { ok: false, why: "passphrase wrong" };
  const lock = { ...header, salt: header.salt.slice(), key: await deriveKey(passphrase, header) };
  const content = openWith(lock.key, file.subarray(0, file.length - box.length), box);
  return content ? { ok: true, content, lock } : { ok: false, why: "passphrase wrong" };
}

/** A file without what it keeps, and that: it is the last part of both kinds, and may be large. */
function joined(begin: Uint8Array, kept: Uint8Array): Uint8Array {
  const file = new Uint8Array(begin.length + kept.length);
  file.set(begin);
  file.set(kept, begin.length);
  return file;
}

function fileOf(kept: Kept): Uint8Array {
  return encode(layers, { magic: MAGIC, version: VAULT_VERSION, kept: codec.encode(kept) });
}

/** The parts of a file of this version; undefined for what is none. */
function readKept(file: Uint8Array): Kept | undefined {
  if (versionOf(file) !== VAULT_VERSION) return undefined;
  try {
    return codec.decode(file.subarray(MAGIC.length + 1));
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}

function versionOf(file: Uint8Array): number | undefined {
  return MAGIC.every((byte, at) => file[at] === byte) ? file[MAGIC.length] : undefined;
}
