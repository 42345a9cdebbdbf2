/**
 * What can be done without a secret: the one encoding of whatever is signed or hashed, digests, and checks of signatures.
 * Whose a key is, and what it may sign, is not known here.
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { addendOf, Adder, isSmallOrder, negate } from "./curve25519/edwards25519.ts";
import { sumOfTwo } from "./curve25519/few_multiples.ts";
import { keyPoint, termOf } from "./signature_term.ts";

/**
 * The purpose and version of everything signed or hashed; what is signed for one is worth nothing for another.
 * What goes under a label has always the same number of parts.
 */
export const LABEL = {
  card: "pychat/card/1",
  enter: "pychat/enter/1",
  welcome: "pychat/welcome/1",
  entry: "pychat/entry/1",
  head: "pychat/head/1",
  channel: "pychat/channel/1",
  batch: "pychat/batch/1",
  weight: "pychat/weight/1",
} as const;

/** A claim that a key signed something, not yet checked. */
export interface Signed {
  readonly publicKey: Uint8Array;
  readonly signature: Uint8Array;
  readonly message: Uint8Array;
}

const utf8 = new TextEncoder();

/** A list of byte strings as one, each behind its length, the label first: no list of as many parts begins like it, or is it. */
export function encodeParts(label: string, ...parts: readonly Uint8Array[]): Uint8Array {
  const all = [utf8.encode(label), ...parts];
  const encoded = new Uint8Array(all.reduce((sum, part) => sum + 4 + part.length, 0));
  const view = new DataView(encoded.buffer);
  let at = 0;
  for (const part of all) {
    view.setUint32(at, part.length);
    encoded.set(part, at + 4);
    at += 4 + part.length;
  }
  return encoded;
}

/** SHA-256 of the parts under a label. */
export function digest(label: string, ...parts: readonly Uint8Array[]): Uint8Array {
  return sha256(encodeParts(label, ...parts));
}

/** The claim that this key signed these parts under this label. */
export function signed(
  publicKey: Uint8Array,
  signature: Uint8Array,
  label: string,
  ...parts: readonly Uint8Array[]
): Signed {
  return { publicKey, signature, message: encodeParts(label, ...parts) };
}

/** Whether this key signed these parts under this label; what is no key or no signature at all is simply wrong. */
export function verify(
  publicKey: Uint8Array,
  signature: Uint8Array,
  label: string,
  ...parts: readonly Uint8Array[]
): boolean {
  return holds(signed(publicKey, signature, label, ...parts));
}

/**
 * Whether a claim is true. Encodings are strict: points and S are canonical, and no key is of small order. The equation is RFC 8032's own,
 * [8][S]B = [8]R + [8][k]A. Without the 8, a check of many at once (verify_all.ts) and of one would disagree about keys and nonces with a
 * torsion component, which anybody can make: two clients would then take different logs to be true.
 */
export function holds(claim: Signed): boolean {
  const term = termOf(claim);
  const key = term && keyPoint(claim.publicKey);
  if (!term || !key) return false;
  negate(key);
  const difference = sumOfTwo(term.S, { times: term.k, point: key });
  new Adder().subtract(difference, addendOf(term.R));
  return isSmallOrder(difference);
}
