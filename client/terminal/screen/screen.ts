/** What a terminal is to show: the whole of it, as data. */
import type { Row } from "./span.ts";

/** A place on the screen, from 0. */
export interface ScreenPlace {
  readonly row: number;
  readonly column: number;
}

export interface ScreenSize {
  readonly columns: number;
  readonly rows: number;
}

export interface Screen {
  readonly columns: number;
  /** As many as the terminal has, from above; none is wider than it. */
  readonly rows: readonly Row[];
  /** Where the cursor stands; undefined: it is hidden. */
  readonly cursor: ScreenPlace | undefined;
  /** The window's title. */
  readonly title: string;
}
