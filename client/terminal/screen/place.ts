/**
 * Where things stand in a channel, so that it can be found again after rows came before and behind and some went: behind the row with this cursor, and so many
 * rows further that have none of their own.
 */
import { rowAt, type RowList } from "../../core/state/row_list.ts";
import { cursorOf, type ShownRow } from "../../core/state/shown_row.ts";

export interface Place {
  /** 0 before all rows that have one. */
  readonly cursor: number;
  readonly behind: number;
}

/** The cursor that a row alone has; undefined for what has none, or that of its neighbour. */
export function ownCursor(row: ShownRow): number | undefined {
  switch (row.type) {
    case "missing":
    case "begins":
      return undefined;
    case "message":
      return row.number;
    default:
      return cursorOf(row);
  }
}

/** The place of the channel's last row: what is told now stands behind it. */
export function endOf(rows: RowList<ShownRow>): Place {
  return placeAt(rows, rows.length - 1);
}

/** The place of a row by its index. */
export function placeAt(rows: RowList<ShownRow>, index: number): Place {
  for (let at = index; at >= 0; at--) {
    const row = rowAt(rows, at);
    const cursor = row && ownCursor(row);
    if (cursor !== undefined) return { cursor, behind: index - at };
  }
  return { cursor: 0, behind: index + 1 };
}

/** The index of the last row that stands at this cursor or before it; -1 if none does. Chunks are passed over by their first cursor. */
export function indexOfCursor({ chunks, length }: RowList<ShownRow>, cursor: number): number {
  let begin = length;
  for (const chunk of chunks.toReversed()) {
    begin -= chunk.length;
    const first = chunk.find((row) => ownCursor(row) !== undefined);
    if (first === undefined || (ownCursor(first) ?? 0) > cursor) continue;
    return begin + chunk.findLastIndex((row) => (ownCursor(row) ?? Infinity) <= cursor);
  }
  return -1;
}

/** The index of the row at this place. */
export function indexOf(rows: RowList<ShownRow>, { cursor, behind }: Place): number {
  return Math.min(rows.length - 1, indexOfCursor(rows, cursor) + behind);
}

/** Below 0 where the first place is before the second. */
export function comparePlaces(a: Place, b: Place): number {
  return a.cursor - b.cursor || a.behind - b.behind;
}
