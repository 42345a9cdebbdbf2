/**
 * What stands in a vault's file: a head that says how its records are kept, plain or locked with a passphrase, and the records, each of which was written
 * behind the one before. What they mean, and where the file is, is not known here.
 *
 *     head    "pychat vault", version u8 = 1, then a message:
 *             plain  = 0   mark (16)
 *             locked = 1   memory in KiB u32, iterations u32, parallelism u8, salt (16), mark (16)
 *     record  how long the rest is u32, that with all its bits turned u32, then
 *             plain:  SHA-256 of the head and of what follows; the record's place in the file u32, counted from 0; the content
 *             locked: the content sealed under the passphrase's key, with the head and the record's place as associated data
 *
 * The mark is drawn anew for each file, so no record is taken for another file's. The key is slow to make, so it is made once and stays with the lock; a record
 * only draws a nonce. A crash can spoil the last record, which then was not acknowledged: the file ends before it. So who can write to the file can take the
 * last records away, as he can put an older file in its place.
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { ProtocolError } from "../../../shared/protocol_error.ts";
import { encode, fixed, messageCodec, type MessageOf, record, u32, u8 } from "../../../shared/wire.ts";
import { sameBytes } from "../same_bytes.ts";
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

/** How records are kept. */
export type RecordsLock = { readonly type: "plain" } | PassphraseLock;

/** A passphrase that was made into a key already. */
export interface PassphraseLock extends PassphraseSalt {
  readonly type: "locked";
  readonly key: Uint8Array;
}

/** The records, the first one among them, and the lock to keep the next ones with; or why there are none. */
export type Unlocked =
  | { readonly ok: true; readonly records: readonly Uint8Array[]; readonly lock: RecordsLock }
  | { readonly ok: false; readonly why: WhyLocked };

/**
 * Why a file did not open. Needed: no passphrase was given. Wrong: or the file was changed, which nobody can tell apart. Newer: a later pychat wrote
 * it. Damaged: it lacks a part, asks for more than is affordable, or is no vault at all.
 */
export type WhyLocked = "passphrase needed" | "passphrase wrong" | "newer" | "damaged";

export const VAULT_VERSION = 1;
const MAGIC = new TextEncoder().encode("pychat vault");
const MARK_BYTES = 16;
const LENGTH_BYTES = 8;
const SUM_BYTES = 32;
const PLACE_BYTES = 4;

const lockTable = {
  plain: [0, { mark: fixed(MARK_BYTES) }],
  locked: [1, { memory: u32, iterations: u32, parallelism: u8, salt: fixed(SALT_BYTES), mark: fixed(MARK_BYTES) }],
} as const;
const lockCodec = messageCodec(lockTable);
type LockHead = MessageOf<typeof lockTable>;
/** How long what stands behind the version is, by its first byte. */
const LOCK_BYTES = new Map<number | undefined, number>(
  Object.values(lockTable).map(([tag, fields]) => [tag, 1 + (record(fields).size ?? 0)]),
);

/** A lock for a new passphrase. */
export async function createLock(
  passphrase: string,
  { random, cost = PASSPHRASE_COST }: { readonly random: Random; readonly cost?: PassphraseCost },
): Promise<PassphraseLock> {
  const salted = { ...cost, salt: random(SALT_BYTES) };
  return { type: "locked", ...salted, key: await deriveKey(passphrase, salted) };
}

export interface Locking {
  readonly lock: RecordsLock;
  readonly random: Random;
  /** SHA-256 of these, one behind the other, where there is one that is faster than @noble's. */
  readonly digest?: (...parts: readonly Uint8Array[]) => Uint8Array;
}

/** Which record of which file. */
export interface RecordPlace {
  /** What the file begins with. */
  readonly head: Uint8Array;
  /** Behind so many others. */
  readonly place: number;
}

/** A file with one record. */
export function lockFile(content: Uint8Array, locking: Locking): Uint8Array {
  const head = newHead(locking);
  const record = lockRecord(content, { head, place: 0 }, locking);
  const file = new Uint8Array(head.length + record.length);
  file.set(head);
  file.set(record, head.length);
  return file;
}

/** The head of a file that is one. */
export function headIn(file: Uint8Array): Uint8Array {
  return file.slice(0, MAGIC.length + 1 + (LOCK_BYTES.get(file[MAGIC.length + 1]) ?? 0));
}

function newHead({ lock, random }: Locking): Uint8Array {
  const how = lockCodec.encode({ ...lock, mark: random(MARK_BYTES) });
  const head = new Uint8Array(MAGIC.length + 1 + how.length);
  head.set(MAGIC);
  head[MAGIC.length] = VAULT_VERSION;
  head.set(how, MAGIC.length + 1);
  return head;
}

/** The record of a content, to be written at that place, under the lock of that file. */
export function lockRecord(
  content: Uint8Array,
  at: RecordPlace,
  { lock, random, digest = plainDigest }: Locking,
): Uint8Array {
  switch (lock.type) {
    case "plain": {
      const record = recordOf(SUM_BYTES + PLACE_BYTES + content.length);
      const summed = record.subarray(LENGTH_BYTES + SUM_BYTES);
      summed.set(encode(u32, at.place));
      summed.set(content, PLACE_BYTES);
      record.set(digest(at.head, summed), LENGTH_BYTES);
      return record;
    }
    case "locked": {
      const record = recordOf(content.length + SEAL_BYTES);
      record.set(sealWith(lock.key, { nonce: random(NONCE_BYTES), about: aboutOf(at) }, content), LENGTH_BYTES);
      return record;
    }
    default:
      return lock satisfies never;
  }
}

