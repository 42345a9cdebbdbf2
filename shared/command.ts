/** What a command of pychat is to main.ts, and all that a command may know of the process around it. */
import type { OptionTable } from "./options.ts";
import type { Key } from "./terminal/key.ts";

/** The process as a command sees it. */
export interface CommandIo {
  /** The environment. */
  readonly variables: Readonly<Record<string, string>>;
  /** Every PYCHAT_* variable that some command owns: the others are typing errors. */
  readonly knownVariables: readonly string[];
  readonly inputIsTerminal: boolean;
  readonly outputIsTerminal: boolean;
  /** Writes a line to standard output. */
  print(line: string): void;
  /** Writes a line to standard error. */
  warn(line: string): void;
  /** The keys that were pressed before this command had the terminal; each is given once. */
  takeTypedAhead(): readonly Key[];
  /** Runs another command, once it is loaded and `release` has given the terminal free, and says what went wrong; resolves to its exit code. */
  start(command: string, args: readonly string[], release: () => readonly Key[]): Promise<number>;
}

/** A module that is a command: its options, and what it does; `run` resolves to the exit code. */
export interface Command {
  readonly options: OptionTable;
  run(args: readonly string[], io: CommandIo): Promise<number>;
}
