/** That something takes its time, said when it does: who waits for nothing to happen does not know whether his key came through. */
import type { Clock } from "../../../shared/clock.ts";

/** What is quicker than this is not noticed. */
const NOTICED_MS = 300;

export class Patience implements Disposable {
  readonly #clock: Clock;
  readonly #busy: (busy: boolean) => void;
  #soon: Disposable | undefined;
  #count = 0;
  #said = false;

  /** `busy` is called when it is time to say so, and when it is over. */
  constructor(clock: Clock, busy: (busy: boolean) => void) {
    this.#clock = clock;
    this.#busy = busy;
  }

  /** Something was begun; it is over when it resolves or rejects. */
  wait(what: Promise<unknown>): void {
    this.#count++;
    const over = () => {
      if (--this.#count === 0) this.#end();
    };
    what.then(over, over);
    if (this.#said) return;
    this.#soon ??= this.#clock.after(NOTICED_MS, () => {
      this.#said = true;
      this.#busy(true);
    });
  }

  [Symbol.dispose](): void {
    this.#soon?.[Symbol.dispose]();
    this.#soon = undefined;
  }

  #end(): void {
    this[Symbol.dispose]();
    if (!this.#said) return;
    this.#said = false;
    this.#busy(false);
  }
}