/** What a file holds; a passphrase that it does not need is not looked at. */
export async function unlockRecords(file: Uint8Array, passphrase?: string): Promise<Unlocked> {
  if (newerVersion(file) !== undefined) return { ok: false, why: "newer" };
  const head = readHead(file);
  switch (head?.type) {
    case "plain":
      return unlockAll(file, { type: "plain" }, openPlain);
    case "locked":
      return await unlockWith(file, head, passphrase);
    case undefined:
      return { ok: false, why: "damaged" };
    default:
      return head satisfies never;
  }
}

/** The version of a file that only a later pychat can read; undefined for every other. */
export function newerVersion(file: Uint8Array): number | undefined {
  const version = versionOf(file);
  return version !== undefined && version > VAULT_VERSION ? version : undefined;
}

async function unlockWith(
  file: Uint8Array,
  { type: _, mark: __, ...salted }: Extract<LockHead, { readonly type: "locked" }>,
  passphrase: string | undefined,
): Promise<Unlocked> {
  if (!isAffordable(salted)) return { ok: false, why: "damaged" };
  if (passphrase === undefined) return { ok: false, why: "passphrase needed" };
  if (passphrase === "") return { ok: false, why: "passphrase wrong" };
  const key = await deriveKey(passphrase, salted);
  const lock = { type: "locked", ...salted, salt: salted.salt.slice(), key } as const;
  return unlockAll(file, lock, (kept, at) => openWith(key, aboutOf(at), kept));
}

/** The content of what a record keeps at this place; undefined if it is not that. */
type Open = (kept: Uint8Array, at: RecordPlace) => Uint8Array | undefined;

/** All records up to the end, or to the one that a crash spoiled; the first was there before the file was. */
function unlockAll(file: Uint8Array, lock: RecordsLock, open: Open): Unlocked {
  const records: Uint8Array[] = [];
  const head = headIn(file);
  let at = head.length;
  while (at < file.length) {
    const end = endOf(file, at);
    const isAll = end !== undefined && end <= file.length;
    const record = isAll ? open(file.subarray(at + LENGTH_BYTES, end), { head, place: records.length }) : undefined;
    if (!record && records.length > 0 && isLast(file, at)) break;
    if (!record || !isAll) return { ok: false, why: lock.type === "locked" && isAll ? "passphrase wrong" : "damaged" };
    records.push(record);
    at = end;
  }
  return records.length > 0 ? { ok: true, records, lock } : { ok: false, why: "damaged" };
}

/** Where the record that begins here ends: past the end of the file, if not even its length is all there. Undefined: none begins here. */
function endOf(file: Uint8Array, at: number): number | undefined {
  if (at + LENGTH_BYTES > file.length) return Infinity;
  const view = new DataView(file.buffer, file.byteOffset + at, LENGTH_BYTES);
  const length = view.getUint32(0);
  return (length ^ view.getUint32(4)) === -1 ? at + LENGTH_BYTES + length : undefined;
}

/** Whether no record stands behind the one that begins here. After a crash any part of that one may be missing, what says how long it is among them. */
function isLast(file: Uint8Array, at: number): boolean {
  const end = endOf(file, at);
  if (end !== undefined) return end >= file.length;
  for (let behind = at + 1; behind + LENGTH_BYTES <= file.length; behind++) {
    const end = endOf(file, behind);
    if (end !== undefined && end <= file.length) return false;
  }
  return true;
}

/** It keeps off no attacker, but what lost its end, or is another record's, is not taken for one. */
function openPlain(kept: Uint8Array, { head, place }: RecordPlace): Uint8Array | undefined {
  if (kept.length < SUM_BYTES + PLACE_BYTES) return undefined;
  const summed = kept.subarray(SUM_BYTES);
  const isIt = sameBytes(plainDigest(head, summed), kept.subarray(0, SUM_BYTES)) &&
    sameBytes(encode(u32, place), summed.subarray(0, PLACE_BYTES));
  return isIt ? summed.slice(PLACE_BYTES) : undefined;
}

function plainDigest(...parts: readonly Uint8Array[]): Uint8Array {
  const hash = sha256.create();
  for (const part of parts) hash.update(part);
  return hash.digest();
}

function aboutOf({ head, place }: RecordPlace): Uint8Array {
  const about = new Uint8Array(head.length + PLACE_BYTES);
  about.set(head);
  about.set(encode(u32, place), head.length);
  return about;
}

/** Room for a record that keeps so much, with its length. */
function recordOf(length: number): Uint8Array {
  const record = new Uint8Array(LENGTH_BYTES + length);
  const view = new DataView(record.buffer);
  view.setUint32(0, length);
  view.setUint32(4, ~length);
  return record;
}

/** The head of a file of this version; undefined for what is none. */
function readHead(file: Uint8Array): LockHead | undefined {
  if (versionOf(file) !== VAULT_VERSION) return undefined;
  const lock = file.subarray(MAGIC.length + 1);
  try {
    return lockCodec.decode(lock.subarray(0, LOCK_BYTES.get(lock[0])));
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}

function versionOf(file: Uint8Array): number | undefined {
  return MAGIC.every((byte, at) => file[at] === byte) ? file[MAGIC.length] : undefined;
}
