/**
 * A row of the screen as the cells of a terminal, column by column. Arrays beside each other, and the same ones for row after row: a screen has ten thousand
 * cells, and objects for them would be most of what a frame leaves behind.
 */
import { glyphWidth, sureWidth } from "./cell.ts";
import { characters } from "./characters.ts";
import type { Row } from "./span.ts";
import { PLAIN, sameStyle, type Style } from "./style.ts";

const ASCII = /^[ -~]*$/;
/** A letter with marks on it: every terminal takes one column for it, or two for an ideograph. */
const SURE = /^[^\p{M}\p{Grapheme_Extend}\p{Extended_Pictographic}\u{1f1e6}-\u{1f1ff}]\p{Mn}*$/u;
/** They take what follows them into their own character, whatever it is. */
const PREPENDED =
  /[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u0d4e\u{110bd}\u{110cd}\u{111c2}\u{111c3}\u{1193f}\u{11941}\u{11a3a}\u{11a84}-\u{11a89}\u{11d46}\u{11f02}]/u;
const NO_BREAK = "\u00a0";
const LINK = /^[!-~]+$/;

export class RowCells {
  readonly columns: number;
  /** What begins in each column; empty where a wide character goes on. */
  readonly texts: string[] = [];
  readonly styles: Style[] = [];
  readonly links: (string | undefined)[] = [];
  /** How many columns a terminal that counts otherwise than we do may take for it; 0 where all agree. */
  readonly spills: number[] = [];
  /** Whether there is any such. */
  spilling = false;
  #filled = 0;

  constructor(columns: number) {
    this.columns = columns;
  }

  /** Becomes the cells of this row. */
  read(row: Row): this {
    this.#filled = 0;
    this.spilling = false;
    for (const { text, style, link } of row) {
      const target = link !== undefined && LINK.test(link) ? link : undefined;
      if (ASCII.test(text)) this.#ascii(text, style, target);
      else for (const glyph of characters(text)) this.#glyph(glyph, style, target);
    }
    while (this.#filled < this.columns) this.#put(" ", PLAIN, undefined);
    return this;
  }

  #ascii(text: string, style: Style, link: string | undefined): void {
    for (let at = 0; at < text.length && this.#filled < this.columns; at++) this.#put(text.charAt(at), style, link);
  }

  #glyph(glyph: string, style: Style, link: string | undefined): void {
    // It kept words together; whoever copies them from the screen wants a blank.
    if (glyph === NO_BREAK) return this.#filled < this.columns ? this.#put(" ", style, link) : undefined;
    const width = glyphWidth(glyph);
    if (width === 0 || this.#filled + width > this.columns) return;
    const spill = spillOf(glyph);
    this.#put(glyph, style, link);
    this.spills[this.#filled - 1] = spill;
    this.spilling ||= spill > 0;
    if (width === 2) this.#put("", style, link);
  }

  #put(text: string, style: Style, link: string | undefined): void {
    const at = this.#filled++;
    this.texts[at] = text;
    this.styles[at] = style;
    this.links[at] = link;
    this.spills[at] = 0;
  }
}

/** Whether two rows have the same in a column. */
export function sameCell(a: RowCells, b: RowCells, at: number): boolean {
  return a.texts[at] === b.texts[at] && a.links[at] === b.links[at] &&
    sameStyle(a.styles[at] ?? PLAIN, b.styles[at] ?? PLAIN);
}

function spillOf(glyph: string): number {
  if (sureWidth(glyph) !== undefined) return 0;
  return SURE.test(glyph) && !PREPENDED.test(glyph) ? 0 : 2 * [...glyph].length;
}
