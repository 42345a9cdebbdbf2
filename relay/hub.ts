/**
 * The streams: takes posts under compare-and-swap on the head, makes them durable, puts them into the rings and wakes who follows.
 * What came in one tick is one batch a channel, and one transaction for all of them.
 */
import { CODE, type Code, refuse } from "../shared/codes.ts";
import { Failure } from "../shared/failure.ts";
import type { IdentityId, MemberNumber } from "../shared/ids.ts";
import { inviteById, isMuted, memberById, memberOf, type Membership } from "../shared/log/membership.ts";
import { relayTable } from "../shared/messages.ts";
import { ProtocolError } from "../shared/protocol_error.ts";
import { sameWords, ViewOf } from "../shared/words.ts";
import { Batch, POST } from "./batch.ts";
import type { Channel } from "./channel.ts";
import type { Outlet } from "./outlet.ts";
import type { Pace } from "./pace.ts";
import { Seat } from "./seat.ts";
import type { Change, Store } from "./store.ts";

const SAID = relayTable.said[0];
const CAST = relayTable.cast[0];
const HEAD_BYTES = 32;
const NOT_STORED = "The relay could not store what was sent.";

/** Bounds of the rings: of one, and of all together. */
export interface RingLimits {
  readonly ringSize: number;
  readonly ringsSize: number;
}

/** What the hub stands on. */
export interface HubDeps {
  readonly store: Store;
  readonly pace: Pace;
  readonly now: () => number;
  /** Memory for a batch that goes out: the kind that the sockets take without wrapping it anew for each recipient. */
  readonly allocate: (size: number) => Uint8Array;
  readonly limits: RingLimits;
  readonly log: (line: string) => void;
}

export class Hub {
  /** Views of what is being read: of one chunk at a time, whoever it came from. */
  readonly view = new ViewOf();
  readonly #deps: HubDeps;
  #dirty: Channel[] = [];
  readonly #idleBatches: Batch[] = [];
  #ringsBytes = 0;
  /** How many boxes had been taken when the last tick ended. */
  #flushed = 0;
  /** How many boxes were taken, for the statistics. */
  taken = 0;

