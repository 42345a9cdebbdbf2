/** Tells that a channel's log has grown: its owner first, then who waits for that. */
import type { ChannelLog } from "./channel_log.ts";

interface Waiting {
  /** How many entries are too few. */
  readonly count: number;
  readonly resolve: (grown: boolean) => void;
}

export class LogGrowth {
  readonly #log: ChannelLog;
  readonly #grown: () => void;
  readonly #waiting = new Set<Waiting>();
  /** The length that the owner knows of. */
  #told = 0;

  constructor(log: ChannelLog, grown: () => void) {
    this.#log = log;
    this.#grown = grown;
  }

  /** Resolves when the log has more than so many entries; false when that is given up first. */
  past(count: number): Promise<boolean> {
    if (this.#log.count > count) return Promise.resolve(true);
    const { promise, resolve } = Promise.withResolvers<boolean>();
    this.#waiting.add({ count, resolve });
    return promise;
  }

  /** The owner knows the log as it is. */
  known(): void {
    this.#told = this.#log.count;
  }

  /** Tells of it, if there is anything to tell. */
  tell(): void {
    const { count } = this.#log;
    if (count === this.#told) return;
    this.#told = count;
    this.#grown();
    for (const waiting of this.#waiting) {
      if (count <= waiting.count) continue;
      this.#waiting.delete(waiting);
      waiting.resolve(true);
    }
  }

  /** It does not grow any more on this line. */
  giveUp(): void {
    for (const { resolve } of this.#waiting) resolve(false);
    this.#waiting.clear();
  }
}
