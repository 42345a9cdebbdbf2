/** Small things one behind the other, with gaps, in as many lines as they need. */
import { blank, joined, type Line, slice } from "./span.ts";

const GAP = 2;

export function flow(items: readonly Line[], width: number): readonly Line[] {
  const lines: Line[] = [];
  for (const item of items) {
    const fit = slice(item, 0, Math.max(1, width));
    const last = lines.at(-1);
    if (last && last.width + GAP + fit.width <= width) lines[lines.length - 1] = joined([last, blank(GAP), fit]);
    else lines.push(fit);
  }
  return lines;
}
