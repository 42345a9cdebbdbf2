/** A program that runs: in its own folder and, unless it inherits ours, with its own environment and nothing else's; lines in, lines out, each read once. */
import { until } from "./until.ts";

export interface RunOptions {
  readonly cwd: string | URL;
  readonly env?: Readonly<Record<string, string>>;
  /** It has our environment, too. */
  readonly inherits?: boolean;
  /** Nobody types anything. */
  readonly deaf?: boolean;
}

export interface RunEnd {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export class Run implements AsyncDisposable {
  readonly #child: Deno.ChildProcess;
  readonly #input: WritableStreamDefaultWriter<Uint8Array> | undefined;
  readonly #read: Promise<unknown>;
  #ended = false;
  /** Up to where a test has read what was printed. */
  #at = 0;
  out = "";
  err = "";

  constructor(
    [program = "", ...args]: readonly string[],
    { cwd, env = {}, inherits = false, deaf = false }: RunOptions,
  ) {
    this.#child = new Deno.Command(program, {
      ...{ args, cwd, env, clearEnv: !inherits },
      stdin: deaf ? "null" : "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    this.#input = deaf ? undefined : this.#child.stdin.getWriter();
    this.#read = Promise.all([
      this.#pour(this.#child.stdout, (text) => this.out += text),
      this.#pour(this.#child.stderr, (text) => this.err += text),
      this.#child.status.then(() => this.#ended = true),
    ]);
  }

  get pid(): number {
    return this.#child.pid;
  }

  async types(...lines: readonly string[]): Promise<void> {
    for (const line of lines) await this.#input?.write(new TextEncoder().encode(`${line}\n`));
  }

  /** Waits until a line with this text is printed, behind what was read so far; gives the line. */
  async reads(text: string): Promise<string> {
    await until(
      () => this.#find(text) !== undefined || this.#ended,
      `there is a line "${text}"; there is ${this.out.slice(this.#at)}${this.err}`,
    );
    await (this.#ended ? this.#read : undefined);
    const found = this.#find(text);
    if (!found) throw new Error(`It ended without a line "${text}": ${this.out.slice(this.#at)}${this.err}`);
    this.#at = found.end;
    return found.line;
  }

  /** Waits until what was printed in all looks like this. */
  async prints(pattern: RegExp): Promise<void> {
    await until(
      () => this.#ended || pattern.test(this.out),
      `the program prints ${pattern}; it printed ${this.out}${this.err}`,
    );
    await (this.#ended ? this.#read : undefined);
    if (!pattern.test(this.out)) {
      throw new Error(`The program ended without printing ${pattern}: ${this.out}${this.err}`);
    }
  }

  /** How often a text was printed. */
  count(text: string): number {
    return this.out.split(text).length - 1;
  }

  signal(signal: Deno.Signal): void {
    this.#child.kill(signal);
  }

  /** There are no more lines; gives how it ended. */
  async end(): Promise<RunEnd> {
    await this.#input?.close().catch(() => {});
    const { code } = await this.#child.status;
    await this.#read;
    return { code, out: this.out, err: this.err };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#ended) this.signal("SIGKILL");
    await this.end();
  }

  #find(text: string): { readonly line: string; readonly end: number } | undefined {
    const at = this.out.indexOf(text, this.#at);
    const end = at < 0 ? -1 : this.out.indexOf("\n", at);
    if (end < 0) return undefined;
    return { line: this.out.slice(this.out.lastIndexOf("\n", at) + 1, end), end: end + 1 };
  }

  async #pour(stream: ReadableStream<Uint8Array<ArrayBuffer>>, into: (text: string) => void): Promise<void> {
    for await (const text of stream.pipeThrough(new TextDecoderStream())) into(text);
  }
}
