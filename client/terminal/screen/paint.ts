/**
 * What a terminal is told so that one screen becomes another: the rows that changed, and in them what changed. Nothing of it scrolls; where the two have
 * another size, or nothing is known of what is there, all is painted.
 */
import { clean } from "../../../shared/terminal/clean.ts";
import { paintRow, type RowCaps } from "./paint_row.ts";
import { RowCells } from "./row_cells.ts";
import type { Screen, ScreenPlace } from "./screen.ts";
import type { Row } from "./span.ts";

/** What the terminal can do. */
export interface PaintCaps extends RowCaps {
  /** Whether it shows a frame at once when told where it ends (?2026); who does not know that passes over it. */
  readonly synchronised: boolean;
  readonly title: boolean;
}

const SYNC = { begin: "\x1b[?2026h", end: "\x1b[?2026l" };
const CURSOR = { hide: "\x1b[?25l", show: "\x1b[?25h" };
/** Also what the terminal remembers beyond its edge: tmux, made wider again, leaves holes where it had cut wide characters in two. */
const ERASE_ALL = "\x1b[2J";
/** While a frame is written nothing goes on in the next row by itself, however the terminal counts columns. */
const WRAP = { off: "\x1b[?7l", on: "\x1b[?7h" };
const RESET = "\x1b[m";
const LONGEST_TITLE = 200;

/** Empty where nothing is to be done. */
export function paint(before: Screen | undefined, after: Screen, caps: PaintCaps): string {
  const known = before && before.columns === after.columns && before.rows.length === after.rows.length
    ? before
    : undefined;
  const rows = paintRows(known, after, caps);
  const title = caps.title && after.title !== known?.title ? `\x1b]2;${titleText(after.title)}\x1b\\` : "";
  const cursor = placeCursor(after.cursor);
  if (rows === "") {
    const moved = known === undefined || placeCursor(known.cursor) !== cursor;
    return title + (moved ? cursor : "");
  }
  const frame = CURSOR.hide + WRAP.off + (known ? "" : RESET + ERASE_ALL) + rows + WRAP.on + title + cursor;
  return caps.synchronised ? SYNC.begin + frame + SYNC.end : frame;
}

function paintRows(before: Screen | undefined, { rows, columns }: Screen, caps: RowCaps): string {
  const [old, now] = [new RowCells(columns), new RowCells(columns)];
  const painted = rows.map((row, at) => {
    const was = before?.rows[at];
    if (was && sameRow(was, row)) return "";
    return paintRow(was && old.read(was), now.read(row), { row: at, caps });
  });
  return painted.join("");
}

/** Whether it is surely the same: what was laid out once is the same object ever after. */
function sameRow(a: Row, b: Row): boolean {
  return a === b || (a.length === b.length && a.every((span, at) => {
    const other = b[at];
    return span === other ||
      (other !== undefined && span.text === other.text && span.style === other.style && span.link === other.link);
  }));
}

function placeCursor(cursor: ScreenPlace | undefined): string {
  return cursor ? `\x1b[${cursor.row + 1};${cursor.column + 1}H${CURSOR.show}` : CURSOR.hide;
}

function titleText(title: string): string {
  return clean(title).slice(0, LONGEST_TITLE);
}
