/** Turns an act into the next entry of a member log: places it after the newest one and signs it. Whether it is allowed is not asked here. */
import {
  type Act,
  type ActOf,
  channelOf,
  encodeEntry,
  NOWHERE,
  type Place,
  SIGNATURE_BYTES,
  signedPart,
} from "../../../shared/log/entry.ts";
import { inviteById, memberById, type Membership } from "../../../shared/log/membership.ts";
import { LABEL } from "../../../shared/public_key.ts";
import { type Identity, sign } from "./identity.ts";

/** Who acts, and when by his clock. */
export interface Acting {
  readonly identity: Identity;
  readonly now: number;
}

const UNSIGNED = { sig: new Uint8Array(SIGNATURE_BYTES) };

/** The first entry of a new channel. */
export function createEntry(act: ActOf<"create">, { identity, now }: Acting): Uint8Array {
  const entry = { ...act, ...NOWHERE, time: now };
  return signEntry({ ...entry, channel: channelOf(encodeEntry({ ...entry, ...UNSIGNED })) }, identity);
}

/** The entry that follows a membership's newest one. Its time is that one's if this clock is behind. */
export function nextEntry(membership: Membership, act: Act, { identity, now }: Acting): Uint8Array {
  const author = memberById(membership, identity.id) ?? inviteById(membership, identity.id);
  if (!author) throw new RangeError(`Cannot ${act.op}: this identity is not in the channel`);
  const { channel, count: seq, head: prev } = membership;
  const time = Math.max(now, membership.time);
  return signEntry({ ...act, channel, seq, prev, author: author.number, time }, identity);
}

/** An act at this place of a log, signed. */
export function signEntry(entry: Act & Place, identity: Identity): Uint8Array {
  const entryBytes = encodeEntry({ ...entry, ...UNSIGNED });
  entryBytes.set(sign(identity, LABEL.entry, signedPart(entryBytes)), entryBytes.length - SIGNATURE_BYTES);
  return entryBytes;
}
