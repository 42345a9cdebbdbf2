/**
 * What others wrote, made fit for cells: cleaned (clean.ts), and such that every grapheme takes a column, none is a tower, and a space is a space. A terminal,
 * unlike a page, breaks its lines itself when it counts columns as we do not; so what no font can show is not tried.
 */
import { clean, cleanLines } from "../../../shared/terminal/clean.ts";
import { glyphWidth } from "./cell.ts";
import { characters } from "./characters.ts";

/** The longest that people use is a family or a kiss with skin tones, of 15 to 25 code units. */
const LONGEST_GRAPHEME = 32;
/** More than a message can have. */
const LONGEST = 1 << 16;
const PLAIN_LETTERS = /^[\n -~\u00c0-\u02af\u0400-\u0481\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\uac00-\ud7a3]*$/;
const LETTER = /^[A-Za-z0-9\u00c0-\u02af\u0400-\u0481]/;
const UNREADABLE = "\ufffd";

/** With its line breaks. */
export function legible(text: string): string {
  return squeezed(cleanLines(bounded(text)));
}

/** On one line. */
export function legibleLine(text: string): string {
  return squeezed(clean(bounded(text)));
}

/** A relay may say as much as it likes, and what is laid out should not take longer for it. */
function bounded(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST).toWellFormed()}\u2026`;
}

function squeezed(text: string): string {
  if (PLAIN_LETTERS.test(text)) return text;
  // What was apart may have become one when something between went.
  const once = characters(text).map(squeezeOne).join("");
  return once === text ? text : characters(once).map(squeezeOne).join("");
}

function squeezeOne(grapheme: string): string {
  if (grapheme === "\n") return grapheme;
  if (grapheme.length > LONGEST_GRAPHEME) return LETTER.test(grapheme) ? grapheme.charAt(0) : UNREADABLE;
  if (grapheme.includes(" ")) return " ";
  return glyphWidth(grapheme) === 0 ? "" : grapheme;
}
