/** Looks again when what is on the screen is over by the clock, and by nothing that anybody does. */
import type { Clock } from "../../../shared/clock.ts";

/** Timers know no more than some weeks. */
const MOST_MS = 24 * 3_600_000;

export class Wake implements Disposable {
  readonly #clock: Clock;
  readonly #look: () => void;
  #at: number | undefined;
  #timer: Disposable | undefined;

  constructor(clock: Clock, look: () => void) {
    this.#clock = clock;
    this.#look = look;
  }

  /** It is over then, and nothing is before; undefined: it lasts. */
  set(at: number | undefined): void {
    if (at === this.#at) return;
    this[Symbol.dispose]();
    if (at === undefined) return;
    this.#at = at;
    this.#timer = this.#clock.after(Math.min(Math.max(0, at - this.#clock.now()), MOST_MS), () => {
      this.#at = undefined;
      this.#look();
    });
  }

  [Symbol.dispose](): void {
    this.#timer?.[Symbol.dispose]();
    this.#timer = this.#at = undefined;
  }
}
