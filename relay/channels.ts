/**
 * The channels there are: found by id or name, loaded while those need them who belong there, begun and continued by log entries, removed when their time is
 * over. A stranger sees doors, and brings nothing into memory.
 */
import { type Refusal, refuse } from "../shared/codes.ts";
import type { Glance } from "../shared/glance.ts";
import type { ChannelId, IdentityId } from "../shared/ids.ts";
import type { Entry } from "../shared/log/entry.ts";
import { isPrivate, keyHolders, type Membership } from "../shared/log/membership.ts";
import { extend, wrapsNeeded } from "../shared/log/replay.ts";
import { relayTable } from "../shared/messages.ts";
import { nameKey } from "../shared/names.ts";
import { Channel } from "./channel.ts";
import { holderNumber, type Hub } from "./hub.ts";
import { stateOf, writtenDown } from "./log_state.ts";
import type { Seat } from "./seat.ts";
import type { Change, Store, StoredDoor, StoredWrap } from "./store.ts";

/** How far an entry's time may be from the relay's own. */
const CLOCK_SKEW = 10 * 60_000;
/** How many are removed in one sweep. */
const REMOVED_AT_ONCE = 100;

export interface ChannelLimits {
  readonly channels: number;
  readonly channelsPerIdentity: number;
  readonly members: number;
  /** How long a log may grow: everybody who comes reads it whole, and so does this relay. */
  readonly logEntries: number;
  /** How long a channel that nobody follows stays, unkept and kept. */
  readonly emptyTime: number;
  readonly keepTime: number;
  /** How much is stored of one channel's stream. */
  readonly historySize: number;
  /** How long a ring remembers. */
  readonly ringTime: number;
}

export interface ChannelsDeps {
  readonly store: Store;
  readonly hub: Hub;
  readonly now: () => number;
  readonly limits: ChannelLimits;
  /** Looks at signatures first. */
  readonly glance?: Glance | undefined;
}

/** A channel as a stranger sees it. */
export interface Door {
  readonly id: ChannelId;
  /** Whether it has no PIN. */
  readonly open: boolean;
  /** Undefined: it is not in memory, so nobody is there. */
  readonly channel: Channel | undefined;
}

/** What somebody wants to add to a log. */
export interface Proposal {
  readonly entry: Uint8Array;
  readonly wraps: readonly StoredWrap[];
  /** Whose session it comes from. */
  readonly identity: IdentityId;
}

/** It is in the log, and durable; or it is not, and nothing happened. */
export type Outcome =
  | { readonly ok: true; readonly channel: Channel; readonly entry: Entry }
  | ({ readonly ok: false } & Refusal);

export class Channels {
  readonly #deps: ChannelsDeps;
  readonly #loaded = new Map<ChannelId, Channel>();
  /** Removed, or lost and loaded anew: who does not read on may hold their rings still, which have to be emptied like all others. */
  readonly #former = new Set<Channel>();
  #count: number;

  constructor(deps: ChannelsDeps) {
    this.#deps = deps;
    this.#count = deps.store.channelCount();
  }

  get count(): number {
    return this.#count;
  }

  /** Those that somebody follows, or did a moment ago. */
  loaded(): Iterable<Channel> {
    return this.#loaded.values();
  }

  /** The channel with this id, from memory or the store. */
  get(id: ChannelId): Channel | undefined {
    const known = this.#inMemory(id);
    if (known) return known;
    const { store, now } = this.#deps;
    const stored = store.load(id);
    return stored && this.#keep(new Channel(stateOf(stored, store), stored, now()));
  }

  /** The channel with this id, if it is in memory or this identity holds its key: nobody else's asking makes it worth loading. */
  getFor(id: ChannelId, identity: IdentityId): Channel | undefined {
    return this.#inMemory(id) ?? (this.#deps.store.holds(id, identity) ? this.get(id) : undefined);
  }

  /** The doors behind a name, oldest first. */
  find(name: string, most: number): readonly Door[] {
    // Private channels have no name and no door: nobody is to learn that they are there.
    return name === "" ? [] : this.#deps.store.find(nameKey(name), most).map((door) => this.#door(door));
  }

  /** The door of the channel with this id, if it has one. */
  door(id: ChannelId): Door | undefined {
    const stored = this.#deps.store.door(id);
    return stored && this.#door(stored);
  }

