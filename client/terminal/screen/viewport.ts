/** Which lines of many blocks a window shows, and how it moves over them. It knows where its last line is; what is above follows from its height. */
import type { Blocks } from "./blocks.ts";
import type { Line } from "./span.ts";

/** The last line of a window: so many lines of that block are in sight. */
export interface Bottom {
  readonly index: number;
  readonly line: number;
}

/** At the end of everything. */
export function endBottom(blocks: Blocks): Bottom {
  const index = blocks.end - 1;
  return { index, line: blocks.block(index).lines.length };
}

/** So many lines further up; as far as the first, which is then no more in sight. */
export function above(blocks: Blocks, { index, line }: Bottom, lines: number): Bottom {
  let left = lines;
  let at = index;
  let shown = line;
  while (left >= shown && at > blocks.first) {
    left -= shown;
    at--;
    shown = blocks.block(at).lines.length;
  }
  return { index: at, line: Math.max(0, shown - left) };
}

/** So many lines further down; as far as the end. */
export function below(blocks: Blocks, { index, line }: Bottom, lines: number): Bottom {
  let left = lines;
  let at = index;
  let hidden = blocks.block(at).lines.length - line;
  while (left > hidden && at < blocks.end - 1) {
    left -= hidden;
    at++;
    hidden = blocks.block(at).lines.length;
  }
  return { index: at, line: blocks.block(at).lines.length - Math.max(0, hidden - left) };
}

/** Down until the window is full, if what is above does not fill it. */
export function settled(blocks: Blocks, bottom: Bottom, height: number): Bottom {
  return below(blocks, bottom, height - countAbove(blocks, bottom, height));
}

/** The lines in sight, from above; fewer than the height where there are no more. */
export function linesAt(blocks: Blocks, { index, line }: Bottom, height: number): readonly Line[] {
  const parts: (readonly Line[])[] = [blocks.block(index).lines.slice(0, line)];
  let count = line;
  for (let at = index - 1; at >= blocks.first && count < height; at--) {
    const { lines } = blocks.block(at);
    parts.push(lines);
    count += lines.length;
  }
  return parts.reverse().flat().slice(Math.max(0, count - height));
}

/** How many lines there are up to the bottom, as far as `most`. */
export function countAbove(blocks: Blocks, { index, line }: Bottom, most: number): number {
  let count = line;
  for (let at = index - 1; at >= blocks.first && count < most; at--) count += blocks.block(at).lines.length;
  return Math.min(count, most);
}

export function sameBottom(a: Bottom, b: Bottom): boolean {
  return a.index === b.index && a.line === b.line;
}
