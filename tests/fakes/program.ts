/** The real program as a child process: what it prints, until when, and how it ends. */
import { Run, type RunEnd } from "./run.ts";

const root = new URL("../../", import.meta.url);

export interface ProgramOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Run this instead of pychat: a line for a shell, from the project's root. */
  readonly shell?: string;
}

export class Program implements AsyncDisposable {
  readonly #run: Run;

  constructor(args: readonly string[], { env = {}, shell }: ProgramOptions = {}) {
    const command = shell === undefined
      ? [Deno.execPath(), "run", "-q", "--no-check", "-P=pychat", "main.ts", ...args]
      : ["sh", "-c", `exec ${shell}`];
    this.#run = new Run(command, { cwd: root, env: { ...env, NO_COLOR: "1" }, inherits: true, deaf: true });
  }

  /** A relay in a directory of its own, on a free port. */
  static async relay(args: readonly string[] = [], options: ProgramOptions = {}): Promise<Program> {
    const relay = new Program(["relay", "--host", "127.0.0.1", "--port", "0", ...args], options);
    await relay.prints(/pychat connect /);
    return relay;
  }

  /** Where the banner says that a relay listens. */
  get port(): number {
    return Number(/pychat connect 127\.0\.0\.1:(\d+)/.exec(this.out)?.[1] ?? 5000);
  }

  get out(): string {
    return this.#run.out;
  }

  get err(): string {
    return this.#run.err;
  }

  prints(pattern: RegExp): Promise<void> {
    return this.#run.prints(pattern);
  }

  signal(signal: Deno.Signal): void {
    this.#run.signal(signal);
  }

  /** Waits for the end; gives the exit code and all that was printed. */
  end(): Promise<RunEnd> {
    return this.#run.end();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#run[Symbol.asyncDispose]();
  }
}
