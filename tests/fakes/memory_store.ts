/** A store that keeps everything as long as the test runs, and whose disk a test can fill. */
import { Failure } from "../../shared/failure.ts";
import type { ChannelId, IdentityId } from "../../shared/ids.ts";
import type { Ban, Change, Removal, Store, StoredChannel, StoredChunk, StoredDoor } from "../../relay/store.ts";
import { MOST } from "../../shared/messages.ts";
import { MemoryFileRecords } from "./memory_file_records.ts";

/** A channel as it is kept: never changed, only replaced, so that a commit that fails leaves no trace. */
interface Kept {
  readonly number: number;
  readonly nameKey: string;
  readonly creator: IdentityId;
  readonly keep: boolean;
  readonly open: boolean | undefined;
  readonly state: { readonly count: number; readonly bytes: Uint8Array } | undefined;
  /** No cursor up to this one is given out again, whatever becomes of the frames. */
  readonly cursor: number;
  readonly emptySince: number | undefined;
  readonly entries: readonly Uint8Array[];
  readonly wraps: ReadonlyMap<string, Uint8Array>;
  readonly holders: ReadonlyMap<number, IdentityId>;
  readonly removals: ReadonlyMap<IdentityId, Removal>;
  readonly counters: ReadonlyMap<number, number>;
  readonly chunks: readonly StoredChunk[];
}

type Channels = Map<ChannelId, Kept>;

export class MemoryStore implements Store {
  #channels: Channels = new Map();
  #created = 0;
  readonly #settings = new Map<string, Uint8Array>();
  readonly #bans = new Map<string, Ban>();
  readonly files = new MemoryFileRecords(() => this.#write(), (channel) => this.#channels.has(channel));
  /** Whether the disk refuses everything. */
  full = false;
  /** When what was written is durable, if the disk takes its time. */
  disk: (() => Promise<void>) | undefined;

  commit(changes: readonly Change[]): void {
    if (changes.length > 0) this.#write();
    const channels: Channels = new Map(this.#channels);
    for (const change of changes) this.#apply(channels, change);
    this.#channels = channels;
    for (const change of changes) if (change.type === "remove") this.files.forgetChannel(change.id);
  }

  commitSoon(changes: readonly Change[]): Promise<void> | undefined {
    this.commit(changes);
    return this.disk?.();
  }

  sync(): void {
    this.#write();
  }

  load(id: ChannelId): StoredChannel | undefined {
    const kept = this.#channels.get(id);
    if (!kept) return undefined;
    const { state, entries, counters } = kept;
    return { id, ...extent(kept), state: state?.bytes, entries: entries.slice(state?.count ?? 0), counters };
  }

  find(nameKey: string, most: number): readonly StoredDoor[] {
    return this.#ids((kept) => kept.nameKey === nameKey, most).map((id) => ({ id, open: this.#kept(id).open }));
  }

  door(id: ChannelId): StoredDoor | undefined {
    const kept = this.#channels.get(id);
    return kept && kept.nameKey !== "" ? { id, open: kept.open } : undefined;
  }

  channelsOf(identity: IdentityId, most: number): readonly ChannelId[] {
    return this.#ids((kept) => [...kept.holders.values()].includes(identity), most);
  }

  holds(id: ChannelId, identity: IdentityId): boolean {
    return [...this.#channels.get(id)?.holders.values() ?? []].includes(identity);
  }

  privateOf(one: IdentityId, other: IdentityId): ChannelId | undefined {
    const [id] = this.#ids(({ nameKey, holders }) => {
      const ids = [...holders.values()];
      return nameKey === "" && ids.includes(one) && ids.includes(other);
    });
    return id;
  }

  removal(id: ChannelId, identity: IdentityId): Removal | undefined {
    return this.#channels.get(id)?.removals.get(identity);
  }

  createdBy(identity: IdentityId): number {
    return this.#ids((kept) => kept.creator === identity).length;
  }

  channelCount(): number {
    return this.#channels.size;
  }

  log(id: ChannelId, from: number, mostBytes: number): readonly Uint8Array[] {
    let size = 0;
    return this.#kept(id).entries.slice(from).filter((bytes, index) => {
      size += bytes.length;
      return size <= mostBytes || index === 0;
    });
  }

  wrap(id: ChannelId, seq: number, to: number): Uint8Array | undefined {
    return this.#kept(id).wraps.get(`${to} ${seq}`);
  }

  chunkAfter(id: ChannelId, cursor: number): StoredChunk | undefined {
    return this.#channels.get(id)?.chunks.find((chunk) => chunk.last > cursor);
  }

  chunkBefore(id: ChannelId, cursor: number): StoredChunk | undefined {
    return this.#channels.get(id)?.chunks.findLast((chunk) => chunk.after < cursor - 1);
  }

  trim(id: ChannelId, bytes: number): { readonly oldest: number; readonly gone: number } {
    const kept = this.#kept(id);
    const enough = bytes > 0 ? kept.chunks.findIndex((_, at) => sizeOf(kept.chunks.slice(0, at + 1)) >= bytes) : -1;
    const count = bytes <= 0 ? 0 : enough < 0 ? kept.chunks.length : enough + 1;
    this.#channels.set(id, { ...kept, cursor: extent(kept).cursor, chunks: kept.chunks.slice(count) });
    return { oldest: extent(this.#kept(id)).oldest, gone: sizeOf(kept.chunks.slice(0, count)) };
  }

  tidy(): boolean {
    return false;
  }

  begin(now: number): void {
    this.#write();
    for (const [id, kept] of this.#channels) {
      if (kept.emptySince === undefined || !kept.keep) this.#channels.set(id, { ...kept, emptySince: now });
    }
  }

  shift(since: number, { by, now }: { readonly by: number; readonly now: number }): void {
    this.#write();
    this.files.shift(since, { by, now });
    for (const [id, kept] of this.#channels) {
      const { emptySince } = kept;
      if (emptySince === undefined || emptySince < since || emptySince > now - by) continue;
      this.#channels.set(id, { ...kept, emptySince: Math.min(emptySince + Math.max(0, by), now) });
    }
  }

  expired(before: { readonly unkept: number; readonly kept: number }, most: number): readonly ChannelId[] {
    return this.#ids(({ keep, emptySince }) => {
      return emptySince !== undefined && emptySince < (keep ? before.kept : before.unkept);
    }, most);
  }

  setting(name: string): Uint8Array | undefined {
    return this.#settings.get(name);
  }

  set(name: string, value: Uint8Array): void {
    this.#settings.set(name, value.slice());
  }

  bans(): readonly Ban[] {
    return [...this.#bans.values()].sort((a, b) => a.subject < b.subject ? -1 : 1);
  }

  ban(ban: Ban): void {
    this.#bans.set(ban.subject, { ...ban });
  }

  unban(subject: string): boolean {
    return this.#bans.delete(subject);
  }

  [Symbol.dispose](): void {}

  #write(): void {
    if (this.full) throw new Failure("Cannot store what was sent: the disk is full.");
  }

  #apply(channels: Channels, change: Change): void {
    if (change.type === "create") return this.#create(channels, change);
    const kept = channels.get(change.id);
    if (!kept) throw new Failure(`Cannot store what was sent: Cannot find channel ${change.id}: it is not stored.`);
    if (change.type === "remove") channels.delete(change.id);
    else channels.set(change.id, changed(kept, change));
  }

  #create(channels: Channels, { id, nameKey, creator, at }: Change & { readonly type: "create" }): void {
    if (channels.has(id)) throw new Failure("Cannot store what was sent: the channel exists already.");
    channels.set(id, {
      number: ++this.#created,
      nameKey,
      creator,
      keep: false,
      open: undefined,
      state: undefined,
      cursor: 0,
      emptySince: at,
      entries: [],
      wraps: new Map(),
      holders: new Map(),
      removals: new Map(),
      counters: new Map(),
      chunks: [],
    });
  }

  #kept(id: ChannelId): Kept {
    const kept = this.#channels.get(id);
    if (!kept) throw new RangeError(`Cannot find channel ${id}: it is not stored`);
    return kept;
  }

  #ids(fits: (kept: Kept) => boolean, most = Infinity): readonly ChannelId[] {
    const found = [...this.#channels].filter(([, kept]) => fits(kept)).sort(([, a], [, b]) => a.number - b.number);
    return found.slice(0, most).map(([id]) => id);
  }
}

