/**
 * How what was taken gets from a channel's batch into its ring and on its way: a batch a channel and tick, one transaction for all of them.
 * What must be stored goes out when it is durable, and not before; while the disk works, the relay reads on, and what comes meanwhile goes together next.
 */
import { Failure } from "../shared/failure.ts";
import type { ChannelId } from "../shared/ids.ts";
import { ViewOf } from "../shared/words.ts";
import { Batch, piecesOf } from "./batch.ts";
import type { Channel } from "./channel.ts";
import type { Pace } from "./pace.ts";
import type { Chunk } from "./ring.ts";
import type { Change, Store } from "./store.ts";

export const NOT_STORED = "The relay could not store what was sent.";

/** What came for a channel in one tick, on its way into the ring. */
interface Written {
  readonly channel: Channel;
  readonly chunk: Chunk;
}

/** Bounds of the rings: of one, and of all together. */
export interface RingLimits {
  readonly ringSize: number;
  readonly ringsSize: number;
}

/** What it stands on. */
export interface DispatchDeps {
  readonly store: Store;
  readonly pace: Pace;
  readonly now: () => number;
  readonly limits: RingLimits;
  readonly log: (line: string) => void;
  /** Hears of each tick in which something was said. */
  readonly said: () => void;
}

export class Dispatch {
  /** Views of what is being read: of one chunk at a time, whoever it came from. */
  readonly view = new ViewOf();
  readonly #deps: DispatchDeps;
  #dirty: Channel[] = [];
  /** Their memory is used again. */
  #idleBatches: Batch[] = [];
  /** How many of them, since the rings were looked through last, nobody has needed. */
  #spare = 0;
  /** What is written and not yet durable. */
  #syncing: readonly Written[] | undefined;
  /** The disk did not take what the store shows since then. */
  #unsure = false;
  /** Since when nobody follows a channel, where that is not stored yet. */
  readonly #presence = new Map<ChannelId, number | undefined>();
  #ringsBytes = 0;
  /** How many boxes had been taken when the last tick ended. */
  #flushed = 0;
  /** How many boxes were taken. */
  taken = 0;

