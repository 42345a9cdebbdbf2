import { assert, assertEquals, assertNotEquals } from "@std/assert";
import {
  CHUNK_BYTES,
  CHUNK_EXTRA,
  chunkAt,
  chunkLength,
  chunksOf,
  CONTENT_AT,
  fileKeys,
  type FilePlace,
  openChunk,
  sealChunk,
  sealedSize,
  sealedStart,
} from "../../../../client/core/files/chunk.ts";
import type { FileCipher } from "../../../../client/core/files/cipher.ts";
import { plainCipher } from "../../../../client/core/files/plain_cipher.ts";
import { nativeCipher } from "../../../../client/machine/native_cipher.ts";
import type { BlobId, ChannelId } from "../../../../shared/ids.ts";
import { noise } from "../../../fakes/file_scene.ts";
import { identityOf } from "../../../shared/log/story.ts";
import { chunkVectors } from "../../../vectors/make_chunks.ts";

const alice = identityOf("alice");
const bob = identityOf("bob");
const keys = fileKeys(new Uint8Array(32).fill(7));
const SIZE = 2 * CHUNK_BYTES + 100;
const file: FilePlace = {
  channel: "c4".repeat(16) as ChannelId,
  blob: "0b".repeat(16) as BlobId,
  from: alice.id,
  size: SIZE,
};

async function sealed(
  index: number,
  {
    place = file,
    seed = alice.seed,
    content = noise(chunkLength(place.size, index), index + 1),
    cipher = nativeCipher,
  }: {
    readonly place?: FilePlace;
    readonly seed?: Uint8Array;
    readonly content?: Uint8Array;
    readonly cipher?: FileCipher;
  } = {},
): Promise<Uint8Array> {
  const inside = new Uint8Array(CONTENT_AT + content.length);
  inside.set(content, CONTENT_AT);
  const into = new Uint8Array(content.length + CHUNK_EXTRA);
  await sealChunk(cipher, { keys, place, index, seed }, { inside, into });
  return into;
}

async function opened(
  bytes: Uint8Array | Promise<Uint8Array>,
  index: number,
  place = file,
  cipher: FileCipher = nativeCipher,
): Promise<string> {
  const chunk = await openChunk(cipher, { keys, place, index }, await bytes);
  if (!chunk.ok) return chunk.why;
  assertEquals(chunk.content, noise(chunkLength(place.size, index), index + 1));
  return "ok";
}

Deno.test("a chunk opens at its place", async () => {
  for (const index of [0, 1, 2]) assertEquals(await opened(sealed(index), index), "ok");
});

Deno.test("a file's size and number of chunks, and where they begin, fit together", () => {
  for (const size of [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 5 * CHUNK_BYTES]) {
    const lengths = Array.from({ length: chunksOf(size) }, (_, index) => chunkLength(size, index));
    assertEquals(lengths.reduce((sum, length) => sum + length, 0), size);
    assertEquals(sealedSize(size), size + lengths.length * CHUNK_EXTRA);
    assertEquals(sealedStart(size, lengths.length), sealedSize(size));
    for (const [index, length] of lengths.entries()) {
      assertEquals(sealedStart(size, index + 1) - sealedStart(size, index), length + CHUNK_EXTRA);
      assertEquals(chunkAt(sealedStart(size, index)), index);
      assertEquals(chunkAt(sealedStart(size, index + 1) - 1), index);
    }
  }
});

Deno.test("the platform and plain TypeScript seal to the same bytes, and open each other's", async () => {
  for (const size of [0, 1, 63, 64, 65, 4096, 100_000]) {
    const place = { ...file, size };
    const native = await sealed(0, { place });
    assertEquals(native, await sealed(0, { place, cipher: plainCipher }));
    assertEquals(await opened(native, 0, place, plainCipher), "ok");
    assertEquals(await opened(native, 0, place, nativeCipher), "ok");
    native[native.length - 1] = (native[native.length - 1] ?? 0) ^ 1;
    assertEquals(await opened(native, 0, place, plainCipher), "unsealed");
    assertEquals(await opened(native, 0, place, nativeCipher), "unsealed");
  }
});

