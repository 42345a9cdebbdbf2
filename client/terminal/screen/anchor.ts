/** Where a window was scrolled to, as something that still says so when rows came, went or were laid out anew in another width. */
import type { Blocks } from "./blocks.ts";
import type { Timeline } from "./timeline.ts";
import { below, type Bottom } from "./viewport.ts";

/** The window ends so many lines below the top of the row with this cursor. */
export interface Anchor {
  /** 0: the top of everything. */
  readonly cursor: number;
  readonly lines: number;
  /** How many lines that row had then. */
  readonly of: number;
}

/** The anchor of a window that ends there. */
export function anchorAt(timeline: Timeline, blocks: Blocks, { index, line }: Bottom): Anchor {
  let lines = 0;
  for (let at = index; at > blocks.first; at--) {
    const { lines: all, above, own } = blocks.block(at);
    const shown = (at === index ? line : all.length) - above;
    const cursor = timeline.cursor(at);
    if (cursor !== undefined && lines + shown > 0) return { cursor, lines: lines + shown, of: own };
    lines += shown + above;
  }
  const head = blocks.block(blocks.first);
  return { cursor: 0, lines: index === blocks.first ? line : lines + head.lines.length, of: head.own };
}

/** Where a window with this anchor ends now. */
export function bottomOf(timeline: Timeline, blocks: Blocks, { cursor, lines, of }: Anchor): Bottom {
  const index = timeline.find(cursor);
  const { above, own } = blocks.block(index);
  // Inside a row that was laid out anew the same part of it is meant, as nearly as lines can say.
  const now = lines <= of && of > 0 ? Math.max(1, Math.round(lines * own / of)) : lines - of + own;
  return below(blocks, { index, line: 0 }, above + now);
}
