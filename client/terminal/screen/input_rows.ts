/** A text being written as rows of so many columns, broken anywhere, and those around the cursor that there is room for. */
import { clean } from "../../../shared/terminal/clean.ts";
import { glyphs } from "./cell.ts";
import type { ScreenPlace } from "./screen.ts";
import type { EditorView } from "./view.ts";

/** A row of one line of the text; `start` is the cell of that line with which it begins. */
export interface InputRow {
  readonly text: string;
  readonly start: number;
  readonly width: number;
}

export interface RowsInSight {
  readonly rows: readonly InputRow[];
  /** Whether the text begins in the first of them. */
  readonly first: boolean;
  readonly cursor: ScreenPlace;
}

const NOTHING: InputRow = { text: "", start: 0, width: 0 };

/** Lines that are far from the cursor are not even looked at. */
export function rowsInSight({ lines, cursor }: Pick<EditorView, "lines" | "cursor">, { width, most }: {
  readonly width: number;
  readonly most: number;
}): RowsInSight {
  const own = withRoomFor(cursor.column, inputRows(lines[cursor.line] ?? "", width), width);
  const at = Math.max(0, own.findLastIndex(({ start }) => start <= cursor.column));
  const before = [...own.slice(0, at)];
  let above = cursor.line - 1;
  while (above >= 0 && before.length < most) before.unshift(...inputRows(lines[above--] ?? "", width));
  const after = [...own.slice(at + 1)];
  let below = cursor.line + 1;
  while (below < lines.length && after.length < most) after.push(...inputRows(lines[below++] ?? "", width));
  const here = own[at] ?? NOTHING;
  const all = [...before, here, ...after];
  const from = Math.max(0, Math.min(before.length - (most >> 1), all.length - most));
  return {
    rows: all.slice(from, from + most),
    first: above < 0 && from === 0,
    cursor: { row: before.length - from, column: Math.max(0, Math.min(cursor.column - here.start, width)) },
  };
}

/** Behind a row that is full the cursor stands in the next one. */
function withRoomFor(column: number, rows: readonly InputRow[], width: number): readonly InputRow[] {
  const last = rows.at(-1);
  const full = last !== undefined && last.width >= width && column >= last.start + last.width;
  return full ? [...rows, { text: "", start: last.start + last.width, width: 0 }] : rows;
}

function inputRows(text: string, width: number): readonly InputRow[] {
  if (/^[ -~]*$/.test(text)) return asciiRows(text, width);
  const rows: InputRow[] = [];
  let row = NOTHING;
  for (const glyph of glyphs(clean(text))) {
    if (row.width > 0 && row.width + glyph.width > width) {
      rows.push(row);
      row = { text: "", start: row.start + row.width, width: 0 };
    }
    row = { text: row.text + glyph.text, start: row.start, width: row.width + glyph.width };
  }
  return [...rows, row];
}

function asciiRows(text: string, width: number): readonly InputRow[] {
  const count = Math.max(1, Math.ceil(text.length / width));
  return Array.from({ length: count }, (_, at) => {
    const part = text.slice(at * width, (at + 1) * width);
    return { text: part, start: at * width, width: part.length };
  });
}
