/** The wraps of the entry that a line sends next, which come before it; or why they were not taken. */
import { type Refusal, refuse } from "../shared/codes.ts";
import type { StoredWrap } from "./store.ts";

export class Stage {
  #wraps: StoredWrap[] = [];
  #refusal: Refusal | undefined;

  get count(): number {
    return this.#wraps.length;
  }

  /** Some of them; where they are more than `most`, that entry cannot hold: none is kept. */
  add(wraps: readonly StoredWrap[], most: number): void {
    if (this.count + wraps.length > most) {
      this.#wraps = [];
      return;
    }
    // In one memory: a thousand of their own would be five times as much.
    const all = new Uint8Array(wraps.reduce((size, { sealed }) => size + sealed.length, 0));
    let at = 0;
    for (const { to, sealed } of wraps) {
      all.set(sealed, at);
      this.#wraps.push({ to, sealed: all.subarray(at, at += sealed.length) });
    }
  }

  /** Some of them came too fast: the entry is refused for that, and not for wraps that it lacks. */
  miss(): void {
    this.#refusal = refuse("fast");
  }

  /** All of them, or why not; nothing is left: the next attempt brings its own. */
  take(): readonly StoredWrap[] | Refusal {
    const taken = this.#refusal ?? this.#wraps;
    this.#wraps = [];
    this.#refusal = undefined;
    return taken;
  }
}
