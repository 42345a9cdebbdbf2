/**
 * Writes chunks.json: the sealed chunks of a file whose content is a rising byte for each 4096. Run by hand when the bytes are meant to change:
 * deno run --allow-write=tests/vectors tests/vectors/make_chunks.ts
 */
import {
  CHUNK_BYTES,
  CHUNK_EXTRA,
  chunkLength,
  CONTENT_AT,
  fileKeys,
  type FilePlace,
  sealChunk,
} from "../../client/core/files/chunk.ts";
import type { FileCipher } from "../../client/core/files/cipher.ts";
import { plainCipher } from "../../client/core/files/plain_cipher.ts";
import { type BlobId, blobId, type ChannelId, channelId, toHex } from "../../shared/ids.ts";
import { digest } from "../../shared/public_key.ts";
import { decode } from "../../shared/wire.ts";
import { identityOf } from "../shared/log/story.ts";

const channel: ChannelId = decode(channelId, new Uint8Array(16).fill(0xc4));
const blob: BlobId = decode(blobId, new Uint8Array(16).fill(0x0b));
const { seed, id: from } = identityOf("alice");
const STEP = 4096;

/** One chunk: how it begins, and the digest of all of it, since a quarter of a megabyte of hex tells nobody more. */
export interface ChunkVector {
  readonly size: number;
  readonly index: number;
  readonly length: number;
  readonly begin: string;
  readonly digest: string;
}

export async function chunkVectors(cipher: FileCipher): Promise<readonly ChunkVector[]> {
  const all: ChunkVector[] = [];
  for (const [size, index] of [[0, 0], [1, 0], [CHUNK_BYTES, 0], [CHUNK_BYTES + 5, 0], [CHUNK_BYTES + 5, 1]] as const) {
    const place: FilePlace = { channel, blob, from, size };
    const inside = new Uint8Array(CONTENT_AT + chunkLength(size, index));
    for (let at = CONTENT_AT; at < inside.length; at++) inside[at] = 1 + index + Math.floor((at - CONTENT_AT) / STEP);
    const into = new Uint8Array(chunkLength(size, index) + CHUNK_EXTRA);
    await sealChunk(cipher, { keys: fileKeys(new Uint8Array(32).fill(7)), place, index, seed }, { inside, into });
    const whole = toHex(digest("pychat/vector/1", into));
    all.push({ size, index, length: into.length, begin: toHex(into.subarray(0, 32)), digest: whole });
  }
  return all;
}

if (import.meta.main) {
  const file = new URL("chunks.json", import.meta.url);
  Deno.writeTextFileSync(file, `${JSON.stringify(await chunkVectors(plainCipher), undefined, 2)}\n`);
}
