/**
 * Starts the servers and the generator, each pinned to a core, and sees to it that none outlives the bench:
 * they are killed at the end, on a signal, and by the kernel should the bench itself be killed.
 */

/** The servers share one core, the generator has the other. */
export const CORE = { server: "0", generator: "1" } as const;

/** A server that takes connections. */
export interface Server {
  readonly pid: number;
  readonly port: number;
  /** Kills it and waits until it is gone. */
  stop(): Promise<void>;
}

/** What to start: where its output goes, and what more it needs in its environment. */
export interface Launch {
  readonly command: readonly string[];
  readonly port: number;
  readonly log: string;
  readonly cwd?: string;
}

const START_MS = 20_000;
const MORTAL = ["setpriv", "--pdeathsig", "KILL"];
const PINNED = [...MORTAL, "taskset", "-c"];

export class Processes implements AsyncDisposable {
  readonly #children = new Set<Deno.ChildProcess>();

  /** Starts a server on its core and waits until it takes connections. */
  async serve(launch: Launch): Promise<Server> {
    const { command, port, log, cwd } = launch;
    const child = this.#spawn(["sh", "-c", 'exec "$@" >"$0" 2>&1', log, ...PINNED, CORE.server, ...command], {
      stdin: "null",
      stdout: "null",
      stderr: "null",
      env: { NO_COLOR: "1" },
      ...(cwd === undefined ? {} : { cwd }),
    });
    try {
      await this.#listening(child, launch);
    } catch (error) {
      await this.#stop(child);
      throw error;
    }
    return { pid: child.pid, port, stop: () => this.#stop(child) };
  }

  /** Starts the generator on its core; its input stays open until the caller ends it. */
  generate(command: readonly string[]): Deno.ChildProcess {
    return this.#spawn([...PINNED, CORE.generator, ...command], { stdin: "piped", stdout: "piped", stderr: "inherit" });
  }

  /** Starts a program on any core; what it reads and writes is the caller's business. */
  converse(
    command: readonly string[],
    { env = {}, cwd }: { readonly env?: Readonly<Record<string, string>>; readonly cwd?: string } = {},
  ): Deno.ChildProcess {
    return this.#spawn([...MORTAL, ...command], {
      env: { ...env },
      ...(cwd === undefined ? {} : { cwd }),
      stdin: "piped",
      stdout: "piped",
      stderr: "inherit",
    });
  }

  /** Runs a command to its end; what it printed, or undefined if there is no such command. */
  async output(command: readonly string[]): Promise<string | undefined> {
    const [name = "", ...args] = command;
    try {
      const { stdout, stderr } = await new Deno.Command(name, { args, stdin: "null" }).output();
      return new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return undefined;
      throw error;
    }
  }

  /** Kills everything at once, for a signal. */
  kill(): void {
    for (const child of this.#children) signal(child);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#children].map((child) => this.#stop(child)));
  }

  #spawn(command: readonly string[], options: Deno.CommandOptions): Deno.ChildProcess {
    const [name = "", ...args] = command;
    const child = new Deno.Command(name, { ...options, args }).spawn();
    this.#children.add(child);
    void child.status.then(() => this.#children.delete(child));
    return child;
  }

  async #stop(child: Deno.ChildProcess): Promise<void> {
    signal(child);
    await child.status;
  }

  async #listening(child: Deno.ChildProcess, { command, port, log }: Launch): Promise<void> {
    for (let waited = 0; waited < START_MS; waited += 50) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      if (!this.#children.has(child)) break;
      if (await accepts(port)) return;
    }
    const said = (await Deno.readTextFile(log)).trim().split("\n").at(-1);
    throw new Error(`Cannot start ${command[0]?.split("/").at(-1)}: it does not listen. Its last words: ${said}`);
  }
}

async function accepts(port: number): Promise<boolean> {
  try {
    (await Deno.connect({ hostname: "127.0.0.1", port })).close();
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.ConnectionRefused) return false;
    throw error;
  }
}

function signal(child: Deno.ChildProcess): void {
  try {
    child.kill("SIGKILL");
  } catch (error) {
    if (!(error instanceof TypeError) && !(error instanceof Deno.errors.NotFound)) throw error; // it is gone already
  }
}
