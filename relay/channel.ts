/** A channel as the relay holds it while somebody needs it: the log's state, who follows, the ring, and where the stream is. */
import { type ChannelId, fromHex } from "../shared/ids.ts";
import { keepers } from "../shared/log/doorkeepers.ts";
import type { Membership } from "../shared/log/membership.ts";
import { viewOf } from "../shared/words.ts";
import { Batch } from "./batch.ts";
import { Ring } from "./ring.ts";
import type { Seat } from "./seat.ts";
import type { StoredChannel } from "./store.ts";

/** How many cursors are set aside at once where nothing that is stored tells how many were given out. */
const RESERVED_AT_ONCE = 1_000_000;

export class Channel {
  readonly id: ChannelId;
  readonly idBytes: Uint8Array;
  readonly idView: DataView;
  readonly ring = new Ring();
  /** Who follows. An array, because a batch goes through it from end to end. */
  readonly seats: Seat[] = [];
  /** The last counter taken from each member number that does not follow now; a seat knows its own. */
  readonly counters: Map<number, number>;
  #membership: Membership;
  #keepers: ReadonlyMap<number, number> | undefined;
  /** The head's bytes, to be compared with a post's. */
  head: Uint8Array;
  headView: DataView;
  /** What has come in this tick; undefined when nothing has. */
  batch: Batch | undefined;
  /** Who posted in it. */
  posted: Seat[] = [];
  /** A batch of it is written, and not yet durable: the next has to wait. */
  syncing = false;
  /** The cursor of the newest frame, committed or in the batch. */
  cursor: number;
  /** The cursor of the newest frame that is committed. */
  committed: number;
  reserved: number;
  /** Stored frames come after this cursor. */
  oldest: number;
  storedBytes: number;
  /** What it holds in memory is more than the store took: it must be loaded anew. */
  lost = false;
  /** Since when nobody follows. */
  idleSince: number;

  constructor(membership: Membership, stored: Omit<StoredChannel, "state" | "entries">, now: number) {
    this.id = stored.id;
    this.idBytes = fromHex(stored.id);
    this.idView = viewOf(this.idBytes);
    this.#membership = membership;
    this.head = fromHex(membership.head);
    this.headView = viewOf(this.head);
    this.counters = new Map(stored.counters);
    this.cursor = this.committed = this.reserved = stored.cursor;
    this.oldest = stored.oldest;
    this.storedBytes = stored.storedBytes;
    this.idleSince = now;
  }

  get membership(): Membership {
    return this.#membership;
  }

  set membership(membership: Membership) {
    this.#membership = membership;
    this.#keepers = undefined;
    this.head = fromHex(membership.head);
    this.headView = viewOf(this.head);
  }

  /** Who keeps its door, by number, and at which place: strangers ask as often as they can, and the log may have thousands of members. */
  get keepers(): ReadonlyMap<number, number> {
    return this.#keepers ??= new Map(keepers(this.#membership).map(({ number }, place) => [number, place]));
  }

  get history(): boolean {
    return this.#membership.policy.history;
  }

  /** Whether its batch waits for the disk: for its own sake, or for the one before it. */
  get waits(): boolean {
    return this.syncing || (this.history ? this.batch?.lasting === true : this.cursor > this.reserved);
  }

  /** The reservation that must be stored before the batch goes out; undefined when the old one will do, or stored frames tell. */
  reservation(): number | undefined {
    if (this.history || this.cursor <= this.reserved) return undefined;
    return this.reserved = this.cursor + RESERVED_AT_ONCE;
  }
}
