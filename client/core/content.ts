/**
 * What members say to each other, inside boxes: two tables like those of messages.ts, one for what is kept and one for casts. Relays never see it.
 * A kind that a later version adds is not an error: it is something that this version cannot show.
 */
import { card } from "../../shared/card.ts";
import { blobId, identityId, memberNumber } from "../../shared/ids.ts";
import { ProtocolError } from "../../shared/protocol_error.ts";
import {
  bytes,
  fixed,
  flag,
  list,
  type MessageCodec,
  messageCodec,
  type MessageOf,
  record,
  type Table,
  text,
  u32,
  u53,
  type Values,
} from "../../shared/wire.ts";

/** Sizes of what people write, in bytes of UTF-8. */
export const MOST_TEXT = 48 * 1024;
export const MOST_TOPIC = 300;
export const MOST_REASON = 300;
export const MOST_EMOJI = 64;
export const MOST_FILE_NAME = 1024;

const refFields = { author: memberNumber, counter: u53 };
const messageRef = record(refFields);
/** The author's clock, for the time shown: the relay's order is the order. */
const at = u53;

/** The first byte of every content. */
const CONTENT_VERSION = 1;

const saidTable = {
  text: [0x01, { at, reply: list(messageRef, 1), text: text(MOST_TEXT) }],
  edit: [0x02, { at, of: messageRef, text: text(MOST_TEXT) }],
  erase: [0x03, { at, of: messageRef }],
  react: [0x04, { at, of: messageRef, emoji: text(MOST_EMOJI), on: flag }],
  topic: [0x05, { at, topic: text(MOST_TOPIC) }],
  /** A doorkeeper says that somebody asks to join; `proven`: he knew the PIN. */
  asks: [0x06, { at, card, proven: flag }],
  /** An admin said no to who asked, with a letter for him. */
  denied: [0x07, { at, identity: identityId, letter: bytes(600) }],
  /** A file, with the key that opens it; its bytes are a blob at the relay. */
  file: [0x08, { at, blob: blobId, key: fixed(32), size: u53, name: text(MOST_FILE_NAME) }],
} as const;

const castTable = {
  typing: [0x40, { on: flag }],
  read: [0x41, { cursor: u53 }],
  status: [0x42, { away: flag, text: text(MOST_REASON) }],
  /** How many of the guesses that a doorkeeper has answered were not proven right. */
  wrongPins: [0x43, { count: u32 }],
} as const;

/** Which message: whose, and his how manyeth. */
export type MessageRef = Values<typeof refFields>;
/** What stays in a channel's stream. */
export type Said = MessageOf<typeof saidTable>;
/** What is true for a moment. */
export type Cast = MessageOf<typeof castTable>;
/** Something that a later version may know. */
export interface Unknown {
  readonly type: "unknown";
}

const saidCodec = messageCodec(saidTable);
const castCodec = messageCodec(castTable);

export function encodeSaid(content: Said): Uint8Array {
  return versioned(saidCodec.encode(content));
}

export function encodeCast(content: Cast): Uint8Array {
  return versioned(castCodec.encode(content));
}

/** What was said, by somebody whose signature held: what cannot be read is not hostile but newer. */
export function decodeSaid(content: Uint8Array): Said | Unknown {
  return decodeOr(saidCodec, content);
}

export function decodeCast(content: Uint8Array): Cast | Unknown {
  return decodeOr(castCodec, content);
}

function versioned(encoded: Uint8Array): Uint8Array {
  const content = new Uint8Array(1 + encoded.length);
  content[0] = CONTENT_VERSION;
  content.set(encoded, 1);
  return content;
}

function decodeOr<const T extends Table>(codec: MessageCodec<T>, content: Uint8Array): MessageOf<T> | Unknown {
  if (content[0] !== CONTENT_VERSION) return { type: "unknown" };
  try {
    return codec.decode(content.subarray(1));
  } catch (error) {
    if (error instanceof ProtocolError) return { type: "unknown" };
    throw error;
  }
}
