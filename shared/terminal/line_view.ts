/** The part of a line that fits into its place on the screen, with the cursor in it. */
import { graphemes } from "./graphemes.ts";
import { columns, columnsOf } from "./width.ts";

/** What stands on either side of the cursor; "<" and ">" where the line goes on. */
export interface LineView {
  readonly before: string;
  readonly after: string;
}

/**
 * The window moves by half its width, so that the cursor seldom does without it. It depends on nothing but the line, the cursor and
 * the width: there is no scroll position to keep.
 */
export function viewLine(
  { text, cursor }: { readonly text: string; readonly cursor: number },
  width: number,
): LineView {
  const before = shown(text.slice(0, cursor));
  const after = shown(text.slice(cursor));
  if (columns(before) + columns(after) <= width) return { before, after };
  // The rest is for the two signs, a wide character under the cursor, and half of one that is cut at the left.
  const room = Math.max(2, width - 5);
  const at = columns(before);
  const page = Math.ceil(room / 2);
  const from = at <= room ? 0 : Math.ceil((at - room) / page) * page;
  const left = from === 0 ? before : `<${skipped(before, from)}`;
  const space = Math.max(0, width - columns(left));
  return { before: left, after: columns(after) <= space ? after : `${taken(after, space - 1)}>` };
}

function shown(text: string): string {
  return text.replaceAll("\n", "\u23ce");
}

function taken(text: string, width: number): string {
  let used = 0;
  return graphemes(text).filter((grapheme) => (used += columnsOf(grapheme)) <= width).join("");
}

function skipped(text: string, width: number): string {
  let used = 0;
  return graphemes(text).filter((grapheme) => (used += columnsOf(grapheme)) > width).join("");
}
