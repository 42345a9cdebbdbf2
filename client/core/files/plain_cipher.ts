/** The arithmetic of files in plain TypeScript: it runs everywhere, at a tenth of what a system does. */
import { chacha20poly1305 } from "@noble/ciphers/chacha.js";
import { ed25519 } from "@noble/curves/ed25519.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { holds } from "../../../shared/public_key.ts";
import type { FileCipher, Seal } from "./cipher.ts";

export const plainCipher: FileCipher = {
  digest: (bytes) => Promise.resolve(sha256(bytes)),
  sign: (seed, message) => ed25519.sign(message, seed),
  holds,
  seal({ key, nonce, about }, content, into) {
    chacha20poly1305(key, nonce, about).encrypt(content, into);
    return Promise.resolve();
  },
  open: (seal, sealed) => Promise.resolve(open(seal, sealed)),
};

function open({ key, nonce, about }: Seal, sealed: Uint8Array): Uint8Array | undefined {
  try {
    return chacha20poly1305(key, nonce, about).decrypt(sealed);
  } catch {
    // The library throws for a wrong tag, which is nothing but an answer here.
    return undefined;
  }
}