Deno.test("the platform and plain TypeScript agree on digests, signatures and what is neither", async () => {
  const message = noise(300);
  const signature = plainCipher.sign(alice.seed, message);
  assertEquals(await nativeCipher.digest(message), await plainCipher.digest(message));
  assertEquals(nativeCipher.sign(alice.seed, message), signature);
  const publicKey = Uint8Array.fromHex(alice.id);
  const cases: readonly (readonly [Uint8Array, Uint8Array, Uint8Array, boolean])[] = [
    [publicKey, signature, message, true],
    [publicKey, signature, noise(300, 2), false],
    [Uint8Array.fromHex(bob.id), signature, message, false],
    [publicKey, new Uint8Array(64), message, false],
    [publicKey, new Uint8Array(3), message, false],
    [new Uint8Array(5), signature, message, false],
  ];
  for (const [publicKey, signature, message, holds] of cases) {
    assertEquals(plainCipher.holds({ publicKey, signature, message }), holds);
    assertEquals(nativeCipher.holds({ publicKey, signature, message }), holds);
  }
});

Deno.test("chunks are the same bytes as ever, whoever seals them", async () => {
  const written = JSON.parse(Deno.readTextFileSync(new URL("../../../vectors/chunks.json", import.meta.url)));
  assertEquals(await chunkVectors(plainCipher), written);
  assertEquals(await chunkVectors(nativeCipher), written);
});

Deno.test("the same content is sealed to the same bytes: an upload can go on in the middle of a chunk", async () => {
  assertEquals(await sealed(1), await sealed(1));
});

Deno.test("another content at one place is sealed under another nonce: a file that changed gives nothing away", async () => {
  const content = noise(CHUNK_BYTES, 99);
  assertNotEquals((await sealed(1)).subarray(0, 12), (await sealed(1, { content })).subarray(0, 12));
});

Deno.test("a chunk opens at no other place of its file", async () => {
  for (const index of [0, 1]) assertEquals(await opened(sealed(index), 1 - index), "unsealed");
});

Deno.test("a chunk in the middle does not pass for the last one: nothing can be cut off", async () => {
  const shorter = { ...file, size: 2 * CHUNK_BYTES };
  assertEquals(await opened(sealed(1), 1, shorter), "unsealed");
  assertEquals(await opened(sealed(1, { place: shorter }), 1, file), "unsealed");
});

Deno.test("a chunk opens in no other file and no other channel, even under the same key", async () => {
  assertEquals(await opened(sealed(0), 0, { ...file, blob: "0c".repeat(16) as BlobId }), "unsealed");
  assertEquals(await opened(sealed(0), 0, { ...file, channel: "c5".repeat(16) as ChannelId }), "unsealed");
});

Deno.test("a chunk that another member made, who has the file's key, is not the sender's", async () => {
  assertEquals(await opened(sealed(0, { seed: bob.seed, content: noise(CHUNK_BYTES, 5) }), 0), "unsigned");
  assertEquals(await opened(sealed(0, { seed: bob.seed }), 0), "unsigned");
});

Deno.test("a signature of the sender counts at its place and for its size only", async () => {
  // Somebody with the key opens a chunk and seals it again, signature and all, as another one.
  const inside = await resealed(await sealed(0), 0, 1);
  assertEquals(await opened(inside, 1), "unsigned");
});

Deno.test("nothing shorter or longer than the chunk of this place is taken", async () => {
  const whole = await sealed(0);
  for (const length of [0, 1, 11, 12, 91, 92, 100]) {
    assertEquals(await opened(whole.subarray(0, length), 0), "unsealed");
  }
  const short = await sealed(0, { content: noise(CHUNK_BYTES - 1) });
  assertEquals(await opened(short, 0), "unsealed");
});

Deno.test("no bit of a chunk can be turned", async () => {
  const bytes = await sealed(2);
  for (let at = 0; at < bytes.length; at++) {
    const turned = bytes.slice();
    turned[at] = (turned[at] ?? 0) ^ 1 << at % 8;
    assert(await opened(turned, 2) !== "ok", `byte ${at}`);
  }
});

/** The inside of a chunk, sealed at another place by somebody who has the key. */
async function resealed(bytes: Uint8Array, from: number, to: number): Promise<Uint8Array> {
  let inside: Uint8Array | undefined;
  let about: Uint8Array | undefined;
  const spy: FileCipher = {
    ...nativeCipher,
    open: async (seal, sealed) => inside = await nativeCipher.open(seal, sealed),
    seal(seal) {
      about = seal.about;
      return Promise.resolve();
    },
  };
  await openChunk(spy, { keys, place: file, index: from }, bytes);
  await sealed(to, { cipher: spy });
  assert(inside && about);
  const into = new Uint8Array(bytes.length);
  const nonce = new Uint8Array(12).fill(1);
  into.set(nonce);
  await nativeCipher.seal({ key: keys.seal, nonce, about }, inside, into.subarray(12));
  return into;
}
