/** One line's share of the relay's time: a rate counts what somebody asks for, and not what it costs. Who has had his share waits (rests.ts). */
import type { Link } from "../shared/link.ts";
import type { RelayContext } from "./relay_context.ts";

/** So much he may take at once, beyond as much time in which he asked for nothing. */
const TURN_MS = 2;
/** What it costs to read him, besides. */
const BYTE_MS = 1e-5;

export class Share {
  readonly #link: Pick<Link, "pause" | "resume">;
  readonly #context: Pick<RelayContext, "monotonic" | "rests">;
  #spent = 0;
  #ended = 0;

  constructor(link: Pick<Link, "pause" | "resume">, context: Pick<RelayContext, "monotonic" | "rests">) {
    this.#link = link;
    this.#context = context;
  }

  /** Does what he asked for in so many bytes; a refusal costs as well. */
  spend(bytes: number, run: () => void): void {
    const { monotonic, rests } = this.#context;
    const begun = monotonic();
    run();
    const idle = begun - this.#ended;
    this.#ended = monotonic();
    this.#spent = Math.max(0, this.#spent - idle) + this.#ended - begun + bytes * BYTE_MS;
    if (this.#spent < TURN_MS) return;
    this.#spent = 0;
    this.#link.pause();
    rests.wait(() => this.#link.resume());
  }
}
