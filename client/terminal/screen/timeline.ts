/**
 * A channel as one sequence, by index: its rows, own messages on their way, and why it is over; and between them, behind the row where they came, the lines
 * that only I see. It looks only at what it is asked about: a channel has ten thousand rows, a screen fifty.
 */
import type { Message } from "../../core/events.ts";
import type { ChannelState } from "../../core/state/channel_state.ts";
import { rowAt } from "../../core/state/row_list.ts";
import type { ShownRow } from "../../core/state/shown_row.ts";
import { comparePlaces, indexOf, ownCursor, type Place, placeAt } from "./place.ts";
import { timeOf } from "./sentence_lines.ts";
import type { Notice, WindowView } from "./view.ts";

export type Item =
  /** Before all rows. */
  | { readonly type: "head" }
  | { readonly type: "row"; readonly row: ShownRow }
  | { readonly type: "pending"; readonly message: Message }
  | { readonly type: "closed"; readonly why: string };

/** Many people who come and go are no reason to look through them all at each key. */
const FAR = 200;

export class Timeline {
  readonly #channel: ChannelState;
  readonly #window: WindowView;
  /** Places that were asked for; those of rows without a cursor depend on the rows before. */
  readonly #places = new Map<number, Place>();
  /** The index of the head: one before that of the first row. */
  readonly first: number;
  /** One behind the last index. */
  readonly end: number;

  constructor(channel: ChannelState, window: WindowView) {
    this.#channel = channel;
    this.#window = window;
    const { rows, pending, closed } = channel;
    this.first = window.cleared ? indexOf(rows, window.cleared) : -1;
    this.end = rows.length + pending.length + (closed === undefined ? 0 : 1);
  }

  get channel(): ChannelState {
    return this.#channel;
  }

  item(index: number): Item {
    const { rows, pending, closed } = this.#channel;
    if (index <= this.first) return { type: "head" };
    const row = this.#row(index);
    if (row) return { type: "row", row };
    const message = pending[index - rows.length];
    return message ? { type: "pending", message } : { type: "closed", why: closed ?? "" };
  }

  /** The index of the last row; that of the head if there is none. */
  get lastRow(): number {
    return Math.max(this.first, this.#channel.rows.length - 1);
  }

  /** The index of what stands at a place, or of the nearest before it. */
  find(place: Place): number {
    return Math.max(this.first, indexOf(this.#channel.rows, place));
  }

  /** Where a row stands, or the last one before this. */
  place(index: number): Place {
    const known = this.#places.get(index);
    if (known) return known;
    const { cursor, behind } = placeAt(this.#channel.rows, index);
    // The whole run at once, or each of its rows would walk it anew.
    for (let at = behind; at >= 0; at--) this.#places.set(index - behind + at, { cursor, behind: at });
    return { cursor, behind };
  }

  /** The lines for me alone that came behind this and before what follows. */
  notices(index: number): readonly Notice[] {
    const { notices } = this.#window;
    if (notices.length === 0 || index >= this.#channel.rows.length) return [];
    const from = index <= this.first ? undefined : this.place(index);
    const to = index + 1 < this.#channel.rows.length ? this.place(index + 1) : undefined;
    return notices.filter(({ place }) =>
      (from === undefined || comparePlaces(place, from) >= 0) && (to === undefined || comparePlaces(place, to) < 0)
    );
  }

  /** When the last thing before this was of which that is known, if it is near. */
  timeBefore(index: number): number | undefined {
    for (let at = index - 1; at > this.first && at >= index - FAR; at--) {
      const row = this.#row(at);
      const time = row && timeOf(row);
      if (time !== undefined) return time;
    }
    return undefined;
  }

  /** Whether this is the first row behind the one with this cursor. */
  begins(index: number, cursor: number): boolean {
    const row = this.#row(index);
    const own = row && ownCursor(row);
    if (own === undefined || own <= cursor) return false;
    return index - 1 <= this.first || this.place(index - 1).cursor <= cursor;
  }

  #row(index: number): ShownRow | undefined {
    return index < 0 ? undefined : rowAt(this.#channel.rows, index);
  }
}
