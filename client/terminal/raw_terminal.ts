/**
 * The terminal in raw mode: every key comes as it is pressed, nothing is echoed. However the process ends, the terminal is given back as it was. What keys
 * mean and what is painted is its owner's business.
 */
import process from "node:process";
import { type Key, KeyReader } from "../../shared/terminal/keys.ts";
import type { Variables } from "./tty/known_terminals.ts";
import { stopJob, STOPPED_MS, whyNoStop } from "./tty/stop_job.ts";

/** Who has the terminal. */
export interface TerminalOwner {
  press(keys: readonly Key[]): void;
  /** The terminal is ours (again): what is painted has to be painted. */
  entered(): void;
  /** It is about to be given back: what is painted has to go. */
  leaving(): void;
  resized(): void;
  /** It went away. */
  ended(): void;
}

const BRACKETED_PASTE = { on: "\x1b[?2004h", off: "\x1b[?2004l" };
/** A sequence that comes over a slow line arrives within this; a person's Escape key stands alone for longer. */
const ESCAPE_MS = 50;

export class RawTerminal implements Disposable {
  readonly #owner: TerminalOwner;
  readonly #variables: Variables;
  readonly #keys = new KeyReader();
  #escape: ReturnType<typeof setTimeout> | undefined;
  #returning: ReturnType<typeof setTimeout> | undefined;
  #open = false;

  constructor(owner: TerminalOwner, variables: Variables) {
    this.#owner = owner;
    this.#variables = variables;
  }

  /** Takes the terminal. */
  open(): void {
    // A terminal that is hung up is no crash.
    process.stdout.on("error", this.#ended);
    process.stdin.on("error", this.#ended);
    process.stdin.on("data", this.#read);
    process.stdin.on("end", this.#ended);
    process.stdout.on("resize", this.#resized);
    globalThis.addEventListener("unload", this.#leave);
    if (process.platform !== "win32") process.on("SIGCONT", this.#enter);
    this.#enter();
  }

  get columns(): number {
    return process.stdout.columns || 80;
  }

  get rows(): number {
    return process.stdout.rows || 24;
  }

  write(text: string): void {
    process.stdout.write(text);
  }

  /** Stops like any program of this terminal, until the shell continues it; says why it cannot. */
  suspend(): string | undefined {
    const why = whyNoStop(this.#variables);
    if (why !== undefined) return why;
    this.#leave();
    stopJob(this.#variables);
    this.#returning = setTimeout(() => this.#open || this.#enter(), STOPPED_MS);
    return undefined;
  }

  /**
   * Leaves it to whoever takes it next in this process, and raw until then: a PIN that is typed meanwhile must not be echoed. Disposing gives it back if
   * nobody took it.
   */
  handOver(): void {
    this.#wipe();
    clearTimeout(this.#escape);
    clearTimeout(this.#returning);
    process.stdin.off("data", this.#read);
    process.stdin.off("end", this.#ended);
    process.stdout.off("resize", this.#resized);
    if (process.platform !== "win32") process.off("SIGCONT", this.#enter);
    process.stdin.pause();
  }

  [Symbol.dispose](): void {
    this.#leave();
    this.handOver();
    globalThis.removeEventListener("unload", this.#leave);
  }

  readonly #enter = (): void => {
    this.#open = true;
    process.stdin.setRawMode(true);
    process.stdin.resume();
    this.write(BRACKETED_PASTE.on);
    this.#owner.entered();
  };

  readonly #leave = (): void => {
    this.#wipe();
    if (process.stdin.isRaw) process.stdin.setRawMode(false);
  };

  /** Takes away what is painted. */
  #wipe(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#owner.leaving();
    this.write(BRACKETED_PASTE.off);
  }

  readonly #ended = (): void => this.#owner.ended();

  readonly #resized = (): void => this.#owner.resized();

  readonly #read = (bytes: Uint8Array): void => {
    clearTimeout(this.#escape);
    this.#owner.press(this.#keys.read(bytes));
    if (this.#keys.waiting) this.#escape = setTimeout(() => this.#owner.press(this.#keys.flush()), ESCAPE_MS);
  };
}
