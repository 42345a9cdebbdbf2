import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  add,
  choose,
  copy,
  fromBytes,
  invert,
  isBelowPrime,
  isOdd,
  isZero,
  type Limbs,
  multiply,
  raiseToRoot,
  scale,
  small,
  square,
  subtract,
  toBytes,
} from "../../../shared/curve25519/field25519.ts";
import { littleEndian } from "../../../shared/little_endian.ts";

const PRIME = 2n ** 255n - 19n;
const LIMBS = 12;

const number = fc.bigInt({ min: 0n, max: 2n ** 255n - 1n });

/** How many settled numbers two may be sums of that are multiplied. */
const COUNTS = [[1, 1], [2, 2], [3, 2], [3, 4], [4, 3], [12, 1]] as const;

/** Limbs as large as a settled number's can be, and near that, of either sign. */
const settled = fc.array(fc.constantFrom(-1, 1, -0.999, 0.999, 0, 0.5), { minLength: LIMBS, maxLength: LIMBS })
  .map((parts) => limbs(parts.map((part, i) => part * 1.001 * half(i))));

Deno.test("toBytes() gives a number its one encoding, as small as it is or as large", () => {
  const edges = [0n, 1n, 18n, 19n, 20n, 37n, 38n, PRIME - 2n, PRIME - 1n, PRIME, PRIME + 1n, PRIME + 18n];
  for (const value of edges) assertEquals(littleEndian(toBytes(fromBytes(encoded(value)))), value % PRIME);
  fc.assert(fc.property(number, (value) => {
    assertEquals(littleEndian(toBytes(fromBytes(encoded(value)))), value % PRIME);
  }));
});

Deno.test("toBytes() gives one encoding to all limbs that are the same number", () => {
  fc.assert(fc.property(settled, (x) => assertEquals(littleEndian(toBytes(x)), valueOf(x))));
  for (const value of [0, 1, 18, 19, 20]) {
    for (const times of [-2, -1, 0, 1, 2]) {
      const x = small(value);
      x[0] = value - 19 * times;
      x[11] = times * 2 ** 255;
      assertEquals(littleEndian(toBytes(x)), BigInt(value));
    }
  }
});

Deno.test("multiply() is exact for sums and differences of the largest settled numbers, and settles the product", () => {
  fc.assert(
    fc.property(settled, settled, settled, settled, fc.boolean(), (a, b, c, d, less) => {
      const [x, y, product] = [small(0), small(0), small(0)];
      (less ? subtract : add)(x, a, b);
      add(y, c, d);
      multiply(product, x, y);
      assertEquals(valueOf(product), mod(valueOf(x) * valueOf(y)));
      assertSettled(product);
    }),
    { numRuns: 1000 },
  );
});

Deno.test("multiply() and square() are exact for sums of as many settled numbers as they may be", () => {
  for (const [m, n] of COUNTS) {
    const sums = fc.array(settled, { minLength: m + n, maxLength: m + n });
    fc.assert(fc.property(sums, (numbers) => {
      const [x, y, product] = [sumOf(numbers.slice(0, m)), sumOf(numbers.slice(m)), small(0)];
      multiply(product, x, y);
      assertEquals(valueOf(product), mod(valueOf(x) * valueOf(y)));
      assertSettled(product);
      if (m * m > 12) return;
      square(product, x);
      assertEquals(valueOf(product), mod(valueOf(x) ** 2n));
      assertSettled(product);
    }));
    const [x, y, product] = [times(m), times(n), small(0)];
    multiply(product, x, y);
    assertEquals(valueOf(product), mod(valueOf(x) * valueOf(y)));
    assertSettled(product);
  }
});

Deno.test("isZero() and isOdd() say what a sum of settled numbers is, however it is written", () => {
  fc.assert(fc.property(fc.array(settled, { minLength: 1, maxLength: 12 }), (numbers) => {
    const x = sumOf(numbers);
    assertEquals(isOdd(x), valueOf(x) % 2n === 1n);
    assertEquals(isZero(x), valueOf(x) === 0n);
    assertEquals(littleEndian(toBytes(x)), valueOf(x));
    subtract(x, x, fromBytes(encoded(valueOf(x))));
    assert(isZero(x));
  }));
  for (const value of [0n, 1n, 18n, 19n, PRIME - 1n, PRIME, PRIME + 1n, PRIME + 18n]) {
    const x = fromBytes(encoded(value));
    assertEquals([isZero(x), isOdd(x)], [value % PRIME === 0n, value % PRIME % 2n === 1n], `${value}`);
  }
});

