/**
 * When much has come, as after a night away, and it is quiet again, what it left behind is given back. V8 would do so by itself, but some seconds later or
 * not at all. It takes a twentieth of a second, so nobody must be waiting for anything.
 */
import type { Clock } from "../../../shared/clock.ts";

export interface TidyDeps {
  readonly clock: Clock;
  readonly collect: () => void;
}

/** Rows that leave something behind worth the while. */
const MUCH = 2000;
const QUIET_MS = 250;

export class Tidy implements Disposable {
  readonly #deps: TidyDeps;
  #rows = 0;
  #quiet = true;
  #soon: Disposable | undefined;

  constructor(deps: TidyDeps) {
    this.#deps = deps;
  }

  /** So many rows have come. */
  came(rows: number): void {
    this.#rows += rows;
    this.#quiet = false;
    if (this.#rows >= MUCH) this.#soon ??= this.#later();
  }

  [Symbol.dispose](): void {
    this.#soon?.[Symbol.dispose]();
  }

  #later(): Disposable {
    return this.#deps.clock.after(QUIET_MS, () => this.#look());
  }

  #look(): void {
    this.#soon = undefined;
    if (!this.#quiet) {
      this.#quiet = true;
      this.#soon = this.#later();
      return;
    }
    this.#rows = 0;
    this.#deps.collect();
  }
}
