/** The line being written, in as many rows as it needs and there are for it, with the cursor always in sight. */
import { widthOf } from "./cell.ts";
import { cut } from "./cut.ts";
import { rowsInSight } from "./input_rows.ts";
import { legibleLine } from "./legible.ts";
import type { Look } from "./look.ts";
import type { ScreenPlace } from "./screen.ts";
import { blank, joined, type Line, slice, styled } from "./span.ts";
import type { EditorView } from "./view.ts";

export interface InputArea {
  readonly lines: readonly Line[];
  readonly cursor: ScreenPlace;
  /** Where the text begins in each row. */
  readonly indent: number;
}

export interface InputRoom {
  readonly width: number;
  /** The most rows. */
  readonly most: number;
  /** Where the editor has none of its own. */
  readonly prompt: string;
  readonly look: Look;
}

export function inputArea(editor: EditorView, { width, most, prompt, look }: InputRoom): InputArea {
  const { styles, signs } = look;
  const label = cut(legibleLine(editor.prompt ?? prompt), Math.floor(width / 3), signs.ellipsis);
  const begin = joined([styled(label, styles.prompt), blank(label === "" ? 0 : 1)]);
  const room = Math.max(1, width - begin.width);
  const { rows, first, cursor } = rowsInSight(editor, { width: room, most: Math.max(1, most) });
  const empty = editor.lines.length <= 1 && (editor.lines[0] ?? "") === "";
  const hint = styled(cut(legibleLine(editor.hint ?? ""), room, signs.ellipsis), styles.faint);
  const lines = rows.map(({ text }, at) => {
    const margin = at > 0 ? blank(begin.width) : first ? begin : clipped(begin.width, look);
    return slice(joined([margin, empty ? hint : styled(text, styles.text)]), 0, width);
  });
  const column = Math.max(0, Math.min(begin.width + cursor.column, width - 1));
  return { lines, indent: begin.width, cursor: { row: cursor.row, column } };
}

/** In place of the prompt, when the text begins above. */
function clipped(width: number, { styles, signs }: Look): Line {
  const sign = cut(signs.up, width, "");
  return joined([blank(width - 1 - widthOf(sign)), styled(sign, styles.faint), blank(Math.min(1, width))]);
}
