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
  /** It is given up before anybody was shown anything. */
  readonly failed: (why: string) => void;
  /** It is lost for good, while somebody is there. */
  readonly lost: (why: string) => void;
}

/** How often the status bar counts down. */
const TICK_MS = 1000;

export class LineWatch implements Disposable {
  readonly #deps: LineWatchDeps;
  #ticking: Disposable | undefined;
  /** Whoever was shown something may be in the middle of a line: the shell would get the rest of it. */
  #stays = false;

  constructor(deps: LineWatchDeps) {
    this.#deps = deps;
  }

  hear(event: Extract<Event, { readonly type: "line" }>): void {
    const { clock, retries, ticked, known, failed, lost } = this.#deps;
    this[Symbol.dispose]();
    this.#stays ||= event.state === "online";
    retries(undefined);
    if (event.state !== "offline") return;
    const { why, retryMs } = event;
    // Where it never worked, and never did on another day, trying again would come to the same.
    this.#stays ||= retryMs !== undefined && known();
    if (!this.#stays) return failed(why);
    if (retryMs === undefined) return lost(why);
    this.#ticking = clock.every(TICK_MS, ticked);
    retries(clock.now() + retryMs);
  }

  [Symbol.dispose](): void {
    this.#ticking?.[Symbol.dispose]();
    this.#ticking = undefined;
  }
}
