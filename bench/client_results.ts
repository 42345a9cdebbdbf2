/** What the bench found about the client: plain figures, with all their rounds. */

/** Something that was measured once a round. */
export interface Figure {
  readonly what: string;
  /** CPU milliseconds, or how many in a second of CPU. */
  readonly unit: "ms" | "per second";
  readonly rounds: readonly number[];
  /** What the median must not be over, or under. */
  readonly bar?: { readonly most: number } | { readonly least: number } | undefined;
}

/** What a text of so many bytes becomes, in bytes. */
export interface BoxSize {
  readonly text: number;
  readonly content: number;
  readonly box: number;
  /** As it goes over the line to each member. */
  readonly frame: number;
}

export interface ClientResults {
  readonly date: string;
  readonly machine: readonly string[];
  readonly members: number;
  readonly figures: readonly Figure[];
  readonly boxes: readonly BoxSize[];
}

export function median(rounds: readonly number[]): number {
  return rounds.toSorted((a, b) => a - b)[Math.floor(rounds.length / 2)] ?? NaN;
}
