/**
 * A script, or a terminal that can do nothing: lines in and lines out, nothing else. Lines are read as they are wanted, so that whoever writes faster than
 * they can be obeyed waits.
 */
import { inputLines } from "../machine/input_lines.ts";
import type { Asking, Desk } from "./desk.ts";
import { edit, emptyLine } from "../../shared/terminal/line_editor.ts";
import type { Key } from "../../shared/terminal/key.ts";
import { KeyReader } from "../../shared/terminal/keys.ts";

/** What is written to and read from. */
export interface Pipes {
  readonly input: ReadableStream<Uint8Array>;
  readonly inputIsTerminal: boolean;
  /** Writes text; false when nobody reads it any more. */
  write(text: string): boolean;
  /** Whether the terminal shows what is typed. */
  echo(on: boolean): void;
}

/** A longer line is cut there. */
const LONGEST_LINE = 1 << 16;

export class PipeDesk implements Desk {
  readonly livesOn = false;
  readonly asks: boolean;
  readonly #pipes: Pipes;
  readonly #lines: AsyncGenerator<string>;
  /** A line that is being read, and perhaps nobody waits for. */
  #coming: Promise<IteratorResult<string>> | undefined;
  readonly #gone = Promise.withResolvers<void>();
  #isGone = false;
  /** Those who wait for a line. */
  readonly #waiting = new Set<() => void>();

  constructor(pipes: Pipes) {
    this.#pipes = pipes;
    this.asks = pipes.inputIsTerminal;
    // A terminal that echoes nothing does not make line feeds of returns either.
    this.#lines = inputLines(pipes.input, {
      end: pipes.inputIsTerminal ? /\r\n|[\r\n]/ : /\r?\n/,
      longest: LONGEST_LINE,
    });
  }

  get gone(): Promise<void> {
    return this.#gone.promise;
  }

  print(line: string): void {
    if (!this.#pipes.write(`${line}\n`)) this.#go();
  }

  clear(): void {}

  ring(): void {}

  prompt(): void {}

  async next(signal?: AbortSignal): Promise<string | undefined> {
    const line = this.#coming ??= this.#lines.next();
    const { promise, resolve, reject } = Promise.withResolvers<IteratorResult<string> | undefined>();
    const stop = () => resolve(undefined);
    // Not a race with `gone`, which would keep every line until it is over.
    this.#waiting.add(stop);
    signal?.addEventListener("abort", stop);
    if (signal?.aborted || this.#isGone) stop();
    line.then(resolve, reject);
    const read = await promise.finally(() => {
      this.#waiting.delete(stop);
      signal?.removeEventListener("abort", stop);
    });
    if (!read) return undefined;
    this.#coming = undefined;
    return read.done ? undefined : read.value;
  }

  async ask(question: string, { secret = false, signal, why }: Asking = {}): Promise<string | undefined> {
    if (!this.asks) return await this.next(signal);
    if (why !== undefined) this.print(`! ${why}`);
    this.#pipes.write(question);
    return secret ? await this.#askSecret(signal) : await this.next(signal);
  }

  leave(): readonly Key[] {
    this[Symbol.dispose]();
    return [];
  }

  [Symbol.dispose](): void {
    this.#go();
    // A line that is being read is waited for.
    this.#lines.return(undefined).catch(() => {});
  }

  #go(): void {
    this.#isGone = true;
    this.#gone.resolve();
    for (const stop of this.#waiting) stop();
  }

  async #askSecret(signal: AbortSignal | undefined): Promise<string | undefined> {
    const echo = () => this.#pipes.echo(true);
    // However the process ends.
    globalThis.addEventListener("unload", echo);
    this.#pipes.echo(false);
    try {
      const line = await this.next(signal);
      return line && asTyped(line);
    } finally {
      echo();
      globalThis.removeEventListener("unload", echo);
      this.#pipes.write("\n");
    }
  }
}

/** What a line reads after its backspaces, which a terminal without echo hands on as they are. */
function asTyped(line: string): string {
  const rules = { breaks: false, complete: () => ({ from: 0, candidates: [] }) };
  const keys = new KeyReader().read(new TextEncoder().encode(line));
  return keys.reduce((state, key) => edit(state, key, rules).state, emptyLine).text;
}
