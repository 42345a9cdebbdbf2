/**
 * What a client keeps between two runs, and the bytes it is kept in. All secrets of an identity at one relay are here and nowhere else;
 * where the bytes go is vault.ts's business.
 */
import { card } from "../../shared/card.ts";
import { channelId, head, identityId, memberNumber } from "../../shared/ids.ts";
import { ProtocolError } from "../../shared/protocol_error.ts";
import {
  bytes,
  decode,
  encode,
  type Field,
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
import { savedMembership } from "./saved_membership.ts";

const VERSION = 1;
const MOST = 65_535;
/** How many channels that are over are remembered. */
export const MOST_GONE = 1000;

const savedPost = record({ counter: u53, content: bytes(MOST) });
const savedKey = record({ epoch: u32, key: fixed(32) });
const savedRequest = record({ card, proven: flag, at: u53 });

const channelFields = {
  id: channelId,
  name: text(200),
  pin: list(text(MOST_PIN), 1),
  topic: text(MOST_TOPIC),
  count: u32,
  head,
  /** Who was in it then; nothing for one that was never read. */
  known: list(savedMembership, 1),
  keys: list(savedKey, 1000),
  cursor: u53,
  /** The last entry passed in the stream, and each author's last counter there: what comes again is no news. */
  passed: u32,
  heard: list(record({ author: memberNumber, counter: u53 }), MOST),
  /** How far the person has read. */
  read: u53,
  /** The counter of the last own message that came back. */
  counter: u53,
  outbox: list(savedPost, MOST),
  /** How many guesses this doorkeeper has answered that were not proven right. */
  guesses: u32,
  requests: list(savedRequest, 1000),
};
const savedChannel = record(channelFields);

/** A channel that is over for us, by the relay's word: should it come back, it has to go on from there. */
const goneFields = { channel: channelId, count: u32, head };
const askedFields = { channel: channelId, name: text(200), pin: text(MOST_PIN), head: list(head, 1) };
const triesFields = { name: text(400), since: u53, wrong: u32 };
const verifiedFields = { nickKey: text(400), id: identityId };

const stateFields = {
  nick: text(96),
  seed: fixed(32),
  boxSecret: fixed(32),
  /** The relay's key, from the first visit on. */
  relayKey: list(fixed(32), 1),
  channels: list(savedChannel, MOST),
  gone: list(record(goneFields), MOST_GONE),
  /** Channels where somebody has to approve me. */
  asked: list(record(askedFields), 1000),
  tries: list(record(triesFields), 1000),
  ignored: list(identityId, MOST),
  verified: list(record(verifiedFields), MOST),
  files: list(savedFile, MOST),
};

const state: Field<VaultState> = record(stateFields);

/** All that is kept. */
export type VaultState = Values<typeof stateFields>;
export type SavedChannel = Values<typeof channelFields>;
export type SavedPost = SavedChannel["outbox"][number];
export type Gone = Values<typeof goneFields>;
export type Asked = Values<typeof askedFields>;
/** How often a PIN was wrong at doors of one name. */
export type Tries = Values<typeof triesFields>;
export type Verified = Values<typeof verifiedFields>;

const versioned = record({ version: u8, state });

/** The bytes of all that; about `room` of them, if that is known. */
export function encodeState(value: VaultState, room?: number): Uint8Array {
  return encode(versioned, { version: VERSION, state: value }, room);
}

/** What was kept; undefined for what this version cannot read. */
export function decodeState(content: Uint8Array): VaultState | undefined {
  if (content[0] !== VERSION) return undefined;
  try {
    return decode(versioned, content.slice()).state;
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}
