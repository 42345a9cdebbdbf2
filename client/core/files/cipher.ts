/** The arithmetic that files take by the gigabyte: a port, because what a computer's system does is eight times as fast as what runs everywhere. */
import type { Signed } from "../../../shared/public_key.ts";

/** With what something is sealed; a nonce is used for one content only. */
export interface Seal {
  readonly key: Uint8Array;
  readonly nonce: Uint8Array;
  /** What it is said to be: it opens as nothing else. */
  readonly about: Uint8Array;
}

/** All implementations give the same bytes; a page's may take what its browser has, which answers later. */
export interface FileCipher {
  /** SHA-256. */
  digest(bytes: Uint8Array): Promise<Uint8Array>;
  /** Ed25519. */
  sign(seed: Uint8Array, message: Uint8Array): Uint8Array;
  /** Whether that is so. The checks of two implementations may differ for keys and nonces that no client makes. */
  holds(claim: Signed): boolean;
  /** ChaCha20-Poly1305 of RFC 8439: writes what is sealed, tag last, into `into`, which has room for exactly that. */
  seal(seal: Seal, content: Uint8Array, into: Uint8Array): Promise<void>;
  /** What was sealed, in memory of its own; undefined where the tag is wrong. */
  open(seal: Seal, sealed: Uint8Array): Promise<Uint8Array | undefined>;
}

export const FILE_NONCE_BYTES = 12;
export const FILE_TAG_BYTES = 16;
