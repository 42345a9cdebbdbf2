/**
 * The letters in log entries that are for people: why somebody was removed (he and all who were inside can read it), and what a channel keeps to itself
 * and hands to who comes in: its PIN, so that he can answer at the door, and its topic. Relays see only that there are letters, in steps of length.
 */
import { ProtocolError } from "../../shared/protocol_error.ts";
import { Reader } from "../../shared/reader.ts";
import { encode, type Field, flag, record, text, u53, type Values } from "../../shared/wire.ts";
import type { Random } from "./crypto/identity.ts";
import { type LetterPlace, openLetter, PURPOSE, sealLetter } from "./crypto/under_key.ts";
import { MOST_REASON, MOST_TOPIC } from "./content.ts";

/** How long a PIN may be, in bytes of UTF-8. */
export const MOST_PIN = 64;
/** An entry's letters are at most 512 bytes, sealing included. */
const LETTER_STEPS = [64, 128, 256, 448] as const;

/** `topicAt`: when the topic was set or taken back; 0: it never was. */
const noteFields = { hasPin: flag, pin: text(MOST_PIN), topic: text(MOST_TOPIC), topicAt: u53 };
const note = record(noteFields);
const why = text(MOST_REASON);

/** What a channel keeps to itself. */
export type Note = Values<typeof noteFields>;

interface Under {
  readonly key: Uint8Array;
  readonly place: LetterPlace;
}

export function sealNote(under: Under & { readonly random: Random }, content: Note): Uint8Array {
  // As if every PIN were as long as it may be: else its length would show, together with a topic's.
  const slack = MOST_PIN - new TextEncoder().encode(content.pin).length;
  return sealLetter(PURPOSE.note, under, inSteps(encode(note, content), slack));
}

/** What an entry's note says; undefined when there is none, or none that this key opens. */
export function openNote(under: Under, sealed: Uint8Array): Note | undefined {
  const content = openLetter(PURPOSE.note, under, sealed);
  return content && readStart(note, content);
}

export function sealWhy(under: Under & { readonly random: Random }, reason: string): Uint8Array {
  return sealLetter(PURPOSE.why, under, inSteps(encode(why, reason)));
}

/** The reason; empty when there is none that can be read. */
export function openWhy(under: Under, sealed: Uint8Array): string {
  const content = openLetter(PURPOSE.why, under, sealed);
  return (content && readStart(why, content)) ?? "";
}

/** Padded with zeros, as if it were longer by `slack`, to one of few lengths: the relay is not to tell a PIN of four digits from three words. */
function inSteps(content: Uint8Array, slack = 0): Uint8Array {
  const length = LETTER_STEPS.find((step) => content.length + slack <= step);
  if (length === undefined) throw new RangeError(`Cannot seal a letter of ${content.length} bytes`);
  const padded = new Uint8Array(length);
  padded.set(content);
  return padded;
}

function readStart<T>(field: Field<T>, padded: Uint8Array): T | undefined {
  try {
    return field.read(new Reader(padded));
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}
