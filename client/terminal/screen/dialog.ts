/** A question in the middle of the screen, with what can be answered. */
import { boxed } from "./box.ts";
import { widthOf } from "./cell.ts";
import { inputArea } from "./input_area.ts";
import { legible, legibleLine } from "./legible.ts";
import type { Look } from "./look.ts";
import type { ScreenPlace, ScreenSize } from "./screen.ts";
import { blank, filled, joined, type Line, slice, styled } from "./span.ts";
import type { DialogView } from "./view.ts";
import { wrap } from "./wrap.ts";

export interface Dialog {
  readonly lines: readonly Line[];
  /** Where it stands. */
  readonly place: ScreenPlace;
  /** On the screen; undefined where nothing is typed. */
  readonly cursor: ScreenPlace | undefined;
}

const WIDEST = 72;
const NARROWEST = 36;
const MOST_INPUT = 3;
/** Border and blank on both sides. */
const SIDES = 4;
const BORDERS = 2;

export function dialogOf(dialog: DialogView, look: Look, { columns, rows }: ScreenSize): Dialog {
  const width = Math.min(columns, Math.max(NARROWEST, Math.min(WIDEST, naturalWidth(dialog) + SIDES)));
  const inner = Math.max(1, width - SIDES);
  const input = dialog.editor && inputArea(dialog.editor, { width: inner, most: MOST_INPUT, prompt: "", look });
  const typed = input?.lines ?? [];
  const least = Math.min(dialog.options.length, 1);
  const text = textLines(dialog.text, inner, look).slice(0, Math.max(1, rows - BORDERS - typed.length - least - 2));
  const begin = groups([text, typed]);
  const options = optionLines(dialog, look, { width: inner, height: Math.max(1, rows - BORDERS - begin.length - 1) });
  const title = styled(legibleLine(dialog.title), look.styles.dialogTitle);
  const content = groups([begin, options]).map((line) => joined([blank(1), line]));
  const lines = boxed(content, { width, signs: look.signs, border: look.styles.border, title });
  const row = Math.max(0, (rows - lines.length) >> 1);
  const column = Math.max(0, (columns - width) >> 1);
  // Where there is room, nothing touches it.
  const edge = blank(column > 0 ? 1 : 0);
  return {
    lines: lines.map((line) => joined([edge, line, edge])),
    place: { row, column: column - edge.width },
    cursor: input && {
      row: row + 1 + begin.length - typed.length + input.cursor.row,
      column: column + 2 + input.cursor.column,
    },
  };
}

/** With an empty line between those that have any. */
function groups(all: readonly (readonly Line[])[]): readonly Line[] {
  return all.filter(({ length }) => length > 0).flatMap((lines, at) => at === 0 ? lines : [blank(0), ...lines]);
}

function naturalWidth({ title, text, options }: DialogView): number {
  const answers = options.map(({ key = "", label }) => `  ${key}  ${legibleLine(label)}`);
  const widths = [`${legibleLine(title)}  `, ...legible(text).split("\n"), ...answers].map(widthOf);
  return widths.reduce((widest, width) => Math.max(widest, width), 0);
}

function textLines(text: string, width: number, { styles }: Look): readonly Line[] {
  const said = legible(text);
  if (said === "") return [];
  return wrap(said, { first: width, others: width }).map(({ from, to }) => styled(said.slice(from, to), styles.text));
}

/** As many as there is room for; the selected one is among them. */
function optionLines({ options, selected }: DialogView, look: Look, { width, height }: {
  readonly width: number;
  readonly height: number;
}): readonly Line[] {
  const first = Math.max(0, Math.min((selected ?? 0) - (height >> 1), options.length - height));
  const { styles, signs } = look;
  return options.slice(first, first + height).map(({ key, label }, at) => {
    const chosen = first + at === selected;
    const style = chosen ? styles.optionSelected : styles.option;
    const words = `${key === undefined ? "" : `${legibleLine(key)}  `}${legibleLine(label)}`;
    const line = styled(`${chosen ? signs.chosen : " "} ${words}`, style);
    return slice(chosen ? filled(line, width, style) : line, 0, width);
  });
}
