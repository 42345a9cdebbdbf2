/**
 * Multiples of many points, added up after Pippenger: at each place of the factors, points whose digit is the same are added up first, and then multiplied
 * at once.
 */
import { type Addend, addendOf, Adder, clear, type Point, zero } from "./edwards25519.ts";
import { digitCount, signedDigits } from "./scalar25519.ts";

export interface Multiple {
  readonly times: bigint;
  readonly point: Point;
}

const MOST_BITS = 14;
/** What it costs to empty a bucket, in additions: two of them, and two points are to be made addends. */
const EMPTYING = 2.5;

/** The sum of all. */
export function sumOfMany(multiples: readonly Multiple[]): Point {
  const bits = bestBits(multiples.length);
  const addends = multiples.map(({ point }) => addendOf(point));
  const digits = multiples.map(({ times }) => signedDigits(times, bits));
  const buckets = Array.from({ length: 2 ** (bits - 1) }, () => new Bucket());
  const adder = new Adder();
  const sum = zero();
  for (let place = digitCount(bits) - 1; place >= 0; place--) {
    for (let bit = 0; bit < bits; bit++) adder.double(sum);
    for (const [i, addend] of addends.entries()) {
      const digit = digits[i]?.[place] ?? 0;
      if (digit !== 0) buckets[Math.abs(digit) - 1]?.put(adder, addend, digit < 0);
    }
    adder.add(sum, addendOf(emptied(buckets, adder)));
  }
  return sum;
}

/** The points of one digit. */
class Bucket {
  readonly sum = zero();
  isEmpty = true;

  put(adder: Adder, addend: Addend, isNegative: boolean): void {
    if (isNegative) adder.subtract(this.sum, addend);
    else adder.add(this.sum, addend);
    this.isEmpty = false;
  }
}

/** Each bucket as often as its digit says: the last one is in every partial sum from above, the first only in the whole. */
function emptied(buckets: readonly Bucket[], adder: Adder): Point {
  const all = zero();
  const partial = zero();
  for (const bucket of buckets.toReversed()) {
    if (!bucket.isEmpty) adder.add(partial, addendOf(bucket.sum));
    adder.add(all, addendOf(partial));
    clear(bucket.sum);
    bucket.isEmpty = true;
  }
  return all;
}

/** With more bits in a digit there are fewer places, but more buckets. */
function bestBits(count: number): number {
  let best = 1;
  for (let bits = 2; bits <= MOST_BITS; bits++) if (cost(bits, count) < cost(best, count)) best = bits;
  return best;
}

function cost(bits: number, count: number): number {
  return digitCount(bits) * (count + EMPTYING * 2 ** (bits - 1));
}
