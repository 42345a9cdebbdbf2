/** How a draft is broken into the rows of the screen, and which cell a place in it is. A row is never full: the cursor fits behind it. */
import { graphemes } from "../../../shared/terminal/graphemes.ts";
import { columns, columnsOf } from "../../../shared/terminal/width.ts";

/** Where a row begins and ends in the text; its line break is not part of it. */
export interface Row {
  readonly from: number;
  readonly to: number;
  /** Whether the line goes on in the next row. */
  readonly goesOn: boolean;
}

/** A cell, counted from 0. */
export interface Cell {
  readonly row: number;
  readonly column: number;
}

const ASCII = /^[ -~]*$/;

/** The rows of a text; at least one. Lines are broken behind spaces where there are some. */
export function rowsOf(text: string, width: number): readonly Row[] {
  const rows: Row[] = [];
  let from = 0;
  for (const line of text.split("\n")) {
    rows.push(
      ...rowsOfLine(line, Math.max(2, width - 1)).map((row) => ({ ...row, from: row.from + from, to: row.to + from })),
    );
    from += line.length + 1;
  }
  return rows;
}

/** The cell where something at this place of the text stands. */
export function cellOf(text: string, rows: readonly Row[], at: number): Cell {
  const row = Math.max(0, rows.findLastIndex(({ from }) => from <= at));
  return { row, column: columns(text.slice(rows[row]?.from, at)) };
}

/** The place in the text nearest to a cell, in a row that there is. */
export function placeAt(text: string, { from, to, goesOn }: Row, column: number): number {
  let at = from;
  let used = 0;
  for (const grapheme of graphemes(text.slice(from, to))) {
    used += columnsOf(grapheme);
    // Behind the last character of a row that goes on, the cursor is already in the next one.
    if (used > column || (goesOn && at + grapheme.length === to)) break;
    at += grapheme.length;
  }
  return at;
}

function rowsOfLine(line: string, width: number): readonly Row[] {
  if (columns(line) <= width) return [{ from: 0, to: line.length, goesOn: false }];
  const ascii = ASCII.test(line);
  const rows: Row[] = [];
  let [from, at, used, gap] = [0, 0, 0, 0];
  for (const grapheme of ascii ? line : graphemes(line)) {
    const wide = ascii ? 1 : columnsOf(grapheme);
    // A space may stand where otherwise only the cursor does: nobody sees it.
    const room = grapheme === " " ? width + 1 : width;
    // What is left behind the last space may be too wide again.
    while (used + wide > room && at > from) {
      const to = gap > from ? gap : at;
      rows.push({ from, to, goesOn: true });
      used = columns(line.slice(to, at));
      from = to;
    }
    used += wide;
    at += grapheme.length;
    if (grapheme === " ") gap = at;
  }
  rows.push({ from, to: at, goesOn: used > width && gap === at });
  return rows.at(-1)?.goesOn ? [...rows, { from: at, to: at, goesOn: false }] : rows;
}
