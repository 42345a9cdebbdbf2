/** A multiple of the base point and one of another point, added up after Straus: both are doubled at once. */
import { type Addend, addendOf, Adder, BASE_BYTES, decodePoint, type Point, zero } from "./edwards25519.ts";
import { SCALAR_BITS, sparseDigits } from "./scalar25519.ts";

/** Bits of a digit. Multiples of the base point are made but once, so there may be more of them. */
const BITS_OF_BASE = 7;
const BITS = 5;

let multiplesOfBase: readonly Addend[] | undefined;

/** The base point so many times, and another so many times. */
export function sumOfTwo(
  timesBase: bigint,
  { times, point }: { readonly times: bigint; readonly point: Point },
): Point {
  multiplesOfBase ??= oddMultiples(basePoint(), BITS_OF_BASE);
  const base = { multiples: multiplesOfBase, digits: sparseDigits(timesBase, BITS_OF_BASE) };
  const other = { multiples: oddMultiples(point, BITS), digits: sparseDigits(times, BITS) };
  const adder = new Adder();
  const sum = zero();
  for (let place = SCALAR_BITS; place >= 0; place--) {
    adder.double(sum);
    for (const { multiples, digits } of [base, other]) {
      const digit = digits[place] ?? 0;
      const multiple = multiples[Math.abs(digit) >> 1];
      if (digit > 0 && multiple) adder.add(sum, multiple);
      if (digit < 0 && multiple) adder.subtract(sum, multiple);
    }
  }
  return sum;
}

export function basePoint(): Point {
  const base = decodePoint(BASE_BYTES);
  if (!base) throw new Error("Cannot find the base point: its encoding is wrong");
  return base;
}

/** A point once, thrice, five times and so on: whatever a digit of so many bits may be in size. */
function oddMultiples(point: Point, bits: number): readonly Addend[] {
  const adder = new Adder();
  const once = addendOf(point);
  const multiple = zero();
  adder.add(multiple, once);
  adder.double(multiple);
  const twice = addendOf(multiple);
  adder.subtract(multiple, once);
  return Array.from({ length: 2 ** (bits - 2) }, () => {
    const odd = addendOf(multiple);
    adder.add(multiple, twice);
    return odd;
  });
}
