/** Where somebody sits and writes lines to the client, and reads what it prints: a person at a terminal, or a script. */

import type { Key } from "../../shared/terminal/key.ts";

/** How something is asked. */
export interface Asking {
  /** Nobody wants the answer any more. */
  readonly signal?: AbortSignal;
  /** Why it is asked, or asked again, in words that are already clean. */
  readonly why?: string | undefined;
  /** What is typed is not shown, and kept nowhere. */
  readonly secret?: boolean;
}

export interface Desk extends Disposable {
  /** Somebody is there who can be asked. */
  readonly asks: boolean;
  /** What is said to him may come while he writes, and a question while a line is waited for. */
  readonly livesOn: boolean;
  /** Resolves when whoever sat there is gone, or has had enough. That a script has no more lines is no such thing. */
  readonly gone: Promise<void>;
  /** Prints a line that is already clean. */
  print(line: string): void;
  /** Empties the screen, if there is one. */
  clear(): void;
  /** Makes a sound, if there is something that can. */
  ring(): void;
  /** Whoever sat here sits elsewhere now, and what he types until then is not shown; gives the keys that nobody waited for. */
  leave?(): readonly Key[];
  /** Says what stands in front of the line being written. */
  prompt(text: string): void;
  /** The next line; undefined when there are no more, or the signal aborts: then it is for whoever asks next. */
  next(signal?: AbortSignal): Promise<string | undefined>;
  /** The answer to a question, which comes before the next line; undefined when there is none. */
  ask(question: string, asking?: Asking): Promise<string | undefined>;
}
