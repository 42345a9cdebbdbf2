/**
 * Makes files go at leisure while people talk. A message is a chain of many short steps, and whoever seals, opens or stores a file as fast as he can has the
 * processor to himself; where he stops for a moment behind each piece, a message finds it free. Where nobody talks nothing waits.
 */

/** What it needs of time. */
export interface LeisureDeps {
  /** A clock, in milliseconds. */
  readonly now: () => number;
  readonly later: (run: () => void, ms: number) => void;
}

/** Two messages within this time are a conversation: people think before they answer. One alone may be the offer of the very file. */
const TALK_MS = 10_000;

export class Leisure {
  readonly #deps: LeisureDeps;
  /** How long to stop behind each piece. */
  readonly #ms: number;
  /** When the last thing was said, and the one before. */
  #last = -Infinity;
  #before = -Infinity;
  #turn: Promise<void> = Promise.resolve();

  constructor(deps: LeisureDeps, ms: number) {
    this.#deps = deps;
    this.#ms = ms;
  }

  /** Somebody said something. */
  said(): void {
    this.#before = this.#last;
    this.#last = this.#deps.now();
  }

  /** Resolves when the next piece may be worked on: while people talk one at a time, however many files are on their way. */
  pass(): Promise<void> {
    return this.#turn = this.#turn.then(() => this.#stop());
  }

  #stop(): Promise<void> | undefined {
    const { now, later } = this.#deps;
    if (now() - this.#before > TALK_MS) return undefined;
    return new Promise((resolve) => later(resolve, this.#ms));
  }
}
