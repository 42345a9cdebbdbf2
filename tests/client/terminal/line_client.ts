/** The real `pychat connect` as a child process, driven through pipes as a script would: lines in, lines out, each read once. */
import { until } from "../../fakes/until.ts";

const root = new URL("../../../", import.meta.url);

export interface LineClientOptions {
  readonly port: number;
  /** Where he keeps his keys. */
  readonly home: string;
  readonly name: string;
  readonly channel?: string;
  readonly pin?: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export class LineClient implements AsyncDisposable {
  readonly #child: Deno.ChildProcess;
  readonly #input: WritableStreamDefaultWriter<Uint8Array>;
  readonly #read: Promise<unknown>;
  #ended = false;
  /** Up to where a test has read what was printed. */
  #at = 0;
  out = "";
  err = "";

  constructor({ port, home, name, channel = "Work", pin = "1234", args = [], env = {} }: LineClientOptions) {
    const flags = [`127.0.0.1:${port}`, "--channel", channel, "--name", name, ...args];
    this.#child = new Deno.Command(Deno.execPath(), {
      args: ["run", "-q", "--no-check", "-P=pychat", "main.ts", "connect", ...flags],
      cwd: root,
      env: { NO_COLOR: "1", PYCHAT_HOME: home, PYCHAT_PIN: pin, ...env },
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    this.#input = this.#child.stdin.getWriter();
    this.#read = Promise.all([
      this.#pour(this.#child.stdout, (text) => this.out += text),
      this.#pour(this.#child.stderr, (text) => this.err += text),
      this.#child.status.then(() => this.#ended = true),
    ]);
  }

  async types(...lines: readonly string[]): Promise<void> {
    for (const line of lines) await this.#input.write(new TextEncoder().encode(`${line}\n`));
  }

  /** Waits until a line with this text is printed, behind what was read so far; gives the line. */
  async reads(text: string): Promise<string> {
    await until(
      () => this.#find(text) !== undefined || this.#ended,
      `there is a line "${text}"; there is ${this.out.slice(this.#at)}${this.err}`,
    );
    const found = this.#find(text);
    if (!found) throw new Error(`It ended without a line "${text}": ${this.out.slice(this.#at)}${this.err}`);
    this.#at = found.end;
    return found.line;
  }

  /** How often a text was printed. */
  count(text: string): number {
    return this.out.split(text).length - 1;
  }

  signal(signal: Deno.Signal): void {
    this.#child.kill(signal);
  }

  /** There are no more lines; gives how it ended. */
  async end(): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
    await this.#input.close().catch(() => {});
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
