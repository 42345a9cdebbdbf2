/** Which of the rows that were said before somebody wants to read, and whether they go back far enough. */
import type { Row } from "../core/events.ts";

/** From where on: of a moment, behind a message's number, or so many messages from the end. */
export type Wanted =
  | { readonly type: "at"; readonly time: number }
  | { readonly type: "after"; readonly number: number }
  | { readonly type: "last"; readonly count: number };

/** The rows from the first one that is wanted on. Their order is the relay's: their times are their authors'. */
export function wantedRows(rows: readonly Row[], wanted: Wanted): readonly Row[] {
  if (wanted.type === "last") return rows.slice(lastMessages(rows, wanted.count));
  const first = rows.findIndex((row) => isWanted(row, wanted));
  return first < 0 ? [] : rows.slice(first);
}

/** Whether nothing wanted can come before these; `page` is the oldest of them, as it came. */
export function reachesBack(rows: readonly Row[], page: readonly Row[], wanted: Wanted): boolean {
  if (wanted.type === "last") return rows.filter(isMessage).length >= wanted.count;
  if (wanted.type === "after") return page.some((row) => (cursorOf(row) ?? Infinity) <= wanted.number);
  // One clock that is wrong should not end it: a whole page has to be older.
  const times = page.map(timeOf).filter((at) => at !== undefined);
  return times.length > 0 && times.every((at) => at < wanted.time);
}

function lastMessages(rows: readonly Row[], count: number): number {
  let left = count;
  for (let at = rows.length; at > 0; at--) {
    if (left === 0) return at;
    const row = rows[at - 1];
    if (row && isMessage(row)) left--;
  }
  return 0;
}

function isWanted(row: Row, wanted: Exclude<Wanted, { readonly type: "last" }>): boolean {
  if (wanted.type === "after") return (cursorOf(row) ?? 0) > wanted.number;
  return (timeOf(row) ?? -Infinity) >= wanted.time;
}

function isMessage(row: Row): boolean {
  return row.type === "message" && row.message.content.type === "text";
}

function cursorOf(row: Row): number | undefined {
  if (row.type === "message") return row.message.cursor;
  return row.type === "deed" ? row.deed.cursor : undefined;
}

function timeOf(row: Row): number | undefined {
  if (row.type === "deed") return row.deed.at;
  return row.type === "message" && "at" in row.message.content ? row.message.content.at : undefined;
}
