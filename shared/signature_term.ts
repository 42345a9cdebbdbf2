/** What a claim that something is signed adds to the equation by which it is checked, alone or with others. */
import { sha512 } from "@noble/hashes/sha2.js";
import { decodePoint, isSmallOrder, type Point } from "./curve25519/edwards25519.ts";
import { reduced, scalarOf } from "./curve25519/scalar25519.ts";
import type { Signed } from "./public_key.ts";

export const KEY_BYTES = 32;
export const SIGNATURE_BYTES = 64;

/** R and S of the signature, and k, which binds R, the key and the message. */
export interface Term {
  readonly R: Point;
  readonly S: bigint;
  readonly k: bigint;
}

/** The term of a claim; undefined if its signature is none, or its key has another length. */
export function termOf({ publicKey, signature, message }: Signed): Term | undefined {
  if (publicKey.length !== KEY_BYTES || signature.length !== SIGNATURE_BYTES) return undefined;
  const nonce = signature.subarray(0, KEY_BYTES);
  const S = scalarOf(signature.subarray(KEY_BYTES));
  const R = S === undefined ? undefined : decodePoint(nonce);
  if (S === undefined || !R) return undefined;
  return { R, S, k: reduced(sha512.create().update(nonce).update(publicKey).update(message).digest()) };
}

/** A key's point; undefined for one of small order, for which anybody could sign. */
export function keyPoint(publicKey: Uint8Array): Point | undefined {
  const point = decodePoint(publicKey);
  return point && !isSmallOrder(point) ? point : undefined;
}
