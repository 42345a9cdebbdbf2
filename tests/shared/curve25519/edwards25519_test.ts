import { assert, assertEquals } from "@std/assert";
import { ed25519, ED25519_TORSION_SUBGROUP } from "@noble/curves/ed25519.js";
import fc from "fast-check";
import {
  addendOf,
  Adder,
  clear,
  decodePoint,
  isSmallOrder,
  negate,
  type Point,
  zero,
} from "../../../shared/curve25519/edwards25519.ts";
import { invert, isOdd, multiply, small, toBytes } from "../../../shared/curve25519/field25519.ts";
import { basePoint, sumOfTwo } from "../../../shared/curve25519/few_multiples.ts";
import { sumOfMany } from "../../../shared/curve25519/many_multiples.ts";
import { ORDER } from "../../../shared/curve25519/scalar25519.ts";

type Theirs = typeof ed25519.Point.BASE;

const PRIME = 2n ** 255n - 19n;
const torsion = ED25519_TORSION_SUBGROUP.map((hex) => ed25519.Point.fromHex(hex));
const scalar = fc.oneof(
  fc.bigInt({ min: 0n, max: ORDER - 1n }),
  fc.constantFrom(0n, 1n, 2n, 15n, 16n, 17n, 63n, 64n, 2n ** 128n - 1n, ORDER - 2n, ORDER - 1n),
);
/** Points of every kind: zero, of small order, of the base point's group, and of both. */
const point = fc.tuple(scalar, fc.constantFrom(...torsion))
  .map(([times, part]) => ed25519.Point.BASE.multiplyUnsafe(times).add(part));

Deno.test("decodePoint() takes what @noble/curves takes by its strict rules, and gives it back", () => {
  const bytes = fc.oneof(
    fc.uint8Array({ minLength: 32, maxLength: 32 }),
    point.map((point) => point.toBytes()),
    fc.tuple(fc.bigInt({ min: -30n, max: 30n }), fc.boolean(), fc.boolean()).map(([by, high, sign]) => {
      return encoded((by + (high ? PRIME : 30n)) % 2n ** 255n + (sign ? 2n ** 255n : 0n));
    }),
  );
  fc.assert(fc.property(bytes, (bytes) => assertEquals(decoded(bytes), strictly(bytes))), { numRuns: 500 });
  for (const length of [0, 31, 33]) assertEquals(decodePoint(new Uint8Array(length)), undefined);
});

Deno.test("adding, subtracting and doubling points come to what @noble/curves comes to, be they the same, opposite or zero", () => {
  const second = fc.oneof(point, fc.constantFrom("same", "opposite"));
  fc.assert(
    fc.property(point, second, (one, two) => {
      const other = two === "same" ? one : two === "opposite" ? one.negate() : two;
      const [sum, difference, double] = [ours(one), ours(one), ours(one)];
      const adder = new Adder();
      adder.add(sum, addendOf(ours(other)));
      adder.subtract(difference, addendOf(ours(other)));
      adder.double(double);
      assertEquals([encode(sum), encode(difference), encode(double)], [
        one.add(other).toHex(),
        one.subtract(other).toHex(),
        one.double().toHex(),
      ]);
      // What they come to is as good as what was decoded.
      adder.add(sum, addendOf(difference));
      adder.double(sum);
      assertEquals(encode(sum), one.double().double().toHex());
      negate(sum);
      assertEquals(encode(sum), one.double().double().negate().toHex());
      clear(sum);
      assertEquals(sum, zero());
    }),
    { numRuns: 300 },
  );
});

Deno.test("isSmallOrder() knows the eight points, and leaves a point as it is", () => {
  for (const part of torsion) assert(isSmallOrder(ours(part)));
  fc.assert(
    fc.property(point, (theirs) => {
      const point = ours(theirs);
      assertEquals(isSmallOrder(point), theirs.isSmallOrder());
      assertEquals(encode(point), theirs.toHex());
    }),
    { numRuns: 100 },
  );
});

Deno.test("sumOfTwo() and sumOfMany() come to what @noble/curves comes to", () => {
  fc.assert(
    fc.property(scalar, scalar, point, (timesBase, times, theirs) => {
      const expected = ed25519.Point.BASE.multiplyUnsafe(timesBase).add(theirs.multiplyUnsafe(times)).toHex();
      assertEquals(encode(sumOfTwo(timesBase, { times, point: ours(theirs) })), expected);
      const both = [{ times: timesBase, point: basePoint() }, { times, point: ours(theirs) }];
      assertEquals(encode(sumOfMany(both)), expected);
    }),
    { numRuns: 100 },
  );
  // Of many, digits have more bits.
  for (const count of [0, 1, 20, 100, 700]) {
    const multiples = fc.sample(fc.tuple(scalar, point), { numRuns: count, seed: count });
    const expected = multiples.reduce(
      (sum, [times, point]) => sum.add(point.multiplyUnsafe(times)),
      ed25519.Point.ZERO,
    );
    assertEquals(
      encode(sumOfMany(multiples.map(([times, theirs]) => ({ times, point: ours(theirs) })))),
      expected.toHex(),
    );
  }
});

function ours(theirs: Theirs): Point {
  const point = decodePoint(theirs.toBytes());
  assert(point);
  return point;
}

function decoded(bytes: Uint8Array): string | undefined {
  const point = decodePoint(bytes);
  return point && encode(point);
}

function strictly(bytes: Uint8Array): string | undefined {
  try {
    return ed25519.Point.fromBytes(bytes, false).toHex();
  } catch {
    return undefined;
  }
}

/** A point's encoding; and xy is what it says. */
function encode({ X, Y, Z, E, H }: Point): string {
  const [x, y, xy, difference] = [small(0), small(0), small(0), small(0)];
  const inverse = invert(Z);
  multiply(x, X, inverse);
  multiply(y, Y, inverse);
  multiply(xy, E, H);
  multiply(xy, xy, inverse);
  multiply(difference, x, y);
  assertEquals(toBytes(xy), toBytes(difference));
  const bytes = toBytes(y);
  bytes[31] = (bytes[31] ?? 0) | (isOdd(x) ? 0x80 : 0);
  return bytes.toHex();
}

function encoded(value: bigint): Uint8Array {
  return Uint8Array.fromHex(value.toString(16).padStart(64, "0")).reverse();
}
