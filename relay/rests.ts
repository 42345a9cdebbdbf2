/**
 * Lines that have had the relay's time, and wait to be heard again. They are woken by and by, with a pause behind each few in which nothing is due: as long as
 * something always is, a runtime looks at the other sockets only now and then. So whoever asks for little is heard in between, however many ask for much.
 */

/** How rests tell the time, in milliseconds. */
export interface RestsDeps {
  monotonic(): number;
  after(ms: number, run: () => void): unknown;
}

/** So long at most goes into those who are woken together, */
const TURN_MS = 2;
/** of whom each costs this at least: most read on a little later. */
const WAKE_MS = 0.25;
/** A pause is as long as what the last ones took, within these. */
const SHORTEST_MS = 1;
const LONGEST_MS = 25;

export class Rests {
  readonly #deps: RestsDeps;
  readonly #waiting: (() => void)[] = [];
  /** When the pause ends that goes on, and how long it is. */
  #due: number | undefined;
  #pause = SHORTEST_MS;

  constructor(deps: RestsDeps) {
    this.#deps = deps;
  }

  /** Calls when it is his turn. */
  wait(wake: () => void): void {
    this.#waiting.push(wake);
    if (this.#due === undefined) this.#sleep(SHORTEST_MS);
  }

  #sleep(ms: number): void {
    this.#pause = ms;
    this.#due = this.#deps.monotonic() + ms;
    this.#deps.after(ms, this.#turn);
  }

  readonly #turn = (): void => {
    const { monotonic } = this.#deps;
    const begun = monotonic();
    // Those of the last time have read on meanwhile: by so much that made the pause too long, it was too short.
    const late = begun - (this.#due ?? begun);
    let spent = 0;
    for (let woken = 1; spent < TURN_MS; woken++) {
      const wake = this.#waiting.shift();
      if (!wake) break;
      wake();
      spent = Math.max(monotonic() - begun, woken * WAKE_MS);
    }
    if (this.#waiting.length === 0) this.#due = undefined;
    else this.#sleep(Math.min(LONGEST_MS, Math.max(SHORTEST_MS, spent + late, this.#pause / 2)));
  };
}
