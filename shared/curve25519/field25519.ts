/**
 * Arithmetic modulo 2^255 - 19 on doubles, after D. J. Bernstein's "Curve25519: new Diffie-Hellman speed records". It takes less than half the time that
 * BigInt takes, and always the same, whatever the numbers. What they are coordinates of is not known here.
 *
 * A number is the sum of its twelve limbs. Limb i is a whole multiple of its weight 2^ceil(21.25 i), so nothing is ever shifted. Everything is exact as
 * long as no limb of a product reaches 2^53 times its weight. What `multiply`, `square`, `scale` and `fromBytes` give is settled: each limb is at most
 * 1.001 times half the next one's weight. A sum or difference of m settled numbers is not, but m of them times n others is exact and settled as long as
 * m * n is at most 12: the product's limbs stay below 2^52.6 times their weights before they are carried. Whoever adds has to count.
 *
 * Results are written over `to`, which may be an operand: as values they would be a gigabyte of garbage for a thousand keys. Limbs are written out, because
 * in loops they take many times as long, and in rows, which the formatter would pull apart.
 */

/** A number modulo 2^255 - 19; other limbs may be the same number. Such an array costs V8 a twentieth of what a Float64Array of twelve does. */
export type Limbs = [
  ...[number, number, number, number, number, number],
  ...[number, number, number, number, number, number],
];

export const FIELD_BYTES = 32;
const LIMBS = 12;
/** The prime: of 255 bits there is nothing above it but what has a larger first byte. */
const PRIME_BYTES = Uint8Array.of(0xed, ...new Uint8Array(FIELD_BYTES - 2).fill(0xff), 0x7f);

/** 2^255 is 19 here. */
const FOLD = 19 * 2 ** -255;
/** Adding this to limb i and taking it away again rounds it to a multiple of the next weight: a double of that size has no finer steps. */
// deno-fmt-ignore
const ROUND = [
  3 * 2 ** 73, 3 * 2 ** 94, 3 * 2 ** 115, 3 * 2 ** 136,
  3 * 2 ** 158, 3 * 2 ** 179, 3 * 2 ** 200, 3 * 2 ** 221,
  3 * 2 ** 243, 3 * 2 ** 264, 3 * 2 ** 285, 3 * 2 ** 306,
] as const;

/** The exponents of the limbs' weights, and those weights; behind the last limb come those of the whole. */
const EXPONENTS = Array.from({ length: LIMBS + 1 }, (_, i) => Math.ceil(21.25 * i));
const WEIGHTS = EXPONENTS.map((exponent) => 2 ** exponent);

/** Halves come first: V8 would keep whole numbers in another form until there is a double among them, and multiply slower what has either. */
const NONE: Limbs = [0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5];
NONE.fill(0);

/** A new number, of at most 20 bits. */
export function small(value: number): Limbs {
  const x = copy(NONE);
  x[0] = value;
  return x;
}

export function copy(x: Limbs): Limbs {
  return [...x];
}

// deno-fmt-ignore
export function assign(to: Limbs, x: Limbs): void {
  to[0] = x[0]; to[1] = x[1]; to[2] = x[2]; to[3] = x[3]; to[4] = x[4]; to[5] = x[5];
  to[6] = x[6]; to[7] = x[7]; to[8] = x[8]; to[9] = x[9]; to[10] = x[10]; to[11] = x[11];
}

// deno-fmt-ignore
export function add(to: Limbs, a: Limbs, b: Limbs): void {
  to[0] = a[0] + b[0]; to[1] = a[1] + b[1]; to[2] = a[2] + b[2]; to[3] = a[3] + b[3];
  to[4] = a[4] + b[4]; to[5] = a[5] + b[5]; to[6] = a[6] + b[6]; to[7] = a[7] + b[7];
  to[8] = a[8] + b[8]; to[9] = a[9] + b[9]; to[10] = a[10] + b[10]; to[11] = a[11] + b[11];
}

// deno-fmt-ignore
export function subtract(to: Limbs, a: Limbs, b: Limbs): void {
  to[0] = a[0] - b[0]; to[1] = a[1] - b[1]; to[2] = a[2] - b[2]; to[3] = a[3] - b[3];
  to[4] = a[4] - b[4]; to[5] = a[5] - b[5]; to[6] = a[6] - b[6]; to[7] = a[7] - b[7];
  to[8] = a[8] - b[8]; to[9] = a[9] - b[9]; to[10] = a[10] - b[10]; to[11] = a[11] - b[11];
}

