/** A text as the cells of a terminal: graphemes and how many columns each takes. */
import { columnsOf } from "../../../shared/terminal/width.ts";
import { characters } from "./characters.ts";

/** One character as a person sees it, one or two columns wide. */
export interface Glyph {
  readonly text: string;
  readonly width: number;
}

const ASCII = /^[ -~]*$/;
/** What need not be looked up, and what every terminal takes as many columns for. */
const SURELY_WIDE = /^[\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\uac00-\ud7a3]$/;
const SURELY_NARROW =
  /^[\u00a0-\u00a8\u00b7\u00c0-\u02af\u0400-\u0481\u05d0-\u05ea\u0620-\u064a\u2010-\u2027\u2039\u203a\u2190-\u2193\u2298\u2500-\u257f\u25b8\u25cb-\u25cf\u2605\u2713\u276f]$/;

/** The glyphs of a text; what takes no column is left out. */
export function glyphs(text: string): readonly Glyph[] {
  return characters(text).map(glyph).filter(({ width }) => width > 0);
}

/** The columns of a text. */
export function widthOf(text: string): number {
  if (ASCII.test(text)) return text.length;
  let width = 0;
  for (const character of characters(text)) width += glyphWidth(character);
  return width;
}

/** The columns of one character. */
export function glyphWidth(character: string): number {
  return sureWidth(character) ?? columnsOf(character);
}

/** The columns of a character about which there is no doubt; undefined for others. */
export function sureWidth(character: string): number | undefined {
  if (character.length !== 1) return undefined;
  if (character >= " " && character <= "~") return 1;
  if (SURELY_WIDE.test(character)) return 2;
  return SURELY_NARROW.test(character) ? 1 : undefined;
}

function glyph(text: string): Glyph {
  return { text, width: glyphWidth(text) };
}
