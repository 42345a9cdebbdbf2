/**
 * Keys on their way to what they are for. What is typed behind a command waits a moment, until it is known whether that asks something: a PIN that is typed
 * ahead must become neither part of a draft that is shown, nor something that is said.
 */
import type { Clock } from "../../../shared/clock.ts";
import { type Key, labelOf } from "../../../shared/terminal/key.ts";

export interface KeyGateDeps {
  readonly clock: Clock;
  readonly press: (key: Key) => void;
  /** Whether a question waits for its answer. */
  readonly asks: () => boolean;
}

/** How much may be typed ahead. */
const MOST_HELD = 10_000;
/** How long the next question has to follow an answer. */
const PAUSE_MS = 20;

export class KeyGate implements Disposable {
  readonly #deps: KeyGateDeps;
  readonly #held: Key[] = [];
  #closed = false;
  #pause: Disposable | undefined;

  constructor(deps: KeyGateDeps) {
    this.#deps = deps;
  }

  take(keys: readonly Key[]): void {
    for (const key of keys) {
      if (this.#closed && isInterrupt(key) && !this.#deps.asks()) this.#interrupt();
      if (this.#held.length < MOST_HELD) this.#held.push(key);
      this.flow();
    }
  }

  /** A command was typed: only what it asks is answered until the gate is opened. */
  close(): void {
    this.#closed = true;
  }

  /** The command is done, or takes too long to be waited for. */
  open(): void {
    this.#pause?.[Symbol.dispose]();
    this.#closed = false;
    this.flow();
  }

  /** Lets through what may go; to be called when a question is there. */
  flow(): void {
    while (!this.#closed || this.#deps.asks()) {
      const key = this.#held.shift();
      if (!key) return;
      const asked = this.#deps.asks();
      this.#deps.press(key);
      if (asked && !this.#deps.asks()) this.#rest();
    }
  }

  [Symbol.dispose](): void {
    this.#pause?.[Symbol.dispose]();
    this.#held.length = 0;
    this.#closed = true;
  }

  /** Nobody is to be shut in by a command. As at any terminal, what was typed ahead of Ctrl-C is gone. */
  #interrupt(): void {
    this.#held.length = 0;
    this.open();
  }

  /** An answer may lead to the next question. */
  #rest(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#pause = this.#deps.clock.after(PAUSE_MS, () => this.open());
  }
}

function isInterrupt(key: Key): boolean {
  return key.type === "key" && labelOf(key) === "ctrl-c";
}
