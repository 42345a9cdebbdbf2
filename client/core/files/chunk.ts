/**
 * A file's bytes as the relay keeps them: chunks, each sealed with the file's key so that it opens at its place of that file only, and signed inside so that
 * not even somebody else who has the key can put another in its place. PROTOCOL.md section 7.
 */
import { hkdf } from "@noble/hashes/hkdf.js";
import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { type BlobId, type ChannelId, fromHex, type IdentityId } from "../../../shared/ids.ts";
import { encodeParts } from "../../../shared/public_key.ts";
import { SIGNATURE_BYTES } from "../../../shared/signature_term.ts";
import { encode, flag, record, u53 } from "../../../shared/wire.ts";
import { FILE_NONCE_BYTES, FILE_TAG_BYTES, type FileCipher } from "./cipher.ts";

/** What a chunk holds of the file; the last one holds the rest, which is nothing only if the file is empty. */
export const CHUNK_BYTES = 256 * 1024;
/** Where a chunk's content begins in what is sealed of it: behind the signature. */
export const CONTENT_AT = SIGNATURE_BYTES;
/** What sealing adds to each. */
export const CHUNK_EXTRA = FILE_NONCE_BYTES + SIGNATURE_BYTES + FILE_TAG_BYTES;

/** Which file it is of, by whom and how long. */
export interface FilePlace {
  readonly channel: ChannelId;
  readonly blob: BlobId;
  readonly from: IdentityId;
  readonly size: number;
}

/** The keys that follow from a file's key. */
export interface FileKeys {
  readonly seal: Uint8Array;
  readonly nonce: Uint8Array;
}

export type ChunkOpened =
  | { readonly ok: true; readonly content: Uint8Array }
  | { readonly ok: false; readonly why: "unsealed" | "unsigned" };

const LABEL = {
  seal: "pychat/file/1",
  nonce: "pychat/file-nonce/1",
  about: "pychat/chunk/1",
  sign: "pychat/sign-chunk/1",
} as const;
const KEY_BYTES = 32;
const utf8 = new TextEncoder();
const turn = record({ index: u53, last: flag });

export function fileKeys(key: Uint8Array): FileKeys {
  const of = (label: string) => hkdf(sha256, key, undefined, utf8.encode(label), KEY_BYTES);
  return { seal: of(LABEL.seal), nonce: of(LABEL.nonce) };
}

export function chunksOf(size: number): number {
  return Math.max(1, Math.ceil(size / CHUNK_BYTES));
}

/** How much of the file is in the chunk with this number, from 0. */
export function chunkLength(size: number, index: number): number {
  return Math.min(CHUNK_BYTES, size - index * CHUNK_BYTES);
}

/** Where that chunk begins in what is sealed. */
export function sealedStart(size: number, index: number): number {
  return index >= chunksOf(size) ? sealedSize(size) : index * (CHUNK_BYTES + CHUNK_EXTRA);
}

/** How long a file of this size is when it is sealed. */
export function sealedSize(size: number): number {
  return size + chunksOf(size) * CHUNK_EXTRA;
}

/** The chunk that this byte of what is sealed is in. */
export function chunkAt(offset: number): number {
  return Math.floor(offset / (CHUNK_BYTES + CHUNK_EXTRA));
}

/**
 * Seals a chunk into `into`, which is as long as that takes; the same content always gives the same bytes. `inside` has room for the signature in front of the
 * content.
 */
export async function sealChunk(
  cipher: FileCipher,
  { keys, place, index, seed }: {
    readonly keys: FileKeys;
    readonly place: FilePlace;
    readonly index: number;
    readonly seed: Uint8Array;
  },
  { inside, into }: { readonly inside: Uint8Array; readonly into: Uint8Array },
): Promise<void> {
  const at = turnOf(place, index);
  const digest = await cipher.digest(inside.subarray(CONTENT_AT));
  // Made of the content: a file that changed between two tries is sealed with another nonce, and not twice with one.
  const nonce = hmac(sha256, keys.nonce, encodeParts(LABEL.nonce, at, digest)).subarray(0, FILE_NONCE_BYTES);
  inside.set(cipher.sign(seed, signedPart(place, at, digest)));
  into.set(nonce);
  await cipher.seal({ key: keys.seal, nonce, about: about(place, at) }, inside, into.subarray(FILE_NONCE_BYTES));
}

/** What is in a chunk, if it is the one of this place and the sender made it. */
export async function openChunk(
  cipher: FileCipher,
  { keys, place, index }: { readonly keys: FileKeys; readonly place: FilePlace; readonly index: number },
  sealed: Uint8Array,
): Promise<ChunkOpened> {
  const at = turnOf(place, index);
  const nonce = sealed.subarray(0, FILE_NONCE_BYTES);
  const inside = await cipher.open(
    { key: keys.seal, nonce, about: about(place, at) },
    sealed.subarray(FILE_NONCE_BYTES),
  );
  if (!inside || inside.length !== CONTENT_AT + chunkLength(place.size, index)) {
    return { ok: false, why: "unsealed" };
  }
  const content = inside.subarray(CONTENT_AT);
  const signature = inside.subarray(0, CONTENT_AT);
  const message = signedPart(place, at, await cipher.digest(content));
  const holds = cipher.holds({ publicKey: fromHex(place.from), signature, message });
  return holds ? { ok: true, content } : { ok: false, why: "unsigned" };
}

/** Its number, and whether it is the last: what is left out, moved or cut off does not open. */
function turnOf({ size }: FilePlace, index: number): Uint8Array {
  return encode(turn, { index, last: index === chunksOf(size) - 1 });
}

function about({ channel, blob }: FilePlace, at: Uint8Array): Uint8Array {
  return encodeParts(LABEL.about, fromHex(channel), fromHex(blob), at);
}

function signedPart({ channel, blob, size }: FilePlace, at: Uint8Array, digest: Uint8Array): Uint8Array {
  return encodeParts(LABEL.sign, fromHex(channel), fromHex(blob), encode(u53, size), at, digest);
}
