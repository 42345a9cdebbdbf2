/** Checks many signatures at once, which costs less than checking each. It says exactly what public_key.ts would say of them one by one. */
import { isSmallOrder } from "./curve25519/edwards25519.ts";
import { basePoint } from "./curve25519/few_multiples.ts";
import { type Multiple, sumOfMany } from "./curve25519/many_multiples.ts";
import { ORDER, scalarBytes } from "./curve25519/scalar25519.ts";
import type { Glance } from "./glance.ts";
import { fromHex, toHex } from "./ids.ts";
import { littleEndian } from "./little_endian.ts";
import { digest, holds, LABEL, type Signed } from "./public_key.ts";
import { KEY_BYTES, keyPoint, type Term, termOf } from "./signature_term.ts";
import { encode, u32 } from "./wire.ts";
import { Writer } from "./writer.ts";

const WEIGHT_BYTES = 16;
/** With fewer, one by one is faster. */
const SMALLEST_BATCH = 16;

/** Whether all these claims are true: those about which a glance leaves doubts are checked here. */
export function verifyAll(claims: readonly Signed[], glance?: Glance): boolean {
  const doubtful = glance ? claims.filter((claim) => !glance(claim)) : claims;
  if (doubtful.length < SMALLEST_BATCH) return doubtful.every(holds);
  return verifyTogether(doubtful);
}

function verifyTogether(claims: readonly Signed[]): boolean {
  const terms: Term[] = [];
  for (const claim of claims) {
    const term = termOf(claim);
    if (!term) return false;
    terms.push(term);
  }
  return balance(claims.map(({ publicKey }) => toHex(publicKey)), terms);
}

/**
 * One equation for all: [8] * sum of w(R + kA - SB) = 0, which every true claim fulfils for itself. If one is false, only one choice of its weight w in
 * 2^128 hides it. A digest of all claims draws the weights: nobody can choose a claim to suit its weight, and no randomness is needed.
 */
function balance(ids: readonly string[], terms: readonly Term[]): boolean {
  const weights = weigh(terms);
  const timesKey = new Map<string, bigint>();
  let timesBase = 0n;
  const multiples: Multiple[] = [];
  for (const [i, { R, S, k }] of terms.entries()) {
    const [weight = 0n, id = ""] = [weights[i], ids[i]];
    multiples.push({ times: weight, point: R });
    timesKey.set(id, ((timesKey.get(id) ?? 0n) + weight * k) % ORDER);
    timesBase = (timesBase + weight * (ORDER - S)) % ORDER;
  }
  for (const [id, times] of timesKey) {
    const point = keyPoint(fromHex(id));
    if (!point) return false;
    multiples.push({ times, point });
  }
  return isSmallOrder(sumOfMany([...multiples, { times: timesBase, point: basePoint() }]));
}

/** Each weight depends on every term: k binds R, A and the message. */
function weigh(terms: readonly Term[]): readonly bigint[] {
  const all = new Writer(terms.length * 2 * KEY_BYTES);
  for (const { k, S } of terms) {
    all.bytes(scalarBytes(k));
    all.bytes(scalarBytes(S));
  }
  const seed = digest(LABEL.batch, all.written());
  return terms.map((_, index) => {
    return littleEndian(digest(LABEL.weight, seed, encode(u32, index)).subarray(0, WEIGHT_BYTES));
  });
}
