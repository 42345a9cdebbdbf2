/**
 * The operator's console on a real terminal, or on whatever standard input is: the one file of the relay that touches stdin and
 * stdout. Whatever is printed appears above the line being written, which is never torn.
 */
import process from "node:process";
import { type Key, KeyReader } from "../shared/terminal/keys.ts";
import { edit, emptyLine, type LineEffect, type LineRules, type LineState } from "../shared/terminal/line_editor.ts";
import { viewLine } from "../shared/terminal/line_view.ts";
import { columns } from "../shared/terminal/width.ts";
import { completeConsole, runConsoleLine } from "./console.ts";
import type { Operator } from "./operator.ts";

export interface ConsoleDeps {
  readonly now: () => number;
  /** The operator wants the relay to stop. The terminal is already given back. */
  readonly exit: () => void;
}

/** A console at work; disposing of it gives the terminal back. */
export interface Console extends Disposable {
  /** Prints a line, or several, already clean; after the console is gone, too. */
  print(line: string): void;
}

const PROMPT = "> ";
const BRACKETED_PASTE = { on: "\x1b[?2004h", off: "\x1b[?2004l" };
const ERASE_BELOW = "\r\x1b[J";
const CLEAR = "\x1b[H\x1b[2J";
const SAVE_CURSOR = "\x1b7";
const RESTORE_CURSOR = "\x1b8";
const BELL = "\x07";
/** A sequence that comes over a slow line arrives within this; a person's Escape key stands alone for longer. */
const ESCAPE_MS = 50;
/** A longer line from a script is no command. */
const LONGEST_LINE = 1 << 16;

/** Opens the console on standard input: an edited line on a terminal, plain lines from a pipe. */
export function openConsole(operator: Operator, deps: ConsoleDeps): Console {
  // A terminal that is hung up, or a pipe that nobody reads: the relay goes on without it.
  process.stdout.on("error", () => {});
  process.stdin.on("error", () => {});
  const terminal = process.stdin.isTTY && process.stdout.isTTY && process.env["TERM"] !== "dumb";
  return terminal ? new TerminalConsole(operator, deps) : new PipedConsole(operator, deps);
}

class TerminalConsole implements Console {
  readonly #operator: Operator;
  readonly #deps: ConsoleDeps;
  readonly #rules: LineRules;
  readonly #keys = new KeyReader();
  #state: LineState = emptyLine;
  #escape: ReturnType<typeof setTimeout> | undefined;
  /** The column where the cursor was left. */
  #column = 0;
  #open = true;