  create(proposal: Proposal): Outcome {
    const { store, limits, now } = this.#deps;
    if (this.#count >= limits.channels) return no("full", "This relay has as many channels as it can hold.");
    if (store.createdBy(proposal.identity) >= limits.channelsPerIdentity) {
      return no("full", `You have ${limits.channelsPerIdentity} channels here; that is this relay's limit.`);
    }
    const next = this.#extend(undefined, proposal);
    if (!next.ok) return next;
    const { membership, entry } = next;
    if (store.door(membership.channel) || this.get(membership.channel)) {
      return no("rule", "This channel exists already.");
    }
    const stored = { id: membership.channel, cursor: 0, oldest: 0, storedBytes: 0, counters: new Map() };
    const channel = new Channel(membership, stored, now());
    const key = nameKey(membership.name);
    const begun: Change = { type: "create", id: channel.id, nameKey: key, creator: proposal.identity, at: now() };
    if (!this.#write(channel, proposal, next, [begun])) return no("storage");
    this.#keep(channel);
    this.#count++;
    return { ok: true, channel, entry };
  }

  append(channel: Channel, proposal: Proposal): Outcome {
    this.#deps.hub.flush();
    if (channel.lost) return no("storage");
    if (holderNumber(channel.membership, proposal.identity) === undefined) return no("absent");
    const next = this.#extend(channel.membership, proposal);
    if (!next.ok) return next;
    const author = authorOf(channel.membership, next.entry.author);
    if (author !== proposal.identity) return no("rule", "An entry is sent by the one who signed it.");
    if (this.#haveOne(next)) return no("already", "You two have a private channel already.");
    if (this.#tooLong(channel.membership, next.entry)) {
      return no("full", "This channel's log is as long as this relay takes: people can still go, and be removed.");
    }
    handOut(channel, next.entry, proposal.wraps);
    if (!this.#write(channel, proposal, next, [])) return no("storage");
    this.#deps.hub.changed(channel, next.membership);
    if (!channel.history) [channel.oldest, channel.storedBytes] = [channel.committed, 0];
    if (next.membership.members.length === 0) this.#remove([channel.id]);
    return { ok: true, channel, entry: next.entry };
  }

  /** Removes channels whose time is over and tells which, and forgets those that nobody needs now. */
  sweep(): readonly ChannelId[] {
    const { store, hub, limits, now } = this.#deps;
    const time = now();
    hub.flush();
    hub.expire([...this.#loaded.values(), ...this.#former], time - limits.ringTime);
    for (const channel of this.#former) if (channel.ring.bytes === 0) this.#former.delete(channel);
    // What the store takes for empty may be followed by now.
    if (!hub.keepPresence()) return [];
    const expired = store.expired({ unkept: time - limits.emptyTime, kept: time - limits.keepTime }, REMOVED_AT_ONCE);
    const removed = this.#remove(expired) ? expired : [];
    const idle = [...this.#loaded.values()].filter(({ seats, idleSince }) => {
      return seats.length === 0 && idleSince < time - limits.ringTime;
    });
    if (this.#keepCounters(idle)) {
      for (const { id } of idle) this.#loaded.delete(id);
    }
    return removed;
  }

  /** Writes down how far members have counted: a relay that starts again would take a second time what it has taken. */
  keepCounters(): void {
    this.#keepCounters([...this.#loaded.values()]);
  }

  /** Where nothing else that is stored tells; false: the store refused. */
  #keepCounters(channels: readonly Channel[]): boolean {
    const unwritten = channels.filter(({ history, lost }) => !history && !lost);
    if (unwritten.length === 0) return true;
    return this.#deps.hub.flush(unwritten.map(({ id, counters, seats }) => {
      return { type: "counters", id, counters: new Map([...counters, ...seats.map(countOf)]) };
    }));
  }

  /** Keeps what is stored within its bound; Failure when the disk does not let us. */
  trim(): void {
    for (const channel of this.#loaded.values()) {
      if (channel.storedBytes > this.#deps.limits.historySize) this.#trim(channel);
    }
  }

  /** Two who write to each other at once are to be in one channel: the second one that is made gets no second member. */
  #haveOne({ membership, entry }: Next): boolean {
    const [one, other] = membership.members;
    if (!isPrivate(membership) || entry.op !== "add" || !one || !other) return false;
    return this.#deps.store.privateOf(one.card.id, other.card.id) !== undefined;
  }

  /** A member with nothing better to do must not make a log so long that nobody can read it; who goes, or has to, still does. */
  #tooLong({ count, owed }: Membership, { op }: Entry): boolean {
    return count >= this.#deps.limits.logEntries && !owed && op !== "leave" && op !== "remove";
  }

  #extend(membership: Membership | undefined, { entry, wraps, identity }: Proposal) {
    const { limits, glance } = this.#deps;
    const next = extend(membership, entry, { members: limits.members, glance });
    if (!next.ok) return next.stale ? no("stale", next.why) : no("rule", next.why);
    if (!this.#isTimely(next.entry, membership)) {
      return no("rule", "The entry's time is more than ten minutes from the relay's clock.");
    }
    if (next.entry.op === "create" && next.entry.card.id !== identity) {
      return no("rule", "A channel is created by the one who signed its first entry.");
    }
    if (!sameNumbers(wraps, wrapsNeeded(next.membership, next.entry))) {
      return no("rule", "The key was not wrapped for exactly those who are to have it.");
    }
    return next;
  }

