/**
 * What strangers can have this program ask of the relay: some of it at once, and the rest by and by. A relay takes so many requests of one line, and what the
 * person wants is to find room among them.
 */
import type { EngineDeps } from "./engine_deps.ts";

/** As many private channels as others may draw one into: who comes back to all of them waits for none. */
const AT_ONCE = 100;
const EVERY_MS = 200;

export class ByAndBy {
  readonly #deps: Pick<EngineDeps, "clock" | "run">;
  readonly #waiting = new Map<string, () => Promise<void>>();
  /** How much was done at once, as long as that counts. */
  #hurried = 0;
  #working = false;

  constructor(deps: Pick<EngineDeps, "clock" | "run">) {
    this.#deps = deps;
  }

  /** Does it, or sees to it later, once for each key: whoever waits need not wait for that. */
  do(key: string, task: () => Promise<void>): Promise<void> {
    const isFree = this.#hurried < AT_ONCE && this.#waiting.size === 0;
    if (isFree) this.#hurried++;
    else this.#waiting.set(key, task);
    if (!this.#working) this.#deps.run((signal) => this.#work(signal));
    return isFree ? task() : Promise.resolve();
  }

  async #work(signal: AbortSignal): Promise<void> {
    this.#working = true;
    try {
      while (this.#hurried > 0 || this.#waiting.size > 0) {
        await this.#deps.clock.sleep(EVERY_MS, signal);
        this.#next();
      }
    } finally {
      this.#working = false;
    }
  }

  #next(): void {
    for (const [key, task] of this.#waiting) {
      this.#waiting.delete(key);
      return this.#deps.run(task);
    }
    this.#hurried--;
  }
}