  constructor(operator: Operator, deps: ConsoleDeps) {
    this.#operator = operator;
    this.#deps = deps;
    this.#rules = { breaks: false, complete: (text) => completeConsole(text, operator) };
    process.stdin.on("data", this.#read);
    process.stdin.on("end", this.#ended);
    process.stdout.on("resize", this.#resized);
    // However the process ends, also by a crash.
    globalThis.addEventListener("unload", this.#leave);
    if (process.platform !== "win32") process.on("SIGCONT", this.#enter);
    this.#enter();
  }

  print(line: string): void {
    process.stdout.write(this.#open ? `${ERASE_BELOW}${line}\n${this.#painted()}` : `${line}\n`);
  }

  [Symbol.dispose](): void {
    if (!this.#open) return;
    this.#leave();
    clearTimeout(this.#escape);
    process.stdin.off("data", this.#read);
    process.stdin.off("end", this.#ended);
    process.stdout.off("resize", this.#resized);
    globalThis.removeEventListener("unload", this.#leave);
    if (process.platform !== "win32") process.off("SIGCONT", this.#enter);
    process.stdin.pause();
  }

  readonly #enter = (): void => {
    this.#open = true;
    process.stdin.setRawMode(true);
    process.stdin.resume();
    process.stdout.write(BRACKETED_PASTE.on + this.#painted());
  };

  readonly #leave = (): void => {
    if (!this.#open) return;
    this.#open = false;
    process.stdout.write(ERASE_BELOW + BRACKETED_PASTE.off);
    process.stdin.setRawMode(false);
  };

  /** The terminal went away; the relay stays. */
  readonly #ended = (): void => this[Symbol.dispose]();

  readonly #resized = (): void => {
    // The terminal may have broken the painted line into several: what is above the cursor's row is ours, too.
    const above = Math.floor(this.#column / this.#width());
    process.stdout.write((above > 0 ? `\x1b[${above}A` : "") + ERASE_BELOW + this.#painted());
  };

  readonly #read = (bytes: Uint8Array): void => {
    clearTimeout(this.#escape);
    this.#press(this.#keys.read(bytes));
    if (this.#keys.waiting) this.#escape = setTimeout(() => this.#press(this.#keys.flush()), ESCAPE_MS);
  };

  #press(keys: readonly Key[]): void {
    for (const key of keys) {
      if (!this.#open) return;
      const { state, effect } = edit(this.#state, key, this.#rules);
      this.#state = state;
      if (effect) this.#apply(effect);
    }
    if (this.#open) process.stdout.write(ERASE_BELOW + this.#painted());
  }

  #apply(effect: LineEffect): void {
    switch (effect.type) {
      case "submit":
        return this.#run(effect.line);
      case "exit":
        return this.#run("/exit");
      case "show":
        return this.print(effect.candidates.join("  "));
      case "redraw":
        process.stdout.write(CLEAR);
        return;
      case "bell":
        process.stdout.write(BELL);
        return;
      case "suspend":
        return this.#suspend();
      default:
        return effect satisfies never;
    }
  }

  #run(line: string): void {
    this.print(PROMPT + line);
    obey(line, { console: this, operator: this.#operator, deps: this.#deps });
  }

  /** Stops like any program of this terminal, until the shell continues it. */
  #suspend(): void {
    if (process.platform === "win32") return;
    this.#leave();
    process.kill(process.pid, "SIGTSTP");
  }

  /** The prompt and what fits of the line; the terminal itself remembers where the cursor belongs, whatever widths it believes in. */
  #painted(): string {
    const view = viewLine(this.#state, this.#width() - PROMPT.length - 1);
    this.#column = PROMPT.length + columns(view.before);
    return PROMPT + view.before + SAVE_CURSOR + view.after + RESTORE_CURSOR;
  }

  #width(): number {
    return process.stdout.columns || 80;
  }
}

/** Lines from a script. Their end is not the relay's: nothing stops when the input does. */
class PipedConsole implements Console {
  readonly #operator: Operator;
  readonly #deps: ConsoleDeps;
  readonly #decoder = new TextDecoder();
  #pending = "";
  #open = true;

  constructor(operator: Operator, deps: ConsoleDeps) {
    this.#operator = operator;
    this.#deps = deps;
    process.stdin.on("data", this.#read);
    process.stdin.on("end", this.#ended);
  }

  print(line: string): void {
    process.stdout.write(`${line}\n`);
  }

  [Symbol.dispose](): void {
    this.#open = false;
    process.stdin.off("data", this.#read);
    process.stdin.off("end", this.#ended);
    process.stdin.pause();
  }

  readonly #read = (bytes: Uint8Array): void => {
    const lines = (this.#pending + this.#decoder.decode(bytes, { stream: true })).split("\n");
    this.#pending = (lines.pop() ?? "").slice(0, LONGEST_LINE);
    for (const line of lines) this.#run(line);
  };

  readonly #ended = (): void => this.#run(this.#pending);

  #run(line: string): void {
    if (this.#open) obey(line, { console: this, operator: this.#operator, deps: this.#deps });
  }
}

/** Does what a line says, and prints what came of it. */
function obey(
  line: string,
  { console, operator, deps }: { console: Console; operator: Operator; deps: ConsoleDeps },
): void {
  const { lines, exit } = runConsoleLine(line, operator, deps.now());
  // In one write: each of its own would paint what is being typed anew, thousands of times.
  if (lines.length > 0) console.print(lines.join("\n"));
  if (!exit) return;
  console[Symbol.dispose]();
  deps.exit();
}