  /** None may be older than the one before: where the clock was ahead for a while, that one's time is the only one left. */
  #isTimely({ time }: Entry, before: Membership | undefined): boolean {
    const now = this.#deps.now();
    return time >= now - CLOCK_SKEW && time <= Math.max(now + CLOCK_SKEW, before?.time ?? 0);
  }

  /** Stores an entry with its frame in the stream, and sends that to who follows; the log in memory is still as it was. */
  #write(channel: Channel, proposal: Proposal, next: Next, before: readonly Change[]): boolean {
    const { membership, entry } = next;
    const was = entry.op === "create" ? undefined : channel.membership;
    const change: Change = {
      type: "entry",
      id: channel.id,
      seq: entry.seq,
      bytes: proposal.entry.slice(),
      wraps: proposal.wraps,
      ...holderChanges(was, membership),
      removed: entry.op === "remove" ? entry.member : undefined,
      keep: membership.policy.keep,
      open: membership.policy.open,
    };
    const forgotten: Change[] = was?.policy.history && !membership.policy.history
      ? [{ type: "forget", id: channel.id }]
      : [];
    const tail = new Uint8Array(channel.idBytes.length + proposal.entry.length);
    tail.set(channel.idBytes);
    tail.set(proposal.entry, channel.idBytes.length);
    this.#deps.hub.add(channel, relayTable.entry[0], entry.author, tail);
    return this.#deps.hub.flush([...before, change, ...writtenDown(membership)], forgotten);
  }

  #door({ id, open }: StoredDoor): Door {
    return { id, open: open ?? this.get(id)?.membership.policy.open ?? false, channel: this.#inMemory(id) };
  }

  #inMemory(id: ChannelId): Channel | undefined {
    const known = this.#loaded.get(id);
    return known?.lost ? undefined : known;
  }

  #keep(channel: Channel): Channel {
    const lost = this.#loaded.get(channel.id);
    if (lost) this.#former.add(lost);
    this.#loaded.set(channel.id, channel);
    return channel;
  }

  /** All at once: each write of its own would have the disk do nothing else. */
  #remove(ids: readonly ChannelId[]): boolean {
    if (!this.#deps.hub.flush(ids.map((id) => ({ type: "remove", id })))) return false;
    for (const id of ids) {
      const channel = this.#loaded.get(id);
      this.#loaded.delete(id);
      this.#count--;
      if (channel) this.#former.add(channel);
      for (const seat of channel?.seats.splice(0) ?? []) seat.endHere(refuse("gone"));
    }
    return true;
  }

  /** Somewhat below the bound, so that it is not every sweep's work, and no more than that, so that it is little. */
  #trim(channel: Channel): void {
    const { historySize } = this.#deps.limits;
    const { oldest, gone } = this.#deps.store.trim(channel.id, channel.storedBytes - historySize + historySize / 64);
    channel.oldest = oldest;
    channel.storedBytes -= gone;
  }
}

interface Next {
  readonly membership: Membership;
  readonly entry: Entry;
}

function countOf({ member, counter }: Seat): readonly [number, number] {
  return [member, counter];
}

function no(name: Parameters<typeof refuse>[0], text?: string): { readonly ok: false } & Refusal {
  return { ok: false, ...refuse(name, text) };
}

function authorOf(membership: Membership, number: number): IdentityId | undefined {
  return keyHolders(membership, -Infinity).find((holder) => holder.number === number)?.card.id;
}

/**
 * Who follows gets his wrap before the entry that it belongs to, so that a thousand need not ask for it at once; who has no room now asks for it later. Should
 * the entry not be stored after all, it is the wrap of nothing.
 */
function handOut({ id, seats }: Channel, { seq, author }: Entry, wraps: readonly StoredWrap[]): void {
  const sealedFor = new Map<number, Uint8Array>(wraps.map(({ to, sealed }) => [to, sealed]));
  for (const { member, outlet } of seats) {
    const sealed = sealedFor.get(member);
    if (sealed && member !== author && !outlet.full) outlet.tell({ type: "wrapped", channel: id, seq, sealed });
  }
}

/** Who holds the key since this entry, and who no longer does. */
function holderChanges(was: Membership | undefined, is: Membership) {
  const before = was ? keyHolders(was, -Infinity) : [];
  const after = keyHolders(is, -Infinity);
  const numbersBefore = new Set(before.map(({ number }) => number));
  const numbersAfter = new Set(after.map(({ number }) => number));
  return {
    joined: after.filter(({ number }) => !numbersBefore.has(number))
      .map(({ number, card }) => ({ number, identity: card.id })),
    gone: before.filter(({ number }) => !numbersAfter.has(number)).map(({ number }) => number as number),
  };
}

function sameNumbers(wraps: readonly StoredWrap[], needed: readonly number[]): boolean {
  const given = new Set(wraps.map(({ to }) => to));
  return given.size === wraps.length && given.size === needed.length && needed.every((number) => given.has(number));
}
