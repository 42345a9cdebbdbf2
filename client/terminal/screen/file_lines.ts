/** An offered file as lines: who offers what and what can be done about it; while it is on its way, how far it is, drawn. */
import type { FileView } from "../../core/files/file_view.ts";
import type { ShownRow } from "../../core/state/shown_row.ts";
import { movingWords, offerWords, percent, stateWords } from "../../core/words/file_words.ts";
import { cut } from "./cut.ts";
import { hang } from "./hang.ts";
import { legible, legibleLine } from "./legible.ts";
import { signMargin } from "./margin.ts";
import type { Role } from "./roles.ts";
import type { RowContext } from "./row_context.ts";
import { ASCII_SIGNS } from "./signs.ts";
import { blank, joined, type Line, styled } from "./span.ts";
import { timeOf } from "./sentence_lines.ts";

const LONGEST_BAR = 24;
const SHORTEST_BAR = 6;

/** What stands in a role of its own: what waits for an answer, and what went wrong. */
const ROLES: Partial<Readonly<Record<FileView["state"]["type"], Role>>> = {
  offered: "warning",
  failed: "error",
  gone: "error",
};

export function fileLines(row: ShownRow, file: FileView, context: RowContext): readonly Line[] {
  const { look: { styles, signs }, reader: { self } } = context;
  const offer = legible(`${offerWords(file, self)}, file ${file.number}.`);
  const moving = file.state.type === "moving";
  const said = moving ? offer : `${offer} ${legible(stateWords(file))}`;
  const sign = file.own ? signs.up : signs.down;
  const margin = signMargin({ at: timeOf(row), text: sign, style: styles.info }, context);
  const marks = [
    { from: 0, to: offer.length, style: styles.info },
    { from: offer.length, to: said.length, style: styles[ROLES[file.state.type] ?? "faint"] },
  ];
  const lines = hang(margin, { text: said, marks: marks.filter(({ from, to }) => to > from) }, context.gutter);
  return moving ? [...lines, progressLine(file, context)] : lines;
}

/** "########---------- 45 %, 12 MB/s, 0:42 left" */
function progressLine(
  { state, size }: FileView,
  { look: { styles, signs }, gutter: { width, indent } }: RowContext,
): Line {
  if (state.type !== "moving") return blank(0);
  const words = cut(legibleLine(movingWords(state, size)), width - indent, signs.ellipsis);
  const room = Math.min(LONGEST_BAR, width - indent - words.length - 1);
  if (room < SHORTEST_BAR) return joined([blank(indent), styled(words, styles.info)]);
  const done = Math.floor(room * percent(state.done, size) / 100);
  const [full, empty] = signs === ASCII_SIGNS ? ["#", "-"] : ["\u2501", "\u2500"];
  return joined([
    blank(indent),
    styled(full.repeat(done), styles.online),
    styled(empty.repeat(room - done), styles.border),
    blank(1),
    styled(words, styles.info),
  ]);
}
