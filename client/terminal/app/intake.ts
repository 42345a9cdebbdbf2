/** What comes from the keyboard: keys one by one, as soon as they may go, and the lines that they became, for whoever does as they say. */
import type { Clock } from "../../../shared/clock.ts";
import type { Key } from "../../../shared/terminal/key.ts";
import { isCommand } from "../../core/commands/is_command.ts";
import type { Typed } from "../client.ts";
import { LineQueue } from "../line_queue.ts";
import { KeyGate } from "./key_gate.ts";

export interface IntakeDeps {
  readonly clock: Clock;
  readonly press: (key: Key) => void;
  /** Whether a question waits for its answer. */
  readonly asks: () => boolean;
}

export class Intake implements Disposable {
  readonly #gate: KeyGate;
  readonly #lines = new LineQueue<Typed>();

  constructor(deps: IntakeDeps) {
    this.#gate = new KeyGate(deps);
  }

  /** Keys were pressed. */
  take(keys: readonly Key[]): void {
    this.#gate.take(keys);
  }

  /** There is a question now, or none any more. */
  asked(): void {
    this.#gate.flow();
  }

  /** A line was sent off. What stands behind a command waits also while nobody obeys yet: a PIN that it will ask for must not be said instead. */
  put(typed: Typed): void {
    if (isCommand(typed.line)) this.#gate.close();
    this.#lines.put(typed);
  }

  /** The next line; undefined at the end. */
  next(signal: AbortSignal): Promise<Typed | undefined> {
    const typed = this.#lines.next(signal);
    if (this.#lines.awaited) this.#gate.open();
    return typed;
  }

  [Symbol.dispose](): void {
    this.#gate[Symbol.dispose]();
  }
}
