/**
 * Small letters in the entries of a member log, sealed under an epoch's key: the next key for those inside, the one before for newcomers, the reason
 * of a removal, what a channel keeps to itself. Whether the key is the right one is not known here.
 */
import { xchacha20poly1305 } from "@noble/ciphers/chacha.js";
import { hkdf } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { type ChannelId, fromHex } from "../../../shared/ids.ts";
import { encodeParts } from "../../../shared/public_key.ts";
import { encode, u32 } from "../../../shared/wire.ts";
import type { Random } from "./identity.ts";

export const KEY_BYTES = 32;
export const NONCE_BYTES = 24;
/** What sealing adds: the nonce before, the tag behind. */
export const SEAL_BYTES = NONCE_BYTES + 16;

/** What a letter is for: what was sealed for one purpose opens for no other. */
export const PURPOSE = {
  commit: "pychat/commit/1",
  forward: "pychat/forward/1",
  back: "pychat/back/1",
  why: "pychat/why/1",
  note: "pychat/note/1",
  said: "pychat/said/1",
  cast: "pychat/cast/1",
} as const;

export type Purpose = typeof PURPOSE[keyof typeof PURPOSE];

/** In which entry a letter stands. */
export interface LetterPlace {
  readonly channel: ChannelId;
  readonly seq: number;
}

const utf8 = new TextEncoder();

/** The key for one purpose that follows from an epoch's key. */
export function keyFor(purpose: Purpose, key: Uint8Array): Uint8Array {
  return hkdf(sha256, key, undefined, utf8.encode(purpose), KEY_BYTES);
}

/** What an entry signs of its epoch's key: two keys with one commitment are not to be found, and it tells nothing of the key. */
export function commitTo(key: Uint8Array): Uint8Array {
  return keyFor(PURPOSE.commit, key);
}

export function sealLetter(
  purpose: Purpose,
  { key, place, random }: { readonly key: Uint8Array; readonly place: LetterPlace; readonly random: Random },
  content: Uint8Array,
): Uint8Array {
  return sealWith(keyFor(purpose, key), { nonce: random(NONCE_BYTES), about: about(purpose, place) }, content);
}

/** What was sealed; undefined for what does not open with this key, for this purpose, at this place. */
export function openLetter(
  purpose: Purpose,
  { key, place }: { readonly key: Uint8Array; readonly place: LetterPlace },
  sealed: Uint8Array,
): Uint8Array | undefined {
  return openWith(keyFor(purpose, key), about(purpose, place), sealed);
}

/** XChaCha20-Poly1305: nonce, then what is sealed. A nonce is never used twice under a key. */
export function sealWith(
  key: Uint8Array,
  { nonce, about }: { readonly nonce: Uint8Array; readonly about: Uint8Array },
  content: Uint8Array,
): Uint8Array {
  const sealed = new Uint8Array(content.length + SEAL_BYTES);
  sealed.set(nonce);
  xchacha20poly1305(key, nonce, about).encrypt(content, sealed.subarray(NONCE_BYTES));
  return sealed;
}

export function openWith(key: Uint8Array, about: Uint8Array, sealed: Uint8Array): Uint8Array | undefined {
  if (sealed.length < SEAL_BYTES) return undefined;
  try {
    return xchacha20poly1305(key, sealed.subarray(0, NONCE_BYTES), about).decrypt(sealed.subarray(NONCE_BYTES));
  } catch {
    // The library throws for a wrong tag, which is nothing but an answer here.
    return undefined;
  }
}

function about(purpose: Purpose, { channel, seq }: LetterPlace): Uint8Array {
  return encodeParts(purpose, fromHex(channel), encode(u32, seq));
}