  constructor(deps: HubDeps) {
    this.#deps = deps;
    deps.pace.onTick = () => this.flush();
    deps.pace.waiting = () => (this.taken - this.#flushed) / this.#dirty.length;
  }

  get ringsBytes(): number {
    return this.#ringsBytes;
  }

  /** Takes a post or a cast as it stands in `bytes`, or says why not. The caller has found the seat and asked for the rate. */
  take(seat: Seat, bytes: Uint8Array, from: number, to: number): Code | undefined {
    const { channel } = seat;
    const view = this.view.of(bytes);
    const counter = readU53(view, from + POST.counter);
    if (counter <= seat.counter) return CODE.already;
    if (counter > seat.refused && seat.refused > seat.counter) return CODE.early;
    if (!sameWords(channel.head, 0, view, from + POST.head, HEAD_BYTES)) return CODE.stale;
    if (seat.ending) return CODE.removed;
    if (channel.membership.owed) return CODE.owed;
    if (seat.mutedUntil > 0 && seat.mutedUntil > this.#deps.now()) return CODE.muted;
    seat.counter = counter;
    seat.refused = Infinity;
    if (!seat.posted) {
      seat.posted = true;
      channel.posted.push(seat);
    }
    this.taken++;
    this.#batchOf(channel).add(SAID, seat.member, ++channel.cursor, bytes, from + POST.channel, to);
    return undefined;
  }

  /** A cast has no place of its own in the stream, is not counted and not kept. */
  takeCast(seat: Seat, bytes: Uint8Array, from: number, to: number): void {
    const { channel } = seat;
    const view = this.view.of(bytes);
    if (seat.ending || !sameWords(channel.head, 0, view, from + POST.head, HEAD_BYTES)) return;
    // Nobody counts it, but everybody would close his line over a number that is none.
    readU53(view, from + POST.counter);
    this.#batchOf(channel).add(CAST, seat.member, channel.cursor, bytes, from + POST.channel, to);
  }

  /** Adds a frame of the relay's own making: an entry, an arrival. `tail` begins with the channel's id. */
  add(channel: Channel, tag: number, author: MemberNumber, tail: Uint8Array): void {
    if (tag === relayTable.entry[0]) channel.cursor++;
    this.#batchOf(channel).add(tag, author, channel.cursor, tail, 0, tail.length);
  }

  /** Gives a member a place in the channel's stream. */
  follow(channel: Channel, outlet: Outlet, who: {
    readonly identity: IdentityId;
    readonly quiet: boolean;
    readonly after: number;
  }): Seat | undefined {
    this.flush();
    const member = memberById(channel.membership, who.identity);
    if (!member) return undefined;
    const seat = new Seat(channel, outlet, this.#deps.store, {
      member: member.number,
      quiet: who.quiet,
      after: Math.min(who.after, channel.committed),
    });
    admit(seat, this.#deps.now());
    if (channel.seats.length === 0) this.#commit([{ type: "empty", id: channel.id, since: undefined }], [channel]);
    if (channel.lost) {
      outlet.fail(NOT_STORED);
      return undefined;
    }
    channel.seats.push(seat);
    if (!seat.quiet) this.add(channel, relayTable.arrived[0], member.number, channel.idBytes);
    return seat;
  }

  /** Takes the place away; the others are told, unless he was there quietly. */
  unfollow(seat: Seat): void {
    const { channel } = seat;
    const place = channel.seats.indexOf(seat);
    if (place < 0) return;
    channel.seats.splice(place, 1);
    channel.counters.set(seat.member, seat.counter);
    if (!seat.quiet) this.add(channel, relayTable.left[0], seat.member, channel.idBytes);
    if (channel.seats.length === 0) this.#emptied(channel);
  }

  /** The log has grown: who was removed hears the stream up to here, the others' powers are as it says now. */
  changed(channel: Channel, membership: Membership): void {
    channel.membership = membership;
    for (const seat of [...channel.seats]) {
      if (admit(seat, this.#deps.now())) continue;
      channel.seats.splice(channel.seats.indexOf(seat), 1);
      seat.endHere(refuse("removed"));
      if (channel.seats.length === 0) this.#emptied(channel);
    }
  }

  /** Commits what came since the last time, between `before` and `after`; then it is in the rings and on its way. False: the store refused. */
  flush(before: readonly Change[] = [], after: readonly Change[] = []): boolean {
    const { now, allocate } = this.#deps;
    const dirty = this.#dirty;
    if (dirty.length + before.length + after.length === 0) return true;
    this.#dirty = [];
    this.#flushed = this.taken;
    this.#deps.pace.begin();
    const at = now();
    const changes: Change[] = [...before];
    const batches = dirty.map((channel) => this.#close(channel, changes, allocate));
    changes.push(...after);
    if (!this.#commit(changes, dirty)) return false;
    let writes = 0;
    for (const [place, channel] of dirty.entries()) {
      const bytes = batches[place];
      if (!bytes) continue;
      const held = channel.ring.bytes;
      channel.ring.push({ bytes, after: channel.committed, last: channel.cursor, at }, this.#ringLimit());
      this.#ringsBytes += channel.ring.bytes - held;
      channel.committed = channel.cursor;
      writes += channel.seats.length;
      for (const seat of channel.seats) seat.follow();
    }
    this.#deps.pace.end(writes);
    return true;
  }

  /** Lets go of what the rings held since before `time`. */
  expire(channels: Iterable<Channel>, time: number): void {
    let total = 0;
    for (const { ring } of channels) {
      ring.expire(time);
      total += ring.bytes;
    }
    this.#ringsBytes = total;
  }

  #emptied(channel: Channel): void {
    channel.idleSince = this.#deps.now();
    this.#commit([{ type: "empty", id: channel.id, since: channel.idleSince }], [channel]);
  }

  #batchOf(channel: Channel): Batch {
    if (channel.batch) return channel.batch;
    this.#dirty.push(channel);
    this.#deps.pace.wanted();
    return channel.batch = this.#idleBatches.pop() ?? new Batch(this.view);
  }

  /** Ends a channel's batch: its bytes as they go out; what must be stored with it is added to `changes`. */
  #close(channel: Channel, changes: Change[], allocate: (size: number) => Uint8Array): Uint8Array | undefined {
    const { batch, id } = channel;
    if (!batch) return undefined;
    const { bytes, stored } = batch.take(allocate, channel.history);
    channel.batch = undefined;
    this.#idleBatches.push(batch);
    if (stored) {
      changes.push({ type: "frames", id, after: channel.committed, last: channel.cursor, bytes: stored });
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
  #commit(changes: readonly Change[], channels: readonly Channel[]): boolean {
    try {
      this.#deps.store.commit(changes);
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
    for (const seat of channel.seats.splice(0)) seat.outlet.fail(NOT_STORED);
  }

  /** A ring's share when all rings together are near their bound. */
  #ringLimit(): number {
    const { ringSize, ringsSize } = this.#deps.limits;
    return this.#ringsBytes < ringsSize ? ringSize : Math.min(ringSize, 64 * 1024);
  }
}

/** The number under which this identity holds the channel's key, as a member or as an invite. */
export function holderNumber(membership: Membership, identity: IdentityId): MemberNumber | undefined {
  return (memberById(membership, identity) ?? inviteById(membership, identity))?.number;
}

/** Sets what a seat may do by the log; false when he is no member any more. */
function admit(seat: Seat, now: number): boolean {
  const member = memberOf(seat.channel.membership, seat.member);
  seat.mutedUntil = member && isMuted(member, now) ? member.mutedUntil : 0;
  return member !== undefined;
}

function readU53(view: DataView, at: number): number {
  const high = view.getUint32(at);
  if (high > 0x1f_ffff) throw new ProtocolError("Cannot take a post: its counter is above 2^53");
  return high * 0x1_0000_0000 + view.getUint32(at + 4);
}
