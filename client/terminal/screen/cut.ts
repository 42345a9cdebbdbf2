/** Texts that have to fit into a place: cut at the end, with a sign that says so. */
import { glyphs, widthOf } from "./cell.ts";

/** As much of the text as fits, with the sign for the rest. */
export function cut(text: string, width: number, sign: string): string {
  if (widthOf(text) <= width) return text;
  const room = width - widthOf(sign);
  if (room < 0) return "";
  let kept = "";
  let used = 0;
  for (const glyph of glyphs(text)) {
    used += glyph.width;
    if (used > room) break;
    kept += glyph.text;
  }
  return kept + sign;
}
