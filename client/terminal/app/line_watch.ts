/** The line to the relay as the screen has it: when it is tried again, counted down, and when there is no use in that. */
import type { Clock } from "../../../shared/clock.ts";
import type { Event } from "../../core/events.ts";

export interface LineWatchDeps {
  readonly clock: Clock;
  /** When it is tried again; undefined: there is a line, or soon will be. */
  readonly retries: (at: number | undefined) => void;
  /** So much of the time until then is over. */
  readonly ticked: () => void;
  /** Whether there are channels to look at, and to write to, while there is no line. */
  readonly known: () => boolean;
  /** It is given up. */
  readonly failed: (why: string) => void;
}

/** How often the status bar counts down. */
const TICK_MS = 1000;

export class LineWatch implements Disposable {
  readonly #deps: LineWatchDeps;
  #ticking: Disposable | undefined;
  #wasOnline = false;

  constructor(deps: LineWatchDeps) {
    this.#deps = deps;
  }

  hear(event: Extract<Event, { readonly type: "line" }>): void {
    const { clock, retries, ticked, known, failed } = this.#deps;
    this[Symbol.dispose]();
    this.#wasOnline ||= event.state === "online";
    if (event.state !== "offline") return retries(undefined);
    // Where it never worked, and never did on another day, trying again would come to the same.
    if (event.retryMs === undefined || (!this.#wasOnline && !known())) return failed(event.why);
    this.#ticking = clock.every(TICK_MS, ticked);
    retries(clock.now() + event.retryMs);
  }

  [Symbol.dispose](): void {
    this.#ticking?.[Symbol.dispose]();
    this.#ticking = undefined;
  }
}
