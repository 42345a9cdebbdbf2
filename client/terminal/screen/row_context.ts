/** All that the rows of one channel need besides themselves to be laid out. While it is the same object, what was laid out holds. */
import type { Reader } from "../../core/words/aside_words.ts";
import type { Gutter } from "./gutter.ts";
import type { Look } from "./look.ts";
import type { People } from "./people.ts";

export interface RowContext {
  readonly look: Look;
  readonly gutter: Gutter;
  readonly people: People;
  readonly reader: Reader;
  /** Whether messages show their numbers instead of their times. */
  readonly numbers: boolean;
  /** What is searched for; empty if nothing is. */
  readonly search: string;
}
