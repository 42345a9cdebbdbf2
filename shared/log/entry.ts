/**
 * One entry of the member log: its fields, its bytes and its digest.
 * It says what somebody claims to have done; whether he may is in rules.ts and whether he did (the signature) in replay.ts.
 */
import { card } from "../card.ts";
import { type ChannelId, channelId, type Head, head, identityId, type MemberNumber, memberNumber } from "../ids.ts";
import { channelName } from "../names.ts";
import { digest, LABEL } from "../public_key.ts";
import { bytes, decode, type Fields, fixed, record, u16, u32, u53, type Values } from "../wire.ts";
import { ProtocolError } from "../protocol_error.ts";
import { Reader } from "../reader.ts";
import { Writer } from "../writer.ts";
import { policy } from "./policy.ts";

/** The version of every entry that this program reads and writes. */
export const ENTRY_VERSION = 1;

/** A time that never comes: what `until` holds for a mute, ban or invite without an end. */
export const NEVER = Number.MAX_SAFE_INTEGER;

export const SIGNATURE_BYTES = 64;
const CHANNEL_AT = 2;
const CHANNEL_BYTES = 16;

const epochFields = { commit: fixed(32), fwd: bytes(128), back: bytes(128), why: bytes(512), note: bytes(512) };
const epoch = record(epochFields);

const ops = {
  create: [0, { name: channelName, card, policy, salt: fixed(16), epoch }],
  add: [1, { card, epoch }],
  remove: [2, { member: memberNumber, policy, banUntil: u53, epoch }],
  leave: [3, {}],
  rekey: [4, { epoch }],
  policy: [5, { policy, epoch }],
  op: [6, { member: memberNumber, epoch }],
  deop: [7, { member: memberNumber, epoch }],
  transfer: [8, { member: memberNumber, epoch }],
  mute: [9, { member: memberNumber, until: u53, epoch }],
  unmute: [10, { member: memberNumber, epoch }],
  ban: [11, { identity: identityId, until: u53, epoch }],
  unban: [12, { identity: identityId, epoch }],
  invite: [13, { card, uses: u16, until: u53, epoch }],
  revoke: [14, { invite: memberNumber, epoch }],
} as const satisfies Record<string, readonly [number: number, fields: Fields]>;

const place = { channel: channelId, seq: u32, prev: head, author: memberNumber, time: u53 };

/** The name of something that an entry can do. */
export type Op = keyof typeof ops;
/** What one kind of entry does. */
export type ActOf<K extends Op> = { [P in K]: { readonly op: P } & Values<typeof ops[P][1]> }[K];
/** What an entry does, without where it stands in the log. */
export type Act = ActOf<Op>;
/** Where an entry stands in the log: after which, by whom, when. */
export type Place = Values<typeof place>;
/** One kind of entry, whole. */
export type EntryOf<K extends Op> = { [P in K]: ActOf<P> & Place & { readonly sig: Uint8Array } }[K];
/** One entry of the member log. */
export type Entry = EntryOf<Op>;
/** What an entry says of the epoch that it opens: what the new key is bound to, and letters of which the relay sees only the length. */
export type Epoch = Values<typeof epochFields>;

/** Where a log begins; its channel has no id while that is being computed. */
export const NOWHERE: Place = decode(record(place), new Uint8Array(CHANNEL_BYTES + 4 + 32 + 4 + 8));

const sig = fixed(SIGNATURE_BYTES);
const kinds = Object.entries(ops).map(([op, [number, fields]]) => {
  return { op, number, record: record({ ...place, ...fields, sig }) };
});
const byOp = new Map<string, typeof kinds[number]>(kinds.map((kind) => [kind.op, kind]));
const byNumber = new Map<number, typeof kinds[number]>(kinds.map((kind) => [kind.number, kind]));

/** The bytes of an entry. */
export function encodeEntry(entry: Entry): Uint8Array {
  const kind = byOp.get(entry.op);
  if (!kind) throw new RangeError(`Cannot encode the entry "${entry.op}": no such op`);
  const writer = new Writer(512);
  writer.u8(ENTRY_VERSION);
  writer.u8(kind.number);
  kind.record.write(writer, entry);
  return writer.take();
}

/** The one entry that these bytes are; its byte fields are views of them. Throws ProtocolError. */
export function decodeEntry(entryBytes: Uint8Array): Entry {
  const reader = new Reader(entryBytes);
  const version = reader.u8();
  if (version !== ENTRY_VERSION) throw new ProtocolError(`Cannot read an entry: its version is ${version}`);
  const number = reader.u8();
  const kind = byNumber.get(number);
  if (!kind) throw new ProtocolError(`Cannot read an entry: unknown op ${number}`);
  const values = kind.record.read(reader);
  reader.end();
  return { op: kind.op, ...values } as unknown as Entry;
}

/** What an entry's signature signs: all of it but the signature. */
export function signedPart(entryBytes: Uint8Array): Uint8Array {
  return entryBytes.subarray(0, -SIGNATURE_BYTES);
}

/** The number of whom, or what, an entry lets in. */
export function numberOf(entry: EntryOf<"create" | "add" | "invite">): MemberNumber {
  return entry.seq as MemberNumber;
}

/** The head of a log whose newest entry this is. */
export function headOf(entryBytes: Uint8Array): Head {
  return decode(head, digest(LABEL.head, entryBytes));
}

/** The id of the channel that this entry creates. */
export function channelOf(createEntryBytes: Uint8Array): ChannelId {
  const unnamed = signedPart(createEntryBytes).slice();
  unnamed.fill(0, CHANNEL_AT, CHANNEL_AT + CHANNEL_BYTES);
  return decode(channelId, digest(LABEL.channel, unnamed).subarray(0, CHANNEL_BYTES));
}
