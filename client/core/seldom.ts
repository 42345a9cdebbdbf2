/** Does something at once, and again only when a while has passed, however often it is asked for: what each who comes is told, a crowd is told together. */
import type { Clock } from "../../shared/clock.ts";

export class Seldom {
  readonly #clock: Pick<Clock, "after">;
  readonly #ms: number;
  readonly #run: () => void;
  #pause: Disposable | undefined;
  #wanted = false;

  constructor(clock: Pick<Clock, "after">, ms: number, run: () => void) {
    this.#clock = clock;
    this.#ms = ms;
    this.#run = run;
  }

  ask(): void {
    this.#wanted = true;
    if (!this.#pause) this.#do();
  }

  /** Nobody is there to whom it would matter. */
  end(): void {
    this.#pause?.[Symbol.dispose]();
    this.#pause = undefined;
    this.#wanted = false;
  }

  #do(): void {
    this.#pause = undefined;
    if (!this.#wanted) return;
    this.#wanted = false;
    this.#pause = this.#clock.after(this.#ms, () => this.#do());
    this.#run();
  }
}