/** `a` if the bit is 0, `b` if it is 1, in a time that does not tell which. */
// deno-fmt-ignore
export function choose(to: Limbs, bit: number, a: Limbs, b: Limbs): void {
  to[0] = a[0] + bit * (b[0] - a[0]); to[1] = a[1] + bit * (b[1] - a[1]); to[2] = a[2] + bit * (b[2] - a[2]);
  to[3] = a[3] + bit * (b[3] - a[3]); to[4] = a[4] + bit * (b[4] - a[4]); to[5] = a[5] + bit * (b[5] - a[5]);
  to[6] = a[6] + bit * (b[6] - a[6]); to[7] = a[7] + bit * (b[7] - a[7]); to[8] = a[8] + bit * (b[8] - a[8]);
  to[9] = a[9] + bit * (b[9] - a[9]); to[10] = a[10] + bit * (b[10] - a[10]); to[11] = a[11] + bit * (b[11] - a[11]);
}

/** A number times a small one, of at most 20 bits. */
// deno-fmt-ignore
export function scale(to: Limbs, a: Limbs, by: number): void {
  to[0] = a[0] * by; to[1] = a[1] * by; to[2] = a[2] * by; to[3] = a[3] * by;
  to[4] = a[4] * by; to[5] = a[5] * by; to[6] = a[6] * by; to[7] = a[7] * by;
  to[8] = a[8] * by; to[9] = a[9] * by; to[10] = a[10] * by; to[11] = a[11] * by;
  carry(to);
}

/** `w` are the limbs of `b` as they come round. */
// deno-fmt-ignore
export function multiply(to: Limbs, a: Limbs, b: Limbs): void {
  const a0 = a[0], a1 = a[1], a2 = a[2], a3 = a[3], a4 = a[4], a5 = a[5],
    a6 = a[6], a7 = a[7], a8 = a[8], a9 = a[9], a10 = a[10], a11 = a[11];
  const b0 = b[0], b1 = b[1], b2 = b[2], b3 = b[3], b4 = b[4], b5 = b[5],
    b6 = b[6], b7 = b[7], b8 = b[8], b9 = b[9], b10 = b[10], b11 = b[11];
  const w1 = b1 * FOLD, w2 = b2 * FOLD, w3 = b3 * FOLD, w4 = b4 * FOLD, w5 = b5 * FOLD, w6 = b6 * FOLD,
    w7 = b7 * FOLD, w8 = b8 * FOLD, w9 = b9 * FOLD, w10 = b10 * FOLD, w11 = b11 * FOLD;
  to[0] = a0*b0 + a1*w11 + a2*w10 + a3*w9 + a4*w8 + a5*w7 + a6*w6 + a7*w5 + a8*w4 + a9*w3 + a10*w2 + a11*w1;
  to[1] = a0*b1 + a1*b0 + a2*w11 + a3*w10 + a4*w9 + a5*w8 + a6*w7 + a7*w6 + a8*w5 + a9*w4 + a10*w3 + a11*w2;
  to[2] = a0*b2 + a1*b1 + a2*b0 + a3*w11 + a4*w10 + a5*w9 + a6*w8 + a7*w7 + a8*w6 + a9*w5 + a10*w4 + a11*w3;
  to[3] = a0*b3 + a1*b2 + a2*b1 + a3*b0 + a4*w11 + a5*w10 + a6*w9 + a7*w8 + a8*w7 + a9*w6 + a10*w5 + a11*w4;
  to[4] = a0*b4 + a1*b3 + a2*b2 + a3*b1 + a4*b0 + a5*w11 + a6*w10 + a7*w9 + a8*w8 + a9*w7 + a10*w6 + a11*w5;
  to[5] = a0*b5 + a1*b4 + a2*b3 + a3*b2 + a4*b1 + a5*b0 + a6*w11 + a7*w10 + a8*w9 + a9*w8 + a10*w7 + a11*w6;
  to[6] = a0*b6 + a1*b5 + a2*b4 + a3*b3 + a4*b2 + a5*b1 + a6*b0 + a7*w11 + a8*w10 + a9*w9 + a10*w8 + a11*w7;
  to[7] = a0*b7 + a1*b6 + a2*b5 + a3*b4 + a4*b3 + a5*b2 + a6*b1 + a7*b0 + a8*w11 + a9*w10 + a10*w9 + a11*w8;
  to[8] = a0*b8 + a1*b7 + a2*b6 + a3*b5 + a4*b4 + a5*b3 + a6*b2 + a7*b1 + a8*b0 + a9*w11 + a10*w10 + a11*w9;
  to[9] = a0*b9 + a1*b8 + a2*b7 + a3*b6 + a4*b5 + a5*b4 + a6*b3 + a7*b2 + a8*b1 + a9*b0 + a10*w11 + a11*w10;
  to[10] = a0*b10 + a1*b9 + a2*b8 + a3*b7 + a4*b6 + a5*b5 + a6*b4 + a7*b3 + a8*b2 + a9*b1 + a10*b0 + a11*w11;
  to[11] = a0*b11 + a1*b10 + a2*b9 + a3*b8 + a4*b7 + a5*b6 + a6*b5 + a7*b4 + a8*b3 + a9*b2 + a10*b1 + a11*b0;
  carry(to);
}

