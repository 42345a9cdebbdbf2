/** How many columns of a terminal a text takes. */
import { graphemes } from "./graphemes.ts";

/** What East Asian Width calls W or F and emoji presentation does not cover (Unicode 16), in pairs of first and last. */
const WIDE: readonly (readonly [first: number, last: number])[] = [
  [0x1100, 0x115f],
  [0x2329, 0x232a],
  [0x2630, 0x2637],
  [0x268a, 0x268f],
  [0x2e80, 0x303e],
  [0x3041, 0x3247],
  [0x3250, 0xa4cf],
  [0xa960, 0xa97c],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6b],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x16fe0, 0x18dff],
  [0x1aff0, 0x1b2ff],
  [0x1d300, 0x1d376],
  [0x1f200, 0x1f265],
  [0x1f7e0, 0x1f7eb],
  [0x20000, 0x3fffd],
];
const EMOJI = /^\p{Emoji_Presentation}|^\p{Extended_Pictographic}.*\ufe0f|^[0-9#*]\ufe0f?\u20e3/u;
/** Marks on the letter before them, and what is only there to join. */
const NOTHING = /^[\p{Mn}\p{Me}\p{Cc}\p{Cf}\u1160-\u11ff]+$/u;

/** The columns of a text. */
export function columns(text: string): number {
  // Nearly all there is to measure is ASCII.
  if (/^[ -~]*$/.test(text)) return text.length;
  return graphemes(text).reduce((sum, grapheme) => sum + columnsOf(grapheme), 0);
}

/** The columns of one grapheme: 0, 1 or 2. */
export function columnsOf(grapheme: string): number {
  if (NOTHING.test(grapheme)) return 0;
  return EMOJI.test(grapheme) || wide(grapheme.codePointAt(0) ?? 0) ? 2 : 1;
}

/** As much of the text as fits, with an ellipsis for the rest. */
export function fitted(text: string, width: number): string {
  if (columns(text) <= width) return text;
  let fit = "";
  let used = 1;
  for (const grapheme of graphemes(text)) {
    used += columnsOf(grapheme);
    if (used > width) break;
    fit += grapheme;
  }
  return width < 1 ? "" : `${fit}\u2026`;
}

function wide(point: number): boolean {
  return WIDE.some(([first, last]) => point >= first && point <= last);
}
