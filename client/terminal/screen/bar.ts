/** One line of parts from the left and from the right. Where there is no room for all of them, they become short, and the least important go. */
import { blank, EMPTY, joined, type Line, slice } from "./span.ts";
import type { Style } from "./style.ts";

export interface BarPart {
  readonly line: Line;
  /** What stands for it where it is narrow; empty if it can do without. */
  readonly short?: Line;
  /** The greater, the longer it stays as it is. */
  readonly weight: number;
}

export interface BarOptions {
  readonly width: number;
  readonly style: Style;
  /** What stands between two parts. */
  readonly gap: Line;
}

export function barLine(left: readonly BarPart[], right: readonly BarPart[], options: BarOptions): Line {
  const { width, style, gap } = options;
  const parts = fitting([...left, ...right], width - 2, gap.width);
  const [begin, end] = [left, right].map((side) => between(side.map((part) => parts.get(part) ?? EMPTY), gap));
  const edge = blank(1, style);
  const middle = width - 2 - (begin?.width ?? 0) - (end?.width ?? 0);
  return slice(joined([edge, begin ?? EMPTY, blank(middle, style), end ?? EMPTY, edge]), 0, width);
}

/** How each part is shown: first what can be short is, then what weighs least goes. */
function fitting(parts: readonly BarPart[], width: number, gap: number): ReadonlyMap<BarPart, Line> {
  const shown = new Map(parts.map((part) => [part, part.line]));
  const rising = [...parts].sort((a, b) => a.weight - b.weight);
  const shorter = rising.filter(({ short }) => short).map((part) => [part, part.short ?? EMPTY] as const);
  const without = rising.slice(0, -1).map((part) => [part, EMPTY] as const);
  for (const [part, line] of [...shorter, ...without]) {
    if (widthOfAll([...shown.values()], gap) <= width) break;
    shown.set(part, line);
  }
  return shown;
}

function widthOfAll(lines: readonly Line[], gap: number): number {
  return lines.reduce((sum, { width }) => width === 0 ? sum : sum + width + gap, -gap);
}

function between(lines: readonly Line[], gap: Line): Line {
  return joined(lines.filter(({ width }) => width > 0).flatMap((line, at) => at === 0 ? [line] : [gap, line]));
}
