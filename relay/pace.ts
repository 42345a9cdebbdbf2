/**
 * When a tick ends. At rest at once: a message never waits, not even until it is known whether another has arrived. Where single messages come so fast that each would cost a write a
 * member, a little later: a system call a recipient is what a relay's time goes into.
 */

/** How a pace gets called back. */
export interface PaceDeps {
  /** A clock for measuring, in milliseconds. */
  readonly monotonic: () => number;
  /** Calls when what arrived on one line was read. */
  readonly atOnce: (run: () => void) => void;
  /** Calls when everything that has arrived was read. */
  readonly soon: (run: () => void) => void;
  readonly later: (run: () => void, ms: number) => void;
}

/** A tick that writes to fewer lines than this is no load worth waiting for. */
const FEW_WRITES = 32;
/** So many messages for a channel make a write worth its while. */
const ENOUGH = 8;
/** How long a message may wait for company, in milliseconds. */
const WAIT = 1;

export class Pace {
  readonly #deps: PaceDeps;
  #due = false;
  #ended = -Infinity;
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
    const call = this.#deps.monotonic() - this.#ended < WAIT ? this.#deps.soon : this.#deps.atOnce;
    call(this.#tick);
  }

  begin(): void {
    this.#due = false;
  }

  /** The tick is over; it wrote to so many lines. */
  end(writes: number): void {
    this.#ended = this.#deps.monotonic();
    this.#writes = writes;
  }

  readonly #tick = (): void => {
    if (!this.#due) return;
    const since = this.#deps.monotonic() - this.#ended;
    if (since < WAIT && this.#writes >= FEW_WRITES && this.waiting() < ENOUGH) {
      this.#deps.later(this.#now, WAIT - since);
    } else this.onTick();
  };

  readonly #now = (): void => {
    if (this.#due) this.onTick();
  };
}
