/** A process that has a vault open (vault_driver.ts), what it says, and its sudden end. */
import { assert } from "@std/assert";
import { until } from "../../fakes/until.ts";

const ROOT = new URL("../../../", import.meta.url);

export class VaultProcess implements AsyncDisposable {
  readonly #child: Deno.ChildProcess;
  readonly #ended: Promise<unknown>;
  #over = false;
  lines: readonly string[] = [];

  /** With `before`, a shell begins its line with that. */
  constructor(path: string, task: "save" | "hold" | "fill", before?: string) {
    const driver = new URL("vault_driver.ts", import.meta.url).pathname;
    const args = ["run", "-q", "--no-check", "--no-code-cache", "-P=tests", driver, path, task];
    const [command, rest] = before === undefined
      ? [Deno.execPath(), args] as const
      : ["sh", ["-c", `${before} "$0" "$@"`, Deno.execPath(), ...args]] as const;
    this.#child = new Deno.Command(command, { args: [...rest], cwd: ROOT, stdin: "null", stdout: "piped" }).spawn();
    this.#ended = Promise.all([this.#read(), this.#child.status]).finally(() => this.#over = true);
  }

  /** Waits until it has said enough. */
  async says(enough: () => boolean): Promise<void> {
    await until(() => enough() || this.#over, "the process said enough");
    assert(enough(), `the process ended after ${this.lines.join(" / ")}`);
  }

  /** Ends it so that no handler runs; resolves when it is gone and all it said is in `lines`. */
  async kill(): Promise<void> {
    try {
      this.#child.kill("SIGKILL");
    } catch (error) {
      // It had ended by itself.
      if (!(error instanceof TypeError)) throw error;
    }
    await this.#ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
  }

  async #read(): Promise<void> {
    let text = "";
    for await (const more of this.#child.stdout.pipeThrough(new TextDecoderStream())) {
      text += more;
      // A line that was cut off by the end was not said.
      this.lines = text.split("\n").slice(0, -1);
    }
  }
}
