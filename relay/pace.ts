/**
 * When a tick ends. At rest at once: a message never waits. Under load a little later, so that a write carries more of them:
 * a system call a recipient is what a relay's time goes into.
 */

/** How a pace gets called back. */
export interface PaceDeps {
  /** A clock for measuring, in milliseconds. */
  readonly monotonic: () => number;
  /** Calls when everything that has arrived was read. */
  readonly soon: (run: () => void) => void;
  readonly later: (run: () => void, ms: number) => void;
}

/** A tick that writes to fewer lines than this is no load worth waiting for. */
const FEW_WRITES = 32;
/** How long a message may wait for company. */
const WAIT = 2;

export class Pace {
  readonly #deps: PaceDeps;
  #waiting = false;
  #ended = 0;
  #writes = 0;
  onTick: () => void = () => {};

  constructor(deps: PaceDeps) {
    this.#deps = deps;
  }

  /** There is something to send. */
  wanted(): void {
    if (this.#waiting) return;
    this.#waiting = true;
    this.#deps.soon(this.#tick);
  }

  begin(): void {
    this.#waiting = false;
  }

  end(writes: number): void {
    this.#ended = this.#deps.monotonic();
    this.#writes = writes;
  }

  readonly #tick = (): void => {
    if (!this.#waiting) return;
    const since = this.#deps.monotonic() - this.#ended;
    if (this.#writes >= FEW_WRITES && since < WAIT) this.#deps.later(this.#tick, WAIT - since);
    else this.onTick();
  };
}
