/** Lets only so many be at something at once; the others wait for their turn, in their order. */

export class Turns {
  readonly #most: number;
  readonly #waiting: (() => void)[] = [];
  #taken = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** Resolves with the turn, which is over when it is disposed of; rejects with the signal's reason. */
  async take(signal: AbortSignal): Promise<Disposable> {
    signal.throwIfAborted();
    while (this.#taken >= this.#most) {
      await this.#wait(signal);
      signal.throwIfAborted();
    }
    this.#taken++;
    return {
      [Symbol.dispose]: () => {
        this.#taken--;
        this.#waiting.shift()?.();
      },
    };
  }

  /** Resolves when it may be its turn. */
  async #wait(signal: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const wake = () => resolve();
    this.#waiting.push(wake);
    signal.addEventListener("abort", wake, { once: true });
    await promise;
    signal.removeEventListener("abort", wake);
    if (!signal.aborted) return;
    const place = this.#waiting.indexOf(wake);
    // Who was called and does not come any more has the next one called.
    if (place < 0) this.#waiting.shift()?.();
    else this.#waiting.splice(place, 1);
  }
}