  constructor(deps: DispatchDeps) {
    this.#deps = deps;
    deps.pace.onTick = () => deps.pace.spend(() => this.#tick());
    deps.pace.waiting = () => (this.taken - this.#flushed) / this.#dirty.length;
  }

  get ringsBytes(): number {
    return this.#ringsBytes;
  }

  /** How much memory waits for what comes next. */
  get idleBytes(): number {
    return this.#idleBatches.reduce((sum, { capacity }) => sum + capacity, 0);
  }

  /** Whether something was taken for this channel that has to be stored, and is not durable yet. */
  isUnsettled(channel: Channel): boolean {
    return this.#unsure || channel.waits;
  }

  /** What has come for this channel since the last tick, to be added to. */
  batchOf(channel: Channel): Batch {
    if (channel.batch) return channel.batch;
    this.#dirty.push(channel);
    this.#deps.pace.wanted();
    const idle = this.#idleBatches.pop();
    this.#spare = Math.min(this.#spare, this.#idleBatches.length);
    return channel.batch = idle ?? new Batch(this.view);
  }

  /**
   * Commits what came, between `before` and `after`, here and now; then it is in the rings and on its way. False: the store refused, and may show what does
   * not last.
   */
  flush(before: readonly Change[] = [], after: readonly Change[] = []): boolean {
    const settled = this.#settle();
    const dirty = this.#takeDirty();
    if (dirty.length + before.length + after.length === 0) return settled;
    const changes: Change[] = [...before];
    const written = this.#closeAll(dirty, changes);
    changes.push(...after);
    if (!this.#heedful(dirty, () => this.#commit(changes))) return false;
    this.#deps.pace.spend(() => this.#release(written));
    return true;
  }

  /**
   * Somebody follows a channel again (undefined), or nobody does since then. It is written with the next commit, or by `keepPresence`: who comes and goes, and
   * a crowd whose network fails, would have the disk do nothing else.
   */
  notePresence({ id }: Channel, since: number | undefined): void {
    this.#presence.set(id, since);
  }

  /** Writes what `notePresence` was told; false: the store refused. */
  keepPresence(): boolean {
    if (this.#presence.size === 0) return true;
    if (!this.#heedful([], () => this.#deps.store.commit(this.#presenceChanges()))) return false;
    this.#presence.clear();
    return true;
  }

  /** Lets go of what the rings held since before `time`, and of memory that a burst took and nobody needs since. */
  expire(channels: Iterable<Channel>, time: number): void {
    this.#idleBatches = this.#idleBatches.slice(this.#spare);
    this.#spare = this.#idleBatches.length;
    let total = 0;
    for (const { ring } of channels) {
      ring.expire(time);
      total += ring.bytes;
    }
    this.#ringsBytes = total;
  }

  /** What has to be written takes along what may; first, because a channel that is removed has no presence. */
  #commit(changes: readonly Change[]): void {
    if (changes.length === 0) return;
    this.#deps.store.commit([...this.#presenceChanges(), ...changes]);
    this.#presence.clear();
  }

  #presenceChanges(): readonly Change[] {
    return [...this.#presence].map(([id, since]) => ({ type: "empty", id, since }));
  }

  /** What need not be stored goes out; the rest is written, and goes out when it is durable. Tells to how many lines that writes. */
  #tick(): number {
    if (this.taken > this.#flushed) this.#deps.said();
    const free: Channel[] = [];
    const bound: Channel[] = [];
    for (const channel of this.#takeDirty()) (channel.waits ? bound : free).push(channel);
    let writes = 0;
    // One channel after the other: what was copied a moment ago is still near the processor when it goes out.
    for (const channel of free) writes += this.#release(this.#closeAll([channel], []));
    if (this.#syncing) this.#dirty.push(...bound);
    else if (bound.length > 0) writes += this.#write(bound);
    return writes;
  }

  /** Writes these channels' batches; tells to how many lines they have gone already. */
  #write(channels: readonly Channel[]): number {
    const changes: Change[] = [];
    const written = this.#closeAll(channels, changes);
    let durable: Promise<void> | undefined;
    if (!this.#heedful(channels, () => durable = this.#deps.store.commitSoon(changes))) return 0;
    if (!durable) return this.#release(written);
    this.#syncing = written;
    for (const channel of channels) channel.syncing = true;
    durable.then(() => this.#synced(written), (error) => this.#unsynced(written, error));
    return 0;
  }

  #synced(written: readonly Written[]): void {
    if (this.#syncing !== written) return;
    this.#deps.pace.spend(() => this.#release(this.#landed()));
    if (this.#dirty.length > 0) this.#deps.pace.wanted();
  }

  #unsynced(written: readonly Written[], error: unknown): void {
    if (this.#syncing !== written) return;
    this.#unsure = true;
    this.#heedful(this.#landed().map(({ channel }) => channel), () => {
      throw error;
    });
    if (this.#dirty.length > 0) this.#deps.pace.wanted();
  }

  /** What is written is durable now, and goes out. False: the disk refuses. */
  #settle(): boolean {
    if (!this.#syncing && !this.#unsure) return true;
    const written = this.#landed();
    this.#unsure = !this.#heedful(written.map(({ channel }) => channel), () => this.#deps.store.sync());
    if (!this.#unsure) this.#release(written);
    return !this.#unsure;
  }

  #landed(): readonly Written[] {
    const written = this.#syncing ?? [];
    this.#syncing = undefined;
    for (const { channel } of written) channel.syncing = false;
    return written;
  }

  /** The channels for which something came since the last time. */
  #takeDirty(): readonly Channel[] {
    const dirty = this.#dirty;
    this.#dirty = [];
    this.#flushed = this.taken;
    this.#deps.pace.begin();
    return dirty;
  }

  /** Puts batches into the rings and wakes who follows; tells to how many lines that writes. */
  #release(written: readonly Written[]): number {
    let writes = 0;
    for (const { channel, chunk } of written) {
      if (channel.lost) continue;
      const { ring, seats } = channel;
      const held = ring.bytes;
      ring.push(chunk, this.#ringLimit());
      this.#ringsBytes += ring.bytes - held;
      channel.committed = chunk.last;
      writes += seats.length;
      for (let at = 0; at < seats.length; at++) {
        const seat = seats[at];
        seat?.follow();
        // Who cannot be told what was said is let go of, and the next one is in his place.
        if (seats[at] !== seat) at--;
      }
    }
    return writes;
  }

  #closeAll(channels: readonly Channel[], changes: Change[]): readonly Written[] {
    const at = this.#deps.now();
    const written: Written[] = [];
    for (const channel of channels) {
      const bytes = this.#close(channel, changes);
      if (bytes) {
        written.push({ channel, chunk: { bytes, after: channel.committed, last: channel.cursor, at, lent: false } });
      }
    }
    return written;
  }

  /** Ends a channel's batch: its bytes as they go out; what must be stored with it is added to `changes`. */
  #close(channel: Channel, changes: Change[]): Uint8Array | undefined {
    const { batch, id } = channel;
    if (!batch) return undefined;
    const { bytes, stored } = batch.take(channel.history);
    channel.batch = undefined;
    this.#idleBatches.push(batch);
    if (stored) {
      const said = { bytes: stored, after: channel.committed, last: channel.cursor };
      for (const piece of piecesOf(said)) changes.push({ type: "frames", id, ...piece });
      channel.storedBytes += stored.length;
    }
    if (channel.history && channel.posted.length > 0) {
      changes.push({
        type: "counters",
        id,
        counters: new Map(channel.posted.map((seat) => [seat.member, seat.counter])),
      });
    }
    const reservation = channel.reservation();
    if (reservation !== undefined) changes.push({ type: "reserve", id, cursor: reservation });
    for (const seat of channel.posted) seat.posted = false;
    channel.posted = [];
    return bytes;
  }

  /** What could not be stored was not taken: its channels are given up as they are in memory, and everybody comes back to what is stored. */
  #heedful(channels: readonly Channel[], store: () => void): boolean {
    try {
      store();
      return true;
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      this.#deps.log(error.message);
      for (const channel of channels) this.#giveUp(channel);
      return false;
    }
  }

  #giveUp(channel: Channel): void {
    channel.lost = true;
    channel.batch = undefined;
    channel.posted = [];
    if (channel.seats.length > 0) this.notePresence(channel, this.#deps.now());
    for (const seat of channel.seats.splice(0)) seat.outlet.fail(NOT_STORED);
  }

  /** A ring's share when all rings together are near their bound. */
  #ringLimit(): number {
    const { ringSize, ringsSize } = this.#deps.limits;
    return this.#ringsBytes < ringsSize ? ringSize : Math.min(ringSize, 64 * 1024);
  }
}
