/** The streams: who follows them, and what is taken into them: posts under compare-and-swap on the head. How it goes out is dispatch.ts's. */
import { CODE, type Code, refuse } from "../shared/codes.ts";
import type { IdentityId, MemberNumber } from "../shared/ids.ts";
import { inviteById, isMuted, memberById, memberOf, type Membership } from "../shared/log/membership.ts";
import { relayTable } from "../shared/messages.ts";
import { ProtocolError } from "../shared/protocol_error.ts";
import { sameWords, type ViewOf } from "../shared/words.ts";
import { type Batch, POST } from "./batch.ts";
import type { Channel } from "./channel.ts";
import { Dispatch, type DispatchDeps, NOT_STORED } from "./dispatch.ts";
import type { Frames, Taken, Taker } from "./express.ts";
import type { Outlet } from "./outlet.ts";
import { Seat } from "./seat.ts";
import type { Change } from "./store.ts";

const SAID = relayTable.said[0];
const CAST = relayTable.cast[0];
const HEAD_BYTES = 32;

/** What it stands on. */
export interface HubDeps extends DispatchDeps {
  readonly express: Taker | undefined;
}

export class Hub {
  readonly #deps: HubDeps;
  readonly #dispatch: Dispatch;

  constructor(deps: HubDeps) {
    this.#deps = deps;
    this.#dispatch = new Dispatch(deps);
  }

  /** Views of what is being read: of one chunk at a time, whoever it came from. */
  get view(): ViewOf {
    return this.#dispatch.view;
  }

  get ringsBytes(): number {
    return this.#dispatch.ringsBytes;
  }

  /** How much memory waits for what comes next. */
  get idleBytes(): number {
    return this.#dispatch.idleBytes;
  }

  /** How many boxes were taken, for the statistics. */
  get taken(): number {
    return this.#dispatch.taken;
  }

  /** Takes a post or a cast as it stands in `bytes`, or says why not. The caller has found the seat and asked for the rate. */
  take(seat: Seat, bytes: Uint8Array, from: number, to: number): Code | undefined {
    const { channel } = seat;
    const view = this.view.of(bytes);
    const counter = readU53(view, from + POST.counter);
    if (counter <= seat.counter) return CODE.already;
    if (counter > seat.refused && seat.refused > seat.counter) return CODE.early;
    if (!sameWords(channel.headView, 0, view, from + POST.head, HEAD_BYTES)) return CODE.stale;
    const silenced = this.#silenced(seat);
    if (silenced !== undefined) return silenced;
    seat.refused = Infinity;
    this.#batchFor(seat, counter, 1).add(SAID, seat.member, ++channel.cursor, bytes, from + POST.channel, to);
    return undefined;
  }

  /** Takes the posts that follow one another in frames as they arrived, as far as nothing is to be said of them but that they are taken; undefined: of none. */
  takeMany(seat: Seat, bytes: Uint8Array, frames: Frames): Taken | undefined {
    const { express } = this.#deps;
    const { channel } = seat;
    if (!express || seat.refused !== Infinity || this.#silenced(seat) !== undefined) return undefined;
    const taken = express.take(bytes, frames, {
      id: channel.idBytes,
      head: channel.head,
      author: seat.member,
      cursor: channel.cursor,
      counter: seat.counter,
    });
    if (!taken) return undefined;
    const { count, counter, written } = taken;
    channel.cursor += count;
    this.#batchFor(seat, counter, count).addFrames(bytes.subarray(frames.from, frames.from + written));
    return taken;
  }

  /** A cast has no place of its own in the stream, is not counted and not kept; who may not post casts nothing either. */
  takeCast(seat: Seat, bytes: Uint8Array, from: number, to: number): void {
    const { channel } = seat;
    const view = this.view.of(bytes);
    if (!sameWords(channel.headView, 0, view, from + POST.head, HEAD_BYTES)) return;
    if (this.#silenced(seat) !== undefined) return;
    // Nobody counts it, but everybody would close his line over a number that is none.
    readU53(view, from + POST.counter);
    this.#dispatch.batchOf(channel).add(CAST, seat.member, channel.cursor, bytes, from + POST.channel, to);
  }

  /** Adds a frame of the relay's own making: an entry, an arrival. `tail` begins with the channel's id. */
  add(channel: Channel, tag: number, author: MemberNumber, tail: Uint8Array): void {
    if (tag === relayTable.entry[0]) channel.cursor++;
    this.#dispatch.batchOf(channel).add(tag, author, channel.cursor, tail, 0, tail.length);
  }

  /** Gives a member a place in the channel's stream. */
  follow(channel: Channel, outlet: Outlet, who: {
    readonly identity: IdentityId;
    readonly quiet: boolean;
    readonly after: number;
  }): Seat | undefined {
    // What he is shown, or is told was taken already, must last. But arrivals go out together: a crowd that comes back would cost a write for each two of them.
    if (this.#dispatch.isUnsettled(channel)) this.flush();
    const member = memberById(channel.membership, who.identity);
    if (!member) return undefined;
    const seat = new Seat(channel, outlet, this.#deps.store, {
      member: member.number,
      quiet: who.quiet,
      after: Math.min(who.after, channel.committed),
    });
    admit(seat, this.#deps.now());
    if (channel.lost) {
      outlet.fail(NOT_STORED);
      return undefined;
    }
    if (channel.seats.length === 0) this.#dispatch.notePresence(channel, undefined);
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

  /** Commits what came, between `before` and `after`, here and now; then it is in the rings and on its way. False: the store refused, and may show what does not last. */
  flush(before: readonly Change[] = [], after: readonly Change[] = []): boolean {
    return this.#dispatch.flush(before, after);
  }

  /** Writes which channels somebody follows, as far as it is not written yet; false: the store refused. */
  keepPresence(): boolean {
    return this.#dispatch.keepPresence();
  }

  /** Lets go of what the rings held since before `time`. */
  expire(channels: Iterable<Channel>, time: number): void {
    this.#dispatch.expire(channels, time);
  }

  /** Why this member may not post now, whatever it is; undefined: he may. */
  #silenced({ channel, ending, mutedUntil }: Seat): Code | undefined {
    if (ending) return CODE.removed;
    if (channel.membership.owed) return CODE.owed;
    return mutedUntil > 0 && mutedUntil > this.#deps.now() ? CODE.muted : undefined;
  }

  /** Where the posts go that are taken of this member: so many, the last of them with this counter. */
  #batchFor(seat: Seat, counter: number, count: number): Batch {
    const { channel } = seat;
    seat.counter = counter;
    if (!seat.posted) {
      seat.posted = true;
      channel.posted.push(seat);
    }
    this.#dispatch.taken += count;
    return this.#dispatch.batchOf(channel);
  }

  #emptied(channel: Channel): void {
    channel.idleSince = this.#deps.now();
    this.#dispatch.notePresence(channel, channel.idleSince);
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
