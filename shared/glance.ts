/**
 * A first look at a signature by another implementation, several times as fast as public_key.ts. Implementations differ about odd keys, nonces and
 * numbers, and all clients must agree. So it is asked only about claims in which nothing is odd, and believed only when it says yes: where
 * [S]B = R + [k]A, which it may check, there [8][S]B = [8]R + [8][k]A, which public_key.ts does. Its no says nothing.
 */
import { isBelowPrime } from "./curve25519/field25519.ts";
import type { Signed } from "./public_key.ts";
import { KEY_BYTES, SIGNATURE_BYTES } from "./signature_term.ts";

/** True: the claim is true. False: who knows. */
export type Glance = (claim: Signed) => boolean;

/** The y of all points of small order. */
const SMALL_ORDER = [
  "0000000000000000000000000000000000000000000000000000000000000000",
  "0100000000000000000000000000000000000000000000000000000000000000",
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
].map((hex) => Uint8Array.fromHex(hex));
/** Every encoding of a number below this (2^252) is below the group's order, too. */
const TOP_BYTE = 0x10;

/** The first look that this implementation gives. */
export function glanceOf(holdsElsewhere: (claim: Signed) => boolean): Glance {
  return (claim) => isOrdinary(claim) && holdsElsewhere(claim);
}

function isOrdinary({ publicKey, signature }: Signed): boolean {
  if (publicKey.length !== KEY_BYTES || signature.length !== SIGNATURE_BYTES) return false;
  if ((signature.at(-1) ?? TOP_BYTE) >= TOP_BYTE) return false;
  return [publicKey, signature.subarray(0, KEY_BYTES)].every((point) => isBelowPrime(point) && !isSmall(point));
}

function isSmall(point: Uint8Array): boolean {
  return SMALL_ORDER.some((y) =>
    y.every((byte, i) => byte === ((point[i] ?? 0) & (i === KEY_BYTES - 1 ? 0x7f : 0xff)))
  );
}
