/** What a terminal is told so that one of its rows becomes another: where to go, and the cells that are other than they were. */
import { type RowCells, sameCell } from "./row_cells.ts";
import { changeStyle } from "./sgr.ts";
import { PLAIN, showsOnBlank, type Style } from "./style.ts";

export interface RowCaps {
  /** Whether what people write can be sent as it is; otherwise all but ASCII is shown as question marks. */
  readonly unicode: boolean;
  readonly links: boolean;
}

/** Columns, `to` not among them. */
interface Run {
  readonly from: number;
  readonly to: number;
}

/** To go on writing over so many cells that have not changed costs no more than to go around them. */
const GAP = 8;
const ERASE_REST = "\x1b[K";

/** `before` undefined: anything may stand there. Begins and ends with no style and no link. */
export function paintRow(
  before: RowCells | undefined,
  after: RowCells,
  { row, caps }: { readonly row: number; readonly caps: RowCaps },
): string {
  const runs = before ? runsOf(before, after) : [{ from: 0, to: after.columns }];
  return runs.map((run) => `\x1b[${row + 1};${run.from + 1}H${new RowPen(caps).write(after, run)}`).join("");
}

/** Where the rows differ, never from or to the middle of a wide character of either. */
function runsOf(before: RowCells, after: RowCells): readonly Run[] {
  const runs: Run[] = [];
  for (let at = 0; at < after.columns; at++) {
    if (sameCell(before, after, at)) continue;
    const first = begin(before, after, at);
    const last = runs.at(-1);
    const near = last !== undefined && first - last.to <= GAP;
    if (near) runs.pop();
    const from = near ? last.from : first;
    const run = { from, to: end(before, after, { from: near ? last.to : first, to: at + 1 }) };
    runs.push(run);
    at = run.to - 1;
  }
  return runs;
}

function begin(before: RowCells, after: RowCells, at: number): number {
  let from = at;
  while (from > 0 && goesOn(before, after, from)) from--;
  return from;
}

/** Behind all that is to be written, and as far as a terminal may write for it. */
function end(before: RowCells, after: RowCells, { from, to }: Run): number {
  let last = wholeEnd(before, after, to);
  if (before.spilling || after.spilling) {
    for (let at = from; at < last; at++) {
      const spilled = at + Math.max(before.spills[at] ?? 0, after.spills[at] ?? 0);
      if (spilled > last) last = wholeEnd(before, after, spilled);
    }
  }
  return Math.min(last, after.columns);
}

/** The next column where nothing of either goes on. */
function wholeEnd(before: RowCells, after: RowCells, at: number): number {
  let last = at;
  while (goesOn(before, after, last)) last++;
  return last;
}

/** Whether a column of either is the second half of something. */
function goesOn({ texts: before }: RowCells, { texts: after }: RowCells, at: number): boolean {
  return before[at] === "" || after[at] === "";
}

class RowPen {
  readonly #caps: RowCaps;
  #style: Style = PLAIN;
  #link: string | undefined;
  #out = "";

  constructor(caps: RowCaps) {
    this.#caps = caps;
  }

  write({ texts, styles, links, spills }: RowCells, { from, to }: Run): string {
    const tail = tailOf({ texts, styles, links }, from);
    for (let at = from; at < Math.min(tail, to); at++) {
      const text = texts[at] ?? "";
      if (text === "") continue;
      this.#dress(styles[at] ?? PLAIN, links[at]);
      const width = texts[at + 1] === "" ? 2 : 1;
      this.#glyph(text, { at, width, spill: spills[at] ?? 0 });
    }
    this.#dress(PLAIN, undefined);
    // Blanks that are written are copied with the text; what is erased is not.
    return tail < to ? this.#out + ERASE_REST : this.#out;
  }

  #glyph(text: string, { at, width, spill }: { readonly at: number; readonly width: number; readonly spill: number }) {
    if (!this.#caps.unicode && !(text >= " " && text <= "~" && text.length === 1)) this.#out += "?".repeat(width);
    else if (spill === 0) this.#out += text;
    // A terminal may take it for narrower or wider than it is: what it covers is blank before, and what follows is put in its place.
    else this.#out += `${" ".repeat(width)}\x1b[${at + 1}G${text}\x1b[${at + width + 1}G`;
  }

  #dress(style: Style, link: string | undefined): void {
    if (this.#caps.links && link !== this.#link) {
      this.#out += link === undefined ? "\x1b]8;;\x1b\\" : `\x1b]8;id=${linkId(link)};${link}\x1b\\`;
      this.#link = link;
    }
    this.#out += changeStyle(this.#style, style);
    this.#style = style;
  }
}

/** From where on nothing is to be seen. */
function tailOf({ texts, styles, links }: Pick<RowCells, "texts" | "styles" | "links">, from: number): number {
  let tail = texts.length;
  while (tail > from) {
    const at = tail - 1;
    if (texts[at] !== " " || links[at] !== undefined || showsOnBlank(styles[at] ?? PLAIN)) break;
    tail = at;
  }
  return tail;
}

/** The parts of a link that was broken into lines are one to the terminal. */
function linkId(link: string): string {
  let hash = 0;
  for (let at = 0; at < link.length; at++) hash = (Math.imul(hash, 31) + link.charCodeAt(at)) >>> 0;
  return hash.toString(36);
}
