/**
 * The recent end of a channel's stream: the very bytes that go out, as a list of immutable chunks, one a batch.
 * A recipient is a position in it (a chunk's number), so what waits for a slow one costs nothing but what is kept here anyway.
 */
import { release } from "../shared/release.ts";

/** One batch of whole frames. It leads a reader from cursor `after` to cursor `last`. */
export interface Chunk {
  readonly bytes: Uint8Array;
  readonly after: number;
  readonly last: number;
  /** When it was made, for letting it go. */
  readonly at: number;
  /** Whether it may still be in the queue of a line that had no room for all of it. */
  lent: boolean;
}

export class Ring {
  #chunks: (Chunk | undefined)[] = [];
  #dropped = 0;
  /** The number of the oldest chunk that is still here. */
  begin = 0;
  /** The number that the next chunk will get. */
  end = 0;
  bytes = 0;

  /** Adds a chunk, and lets the oldest go while more than `most` bytes are kept; the newest always stays. */
  push(chunk: Chunk, most: number): void {
    this.#chunks.push(chunk);
    this.end++;
    this.bytes += chunk.bytes.length;
    while (this.bytes > most && this.end - this.begin > 1) this.#drop();
  }

  /** Lets go what was made before `time`. */
  expire(time: number): void {
    for (let oldest = this.at(this.begin); oldest && oldest.at < time; oldest = this.at(this.begin)) this.#drop();
  }

  /** The chunk with this number, if it is here. */
  at(number: number): Chunk | undefined {
    return this.#chunks[number - this.#dropped];
  }

  /** The number of the first chunk that leads past `cursor`; undefined when what follows that cursor is no longer all here. */
  seek(cursor: number): number | undefined {
    const oldest = this.at(this.begin);
    if (!oldest) return undefined;
    if (cursor < oldest.after) return undefined;
    let low = this.begin;
    let high = this.end;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.at(middle)?.last ?? 0) > cursor) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** What nobody else holds is given back at once: a collector that sees megabytes a millisecond go by is most of a relay's work. */
  #drop(): void {
    const place = this.begin - this.#dropped;
    const chunk = this.#chunks[place];
    this.#chunks[place] = undefined;
    this.begin++;
    if (chunk) {
      this.bytes -= chunk.bytes.length;
      if (!chunk.lent) release(chunk.bytes);
    }
    if (place < 64 || place * 2 < this.#chunks.length) return;
    this.#chunks = this.#chunks.slice(place + 1);
    this.#dropped = this.begin;
  }
}
