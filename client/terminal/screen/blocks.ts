/** What is shown of a channel as blocks of lines, by index: each a row with what stands above it (another day, what is unread) and below (lines for me). */
import type { Line } from "./span.ts";

export interface Block {
  readonly lines: readonly Line[];
  /** How many of them stand above the row itself. */
  readonly above: number;
  /** How many are the row's. */
  readonly own: number;
}

export interface Blocks {
  /** The index of the first, which has no row. */
  readonly first: number;
  /** One behind the last. */
  readonly end: number;
  block(index: number): Block;
}
