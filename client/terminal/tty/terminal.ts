/**
 * The terminal while pychat has its screen: the one file that touches its input and output then. It is always given back as it was, however the process ends
 * but by a signal that nobody can catch. What keys mean and what is painted is its owner's business.
 */
import process from "node:process";
import type { Clock } from "../../../shared/clock.ts";
import type { Key } from "../../../shared/terminal/key.ts";
import { KeyReader } from "../../../shared/terminal/keys.ts";
import type { Ending, ScreenTerminal, TerminalOwner } from "../app/screen_terminal.ts";
import type { ScreenSize } from "../screen/screen.ts";
import { UTF8_QUESTION, utf8Answer } from "./ask_utf8.ts";
import { gatherPaste } from "./gather_paste.ts";
import type { Variables } from "./known_terminals.ts";
import { enterSequence, leaveSequence, type Modes } from "./modes.ts";
import { Outlet } from "./outlet.ts";
import { stopJob, STOPPED_MS, whyNoStop } from "./stop_job.ts";
import { letBegin, writeNow, writeSoon } from "./write_out.ts";

export interface TerminalDeps {
  readonly clock: Clock;
  readonly modes: Modes;
  /** The environment. */
  readonly variables: Variables;
  /** Whether it is to be asked if it shows UTF-8. */
  readonly asks?: boolean;
}

/** A sequence that comes over a slow line arrives within this; a person's Escape key stands alone for longer. */
const ESCAPE_MS = 50;
/** Windows does not say when a window is resized. */
const LOOK_MS = 500;
const WINDOWS = process.platform === "win32";
const SIGNALS: readonly NodeJS.Signals[] = WINDOWS ? ["SIGINT", "SIGBREAK"] : ["SIGINT", "SIGTERM", "SIGHUP"];
const CRASHES = ["error", "unhandledrejection", "unload"];
const USUAL_SIZE: ScreenSize = { columns: 80, rows: 24 };

export class Terminal implements ScreenTerminal {
  readonly #owner: TerminalOwner;
  readonly #deps: TerminalDeps;
  readonly #keys = new KeyReader();
  #outlet: Outlet | undefined;
  #escape: Disposable | undefined;
  #returning: Disposable | undefined;
  #looking: Disposable | undefined;
  #size = USUAL_SIZE;
  #over = false;
  #asking = false;

  constructor(owner: TerminalOwner, deps: TerminalDeps) {
    this.#owner = owner;
    this.#deps = deps;
  }

  open(): void {
    // A terminal that is hung up is no crash.
    process.stdin.on("error", this.#hungUp);
    process.stdout.on("error", this.#hungUp);
    process.stdin.on("end", this.#hungUp);
    process.stdin.on("data", this.#read);
    process.stdout.on("resize", this.#resized);
    for (const signal of SIGNALS) process.on(signal, this.#ended);
    if (!WINDOWS) process.on("SIGCONT", this.#continued);
    if (WINDOWS) this.#looking = this.#deps.clock.every(LOOK_MS, this.#resized);
    for (const crash of CRASHES) globalThis.addEventListener(crash, this.#leave);
    this.#asking = this.#deps.asks ?? false;
    this.#enter();
  }

  paint(draw: () => string): void {
    this.#outlet?.paint(draw);
  }

  send(text: string): boolean {
    return this.#outlet?.send(text) ?? false;
  }

  suspend(): string | undefined {
    const { variables } = this.#deps;
    const why = whyNoStop(variables);
    if (why !== undefined) return why;
    this.#leave();
    stopJob(variables);
    this.#returning = this.#deps.clock.after(STOPPED_MS, () => this.#outlet || this.#enter());
    return undefined;
  }

  /** Gives the terminal back as it was. */
  [Symbol.dispose](): void {
    this.#leave();
    process.stdin.off("error", this.#hungUp);
    process.stdout.off("error", this.#hungUp);
    process.stdin.off("end", this.#hungUp);
    process.stdin.off("data", this.#read);
    process.stdout.off("resize", this.#resized);
    for (const signal of SIGNALS) process.off(signal, this.#ended);
    if (!WINDOWS) process.off("SIGCONT", this.#continued);
    for (const crash of CRASHES) globalThis.removeEventListener(crash, this.#leave);
    for (const timer of [this.#escape, this.#returning, this.#looking]) timer?.[Symbol.dispose]();
    process.stdin.pause();
  }

  readonly #enter = (): void => {
    // Also where it still seems to be raw: the shell may have had it meanwhile. Never off before: what is typed would be echoed, and that may be a PIN.
    process.stdin.setRawMode(true);
    process.stdin.resume();
    writeNow(enterSequence(this.#deps.modes) + (this.#asking ? UTF8_QUESTION : ""));
    this.#outlet?.[Symbol.dispose]();
    this.#outlet = new Outlet({ clock: this.#deps.clock, write: writeSoon, failed: this.#hungUp });
    this.#size = sizeNow();
    this.#owner.show(this.#size);
  };

  readonly #leave = (): void => {
    const outlet = this.#outlet;
    if (!outlet) return;
    this.#outlet = undefined;
    outlet[Symbol.dispose]();
    // A frame that came behind our leaving would be on the shell's screen.
    if (outlet.writing) letBegin();
    writeNow(leaveSequence(this.#deps.modes));
    try {
      process.stdin.setRawMode(false);
    } catch {
      // A terminal that is gone needs no restoring, and why we leave must not get lost over it.
      return;
    }
  };

  readonly #ended = (why: Ending): void => {
    this.#over = true;
    this.#leave();
    this.#owner.ended(why);
  };

  readonly #hungUp = (): void => this.#ended("hangup");

  readonly #continued = (): void => {
    this.#returning?.[Symbol.dispose]();
    if (!this.#over) this.#enter();
  };

  readonly #resized = (): void => {
    const { columns, rows } = this.#size;
    this.#size = sizeNow();
    if (this.#outlet && (this.#size.columns !== columns || this.#size.rows !== rows)) this.#owner.show(this.#size);
  };

  readonly #read = (bytes: Uint8Array): void => {
    const answer = this.#asking ? utf8Answer(bytes) : undefined;
    if (!answer) return this.#readKeys(bytes);
    this.#asking = false;
    this.#owner.answered?.(answer.utf8);
    for (const part of answer.rest) this.#readKeys(part);
  };

  #readKeys(bytes: Uint8Array): void {
    this.#escape?.[Symbol.dispose]();
    this.#press(this.#keys.read(bytes));
    if (this.#keys.waiting) this.#escape = this.#deps.clock.after(ESCAPE_MS, () => this.#press(this.#keys.flush()));
  }

  #press(keys: readonly Key[]): void {
    if (!this.#outlet || keys.length === 0) return;
    this.#owner.press(this.#deps.modes.paste ? keys : gatherPaste(keys));
  }
}

/** Asked anew each time: while the process was stopped, nobody told it. */
function sizeNow(): ScreenSize {
  try {
    const { columns, rows } = Deno.consoleSize();
    return columns > 0 && rows > 0 ? { columns, rows } : USUAL_SIZE;
  } catch {
    return USUAL_SIZE;
  }
}
