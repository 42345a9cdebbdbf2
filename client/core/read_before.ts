/** How far a channel's stream had been read on another day, and what each author had said last by then, as far as it was read. */
import type { MemberNumber } from "../../shared/ids.ts";

/**
 * Of whom more may have been said by some day than was read of it, since who comes back after long is shown the newest page only: of these authors, and of
 * those who came before the entry of that number and were not heard at all.
 */
export interface Skipped {
  readonly skipped: readonly MemberNumber[];
  readonly unheard: number;
}

export class ReadBefore {
  readonly cursor: number;
  readonly heard: ReadonlyMap<MemberNumber, number>;
  readonly unheard: number;
  readonly #skipped: ReadonlySet<MemberNumber>;

  constructor(cursor: number, heard: ReadonlyMap<MemberNumber, number>, { skipped, unheard }: Skipped) {
    this.cursor = cursor;
    this.heard = heard;
    this.#skipped = new Set(skipped);
    this.unheard = unheard;
  }

  /** Whether he may have said more by then than is known: nothing is missing before what he says next. */
  isSkipped(author: MemberNumber): boolean {
    return this.heard.has(author) ? this.#skipped.has(author) : author < this.unheard;
  }
}
