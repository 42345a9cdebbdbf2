/**
 * What a client keeps between two runs, and the parts it is kept in. All secrets of an identity at one relay are here and nowhere else;
 * where the parts go is vault.ts's business, and which of them have changed kept_state.ts's.
 */
import { card } from "../../shared/card.ts";
import { type ChannelId, channelId, head, identityId, memberNumber } from "../../shared/ids.ts";
import type { Member, Membership } from "../../shared/log/membership.ts";
import { restored, savedMembers, type SavedMembership, savedMembership } from "../../shared/log/saved_membership.ts";
import { ProtocolError } from "../../shared/protocol_error.ts";
import {
  bytes,
  decode,
  encode,
  fixed,
  flag,
  list,
  record,
  text,
  u32,
  u53,
  u8,
  type Values,
} from "../../shared/wire.ts";
import { MOST_PIN } from "./channel_letters.ts";
import { MOST_TOPIC } from "./content.ts";
import { savedFile } from "./files/saved_file.ts";
import type { Parts } from "./vault.ts";

const VERSION = 1;
const MOST = 65_535;
/** How many old PINs of a channel are remembered. */
export const MOST_FORMER_PINS = 16;
/** How many channels that are over are remembered. */
export const MOST_GONE = 1000;

/** What a name or a nick is compared by can be many times as long as it is. */
const MOST_KEY = 4096;

const savedPost = record({ counter: u53, content: bytes(MOST) });
const savedKey = record({ epoch: u32, key: fixed(32) });
const savedRequest = record({ card, proven: flag, at: u53 });

/** The last counter of each author: what comes again is no news. */
const heard = list(record({ author: memberNumber, counter: u53 }), MOST);

const channelFields = {
  id: channelId,
  name: text(200),
  pin: list(text(MOST_PIN), 1),
  /** Those that it had before, the newest first: who types one of them means this channel. */
  formerPins: list(text(MOST_PIN), MOST_FORMER_PINS),
  topic: text(MOST_TOPIC),
  topicAt: u53,
  /** What was proved at the door up to then was another PIN, perhaps. */
  doubted: u53,
  count: u32,
  head,
  /** PIN and topic are what the entries before this one say. */
  noted: u32,
  keys: list(savedKey, 1000),
  cursor: u53,
  /** The last entry passed in the stream, and what was heard by then. */
  passed: u32,
  heard,
  /** Of these, and of whoever came before the entry of that number and is not in `heard`, more may have been said by then where it was not read. */
  skipped: list(memberNumber, MOST),
  unheard: u32,
  /** How far the person has read. */
  read: u53,
  /** The counter of the last own message that came back. */
  counter: u53,
  outbox: list(savedPost, MOST),
  /** How many guesses this doorkeeper has answered that were not proven right. */
  guesses: u32,
  requests: list(savedRequest, 1000),
};
/** Beside it: who was in it then; nothing for one that was never read. */
const channelPart = record({ ...channelFields, known: list(savedMembership, 1) });

/**
 * A channel that is over for us, by the relay's word: should it come back, it has to go on from there, and so do the guesses at its door and what each author
 * said last.
 */
const goneFields = { channel: channelId, count: u32, head, guesses: u32, heard };
const askedFields = { channel: channelId, name: text(200), pin: text(MOST_PIN), head: list(head, 1) };
const triesFields = { name: text(MOST_KEY), since: u53, wrong: u32 };
const verifiedFields = { nickKey: text(MOST_KEY), id: identityId };

const selfFields = {
  nick: text(96),
  seed: fixed(32),
  boxSecret: fixed(32),
  /** The relay's key, from the first visit on. */
  relayKey: list(fixed(32), 1),
  gone: list(record(goneFields), MOST_GONE),
  /** Channels where somebody has to approve me. */
  asked: list(record(askedFields), 1000),
  tries: list(record(triesFields), 1000),
  ignored: list(identityId, MOST),
  verified: list(record(verifiedFields), MOST),
  files: list(savedFile, MOST),
};
const selfPart = record({ version: u8, ...selfFields });

/** All that is kept. */
export type VaultState = Values<typeof selfFields> & { readonly channels: readonly SavedChannel[] };
export type SavedChannel = Values<typeof channelFields> & { readonly known: readonly Membership[] };
export type SavedPost = SavedChannel["outbox"][number];
export type Gone = Values<typeof goneFields>;
export type Asked = Values<typeof askedFields>;
/** How often a PIN was wrong at doors of one name. */
export type Tries = Values<typeof triesFields>;
export type Verified = Values<typeof verifiedFields>;

/** The names of the parts: what belongs to no channel; a channel; its members as they were when they were last written. */
export const PART = {
  self: "self",
  channel: (id: ChannelId) => `${CHANNEL}${id}`,
  members: (id: ChannelId) => `members ${id}`,
} as const;
const CHANNEL = "channel ";

export function encodeSelf({ channels: _, ...self }: VaultState): Uint8Array {
  return encode(selfPart, { version: VERSION, ...self });
}

/** With who was in it beside its members as they are written. */
export function encodeChannel(channel: SavedChannel, known: readonly SavedMembership[]): Uint8Array {
  return encode(channelPart, { ...channel, known });
}

export function encodeMembers(members: readonly Member[]): Uint8Array {
  return encode(savedMembers, members);
}

/** What was kept; undefined for what this version cannot read. */
export function decodeState(parts: Parts): VaultState | undefined {
  const self = parts.get(PART.self);
  if (self?.[0] !== VERSION) return undefined;
  try {
    const { version: _, ...rest } = decode(selfPart, self.slice());
    const channels = [...parts].filter(([name]) => name.startsWith(CHANNEL))
      .map(([, channel]) => decodeChannel(channel, parts));
    return { ...rest, channels };
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}

function decodeChannel(part: Uint8Array, parts: Parts): SavedChannel {
  const { known, ...channel } = decode(channelPart, part.slice());
  return { ...channel, known: known.map((membership) => restored(membership, membersOf(channel.id, parts))) };
}

function membersOf(id: ChannelId, parts: Parts): readonly Member[] {
  const members = parts.get(PART.members(id));
  if (!members) throw new ProtocolError("Cannot read who is in a channel: the members are missing");
  return decode(savedMembers, members.slice());
}
