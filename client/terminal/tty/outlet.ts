/** What goes out to a terminal, as fast as it reads and no faster: of the paints that it has no room for, only the last one is ever made. */
import type { Clock } from "../../../shared/clock.ts";

export interface OutletDeps {
  readonly clock: Clock;
  /** Resolves when the terminal has taken it all, or what it had by then when `signal` is aborted. */
  readonly write: (text: string, signal: AbortSignal) => Promise<void>;
  /** It takes nothing any more. */
  readonly failed: () => void;
}

/** More than a hundred frames a second nobody sees. */
const FRAME_MS = 8;
/** What is not a paint waits for its turn up to this; then there is nobody to see it. */
const MOST_WAITING = 1 << 18;

export class Outlet implements Disposable {
  readonly #deps: OutletDeps;
  #draw: (() => string) | undefined;
  #waiting = "";
  #turn: Disposable | undefined;
  #writing = false;
  readonly #closing = new AbortController();
  #painted = -Infinity;

  constructor(deps: OutletDeps) {
    this.#deps = deps;
  }

  /** Whether something is on its way to the terminal. */
  get writing(): boolean {
    return this.#writing;
  }

  /** Paints when there is room: `draw` is called then, and not at all if there was another paint before. */
  paint(draw: () => string): void {
    this.#draw = draw;
    this.#schedule();
  }

  /** Sends something that is no paint: a bell, a copy. Whether there is room for it. */
  send(text: string): boolean {
    if (this.#closing.signal.aborted || this.#waiting.length + text.length > MOST_WAITING) return false;
    this.#waiting += text;
    this.#schedule();
    return true;
  }

  /** Nothing that waits goes out any more; the piece that is on its way does. */
  [Symbol.dispose](): void {
    this.#closing.abort();
    this.#turn?.[Symbol.dispose]();
    this.#draw = undefined;
    this.#waiting = "";
  }

  #schedule(): void {
    if (this.#closing.signal.aborted || this.#writing || this.#turn || (!this.#draw && this.#waiting === "")) return;
    // Also the first one waits for its turn: what else is about to change is in it then.
    const ms = Math.max(0, this.#painted + FRAME_MS - this.#deps.clock.now());
    this.#turn = this.#deps.clock.after(ms, () => {
      this.#turn = undefined;
      this.#flush();
    });
  }

  #flush(): void {
    this.#painted = this.#deps.clock.now();
    const draw = this.#draw;
    this.#draw = undefined;
    const text = (draw?.() ?? "") + this.#waiting;
    this.#waiting = "";
    if (text === "") return this.#schedule();
    this.#writing = true;
    this.#deps.write(text, this.#closing.signal).then(() => {
      this.#writing = false;
      this.#schedule();
    }, () => {
      this[Symbol.dispose]();
      this.#deps.failed();
    });
  }
}
