/**
 * Lets files wait while something is being said: sealing and opening them takes a whole processor, and a message has a way of many short steps, each of which
 * would have to get hold of it again.
 */
import type { Clock } from "../../../shared/clock.ts";

/** As long as a message takes where nothing is wrong. When something is, files do not wait for it. */
const MOST_MS = 50;

export class Courtesy {
  readonly #clock: Clock;
  #over: PromiseWithResolvers<void> | undefined;
  #late: Disposable | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Something is on its way. */
  begin(): void {
    this.#late?.[Symbol.dispose]();
    this.#late = this.#clock.after(MOST_MS, () => this.end());
    this.#over ??= Promise.withResolvers();
  }

  /** It is there, or will not be. */
  end(): void {
    this.#late?.[Symbol.dispose]();
    this.#over?.resolve();
    this.#over = undefined;
  }

  /** Resolves when nothing is on its way. */
  async pass(): Promise<void> {
    while (this.#over) await this.#over.promise;
  }
}
