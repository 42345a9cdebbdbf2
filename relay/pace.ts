/**
 * When a tick ends. At rest at once: a message never waits, not even until it is known whether another has arrived. Where single messages come so fast that
 * the writes, one a member for each, would take most of the relay's time, a little later: a system call a recipient is what that goes into.
 */

/** How a pace gets called back. */
export interface PaceDeps {
  /** A clock for measuring, in milliseconds. */
  readonly monotonic: () => number;
  /** Calls when what arrived on one line was read. */
  readonly atOnce: (run: () => void) => void;
  /** Calls when everything that has arrived was read. */
  readonly soon: (run: () => void) => void;
  /** Stops everything for so many milliseconds. */
  readonly nap: (ms: number) => void;
}

/** A tick that writes to fewer lines than this is no load worth waiting for. */
const FEW_WRITES = 32;
/** So many messages for a channel make a write worth its while. */
const ENOUGH = 8;
/** How long a message waits for company: as long as the last tick took, but no longer than this in milliseconds, nor for less than it takes to wait. */
const MOST_WAIT = 0.5;
const LEAST_WAIT = 0.05;
/** So long after a tick others may be on their way. */
const CLOSE_MS = 1;

export class Pace {
  readonly #deps: PaceDeps;
  #due = false;
  #ended = -Infinity;
  #took = 0;
  #writes = 0;
  onTick: () => void = () => {};
  /** How many messages wait, for each channel that has some. */
  waiting: () => number = () => 0;

  constructor(deps: PaceDeps) {
    this.#deps = deps;
  }

  /** There is something to send. */
  wanted(): void {
    if (this.#due) return;
    this.#due = true;
    const call = this.#deps.monotonic() - this.#ended < CLOSE_MS ? this.#deps.soon : this.#deps.atOnce;
    call(this.#tick);
  }

  begin(): void {
    this.#due = false;
  }

  /** Does what a tick is there for, which tells to how many lines it wrote; the next one goes by that, and by how long it took. */
  spend(run: () => number): void {
    const began = this.#deps.monotonic();
    this.#writes = run();
    this.#ended = this.#deps.monotonic();
    this.#took = this.#ended - began;
  }

  readonly #tick = (): void => {
    if (!this.#due) return;
    if (this.#writes < FEW_WRITES) return this.onTick();
    const wait = this.#ended + Math.min(this.#took, MOST_WAIT) - this.#deps.monotonic();
    if (wait < LEAST_WAIT || this.waiting() >= ENOUGH) return this.onTick();
    this.#deps.nap(wait);
    this.#deps.soon(this.#now);
  };

  readonly #now = (): void => {
    if (this.#due) this.onTick();
  };
}
