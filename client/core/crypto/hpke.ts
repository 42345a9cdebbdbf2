/**
 * HPKE (RFC 9180) in base mode with DHKEM(X25519, HKDF-SHA256), HKDF-SHA256 and ChaCha20Poly1305: seals one message for whoever has a public key's
 * secret, and tells him nothing of who sealed it. What is sealed, and for which place, is not known here.
 */
import { chacha20poly1305 } from "@noble/ciphers/chacha.js";
import { expand, extract } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";
import type { Agree } from "./platform.ts";
import * as own from "./x25519.ts";

/** An X25519 key pair. */
export interface KeyPair {
  readonly secret: Uint8Array;
  readonly publicKey: Uint8Array;
}

/** What a message is bound to: it opens only with the same. */
export interface Bound {
  /** Goes into the key. */
  readonly info: Uint8Array;
  /** Goes into the tag only. */
  readonly aad?: Uint8Array;
  /** Is asked first for what the two keys come to. */
  readonly agree?: Agree | undefined;
}

/** A message's own key, and the nonce it is used with, once. */
export interface MessageKey {
  readonly key: Uint8Array;
  readonly nonce: Uint8Array;
}

export const ENC_BYTES = 32;
/** What sealing adds: the ephemeral public key (RFC 9180 calls it enc) before, the tag behind. */
export const HPKE_BYTES = ENC_BYTES + 16;

const NOTHING = new Uint8Array(0);
const SECRET_BYTES = 32;
const KEY_BYTES = 32;
const NONCE_BYTES = 12;

/** The numbers are RFC 9180's: of the KEM; of the KEM, the KDF and the AEAD. */
const KEM_SUITE = [...ascii("KEM"), 0x00, 0x20];
const SUITE = [...ascii("HPKE"), 0x00, 0x20, 0x00, 0x01, 0x00, 0x03];
/** What goes before all that is extracted from, or expanded with. */
const LABEL = {
  eaePrk: labelOf(KEM_SUITE, "eae_prk"),
  sharedSecret: labelOf(KEM_SUITE, "shared_secret"),
  pskIdHash: labelOf(SUITE, "psk_id_hash"),
  infoHash: labelOf(SUITE, "info_hash"),
  secret: labelOf(SUITE, "secret"),
  key: labelOf(SUITE, "key"),
  baseNonce: labelOf(SUITE, "base_nonce"),
} as const;
/** The mode (base), and the hash of no PSK's name: the same for every message. */
const CONTEXT_BEGIN = joined(Uint8Array.of(0), labeledExtract(LABEL.pskIdHash, NOTHING, NOTHING));

/**
 * Seals a message for a public key. The ephemeral pair is fresh; for it and one public key, each `info` is sealed under once: a second message would go
 * under the same key and nonce.
 */
export function seal(
  message: Uint8Array,
  { to, ephemeral, info, aad = NOTHING, agree }: Bound & { readonly to: Uint8Array; readonly ephemeral: KeyPair },
): Uint8Array {
  const secret = agreed(ephemeral.secret, to, agree);
  if (!secret) throw new RangeError("Cannot seal a message: the public key is of small order");
  const { key, nonce } = messageKey(sharedSecret(secret, ephemeral.publicKey, to), info);
  return joined(ephemeral.publicKey, chacha20poly1305(key, nonce, aad).encrypt(message));
}

/** What was sealed for this key pair; undefined for what was not, or was bound to something else, or was changed. */
export function open(
  sealed: Uint8Array,
  { recipient, info, aad = NOTHING, agree }: Bound & { readonly recipient: KeyPair },
): Uint8Array | undefined {
  if (sealed.length < HPKE_BYTES) return undefined;
  const enc = sealed.subarray(0, ENC_BYTES);
  const secret = agreed(recipient.secret, enc, agree);
  if (!secret) return undefined;
  const { key, nonce } = messageKey(sharedSecret(secret, enc, recipient.publicKey), info);
  try {
    return chacha20poly1305(key, nonce, aad).decrypt(sealed.subarray(ENC_BYTES));
  } catch {
    // The library throws for a wrong tag, which is nothing but an answer here.
    return undefined;
  }
}

function agreed(secret: Uint8Array, publicKey: Uint8Array, agree: Agree | undefined): Uint8Array | undefined {
  return agree?.(secret, publicKey) ?? own.agree(secret, publicKey);
}

/** RFC 9180's ExtractAndExpand: both public keys go in, so that a secret is of use for this pair of them only. */
export function sharedSecret(agreed: Uint8Array, enc: Uint8Array, to: Uint8Array): Uint8Array {
  const extracted = labeledExtract(LABEL.eaePrk, NOTHING, agreed);
  return labeledExpand(LABEL.sharedSecret, extracted, { info: joined(enc, to), length: SECRET_BYTES });
}

/** RFC 9180's KeySchedule without a PSK; the nonce is that of the first message, and there is no second. */
export function messageKey(shared: Uint8Array, info: Uint8Array): MessageKey {
  const context = joined(CONTEXT_BEGIN, labeledExtract(LABEL.infoHash, NOTHING, info));
  const secret = labeledExtract(LABEL.secret, shared, NOTHING);
  return {
    key: labeledExpand(LABEL.key, secret, { info: context, length: KEY_BYTES }),
    nonce: labeledExpand(LABEL.baseNonce, secret, { info: context, length: NONCE_BYTES }),
  };
}

function labeledExtract(label: Uint8Array, salt: Uint8Array, from: Uint8Array): Uint8Array {
  return extract(sha256, joined(label, from), salt);
}

function labeledExpand(
  label: Uint8Array,
  from: Uint8Array,
  { info, length }: { readonly info: Uint8Array; readonly length: number },
): Uint8Array {
  return expand(sha256, from, joined(Uint8Array.of(0, length), label, info), length);
}

function labelOf(suite: readonly number[], name: string): Uint8Array {
  return Uint8Array.of(...ascii("HPKE-v1"), ...suite, ...ascii(name));
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function ascii(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
