/**
 * A box: what a member says, sealed so that only who holds the epoch's key reads it, and signed so that nobody, not even another member, says it in his
 * name, in another channel, in another epoch or at another head. PROTOCOL.md section 7.
 */
import { type ChannelId, fromHex, type Head, type IdentityId, type MemberNumber } from "../../../shared/ids.ts";
import { encodeParts, type Signed, signed } from "../../../shared/public_key.ts";
import { SIGNATURE_BYTES } from "../../../shared/signature_term.ts";
import { encode, u32, u53 } from "../../../shared/wire.ts";
import { type Identity, type Random, sign } from "./identity.ts";
import { NONCE_BYTES, openWith, PURPOSE, SEAL_BYTES, sealWith } from "./under_key.ts";

/** Where and by whom a box is said; `epoch` is the seq of the entry that opened it, `head` the one after that entry. */
export interface BoxPlace {
  readonly kind: "said" | "cast";
  readonly channel: ChannelId;
  readonly epoch: number;
  readonly head: Head;
  readonly author: MemberNumber;
  readonly counter: number;
}

/** A box that opened with the channel's key. Until `claim` holds, nobody is known to have said it. */
export interface Opened {
  readonly content: Uint8Array;
  readonly claim: Signed;
}

const EPOCH_BYTES = 4;
const LENGTH_BYTES = 4;
const LEAST_STEP = 64;
const SIGNATURE = { said: "pychat/sign-said/1", cast: "pychat/sign-cast/1" } as const;

/** Seals content with the epoch's key for boxes of this kind (`keyFor`). */
export function sealBox(
  key: Uint8Array,
  place: BoxPlace,
  { content, identity, random }: {
    readonly content: Uint8Array;
    readonly identity: Identity;
    readonly random: Random;
  },
): Uint8Array {
  const signature = sign(identity, SIGNATURE[place.kind], ...signedParts(place, content));
  const inside = new Uint8Array(padded(SIGNATURE_BYTES + LENGTH_BYTES + content.length));
  inside.set(signature);
  inside.set(encode(u32, content.length), SIGNATURE_BYTES);
  inside.set(content, SIGNATURE_BYTES + LENGTH_BYTES);
  const sealed = sealWith(key, { nonce: random(NONCE_BYTES), about: about(place) }, inside);
  const box = new Uint8Array(EPOCH_BYTES + sealed.length);
  box.set(encode(u32, place.epoch));
  box.set(sealed, EPOCH_BYTES);
  return box;
}

/** The epoch that a box says it is of; undefined for what is too short to be one. */
export function epochOf(box: Uint8Array): number | undefined {
  if (box.length < EPOCH_BYTES + SEAL_BYTES) return undefined;
  return new DataView(box.buffer, box.byteOffset).getUint32(0);
}

/** What is in a box that `author` is said to have said; undefined for what this key does not open, or what is not laid out as it must be. */
export function openBox(key: Uint8Array, place: BoxPlace, from: IdentityId, box: Uint8Array): Opened | undefined {
  const inside = openWith(key, about(place), box.subarray(EPOCH_BYTES));
  if (!inside || inside.length < SIGNATURE_BYTES + LENGTH_BYTES) return undefined;
  const length = new DataView(inside.buffer, inside.byteOffset + SIGNATURE_BYTES).getUint32(0);
  const begin = SIGNATURE_BYTES + LENGTH_BYTES;
  if (inside.length !== padded(begin + length) || inside.subarray(begin + length).some((byte) => byte !== 0)) {
    return undefined;
  }
  const content = inside.subarray(begin, begin + length);
  const signature = inside.subarray(0, SIGNATURE_BYTES);
  return {
    content,
    claim: signed(fromHex(from), signature, SIGNATURE[place.kind], ...signedParts(place, content)),
  };
}

/** The length that a content of this length is padded to: to steps of an eighth of it, so that lengths tell little and cost at most 12 %. */
export function padded(length: number): number {
  const step = Math.max(LEAST_STEP, 2 ** (Math.floor(Math.log2(length)) - 3));
  return Math.ceil(length / step) * step;
}

/** How long a content may be for its box to be within `most` bytes. */
export function roomFor(most: number): number {
  const room = most - EPOCH_BYTES - SEAL_BYTES;
  let length = room;
  while (padded(length) > room) length--;
  return length - SIGNATURE_BYTES - LENGTH_BYTES;
}

function about({ kind, channel, epoch, author, counter }: BoxPlace): Uint8Array {
  return encodeParts(PURPOSE[kind], fromHex(channel), encode(u32, epoch), encode(u32, author), encode(u53, counter));
}

function signedParts({ channel, epoch, head, author, counter }: BoxPlace, content: Uint8Array): readonly Uint8Array[] {
  return [fromHex(channel), encode(u32, epoch), fromHex(head), encode(u32, author), encode(u53, counter), content];
}
