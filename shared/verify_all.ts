/** Checks many signatures at once, which costs a third of checking each. It says exactly what public_key.ts would say of them one by one. */
import { pippenger } from "@noble/curves/abstract/curve.js";
import { ed25519 } from "@noble/curves/ed25519.js";
import { sha512 } from "@noble/hashes/sha2.js";
import { fromHex, toHex } from "./ids.ts";
import { littleEndian } from "./little_endian.ts";
import { digest, holds, KEY_BYTES, LABEL, SIGNATURE_BYTES, type Signed } from "./public_key.ts";
import { encode, u32 } from "./wire.ts";
import { Writer } from "./writer.ts";

/** What one claim adds to the equation: R and S of its signature, its key A, and k, which binds R and A to the message. */
interface Term {
  readonly R: Point;
  readonly S: bigint;
  readonly A: string;
  readonly k: bigint;
}

type Point = typeof ed25519.Point.BASE;

const { Point } = ed25519;
const { Fn } = Point;
const WEIGHT_BYTES = 16;
/** With fewer, one by one is faster. */
const SMALLEST_BATCH = 16;

/** Whether all these claims are true. */
export function verifyAll(claims: readonly Signed[]): boolean {
  if (claims.length < SMALLEST_BATCH) return claims.every(holds);
  const terms = claims.map(termOf);
  return terms.every((term) => term !== undefined) && balance(terms);
}

/**
 * One equation for all: [8]Σw(R + kA − SB) = 0, which every true claim fulfils for itself. If one is false, only one choice of its weight w in
 * 2^128 hides it. A digest of all claims draws the weights: nobody can choose a claim to suit its weight, and no randomness is needed.
 */
function balance(terms: readonly Term[]): boolean {
  const ofKey = new Map<string, bigint>();
  let ofBase = 0n;
  const weighed = weigh(terms);
  for (const { S, A, k, weight } of weighed) {
    ofKey.set(A, Fn.add(ofKey.get(A) ?? 0n, Fn.mul(weight, k)));
    ofBase = Fn.sub(ofBase, Fn.mul(weight, S));
  }
  const keys = [...ofKey.keys()].map(keyOf);
  if (!keys.every((key) => key !== undefined)) return false;
  const points = [...weighed.map((term) => term.R), ...keys, Point.BASE];
  const factors = [...weighed.map((term) => term.weight), ...ofKey.values(), ofBase];
  return pippenger(Point, points, factors).isSmallOrder();
}

function termOf({ publicKey, signature, message }: Signed): Term | undefined {
  if (publicKey.length !== KEY_BYTES || signature.length !== SIGNATURE_BYTES) return undefined;
  const nonce = signature.subarray(0, KEY_BYTES);
  const R = pointOf(nonce);
  const S = littleEndian(signature.subarray(KEY_BYTES));
  if (!R || S >= Fn.ORDER) return undefined;
  const k = sha512.create().update(nonce).update(publicKey).update(message).digest();
  return { R, S, A: toHex(publicKey), k: Fn.create(littleEndian(k)) };
}

/** Each weight depends on every term: k binds R, A and the message. */
function weigh(terms: readonly Term[]): readonly (Term & { readonly weight: bigint })[] {
  const all = new Writer(terms.length * 2 * KEY_BYTES);
  for (const { k, S } of terms) {
    all.bytes(Fn.toBytes(k));
    all.bytes(Fn.toBytes(S));
  }
  const seed = digest(LABEL.batch, all.written());
  return terms.map((term, index) => {
    const drawn = digest(LABEL.weight, seed, encode(u32, index));
    return { ...term, weight: littleEndian(drawn.subarray(0, WEIGHT_BYTES)) };
  });
}

function keyOf(id: string): Point | undefined {
  const key = pointOf(fromHex(id));
  return key?.isSmallOrder() ? undefined : key;
}

/** A point from its one encoding. */
function pointOf(encoded: Uint8Array): Point | undefined {
  try {
    return Point.fromBytes(encoded, false);
  } catch {
    return undefined;
  }
}
