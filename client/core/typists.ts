/** Who types: it is true for a moment, also where nobody says that it is over, because he may not any more or had no message in the end. */
import type { Clock } from "../../shared/clock.ts";
import type { MemberNumber } from "../../shared/ids.ts";

/** Longer than a client waits before it says it anew. */
const MOMENT_MS = 15_000;

export class Typists {
  readonly #clock: Clock;
  readonly #tell: (who: MemberNumber, on: boolean) => void;
  readonly #until = new Map<MemberNumber, Disposable>();

  constructor(clock: Clock, tell: (who: MemberNumber, on: boolean) => void) {
    this.#clock = clock;
    this.#tell = tell;
  }

  /** Somebody says that he types, or that he does no more. */
  heard(who: MemberNumber, on: boolean): void {
    this.#until.get(who)?.[Symbol.dispose]();
    this.#until.delete(who);
    if (on) this.#until.set(who, this.#clock.after(MOMENT_MS, () => this.heard(who, false)));
    this.#tell(who, on);
  }

  /** The channel is over, or the line. */
  end(): void {
    for (const one of this.#until.values()) one[Symbol.dispose]();
    this.#until.clear();
  }
}