function changed(kept: Kept, change: Exclude<Change, { readonly type: "create" | "remove" }>): Kept {
  switch (change.type) {
    case "entry":
      return withEntry(kept, change);
    case "forget":
      return { ...kept, cursor: extent(kept).cursor, chunks: [] };
    case "state":
      return { ...kept, state: { count: change.count, bytes: change.bytes.slice() } };
    case "frames":
      return withFrames(kept, change);
    case "counters":
      return { ...kept, counters: new Map([...kept.counters, ...change.counters]) };
    case "reserve":
      return { ...kept, cursor: change.cursor };
    case "empty":
      return { ...kept, emptySince: change.since };
    default:
      return change satisfies never;
  }
}

function withEntry(kept: Kept, change: Change & { readonly type: "entry" }): Kept {
  const { seq, bytes, wraps, joined, gone, removed, keep, open } = change;
  const removals = new Map(kept.removals);
  const who = removed === undefined ? undefined : kept.holders.get(removed);
  if (removed !== undefined && who) removals.set(who, { member: removed, seq });
  const over = gone.filter((number) => number !== removed);
  for (const { identity } of joined) {
    const before = removals.get(identity);
    if (before && removals.delete(identity)) over.push(before.member);
  }
  if (seq < kept.entries.length) throw new Failure(`Cannot store what was sent: there is an entry ${seq} already.`);
  const staying = [...kept.holders].filter(([number]) => !gone.includes(number));
  const readable = [...kept.wraps].filter(([place]) => !over.some((number) => place.startsWith(`${number} `)));
  return {
    ...kept,
    keep,
    open,
    entries: [...kept.entries, bytes.slice()],
    wraps: newest([...readable, ...wraps.map(({ to, sealed }) => [`${to} ${seq}`, sealed.slice()] as const)]),
    removals,
    holders: new Map([...staying, ...joined.map(({ number, identity }) => [number, identity] as const)]),
  };
}

/** Of each holder's wraps, oldest first, those that are kept. */
function newest(wraps: readonly (readonly [place: string, sealed: Uint8Array])[]): ReadonlyMap<string, Uint8Array> {
  const of = Map.groupBy(wraps, ([place]) => place.split(" ")[0]);
  return new Map([...of.values()].flatMap((his) => his.slice(-MOST.wrapsKept)));
}

function withFrames(kept: Kept, { after, last, bytes }: Change & { readonly type: "frames" }): Kept {
  return { ...kept, chunks: [...kept.chunks, { after, last, bytes: bytes.slice() }] };
}

function extent({ cursor: reserved, chunks }: Kept): Pick<StoredChannel, "cursor" | "oldest" | "storedBytes"> {
  const cursor = Math.max(reserved, chunks.at(-1)?.last ?? 0);
  return { cursor, oldest: chunks[0]?.after ?? cursor, storedBytes: sizeOf(chunks) };
}

function sizeOf(chunks: readonly StoredChunk[]): number {
  return chunks.reduce((sum, { bytes }) => sum + bytes.length, 0);
}
