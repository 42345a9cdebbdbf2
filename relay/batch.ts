/**
 * The frames that a channel takes in one tick, written once, as every recipient will get them.
 * The relay's fast path: a post's tail (channel, counter, body) is copied as it came, in front of it go author and cursor.
 */
import { headerSize, writeHeader } from "../shared/frames.ts";
import { clientTable, relayTable } from "../shared/messages.ts";
import { layout } from "../shared/wire.ts";
import { copyWords, ViewOf, viewOf } from "../shared/words.ts";
import type { StoredChunk } from "./store.ts";

/** Where the fields of a post begin. A cast has the same. */
export const POST = layout(clientTable.post);
const SAID = layout(relayTable.said);
const FIRST_CAPACITY = 1024;
/** No piece of history is longer, but for one frame that is. */
const PIECE_BYTES = 256 * 1024;

/** Tags of the frames that are kept in history. */
const STORED: readonly number[] = [relayTable.said[0], relayTable.entry[0]];

export class Batch {
  #bytes = new Uint8Array(FIRST_CAPACITY);
  #view = viewOf(this.#bytes);
  readonly #source: ViewOf;
  #length = 0;
  #unstored = 0;

  /** `source` gives the views of what is added. */
  constructor(source = new ViewOf()) {
    this.#source = source;
  }

  get length(): number {
    return this.#length;
  }

  /** How much memory it has. */
  get capacity(): number {
    return this.#bytes.length;
  }

  /** Whether history keeps something of it. */
  get lasting(): boolean {
    return this.#unstored < this.#length;
  }

  /** Adds a frame of `tag`: who, at which cursor, and then `tail` from `from` to `to` as it is. */
  add(tag: number, author: number, cursor: number, tail: Uint8Array, from: number, to: number): void {
    const length = SAID.channel + to - from;
    const start = this.#claim(headerSize(length) + length);
    const bytes = this.#bytes;
    const at = writeHeader(bytes, start, length);
    bytes[at] = tag;
    writeU32(bytes, at + SAID.author, author);
    writeU32(bytes, at + SAID.cursor, Math.floor(cursor / 0x1_0000_0000));
    writeU32(bytes, at + SAID.cursor + 4, cursor >>> 0);
    copyWords(this.#source.of(tail), from, to, this.#view, at + SAID.channel);
    if (!STORED.includes(tag)) this.#unstored += this.#length - start;
  }

  /** Adds whole frames as they are, all of which history keeps. */
  addFrames(frames: Uint8Array): void {
    const at = this.#claim(frames.length);
    this.#bytes.set(frames, at);
  }

  /** Everything added, in memory of its own, and starts over. `stored` leaves out what history does not keep. */
  take(store: boolean): { bytes: Uint8Array; stored: Uint8Array | undefined } {
    // Not `slice`, which would fill it with zeros first.
    const bytes = new Uint8Array(this.#bytes.subarray(0, this.#length));
    const stored = !store || !this.lasting ? undefined : this.#unstored > 0 ? onlyStored(bytes) : bytes;
    this.#length = this.#unstored = 0;
    return { bytes, stored };
  }

  #claim(size: number): number {
    const at = this.#length;
    this.#length += size;
    if (this.#length > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(this.#length, this.#bytes.length * 2));
      grown.set(this.#bytes.subarray(0, at));
      this.#bytes = grown;
      this.#view = viewOf(grown);
    }
    return at;
  }
}

/** The whole frames in some bytes: where each begins and ends, its tag and its cursor. */
export function* framesIn(bytes: Uint8Array): Generator<{ from: number; to: number; tag: number; cursor: number }> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let from = 0; from < bytes.length;) {
    const short = view.getUint8(from + 1);
    const length = short < 126 ? short : short === 126 ? view.getUint16(from + 2) : view.getUint32(from + 6);
    const payload = from + headerSize(length);
    const to = payload + length;
    const at = payload + SAID.cursor;
    yield {
      from,
      to,
      tag: view.getUint8(payload),
      cursor: view.getUint32(at) * 0x1_0000_0000 + view.getUint32(at + 4),
    };
    from = to;
  }
}

/** The same frames in pieces of their own: who reads one of them back has not to hold all that was said in one moment. */
export function* piecesOf({ bytes, after, last }: StoredChunk): Generator<StoredChunk> {
  let begin = { at: 0, after };
  if (bytes.length > PIECE_BYTES) {
    for (const { from, to, cursor } of framesIn(bytes)) {
      if (to - begin.at <= PIECE_BYTES || from === begin.at) continue;
      yield { bytes: bytes.subarray(begin.at, from), after: begin.after, last: cursor - 1 };
      begin = { at: from, after: cursor - 1 };
    }
  }
  yield { bytes: bytes.subarray(begin.at), after: begin.after, last };
}

/** The frames of a chunk that come after `cursor`. */
export function framesAfter(bytes: Uint8Array, cursor: number): Uint8Array {
  for (const frame of framesIn(bytes)) {
    if (frame.cursor > cursor) return bytes.subarray(frame.from);
  }
  return bytes.subarray(bytes.length);
}

function onlyStored(bytes: Uint8Array): Uint8Array {
  const kept = new Uint8Array(bytes.length);
  let length = 0;
  for (const { from, to, tag } of framesIn(bytes)) {
    if (!STORED.includes(tag)) continue;
    kept.set(bytes.subarray(from, to), length);
    length += to - from;
  }
  return kept.subarray(0, length);
}

function writeU32(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value >>> 24;
  bytes[at + 1] = value >>> 16;
  bytes[at + 2] = value >>> 8;
  bytes[at + 3] = value;
}
