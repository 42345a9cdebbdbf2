/** What the screen needs of a terminal, and what it is told by it: a port. The real one is tty/terminal.ts. */
import type { Key } from "../../../shared/terminal/key.ts";
import type { ScreenSize } from "../screen/screen.ts";

/** Why the terminal is not ours any more: it went away, or a signal asked the process to end. */
export type Ending = "hangup" | NodeJS.Signals;

/** Who has the terminal. */
export interface TerminalOwner {
  press(keys: readonly Key[]): void;
  /** What is on the screen is gone or out of place: it is ours (again), or has another size. All of it has to be painted. */
  show(size: ScreenSize): void;
  /** It shows UTF-8, or it does not; said only where that was asked. */
  answered?(utf8: boolean): void;
  /** It is over: the terminal is already given back, and nothing can be painted. May be said more than once. */
  ended(why: Ending): void;
}

export interface ScreenTerminal extends Disposable {
  /** Takes the terminal, and has its owner paint. */
  open(): void;
  /** Paints when the terminal has room for it; of the paints that wait, only the last one is made. */
  paint(draw: () => string): void;
  /** Sends what is no paint: a bell, a copy, a notification. Whether it goes out. */
  send(text: string): boolean;
  /** Stops like any program of this terminal, until the shell continues it; says why it cannot. */
  suspend(): string | undefined;
}
