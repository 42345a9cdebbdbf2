/** Where a window was scrolled to, as something that still says so when rows came, went or were laid out anew in another width. */
import type { Blocks } from "./blocks.ts";
import type { Place } from "./place.ts";
import type { Timeline } from "./timeline.ts";
import { below, type Bottom } from "./viewport.ts";

/** The window ends so many lines below the top of the row at this place. */
export interface Anchor {
  readonly place: Place;
  readonly lines: number;
  /** How many lines that row had then. */
  readonly of: number;
}

/** The anchor of a window that ends there. */
export function anchorAt(timeline: Timeline, blocks: Blocks, { index, line }: Bottom): Anchor {
  let at = Math.min(index, timeline.lastRow);
  // Only what stands above the row is in sight.
  if (at === index && line <= blocks.block(at).above) at = Math.max(blocks.first, at - 1);
  let lines = -blocks.block(at).above;
  for (let next = at; next < index; next++) lines += blocks.block(next).lines.length;
  return { place: timeline.place(at), lines: lines + line, of: blocks.block(at).own };
}

/** Where a window with this anchor ends now. */
export function bottomOf(timeline: Timeline, blocks: Blocks, { place, lines, of }: Anchor): Bottom {
  const index = timeline.find(place);
  const { above, own } = blocks.block(index);
  // Inside a row that was laid out anew the same part of it is meant, as nearly as lines can say.
  const now = lines <= of && of > 0 ? Math.max(1, Math.round(lines * own / of)) : lines - of + own;
  return below(blocks, { index, line: 0 }, above + now);
}
