/** Claims of every kind about which implementations of Ed25519 differ, for the tests of what each of ours says. */
import { ed25519, ED25519_TORSION_SUBGROUP } from "@noble/curves/ed25519.js";
import { sha512 } from "@noble/hashes/sha2.js";
import fc from "fast-check";
import { littleEndian } from "../../shared/little_endian.ts";
import type { Signed } from "../../shared/public_key.ts";

const { Point } = ed25519;
const { Fn } = Point;
const LARGEST = 2n ** 256n - 1n;

/** Bytes at the edges of what is an encoding: y near 0 and near the prime, with either sign. */
const EDGES = [0, 1, 2, 3, 17, 18, 19].flatMap((
  y,
) => [BigInt(y), 2n ** 255n - 19n + BigInt(y), 2n ** 255n - 19n - BigInt(y)])
  .filter((y) => y < 2n ** 255n)
  .flatMap((y) => [y, y + 2n ** 255n]);

/** The points of small order. */
export const torsion = ED25519_TORSION_SUBGROUP.map((hex) => Point.fromHex(hex));
const factors = [0n, 1n, 12345n, Fn.ORDER - 1n];
/** Points with every torsion component, and what they are multiples of the base point by. */
const points = factors.flatMap((times) => {
  return torsion.map((part) => ({ times, bytes: Point.BASE.multiplyUnsafe(times).add(part).toBytes() }));
});

/** Enough true claims that another is checked in a batch. */
export const crowd: readonly Signed[] = Array.from({ length: 16 }, (_, i) => {
  const seed = new Uint8Array(32).fill(i);
  const message = Uint8Array.of(i);
  return { publicKey: ed25519.getPublicKey(seed), signature: ed25519.sign(message, seed), message };
});

const point = fc.constantFrom(...points);
const change = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ type: "none" } as const) },
  fc.record({
    type: fc.constant("S" as const),
    by: fc.constantFrom(1n, -1n, Fn.ORDER, 2n * Fn.ORDER, 2n ** 253n, 2n ** 255n),
  }),
  fc.record({ type: fc.constant("bit" as const), at: fc.nat({ max: 96 * 8 - 1 }) }),
  fc.record({ type: fc.constant("key" as const), y: fc.constantFrom(...EDGES) }),
  fc.record({ type: fc.constant("R" as const), y: fc.constantFrom(...EDGES) }),
  fc.record({ type: fc.constant("message" as const) }),
);

/** Claims as their keys' owners could make them, with any torsion in key and R, and such with one thing changed. */
export const claim = fc.record({ A: point, R: point, message: fc.uint8Array({ maxLength: 8 }), change })
  .map(({ A, R, message, change }): Signed => {
    const publicKey = change.type === "key" ? encoded(change.y) : A.bytes;
    const nonce = change.type === "R" ? encoded(change.y) : R.bytes;
    const k = Fn.create(littleEndian(sha512(new Uint8Array([...nonce, ...publicKey, ...message]))));
    const S = Fn.add(R.times, Fn.mul(k, A.times)) + (change.type === "S" ? change.by : 0n);
    const all = new Uint8Array([...publicKey, ...nonce, ...encoded(S < 0n || S > LARGEST ? 0n : S)]);
    if (change.type === "bit") all[change.at >> 3] = (all[change.at >> 3] ?? 0) ^ 1 << (change.at & 7);
    const said = change.type === "message" ? new Uint8Array([...message, 0]) : message;
    return { publicKey: all.slice(0, 32), signature: all.slice(32), message: said };
  });

/** A number as 32 bytes, the lowest first. */
export function encoded(value: bigint): Uint8Array {
  return Uint8Array.fromHex(value.toString(16).padStart(64, "0")).reverse();
}
