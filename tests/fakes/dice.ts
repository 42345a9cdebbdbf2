/** Chance that is the same again for the same seed: what a simulation found can be looked at. */

export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A whole number from 0 to one below this. */
  below(count: number): number {
    return Math.floor(this.#next() / 2 ** 32 * count);
  }

  chance(likelihood: number): boolean {
    return this.#next() < likelihood * 2 ** 32;
  }

  /** One of them; a RangeError where there is none. */
  one<T>(all: readonly T[]): T {
    const chosen = all[this.below(all.length)];
    if (chosen === undefined) throw new RangeError("Cannot choose: there is nothing to choose from");
    return chosen;
  }

  /** The same in another order. */
  shuffled<T>(all: readonly T[]): T[] {
    const drawn = all.map((one) => ({ one, at: this.#next() }));
    return drawn.sort((a, b) => a.at - b.at).map(({ one }) => one);
  }

  /** Bytes, as a session wants them. Nobody who knows the seed is surprised by them. */
  readonly bytes = (size: number): Uint8Array => Uint8Array.from({ length: size }, () => this.#next() >>> 24);

  /** Others, that what is drawn here does not change. */
  child(): Dice {
    return new Dice(this.#next());
  }

  /** Mulberry32. */
  #next(): number {
    this.#state = (this.#state + 0x6d2b_79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ this.#state >>> 15, this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ mixed >>> 7, mixed | 61);
    return (mixed ^ mixed >>> 14) >>> 0;
  }
}