/** A number times itself, in two thirds of the time: `d` are the limbs twice, `w` as they come round. */
// deno-fmt-ignore
export function square(to: Limbs, a: Limbs): void {
  const a0 = a[0], a1 = a[1], a2 = a[2], a3 = a[3], a4 = a[4], a5 = a[5],
    a6 = a[6], a7 = a[7], a8 = a[8], a9 = a[9], a10 = a[10], a11 = a[11];
  const d0 = a0 + a0, d1 = a1 + a1, d2 = a2 + a2, d3 = a3 + a3, d4 = a4 + a4, d5 = a5 + a5,
    d6 = a6 + a6, d7 = a7 + a7, d8 = a8 + a8, d9 = a9 + a9, d10 = a10 + a10;
  const w6 = a6 * FOLD, w7 = a7 * FOLD, w8 = a8 * FOLD, w9 = a9 * FOLD, w10 = a10 * FOLD, w11 = a11 * FOLD;
  to[0] = a0*a0 + d1*w11 + d2*w10 + d3*w9 + d4*w8 + d5*w7 + a6*w6;
  to[1] = d0*a1 + d2*w11 + d3*w10 + d4*w9 + d5*w8 + d6*w7;
  to[2] = d0*a2 + a1*a1 + d3*w11 + d4*w10 + d5*w9 + d6*w8 + a7*w7;
  to[3] = d0*a3 + d1*a2 + d4*w11 + d5*w10 + d6*w9 + d7*w8;
  to[4] = d0*a4 + d1*a3 + a2*a2 + d5*w11 + d6*w10 + d7*w9 + a8*w8;
  to[5] = d0*a5 + d1*a4 + d2*a3 + d6*w11 + d7*w10 + d8*w9;
  to[6] = d0*a6 + d1*a5 + d2*a4 + a3*a3 + d7*w11 + d8*w10 + a9*w9;
  to[7] = d0*a7 + d1*a6 + d2*a5 + d3*a4 + d8*w11 + d9*w10;
  to[8] = d0*a8 + d1*a7 + d2*a6 + d3*a5 + a4*a4 + d9*w11 + a10*w10;
  to[9] = d0*a9 + d1*a8 + d2*a7 + d3*a6 + d4*a5 + d10*w11;
  to[10] = d0*a10 + d1*a9 + d2*a8 + d3*a7 + d4*a6 + a5*a5 + a11*w11;
  to[11] = d0*a11 + d1*a10 + d2*a9 + d3*a8 + d4*a7 + d5*a6;
  carry(to);
}

/** Settles limbs: what is too much for one goes up to the next, and from the last round to the first. */
// deno-fmt-ignore
function carry(x: Limbs): void {
  let up = 0;
  // From four limbs on at once, which do not wait for each other; and at last what came up to those four when they were done.
  up = x[0] + ROUND[0] - ROUND[0]; x[0] -= up; x[1] += up;
  up = x[3] + ROUND[3] - ROUND[3]; x[3] -= up; x[4] += up;
  up = x[6] + ROUND[6] - ROUND[6]; x[6] -= up; x[7] += up;
  up = x[9] + ROUND[9] - ROUND[9]; x[9] -= up; x[10] += up;
  up = x[1] + ROUND[1] - ROUND[1]; x[1] -= up; x[2] += up;
  up = x[4] + ROUND[4] - ROUND[4]; x[4] -= up; x[5] += up;
  up = x[7] + ROUND[7] - ROUND[7]; x[7] -= up; x[8] += up;
  up = x[10] + ROUND[10] - ROUND[10]; x[10] -= up; x[11] += up;
  up = x[2] + ROUND[2] - ROUND[2]; x[2] -= up; x[3] += up;
  up = x[5] + ROUND[5] - ROUND[5]; x[5] -= up; x[6] += up;
  up = x[8] + ROUND[8] - ROUND[8]; x[8] -= up; x[9] += up;
  up = x[11] + ROUND[11] - ROUND[11]; x[11] -= up; x[0] += up * FOLD;
  up = x[0] + ROUND[0] - ROUND[0]; x[0] -= up; x[1] += up;
  up = x[3] + ROUND[3] - ROUND[3]; x[3] -= up; x[4] += up;
  up = x[6] + ROUND[6] - ROUND[6]; x[6] -= up; x[7] += up;
  up = x[9] + ROUND[9] - ROUND[9]; x[9] -= up; x[10] += up;
}

