/**
 * CPace on ristretto255 with SHA-512 (draft-irtf-cfrg-cpace-21, CPACE-RISTR255-SHA512, initiator and responder): two who know the same PIN come to the
 * same key, and whoever listens, or plays one of them, has had one guess. What is sent depends on a fresh scalar, never on the PIN alone.
 */
import { ristretto255, ristretto255_hasher } from "@noble/curves/ed25519.js";
import { hmac } from "@noble/hashes/hmac.js";
import { sha512 } from "@noble/hashes/sha2.js";
import { littleEndian } from "../../../shared/little_endian.ts";
import type { Random } from "./identity.ts";

/** What both must agree on for their keys to agree. */
export interface CpaceInput {
  /** The PIN. */
  readonly password: Uint8Array;
  /** The channel: who meets whom about what, the same bytes on both sides. */
  readonly info: Uint8Array;
  /** The visit: fresh, and made of both sides' randomness. */
  readonly sid: Uint8Array;
}

/** One side's half: the share is sent, the scalar is not, and is used once. */
export interface CpaceHalf {
  readonly share: Uint8Array;
  readonly scalar: bigint;
}

/** What is known of a side to both: its share, and the data that came with it. */
export interface CpaceSide {
  readonly share: Uint8Array;
  readonly data: Uint8Array;
}

/** Who began, and who answered. */
export interface CpaceMeeting {
  readonly initiator: CpaceSide;
  readonly responder: CpaceSide;
}

const { Point } = ristretto255;
const { Fn } = Point;
const DSI = ascii("CPaceRistretto255");
const DSI_ISK = ascii("CPaceRistretto255_ISK");
const DSI_MAC = ascii("CPaceMac");
/** SHA-512 takes its input in blocks of this size; the password gets one of its own. */
const BLOCK_BYTES = 128;
const SCALAR_BYTES = 64;

/** A fresh half for one meeting. */
export function cpaceHalf(input: CpaceInput, random: Random): CpaceHalf {
  // 64 bytes, so that the reduction to 252 bits leaves no bias; zero would be a share that says so.
  for (;;) {
    const scalar = Fn.create(littleEndian(random(SCALAR_BYTES)));
    if (!Fn.is0(scalar)) return { share: shareOf(input, scalar), scalar };
  }
}

/** The share that belongs to a scalar: the generator, which only who knows the PIN can compute, times it. */
export function shareOf(input: CpaceInput, scalar: bigint): Uint8Array {
  return generator(input).multiply(scalar).toBytes();
}

/** The generator of a meeting, a point whose logarithm nobody knows. */
function generator({ password, info, sid }: CpaceInput) {
  const before = prefixed(DSI).length + prefixed(password).length;
  const padding = new Uint8Array(Math.max(0, BLOCK_BYTES - 1 - before));
  const { deriveToCurve } = ristretto255_hasher;
  if (!deriveToCurve) throw new Error("Cannot meet: the library maps no bytes to ristretto255");
  return deriveToCurve(sha512(joined(DSI, password, padding, info, sid)));
}

/** The key that both come to; undefined when the other's share is no point, or the neutral one, and the meeting must end. */
export function cpaceKey(
  input: CpaceInput,
  own: CpaceHalf,
  other: Uint8Array,
  { initiator, responder }: CpaceMeeting,
): Uint8Array | undefined {
  const secret = secretPoint(own.scalar, other);
  if (!secret) return undefined;
  const transcript = [initiator.share, initiator.data, responder.share, responder.data];
  return sha512(joined(DSI_ISK, input.sid, secret, ...transcript));
}

/** The scalar times a share; undefined for what is no point in its one encoding, or the neutral one. */
export function secretPoint(scalar: bigint, share: Uint8Array): Uint8Array | undefined {
  try {
    const point = Point.fromBytes(share);
    return point.is0() ? undefined : point.multiply(scalar).toBytes();
  } catch {
    return undefined;
  }
}

/** The proof that a side has the key, over what that side sent. */
export function cpaceTag(key: Uint8Array, sid: Uint8Array, side: CpaceSide): Uint8Array {
  const macKey = sha512(new Uint8Array([...DSI_MAC, ...sid, ...key]));
  return hmac(sha512, macKey, joined(side.share, side.data));
}

/** The draft's lv_cat: each part behind its length in LEB128. */
function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(parts.flatMap((part) => [...prefixed(part)]));
}

function prefixed(part: Uint8Array): Uint8Array {
  const length: number[] = [];
  for (let left = part.length; left > 0 || length.length === 0; left >>>= 7) {
    length.push((left & 0x7f) | (left > 0x7f ? 0x80 : 0));
  }
  return new Uint8Array([...length, ...part]);
}

function ascii(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
