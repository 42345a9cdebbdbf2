/** What somebody at a door and its keeper write to each other through the relay: the rows of PROTOCOL.md section 6. */
import { card } from "../../shared/card.ts";
import { head } from "../../shared/ids.ts";
import { ProtocolError } from "../../shared/protocol_error.ts";
import { bytes, fixed, messageCodec, type MessageOf, u16, u8 } from "../../shared/wire.ts";

/** The version of these letters. */
export const DOOR_VERSION = 1;

/** What became of a visit. */
export const VERDICT = {
  /** The PIN was right, and the log says that he is in. */
  added: 1,
  /** An admin has to approve. */
  waiting: 2,
  nickTaken: 3,
  banned: 4,
  full: 5,
  /** The PIN was wrong. */
  wrong: 6,
  /** This keeper answers no more PINs. */
  spent: 7,
  denied: 8,
  /** Try again: something changed meanwhile. */
  again: 9,
} as const;

export type Verdict = keyof typeof VERDICT;

const table = {
  knock: [0x01, { version: u8, sid: fixed(16), card }],
  answer: [0x02, { sid: fixed(16), card }],
  share: [0x03, { share: fixed(32) }],
  reply: [0x04, { share: fixed(32), head, tag: fixed(64) }],
  proof: [0x05, { tag: fixed(64) }],
  /** `sealed`: words for nobody but the visitor. */
  verdict: [0x06, { code: u8, sealed: bytes(600) }],
  /** Instead of a share: asks to be let in without a PIN, or what became of that. */
  ask: [0x07, { again: u16 }],
} as const;

export type Letter = MessageOf<typeof table>;
export type LetterOf<K extends Letter["type"]> = Letter & { readonly type: K };

const codec = messageCodec(table);

export function encodeLetter(letter: Letter): Uint8Array {
  return codec.encode(letter);
}

/** A letter from a stranger; undefined for what is none. */
export function decodeLetter(body: Uint8Array): Letter | undefined {
  try {
    return codec.decode(body.slice());
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}

/** What a verdict's number means; undefined for one of a later version. */
export function verdictOf(code: number): Verdict | undefined {
  return (Object.keys(VERDICT) as Verdict[]).find((verdict) => VERDICT[verdict] === code);
}
