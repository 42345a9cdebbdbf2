/** A row of the screen as the cells of a terminal, column by column. Arrays beside each other rather than objects: a screen has ten thousand of them. */

import { glyphWidth } from "./cell.ts";
import { characters } from "./characters.ts";
import type { Row } from "./span.ts";
import { PLAIN, sameStyle, type Style } from "./style.ts";

export interface RowCells {
  /** What begins in each column; empty where a wide character goes on. */
  readonly texts: readonly string[];
  readonly styles: readonly Style[];
  readonly links: readonly (string | undefined)[];
  /** How many columns a terminal that counts otherwise than we do may take for it; 0 where all agree. */
  readonly spills: readonly number[];
  /** Whether there is any such. */
  readonly spilling: boolean;
}

const ASCII = /^[ -~]*$/;
/** A letter with marks on it: every terminal takes one column for it, or two for an ideograph. */
const SURE = /^[^\p{M}\p{Grapheme_Extend}\p{Extended_Pictographic}\u{1f1e6}-\u{1f1ff}]\p{Mn}*$/u;
/** They take what follows them into their own character, whatever it is. */
const PREPENDED =
  /[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u0d4e\u{110bd}\u{110cd}\u{111c2}\u{111c3}\u{1193f}\u{11941}\u{11a3a}\u{11a84}-\u{11a89}\u{11d46}\u{11f02}]/u;
const LINK = /^[!-~]+$/;

export function rowCells(row: Row, columns: number): RowCells {
  const texts: string[] = [];
  const styles: Style[] = [];
  const links: (string | undefined)[] = [];
  const spills: number[] = [];
  let spilling = false;
  function put(
    text: string,
    style: Style,
    { link, spill }: { readonly link: string | undefined; readonly spill: number },
  ) {
    texts.push(text);
    styles.push(style);
    links.push(link);
    spills.push(spill);
  }
  for (const { text, style, link } of row) {
    const target = link !== undefined && LINK.test(link) ? link : undefined;
    const plain = { link: target, spill: 0 };
    if (ASCII.test(text)) {
      for (let at = 0; at < text.length && texts.length < columns; at++) put(text.charAt(at), style, plain);
      continue;
    }
    for (const glyph of characters(text)) {
      const width = glyphWidth(glyph);
      if (width === 0 || texts.length + width > columns) continue;
      const spill = spillOf(glyph);
      spilling ||= spill > 0;
      put(glyph, style, { link: target, spill });
      if (width === 2) put("", style, plain);
    }
  }
  while (texts.length < columns) put(" ", PLAIN, { link: undefined, spill: 0 });
  return { texts, styles, links, spills, spilling };
}

/** Whether two rows have the same in a column. */
export function sameCell(a: RowCells, b: RowCells, at: number): boolean {
  return a.texts[at] === b.texts[at] && a.links[at] === b.links[at] &&
    sameStyle(a.styles[at] ?? PLAIN, b.styles[at] ?? PLAIN);
}

function spillOf(glyph: string): number {
  if (glyph.length === 1 && glyph < "\u0300") return 0;
  return SURE.test(glyph) && !PREPENDED.test(glyph) ? 0 : 2 * [...glyph].length;
}
