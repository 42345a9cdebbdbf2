/**
 * A member who follows a channel: his place in its stream. Everything there is goes out in one write; when his line has room again,
 * whatever came meanwhile. Who has fallen out of the ring reads on from the store at his own pace.
 */
import type { Refusal } from "../shared/codes.ts";
import { Failure } from "../shared/failure.ts";
import type { MemberNumber } from "../shared/ids.ts";
import { framesAfter } from "./batch.ts";
import type { Channel } from "./channel.ts";
import type { Outlet } from "./outlet.ts";
import type { Chunk } from "./ring.ts";
import type { Store } from "./store.ts";

/** How much of the ring is handed to a line in one go. */
const MOST_AT_ONCE = 256 * 1024;

/** The place in the ring of one who is not in it. */
const BEHIND = -1;

export class Seat {
  readonly channel: Channel;
  readonly member: MemberNumber;
  /** Nobody is told of his coming and going. */
  readonly quiet: boolean;
  /** The last counter taken from him. */
  counter: number;
  /** The counter of a post that was refused: what he sent behind it waits until he sends that one again, or another in its place. */
  refused = Infinity;
  /** Whether he posted in this tick. */
  posted = false;
  /** Until when he is muted: what every post asks, without looking into the log. */
  mutedUntil = 0;
  readonly #outlet: Outlet;
  readonly #store: Store;
  #place = BEHIND;
  #cursor: number;
  /** Where the stream ends for one who was removed. */
  #limit: { readonly cursor: number; readonly why: Refusal } | undefined;

  constructor(channel: Channel, outlet: Outlet, store: Store, options: {
    readonly member: MemberNumber;
    readonly quiet: boolean;
    readonly after: number;
  }) {
    this.channel = channel;
    this.#outlet = outlet;
    this.#store = store;
    this.member = options.member;
    this.quiet = options.quiet;
    this.counter = channel.counters.get(options.member) ?? 0;
    this.#cursor = options.after;
    if (options.after >= channel.committed) this.#place = channel.ring.end;
  }

  get cursor(): number {
    return this.#cursor;
  }

  /** He was removed, and only hears the rest of what was said before. */
  get ending(): boolean {
    return this.#limit !== undefined;
  }

  get outlet(): Outlet {
    return this.#outlet;
  }

  /** Nothing past what is in the stream now goes to him; then he is told why it ends. */
  endHere(why: Refusal): void {
    this.#limit = { cursor: this.channel.committed, why };
    this.follow();
  }

  /** Sends what he has not had, as far as his line has room. */
  follow(): void {
    const { ring } = this.channel;
    const outlet = this.#outlet;
    while (!outlet.full && !this.#finished()) {
      if (this.#place < ring.begin) {
        if (outlet.sated || !this.#catchUp()) return;
        continue;
      }
      if (this.#place === ring.end) return;
      const chunk = ring.at(this.#place);
      if (!chunk) return;
      if (this.#place + 1 < ring.end && chunk.bytes.length < MOST_AT_ONCE) {
        this.#sendSeveral();
      } else {
        this.#place++;
        this.#send(chunk.bytes, chunk.last);
        this.#lend(chunk);
      }
    }
  }

  #sendSeveral(): void {
    const { ring } = this.channel;
    const chunks: Chunk[] = [];
    const limit = this.#limit?.cursor ?? Infinity;
    for (let size = 0; size < MOST_AT_ONCE && this.#place < ring.end && this.#cursor < limit;) {
      const chunk = ring.at(this.#place++);
      if (!chunk) break;
      chunks.push(chunk);
      size += chunk.bytes.length;
      this.#cursor = chunk.last;
    }
    this.#outlet.streamAll(chunks.map(({ bytes }) => bytes));
    for (const chunk of chunks) this.#lend(chunk);
  }

  /** What did not all leave at once is read from this chunk later: its memory is not the ring's alone any more. */
  #lend(chunk: Chunk): void {
    if (!this.#outlet.idle) chunk.lent = true;
  }

  /** One step towards the ring: from the store, or over what is gone, or into the ring itself; false when the disk cannot read it, and the line is over. */
  #catchUp(): boolean {
    try {
      this.#step();
      return true;
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      this.#outlet.fail(error.message);
      return false;
    }
  }

  #step(): void {
    const { channel } = this;
    const { ring } = channel;
    const found = ring.seek(this.#cursor);
    if (found !== undefined) {
      const chunk = ring.at(found);
      this.#place = found;
      if (!chunk || chunk.after >= this.#cursor) return;
      this.#place++;
      this.#send(framesAfter(chunk.bytes, this.#cursor), chunk.last);
      return this.#lend(chunk);
    }
    const stored = channel.history ? this.#store.chunkAfter(channel.id, this.#cursor) : undefined;
    if (stored) this.#outlet.read(stored.bytes.length);
    // What is stored already and not yet durable is not for anybody's eyes.
    const oldest = ring.at(ring.begin);
    const next = stored && stored.after < channel.committed ? stored : oldest;
    if (!next || next.after > this.#cursor) return this.#skip(next?.after ?? channel.committed);
    this.#send(framesAfter(next.bytes, this.#cursor), next.last);
    if (oldest && next === oldest) this.#lend(oldest);
  }

  #send(bytes: Uint8Array, last: number): void {
    this.#cursor = last;
    this.#outlet.stream(bytes);
  }

  /** What lies before `cursor` is gone: he is told so, and goes on from there. */
  #skip(cursor: number): void {
    const { channel } = this;
    if (cursor > this.#cursor) {
      this.#outlet.tell({ type: "missed", channel: channel.id, after: this.#cursor, resumed: cursor });
      this.#cursor = cursor;
    }
    if (cursor >= channel.committed) this.#place = channel.ring.end;
  }

  #finished(): boolean {
    if (!this.#limit || this.#cursor < this.#limit.cursor) return false;
    this.#outlet.ended(this, this.#limit.why);
    return true;
  }
}
