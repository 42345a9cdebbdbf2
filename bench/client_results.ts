/** What the bench found about the client: plain figures, with all their rounds. */

/** Something that was measured once a round. */
export interface Figure {
  readonly what: string;
  /** CPU milliseconds; how many in a second of CPU; milliseconds on the clock; memory in millions of bytes. */
  readonly unit: "CPU ms" | "per CPU s" | "ms" | "MB";
  readonly rounds: readonly number[];
  /** What the median must not be over, or under. */
  readonly bar?: Bar | undefined;
}

export type Bar = { readonly most: number } | { readonly least: number };

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
  readonly screen: readonly Figure[];
  readonly boxes: readonly BoxSize[];
}

/** The figures of rounds by their names, in the order in which they were first noted. */
export class Rounds {
  readonly #figures = new Map<string, Omit<Figure, "what"> & { readonly rounds: number[] }>();

  note(what: string, value: number, { unit = "CPU ms", bar }: { unit?: Figure["unit"]; bar?: Bar } = {}): void {
    const figure = this.#figures.get(what) ?? { unit, bar, rounds: [] };
    this.#figures.set(what, figure);
    figure.rounds.push(value);
  }

  get figures(): readonly Figure[] {
    return [...this.#figures].map(([what, figure]) => ({ what, ...figure }));
  }
}

export function median(rounds: readonly number[]): number {
  return rounds.toSorted((a, b) => a - b)[Math.floor(rounds.length / 2)] ?? NaN;
}
