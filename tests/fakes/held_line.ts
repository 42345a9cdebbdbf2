/** A line that can be held: what was sent on it waits until a test carries it on, so that a test says who is heard first. Bytes come in pieces. */
import type { MemoryLineOptions } from "../../shared/memory_pipe.ts";
import type { Dice } from "./dice.ts";

/** Into how many pieces what is written is cut at most. */
const PIECES = 4;

export class HeldLine {
  readonly options: MemoryLineOptions;
  #waiting: (() => void)[] = [];
  #held = false;

  constructor(dice: Dice) {
    this.options = {
      soon: (run) => {
        if (this.#held) this.#waiting.push(run);
        else queueMicrotask(run);
      },
      cut: (bytes) => pieces(bytes, dice),
    };
  }

  /** How many deliveries wait, in both directions. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** From now on nothing arrives by itself. */
  hold(): void {
    this.#held = true;
  }

  /** Everything arrives, now and from now on. */
  flow(): void {
    this.#held = false;
    this.carry();
  }

  /** Carries the oldest on, and what was sent the same way behind it. */
  carry(most = Infinity): void {
    for (const run of this.#waiting.splice(0, most)) run();
  }

  /** What is on its way is lost with the line. */
  lose(): void {
    this.#waiting = [];
  }
}

function pieces(bytes: Uint8Array, dice: Dice): readonly Uint8Array[] {
  const cuts = Array.from({ length: dice.below(PIECES) }, () => dice.below(bytes.length + 1)).sort((a, b) => a - b);
  return [0, ...cuts].map((from, place) => bytes.subarray(from, cuts[place])).filter((piece) => piece.length > 0);
}
