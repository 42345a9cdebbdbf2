/**
 * The message tables: what a client says to a relay and what a relay says to a client, and two short ones for a line that carries a file.
 * A row is a tag and its fields in order; type, encoder and strict decoder all come from it. PROTOCOL.md section 3 tells what each means.
 */
import { card } from "./card.ts";
import { blobId, channelId, cursor, head, identityId, memberNumber } from "./ids.ts";
import { bytes, fixed, flag, list, type MessageOf, record, rest, text, u16, u32, u53, u8 } from "./wire.ts";

/** The version of everything in this file; a client enters with one that the relay named in its hello. */
export const PROTOCOL_VERSION = 1;

/** Sizes that both sides know without asking. */
export const MOST = {
  nameBytes: 200,
  motdBytes: 1024,
  textBytes: 1024,
  entryBytes: 4096,
  wrapBytes: 256,
  wrapsInOneFrame: 200,
  /** Of one holder, the newest: so many a relay keeps, and more a client does not ask for. */
  wrapsKept: 16,
  doors: 8,
  visitBytes: 1024,
  channelsOfOne: 1000,
  present: 10_000,
  logPageBytes: 48 * 1024,
  ticketBytes: 16,
} as const;

/** Every request carries a number of the client's choice, and the reply to it carries the same one. */
const ask = u32;
const stored = rest;
const name = text(MOST.nameBytes);
const ticket = fixed(MOST.ticketBytes);

/** One wrap of a new epoch's key: for whom, and the sealed key. */
export const wrapFor = record({ to: memberNumber, sealed: bytes(MOST.wrapBytes) });

export const clientTable = {
  enter: [0x01, { version: u16, card, challenge: fixed(32), proof: fixed(64) }],
  mine: [0x02, { ask }],
  find: [0x03, { ask, name }],
  knock: [0x04, { visit: u32, channel: channelId, body: bytes(MOST.visitBytes) }],
  visit: [0x05, { visit: u32, body: bytes(MOST.visitBytes) }],
  unvisit: [0x06, { visit: u32 }],
  stage: [0x07, { wraps: list(wrapFor, MOST.wrapsInOneFrame) }],
  create: [0x08, { ask, entry: stored }],
  append: [0x09, { ask, channel: channelId, entry: stored }],
  open: [0x0a, { ask, channel: channelId, quiet: flag, after: cursor }],
  shut: [0x0b, { ask, channel: channelId }],
  log: [0x0c, { ask, channel: channelId, from: u32 }],
  wrap: [0x0d, { ask, channel: channelId, seq: u32 }],
  page: [0x0e, { ask, channel: channelId, before: cursor, most: u16 }],
  post: [0x10, { head, channel: channelId, counter: u53, body: rest }],
  cast: [0x11, { head, channel: channelId, counter: u53, body: rest }],
  put: [0x20, { ask, channel: channelId, blob: blobId, size: u53 }],
  get: [0x21, { ask, channel: channelId, blob: blobId, from: u53 }],
  had: [0x22, { ask, channel: channelId, blob: blobId }],
  drop: [0x23, { ask, channel: channelId, blob: blobId }],
  carry: [0x24, { ticket }],
} as const;

/** What a client says on a line that carries what it uploads. */
export const clientCarryTable = {
  part: [0x25, { offset: u53, bytes: rest }],
} as const;

export const relayTable = {
  hello: [0x81, {
    oldest: u16,
    newest: u16,
    relayKey: fixed(32),
    challenge: fixed(32),
    now: u53,
    accounts: u8,
    frameBytes: u32,
    members: u32,
    name: text(MOST.nameBytes),
    motd: text(MOST.motdBytes),
  }],
  welcome: [0x82, { proof: fixed(64) }],
  no: [0x83, { ask, code: u8, text: text(MOST.textBytes) }],
  done: [0x84, { ask }],
  mine: [0x85, { ask, channels: list(channelId, MOST.channelsOfOne) }],
  doors: [0x86, { ask, doors: list(record({ channel: channelId, open: flag, answered: flag }), MOST.doors) }],
  knocked: [0x87, { visit: u32, channel: channelId, from: identityId, body: bytes(MOST.visitBytes) }],
  visit: [0x88, { visit: u32, body: bytes(MOST.visitBytes) }],
  unvisit: [0x89, { visit: u32, code: u8, text: text(MOST.textBytes) }],
  opened: [0x8a, {
    ask,
    channel: channelId,
    you: memberNumber,
    head,
    entries: u32,
    after: cursor,
    newest: cursor,
    oldest: cursor,
    present: list(memberNumber, MOST.present),
  }],
  log: [0x8c, { ask, first: u32, total: u32, entries: list(bytes(MOST.entryBytes), 1000) }],
  wrap: [0x8d, { ask, seq: u32, sealed: bytes(MOST.wrapBytes) }],
  page: [0x8e, { ask, count: u16, more: flag }],
  refused: [0x90, { channel: channelId, counter: u53, code: u8, text: text(MOST.textBytes) }],
  added: [0x91, { channel: channelId }],
  missed: [0x92, { channel: channelId, after: cursor, resumed: cursor }],
  shut: [0x93, { channel: channelId, code: u8, text: text(MOST.textBytes) }],
  notice: [0x94, { text: text(MOST.textBytes) }],
  wrapped: [0x95, { channel: channelId, seq: u32, sealed: bytes(MOST.wrapBytes) }],
  said: [0xa0, { author: memberNumber, cursor, channel: channelId, counter: u53, body: rest }],
  cast: [0xa1, { author: memberNumber, cursor, channel: channelId, counter: u53, body: rest }],
  entry: [0xa2, { author: memberNumber, cursor, channel: channelId, entry: rest }],
  arrived: [0xa3, { author: memberNumber, cursor, channel: channelId }],
  left: [0xa4, { author: memberNumber, cursor, channel: channelId }],
  ticket: [0xb0, { ask, ticket, offset: u53 }],
} as const;

/** What a relay says on a line that carries a file, either way. */
export const relayCarryTable = {
  carrying: [0xb1, { upload: flag, size: u53, offset: u53 }],
  kept: [0xb2, { offset: u53 }],
  part: [0xb3, { offset: u53, bytes: rest }],
} as const;

export type FromClient = MessageOf<typeof clientTable>;
export type FromRelay = MessageOf<typeof relayTable>;
export type FromClientCarry = MessageOf<typeof clientCarryTable>;
export type FromRelayCarry = MessageOf<typeof relayCarryTable>;
