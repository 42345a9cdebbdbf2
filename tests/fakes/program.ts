/** The real program as a child process: what it prints, until when, and how it ends. */
import { until } from "./until.ts";

const root = new URL("../../", import.meta.url);

export interface ProgramOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Run this instead of pychat: a line for a shell, from the project's root. */
  readonly shell?: string;
}

export class Program implements AsyncDisposable {
  readonly #child: Deno.ChildProcess;
  readonly #read: Promise<unknown>;
  out = "";
  err = "";
  #ended = false;

  constructor(args: readonly string[], { env = {}, shell }: ProgramOptions = {}) {
    const [command, rest] = shell === undefined
      ? [Deno.execPath(), ["run", "-q", "--no-check", "-P=pychat", "main.ts", ...args]] as const
      : ["sh", ["-c", `exec ${shell}`]] as const;
    this.#child = new Deno.Command(command, {
      args: [...rest],
      cwd: root,
      env: { ...env, NO_COLOR: "1" },
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    this.#read = Promise.all([
      this.#pour(this.#child.stdout, (text) => this.out += text),
      this.#pour(this.#child.stderr, (text) => this.err += text),
      this.#child.status.then(() => this.#ended = true),
    ]);
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

  async prints(pattern: RegExp): Promise<void> {
    await until(
      () => this.#ended || pattern.test(this.out),
      `the program prints ${pattern}; it printed ${this.out}${this.err}`,
    );
    if (!pattern.test(this.out)) {
      throw new Error(`The program ended without printing ${pattern}: ${this.out}${this.err}`);
    }
  }

  signal(signal: Deno.Signal): void {
    this.#child.kill(signal);
  }

  /** Waits for the end; gives the exit code and all that was printed. */
  async end(): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
    const { code } = await this.#child.status;
    await this.#read;
    return { code, out: this.out, err: this.err };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#ended) this.signal("SIGKILL");
    await this.end();
  }

  async #pour(stream: ReadableStream<Uint8Array<ArrayBuffer>>, into: (text: string) => void): Promise<void> {
    for await (const text of stream.pipeThrough(new TextDecoderStream())) into(text);
  }
}
