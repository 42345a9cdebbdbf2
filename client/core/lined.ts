/** The line of now, as whoever needs it for a while is given it. */
import type { RelayLine } from "./relay_line.ts";
import type { Visits } from "./visits.ts";

/** A line, and the visits on it. */
export interface Lined {
  readonly line: RelayLine;
  readonly visits: Visits;
  /** Takes back the knocks that are still out. */
  readonly signal?: AbortSignal;
}
