/** Rows of the past in front of those that are shown, once each, with all that later rows have changed of them. */
import type { Row } from "../events.ts";
import { blankChannel, type ChannelState, isWhole } from "./channel_state.ts";
import { NONE_LATE, settle, withEarlier, withoutThese } from "./late_changes.ts";
import { forwards, prepend, type RowList } from "./row_list.ts";
import { showRow } from "./show_row.ts";
import { cursorOf, type ShownRow } from "./shown_row.ts";

/** The channel with these rows, which come before all others. Where too many went, older ones would not join on: nothing changes. */
export function showOlder(channel: ChannelState, rows: readonly Row[]): ChannelState {
  if (channel.rows.trimmed || isWhole(channel)) return channel;
  const first = firstCursor(channel.rows);
  const page = rows.filter((row) => isBefore(row, first)).reduce(showRow, blankChannel(channel.id));
  const older = [...forwards(page.rows)];
  const messages = older.filter((row) => row.type === "message");
  const late = withEarlier(withoutThese(channel.late, messages), page.late);
  const shown: ChannelState = {
    ...channel,
    rows: prepend(channel.rows, older.map((row) => row.type === "message" ? settle(row, channel.late) : row)),
    policy: channel.policy ?? page.policy,
    newest: Math.max(channel.newest, page.newest),
  };
  return { ...shown, late: isWhole(shown) || shown.rows.trimmed ? NONE_LATE : late };
}

function firstCursor(rows: RowList<ShownRow>): number {
  for (const row of forwards(rows)) {
    const cursor = isPlaced(row) ? cursorOf(row) : undefined;
    if (cursor !== undefined) return cursor;
  }
  return Infinity;
}

function isBefore(row: Row, first: number): boolean {
  if (row.type === "message") return (row.message.cursor ?? 0) < first;
  if (row.type === "deed") return row.deed.cursor < first;
  return isPlaced(row) ? row.cursor < first : row.cursor <= first;
}

/** What is missing, and where history begins, has the cursor of what follows it. */
function isPlaced({ type }: Row | ShownRow): boolean {
  return type !== "missing" && type !== "begins";
}