Deno.test("isBelowPrime() tells the one encoding of a number from others, whatever the highest bit", () => {
  const near = fc.oneof(fc.bigInt({ min: PRIME - 300n, max: 2n ** 255n - 1n }), fc.constant(2n ** 248n - 1n));
  fc.assert(fc.property(fc.oneof(number, near), fc.boolean(), (value, more) => {
    assertEquals(isBelowPrime(encoded(value + (more ? 2n ** 255n : 0n))), value < PRIME);
  }));
});

Deno.test("raiseToRoot() raises to (p - 5) / 8", () => {
  fc.assert(
    fc.property(settled, (x) => assertEquals(valueOf(raiseToRoot(x)), power(valueOf(x), (PRIME - 5n) / 8n))),
    { numRuns: 20 },
  );
});

Deno.test("add(), subtract() and scale() do what their names say", () => {
  fc.assert(fc.property(settled, settled, fc.nat({ max: 2 ** 20 - 1 }), (a, b, by) => {
    const to = small(0);
    add(to, a, b);
    assertEquals(valueOf(to), mod(valueOf(a) + valueOf(b)));
    subtract(to, a, b);
    assertEquals(valueOf(to), mod(valueOf(a) - valueOf(b)));
    scale(to, to, by);
    assertEquals(valueOf(to), mod((valueOf(a) - valueOf(b)) * BigInt(by)));
    assertSettled(to);
  }));
});

Deno.test("choose() takes the one for 0 and the other for 1, limb by limb", () => {
  fc.assert(fc.property(settled, settled, (a, b) => {
    const to = small(0);
    choose(to, 0, a, b);
    assert(to.every((limb, i) => limb === a[i]));
    choose(to, 1, a, b);
    assert(to.every((limb, i) => limb === b[i]));
  }));
});

Deno.test("a result may be written over an operand", () => {
  fc.assert(fc.property(settled, settled, (a, b) => {
    for (const work of [add, subtract, multiply]) {
      const [to, first, second, both] = [small(0), copy(a), copy(b), copy(a)];
      work(to, a, b);
      work(first, first, b);
      work(second, a, second);
      assertEquals([toBytes(first), toBytes(second)], [toBytes(to), toBytes(to)]);
      work(to, a, a);
      work(both, both, both);
      assertEquals(toBytes(both), toBytes(to));
    }
  }));
});

Deno.test("invert() gives what makes one of every number but zero", () => {
  fc.assert(fc.property(settled, (x) => {
    const product = small(0);
    multiply(product, x, invert(x));
    assertEquals(valueOf(product), valueOf(x) === 0n ? 0n : 1n);
  }));
  assertEquals(valueOf(invert(small(0))), 0n);
});

function sumOf(numbers: readonly Limbs[]): Limbs {
  const sum = small(0);
  for (const number of numbers) add(sum, sum, number);
  return sum;
}

/** The largest settled number so many times. */
function times(count: number): Limbs {
  const most = limbs(Array.from({ length: LIMBS }, (_, i) => 1.001 * half(i)));
  return sumOf(Array.from({ length: count }, () => most));
}

function power(base: bigint, exponent: bigint): bigint {
  if (exponent === 0n) return 1n;
  const root = power(base, exponent / 2n);
  return mod(root * root * (exponent % 2n === 1n ? base : 1n));
}

/** Half the weight of the limb after this one. */
function half(i: number): number {
  return 2 ** (Math.ceil(21.25 * (i + 1)) - 1);
}

/** A number of these limbs, each rounded to a multiple of its weight. */
function limbs(values: readonly number[]): Limbs {
  const x = small(0);
  for (const [i, value] of values.entries()) {
    const weight = 2 ** Math.ceil(21.25 * i);
    x[i] = Math.trunc(value / weight) * weight;
  }
  return x;
}

/** Doubles that are whole numbers are exact in BigInt. */
function valueOf(x: Limbs): bigint {
  return mod(x.reduce((sum, limb) => sum + BigInt(limb), 0n));
}

function mod(value: bigint): bigint {
  return (value % PRIME + PRIME) % PRIME;
}

function encoded(value: bigint): Uint8Array {
  return Uint8Array.fromHex(value.toString(16).padStart(64, "0")).reverse();
}

function assertSettled(x: Limbs): void {
  assert(x.every((limb, i) => Math.abs(limb) <= 1.001 * half(i)));
}
