/**
 * Wraps: an epoch's key, sealed for each of those who are to have it, in the entry that opens the epoch. A wrap opens for one holder at one place of
 * one channel. Whether the key in it is the one that the entry committed to is not known here.
 */
import { x25519 } from "@noble/curves/ed25519.js";
import { type ChannelId, fromHex, type MemberNumber, memberNumber } from "../../../shared/ids.ts";
import { encodeParts } from "../../../shared/public_key.ts";
import { encode, u32 } from "../../../shared/wire.ts";
import { HPKE_BYTES, open, seal } from "./hpke.ts";
import type { Identity, Random } from "./identity.ts";
import type { Agree } from "./platform.ts";

/** The entry that opens the epoch. */
export interface WrapPlace {
  readonly channel: ChannelId;
  readonly seq: number;
}

/** A key holder, and the box key on his card, which `boxKey` has read. */
export interface Holder {
  readonly number: MemberNumber;
  readonly box: Uint8Array;
}

/** A wrap, and whose it is. */
export interface Wrap {
  readonly to: MemberNumber;
  readonly sealed: Uint8Array;
}

const WRAP_LABEL = "pychat/wrap/1";
const KEY_BYTES = 32;
const SECRET_BYTES = 32;
/** An ephemeral public key, the sealed key, a tag. */
export const WRAP_BYTES = HPKE_BYTES + KEY_BYTES;

/**
 * Seals an epoch's key for each holder.
 *
 * One ephemeral key pair serves them all (Bellare, Boldyreva, Staddon, "Randomness re-use in multi-recipient encryption schemes"): what each message's key
 * is derived from is his own secret with it, and his box key and number go in too, so no two keys are the same or tell of each other, not even for a
 * holder who chose his box key after somebody else's. It saves a multiplication each, and is fresh in every entry.
 */
export function sealWraps(
  key: Uint8Array,
  place: WrapPlace,
  holders: readonly Holder[],
  { random, agree }: { readonly random: Random; readonly agree?: Agree | undefined },
): readonly Wrap[] {
  if (key.length !== KEY_BYTES) throw new RangeError(`Cannot wrap a key: it has not ${KEY_BYTES} bytes`);
  const secret = random(SECRET_BYTES);
  const ephemeral = { secret, publicKey: x25519.getPublicKey(secret) };
  return holders.map(({ number, box }) => {
    return { to: number, sealed: seal(key, { to: box, ephemeral, info: infoOf({ ...place, number }), agree }) };
  });
}

/** The key in the wrap that this identity has at this place under this number; undefined for any bytes that are not that. */
export function openWrap(
  sealed: Uint8Array,
  place: WrapPlace & { readonly number: MemberNumber },
  { box, boxSecret }: Identity,
  agree?: Agree,
): Uint8Array | undefined {
  if (sealed.length !== WRAP_BYTES) return undefined;
  return open(sealed, { recipient: { secret: boxSecret, publicKey: box }, info: infoOf(place), agree });
}

function infoOf({ channel, seq, number }: WrapPlace & { readonly number: MemberNumber }): Uint8Array {
  return encodeParts(WRAP_LABEL, fromHex(channel), encode(u32, seq), encode(memberNumber, number));
}
