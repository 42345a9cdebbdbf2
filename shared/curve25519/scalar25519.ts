/** Factors of points, modulo the order of the group that the base point generates, and the digits by which points are multiplied. All of it is public. */
import { littleEndian } from "../little_endian.ts";

/** How often the base point, added to itself, is nothing: a prime. */
export const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;

export const SCALAR_BYTES = 32;
export const SCALAR_BITS = 253;
/** Digits are read four bytes at a time, from the last byte on too. */
const MARGIN = 4;

/** The number that 32 bytes stand for; undefined if it is not below the order, as what else stands for the same is. */
export function scalarOf(bytes: Uint8Array): bigint | undefined {
  const value = littleEndian(bytes);
  return value < ORDER ? value : undefined;
}

/** What is left of a number that bytes stand for, modulo the order. */
export function reduced(bytes: Uint8Array): bigint {
  return littleEndian(bytes) % ORDER;
}

/** The one encoding of a scalar. */
export function scalarBytes(scalar: bigint): Uint8Array {
  return Uint8Array.fromHex(scalar.toString(16).padStart(2 * SCALAR_BYTES, "0")).reverse();
}

/**
 * Digits of a scalar, of so many bits each, that add up to it with the weights 2^(bits * place): the lowest first, each from -2^(bits-1) to 2^(bits-1). As
 * points are subtracted as easily as added, only half as many multiples of them are needed.
 */
export function signedDigits(scalar: bigint, bits: number): Int16Array {
  const view = viewOf(scalar);
  const digits = new Int16Array(digitCount(bits));
  let up = 0;
  for (let place = 0; place < digits.length; place++) {
    const digit = bitsOf(view, place * bits, bits) + up;
    up = digit > 1 << bits - 1 ? 1 : 0;
    digits[place] = digit - (up << bits);
  }
  return digits;
}

/** How many there are: the last has room for what is left over from the one before. */
export function digitCount(bits: number): number {
  return Math.ceil((SCALAR_BITS + 1) / bits);
}

/** Digits of a scalar with the weights 2^place: each is 0 or odd and below 2^(bits-1) in size, and after one that is not 0 come bits - 1 that are. */
export function sparseDigits(scalar: bigint, bits: number): Int16Array {
  const view = viewOf(scalar);
  const digits = new Int16Array(SCALAR_BITS + 1);
  let up = 0;
  for (let place = 0; place < digits.length;) {
    if (bitsOf(view, place, 1) === up) {
      place += 1;
      continue;
    }
    const digit = bitsOf(view, place, bits) + up;
    up = digit > 1 << bits - 1 ? 1 : 0;
    digits[place] = digit - (up << bits);
    place += bits;
  }
  return digits;
}

function viewOf(scalar: bigint): DataView {
  const bytes = new Uint8Array(SCALAR_BYTES + MARGIN);
  bytes.set(scalarBytes(scalar));
  return new DataView(bytes.buffer);
}

/** So many bits, from this one on: 25 at most. */
function bitsOf(view: DataView, from: number, bits: number): number {
  return view.getUint32(from >> 3, true) >>> (from & 7) & (1 << bits) - 1;
}
