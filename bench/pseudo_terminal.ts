/** `pychat connect` in a pseudo-terminal: what is typed there, when it shows, and what CPU time and memory the process has. */
import project from "../deno.json" with { type: "json" };
import { rss } from "./memory.ts";
import type { Processes } from "./processes.ts";

export interface PseudoTerminalOptions {
  /** Where files may be kept. */
  readonly directory: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

const ROOT = new URL("../", import.meta.url).pathname;
/** As the task in deno.json runs it. */
const CONNECT = [Deno.execPath(), ...project.tasks.connect.split(" ").slice(1)];
/** The shell becomes the program, so its number is the program's. */
const SHELL = 'stty cols 120 rows 40; echo $$ >"$PID_FILE"; cd "$ROOT"; exec "$@"';
const QUIET_MS = 300;
const DEADLINE_MS = 20_000;
const RECENT = 100_000;

export class PseudoTerminal {
  readonly #child: Deno.ChildProcess;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>;
  readonly #pidFile: string;
  readonly #poured: Promise<void>;
  #recent = "";
  #heardAt = 0;
  #heard = Promise.withResolvers<void>();
  #over = false;

  constructor(processes: Processes, { directory, args, env = {} }: PseudoTerminalOptions) {
    this.#pidFile = `${directory}/pid-${crypto.randomUUID()}`;
    const command = ["sh", "-c", SHELL, "sh", ...CONNECT, ...args].map(quoted).join(" ");
    this.#child = processes.converse(["script", "-qfe", "-c", command, "/dev/null"], {
      env: { TERM: "xterm-256color", LANG: "C.UTF-8", ROOT, PID_FILE: this.#pidFile, ...env },
    });
    this.#writer = this.#child.stdin.getWriter();
    this.#poured = this.#pour();
  }

  /** When it first showed this (performance.now()). */
  async shows(pattern: RegExp): Promise<number> {
    const deadline = performance.now() + DEADLINE_MS;
    while (!pattern.test(this.#recent)) {
      if (this.#over || performance.now() > deadline) {
        throw new Error(
          `Cannot measure: the screen never showed ${pattern}. It showed ${JSON.stringify(this.#recent)}`,
        );
      }
      await this.#hearing();
    }
    return this.#heardAt;
  }

  /** Milliseconds until something shows after this key. */
  async press(key: string): Promise<number> {
    await pause(QUIET_MS / 10);
    const hearing = this.#hearing();
    const began = performance.now();
    await this.#writer.write(new TextEncoder().encode(key));
    await hearing;
    if (this.#heardAt < began) throw new Error(`Cannot measure: nothing showed after ${JSON.stringify(key)}`);
    return this.#heardAt - began;
  }

  /** Resolves when nothing has changed for a moment, on the screen and behind it. */
  async rest(): Promise<void> {
    let before = NaN;
    for (;;) {
      const spent = await this.cpu();
      if (spent - before < QUIET_MS / 50) return;
      before = spent;
      await pause(QUIET_MS);
    }
  }

  /** CPU milliseconds of the program so far, all its threads. */
  async cpu(): Promise<number> {
    const { stdout } = await new Deno.Command("sh", {
      args: ["-c", `cat /proc/${await this.#pid()}/task/*/schedstat`],
      stderr: "null",
    }).output();
    const lines = new TextDecoder().decode(stdout).trim().split("\n");
    return lines.reduce((sum, line) => sum + Number(line.split(" ")[0]), 0) / 1e6;
  }

  /** Bytes of the program that are resident. */
  async rss(): Promise<number> {
    return await rss(await this.#pid());
  }

  /** Kills it: the terminal is gone. */
  async close(): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.#child.status;
    await this.#poured;
    await this.#writer.close().catch(() => {});
  }

  async #pid(): Promise<number> {
    return Number(await Deno.readTextFile(this.#pidFile));
  }

  async #pour(): Promise<void> {
    for await (const text of this.#child.stdout.pipeThrough(new TextDecoderStream())) {
      this.#heardAt = performance.now();
      this.#recent = (this.#recent + text).slice(-RECENT);
      this.#hear();
    }
    this.#over = true;
    this.#hear();
  }

  /** Resolves when something was shown; without it, when the deadline is over. */
  async #hearing(): Promise<void> {
    const late = setTimeout(() => this.#hear(), DEADLINE_MS);
    await this.#heard.promise;
    clearTimeout(late);
  }

  #hear(): void {
    const heard = this.#heard;
    this.#heard = Promise.withResolvers();
    heard.resolve();
  }
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
