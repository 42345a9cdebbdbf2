/** How often a PIN was wrong at doors of one name: whoever plays doorkeepers gets one guess at a PIN with each try, so only so many are made in an hour. */
import { nameKey } from "../../shared/names.ts";
import type { EngineDeps } from "./engine_deps.ts";
import type { Tries } from "./vault_state.ts";

const MOST_WRONG = 24;
const HOUR_MS = 3_600_000;

export interface Attempt extends Disposable {
  /** False: there were too many. */
  begin(): boolean;
}

export class TryCounter {
  readonly #deps: Pick<EngineDeps, "clock" | "save">;
  readonly #tries = new Map<string, Tries>();
  readonly #underWay = new Map<string, number>();

  constructor(deps: Pick<EngineDeps, "clock" | "save">, saved: readonly Tries[]) {
    this.#deps = deps;
    for (const one of saved) this.#tries.set(one.name, one);
  }

  /** Those that still count. */
  get saved(): readonly Tries[] {
    return [...this.#tries.values()].filter((tries) => this.#counts(tries));
  }

  /** Whether one more may be made. */
  allowed(name: string): boolean {
    const key = nameKey(name);
    const tries = this.#tries.get(key);
    const wrong = tries && this.#counts(tries) ? tries.wrong : 0;
    return wrong + this.#countUnderWay(key) < MOST_WRONG;
  }

  /** One that is about to be made: it counts from when it begins, also beside others. */
  attempt(name: string): Attempt {
    const key = nameKey(name);
    let begun = false;
    return {
      begin: () => {
        begun = this.allowed(name);
        if (begun) this.#underWay.set(key, this.#countUnderWay(key) + 1);
        return begun;
      },
      [Symbol.dispose]: () => {
        if (begun) this.#underWay.set(key, this.#countUnderWay(key) - 1);
      },
    };
  }

  /** Counts one that was wrong, or may have been, for good. */
  async count(name: string): Promise<void> {
    const key = nameKey(name);
    const before = this.#tries.get(key);
    const tries = before && this.#counts(before) ? before : { name: key, since: this.#deps.clock.now(), wrong: 0 };
    this.#tries.set(key, { ...tries, wrong: tries.wrong + 1 });
    await this.#deps.save();
  }

  #countUnderWay(key: string): number {
    return this.#underWay.get(key) ?? 0;
  }

  /** One of a time that is still to come was counted by a clock that has been put right since. */
  #counts({ since }: Tries): boolean {
    return Math.abs(this.#deps.clock.now() - since) < HOUR_MS;
  }
}
