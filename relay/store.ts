/**
 * The port to what a relay keeps: channels, their logs, wraps and stored frames, its own key, and who is banned.
 * It is synchronous: with SQLite a commit is a function call, and whoever sees a change sees one that is durable. Only what is sent all the time
 * goes in two steps, so that the relay works on while the disk does.
 * tests/relay/store_contract.ts is what every implementation must do.
 */
import type { ChannelId, IdentityId } from "../shared/ids.ts";
import type { FileRecords } from "./file_records.ts";

/** What the relay knows of a stored channel. */
export interface StoredChannel {
  readonly id: ChannelId;
  /** The last cursor that was given out, or may have been. */
  readonly cursor: number;
  /** The stored frames lie after this cursor. */
  readonly oldest: number;
  readonly storedBytes: number;
  /** What the log came to when it was written down last, */
  readonly state: Uint8Array | undefined;
  /** and the entries since. */
  readonly entries: readonly Uint8Array[];
  /** The last counter taken from each member number. */
  readonly counters: ReadonlyMap<number, number>;
}

/** A channel as somebody sees it who has its name. */
export interface StoredDoor {
  readonly id: ChannelId;
  /** Whether it has no PIN; undefined where an older relay did not write it. */
  readonly open: boolean | undefined;
}

/** A stored wrap: for whom, and the sealed key. */
export interface StoredWrap {
  readonly to: number;
  readonly sealed: Uint8Array;
}

/** A run of whole stored frames that leads from cursor `after` to `last`. */
export interface StoredChunk {
  readonly after: number;
  readonly last: number;
  readonly bytes: Uint8Array;
}

/** Under which number somebody was a member, and which entry removed him. */
export interface Removal {
  readonly member: number;
  readonly seq: number;
}

/** One thing to be made durable. */
export type Change =
  | {
    readonly type: "create";
    readonly id: ChannelId;
    readonly nameKey: string;
    readonly creator: IdentityId;
    readonly at: number;
  }
  | {
    readonly type: "entry";
    readonly id: ChannelId;
    readonly seq: number;
    readonly bytes: Uint8Array;
    readonly wraps: readonly StoredWrap[];
    /** Key holders who came and went with it. */
    readonly joined: readonly { readonly identity: IdentityId; readonly number: number }[];
    readonly gone: readonly number[];
    /** Which of those was removed: his wraps stay, and the log up to here is his to read. */
    readonly removed: number | undefined;
    readonly keep: boolean;
    readonly open: boolean;
  }
  /** What the log comes to after so many entries. */
  | { readonly type: "state"; readonly id: ChannelId; readonly count: number; readonly bytes: Uint8Array }
  /** The stored frames of a channel whose history was switched off. */
  | { readonly type: "forget"; readonly id: ChannelId }
  | ({ readonly type: "frames"; readonly id: ChannelId } & StoredChunk)
  | { readonly type: "counters"; readonly id: ChannelId; readonly counters: ReadonlyMap<number, number> }
  /** No cursor above this one is given out before a higher reservation. */
  | { readonly type: "reserve"; readonly id: ChannelId; readonly cursor: number }
  /** Nobody follows it since then; undefined: somebody does. */
  | { readonly type: "empty"; readonly id: ChannelId; readonly since: number | undefined }
  | { readonly type: "remove"; readonly id: ChannelId };

/** Somebody whom the operator does not let in. `until` 0: never over. */
export interface Ban {
  readonly subject: string;
  /** Who it was when he was banned; "": nobody was there. */
  readonly nick: string;
  readonly until: number;
  readonly reason: string;
}

export interface Store extends Disposable {
  /** What it keeps of files, besides their bytes. */
  readonly files: FileRecords;
  /** Makes all of it durable, or none; throws Failure when the disk refuses. */
  commit(changes: readonly Change[]): void;
  /** Writes all of it, or none, too; but it is durable only when the promise resolves. Undefined: it is already. */
  commitSoon(changes: readonly Change[]): Promise<void> | undefined;
  /** Makes durable what commitSoon() has written, here and now; throws Failure when the disk refuses. */
  sync(): void;
  load(id: ChannelId): StoredChannel | undefined;
  /** Channels of that folded name, oldest first. */
  find(nameKey: string, most: number): readonly StoredDoor[];
  /** The channel with this id, unless it is a private one: that has no door. */
  door(id: ChannelId): StoredDoor | undefined;
  /** Channels of which this identity holds the key. */
  channelsOf(identity: IdentityId, most: number): readonly ChannelId[];
  /** Whether this identity holds the key of that channel. */
  holds(id: ChannelId, identity: IdentityId): boolean;
  /** A private channel that these two are in. */
  privateOf(one: IdentityId, other: IdentityId): ChannelId | undefined;
  /** How this identity was removed, the last time; undefined for who was not, or is in again. */
  removal(id: ChannelId, identity: IdentityId): Removal | undefined;
  createdBy(identity: IdentityId): number;
  channelCount(): number;
  /** Log entries from `from` on, as many as fit in `mostBytes`, at least one if there is one. */
  log(id: ChannelId, from: number, mostBytes: number): readonly Uint8Array[];
  wrap(id: ChannelId, seq: number, to: number): Uint8Array | undefined;
  /** The first chunk that leads past `cursor`. */
  chunkAfter(id: ChannelId, cursor: number): StoredChunk | undefined;
  /** The last chunk with a frame before `cursor`. */
  chunkBefore(id: ChannelId, cursor: number): StoredChunk | undefined;
  /** Forgets the oldest chunks of a channel: so many bytes at least, or of very many chunks a part of that; tells after which cursor the rest lies, and how many bytes are gone. */
  trim(id: ChannelId, bytes: number): { readonly oldest: number; readonly gone: number };
  /** Takes away a piece of what was forgotten or removed, none of which is to be seen any more; false: there is nothing. */
  tidy(): boolean;
  /**
   * A relay begins, at `now`, and nobody follows anything yet. An unkept channel has its time from here, for nobody could come back before; a kept
   * one has it from when it was left, if that is known.
   */
  begin(now: number): void;
  /**
   * The clock was set by so much, and says `now`: channels that were left since a moment, and files that were brought since then, were so no longer ago
   * than by the old one.
   */
  shift(since: number, clock: { readonly by: number; readonly now: number }): void;
  /** Channels to be removed: unkept ones empty since before `unkept`, kept ones since before `kept`. */
  expired(before: { readonly unkept: number; readonly kept: number }, most: number): readonly ChannelId[];
  setting(name: string): Uint8Array | undefined;
  set(name: string, value: Uint8Array): void;
  bans(): readonly Ban[];
  ban(ban: Ban): void;
  unban(subject: string): boolean;
}