/** 1/x; of 0, which has none, it is 0. This is x^(2^255 - 21). */
export function invert(x: Limbs): Limbs {
  const { ones250, x11 } = ladder(x);
  return raise(ones250, 5, x11);
}

/** x^(2^252 - 3), which is (p - 5) / 8: of it square roots are made. */
export function raiseToRoot(x: Limbs): Limbs {
  return raise(ladder(x).ones250, 2, x);
}

/** `ones250` is x to the power of 250 binary ones. */
function ladder(x: Limbs) {
  const x2 = raise(x, 0, x);
  const x9 = raise(x2, 2, x);
  const x11 = raise(x9, 0, x2);
  const ones5 = raise(x11, 1, x9);
  const ones10 = raise(ones5, 5, ones5);
  const ones20 = raise(ones10, 10, ones10);
  const ones40 = raise(ones20, 20, ones20);
  const ones50 = raise(ones40, 10, ones10);
  const ones100 = raise(ones50, 50, ones50);
  const ones200 = raise(ones100, 100, ones100);
  return { ones250: raise(ones200, 50, ones50), x11 };
}

/** A number squared so many times, times another. */
function raise(x: Limbs, squarings: number, by: Limbs): Limbs {
  const power = copy(x);
  for (let i = 0; i < squarings; i++) square(power, power);
  multiply(power, power, by);
  return power;
}

/** The number that 32 bytes stand for, the last of them counting most; its highest bit counts nothing. */
export function fromBytes(bytes: Uint8Array): Limbs {
  const view = new DataView(new ArrayBuffer(FIELD_BYTES + 1));
  new Uint8Array(view.buffer).set(bytes);
  const x = small(0);
  for (let i = 0; i < LIMBS; i++) {
    const [from = 0, to = 0] = [EXPONENTS[i], EXPONENTS[i + 1]];
    x[i] = (view.getUint32(from >> 3, true) >>> (from & 7) & (1 << to - from) - 1) * (WEIGHTS[i] ?? 0);
  }
  carry(x);
  return x;
}

/** Whether what 32 bytes stand for, of which the highest bit counts nothing, is below the prime. */
export function isBelowPrime(bytes: Uint8Array): boolean {
  return !PRIME_BYTES.every((byte, i) => ((bytes[i] ?? 0) & (i === FIELD_BYTES - 1 ? 0x7f : 0xff)) >= byte);
}

/** A number, or a sum of at most 12 settled ones, in its one encoding. */
export function toBytes(x: Limbs): Uint8Array {
  const limbs = canonical(x);
  const view = new DataView(new ArrayBuffer(FIELD_BYTES + 1));
  for (let i = 0; i < LIMBS; i++) {
    const [from = 0, weight = 0, limb = 0] = [EXPONENTS[i], WEIGHTS[i], limbs[i]];
    view.setUint32(from >> 3, view.getUint32(from >> 3, true) | limb / weight << (from & 7), true);
  }
  return new Uint8Array(view.buffer, 0, FIELD_BYTES);
}

/** Whether this, which may be a sum of at most 12 settled numbers, is 0, however it is written. */
export function isZero(x: Limbs): boolean {
  return canonical(x).every((limb) => limb === 0);
}

/** Whether the number below the prime that this is, or a sum of at most 12 settled ones, is odd. */
export function isOdd(x: Limbs): boolean {
  return canonical(x)[0] % 2 === 1;
}

/** The limbs that all have which are the same number: none is below zero or as large as the next one's weight, and the number is below the prime. */
function canonical(x: Limbs): Limbs {
  const y = copy(x);
  // One round leaves it a little below 0 or above 2^255 at most. With 19 more, what is the prime or above comes round, which takes the prime away; with
  // 19 less again, what is below 0 does, which adds it.
  settle(y, 0);
  settle(y, 19);
  settle(y, -19);
  return y;
}

/** Adds a little, and leaves no limb below zero or above its size, but for the first, to which comes round what the last has too much. */
function settle(x: Limbs, more: number): void {
  let up = more;
  for (let i = 0; i < LIMBS; i++) {
    const [limb = 0, next = 0] = [x[i], WEIGHTS[i + 1]];
    const sum = limb + up;
    up = Math.floor(sum / next) * next;
    x[i] = sum - up;
  }
  x[0] += up * FOLD;
}
