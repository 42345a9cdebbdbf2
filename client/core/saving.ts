/** When what a session keeps is written: what must not be lost at once, the rest soon and together. */
import type { Clock } from "../../shared/clock.ts";
import { KeptState } from "./kept_state.ts";
import type { Parts, Vault } from "./vault.ts";
import type { VaultState } from "./vault_state.ts";

export interface SavingDeps {
  readonly vault: Vault;
  readonly clock: Clock;
  /** What the vault holds, if it holds anything. */
  readonly parts: Parts | undefined;
  /** What is to be kept, as it is now. */
  state(): VaultState;
  /** Runs what nobody waits for. */
  run(task: () => Promise<void>): void;
}

/** How long what changed may be in memory only. */
const SOON_MS = 500;

export class Saving implements Disposable {
  readonly #deps: SavingDeps;
  readonly #kept: KeptState;
  #due: Disposable | undefined;

  constructor(deps: SavingDeps) {
    this.#deps = deps;
    this.#kept = new KeptState(deps.parts);
  }

  /** Resolves when all that has changed is written. */
  now(): Promise<void> {
    const { vault, state } = this.#deps;
    return vault.save(this.#kept.changes(state()));
  }

  soon(): void {
    const { clock, run } = this.#deps;
    this.#due ??= clock.after(SOON_MS, () => {
      this.#due = undefined;
      run(() => this.now());
    });
  }

  /** Nothing is written any more but by `now`. */
  [Symbol.dispose](): void {
    this.#due?.[Symbol.dispose]();
  }
}
