/** Gives each measurement a contestant that was just started, on a port and in a directory of its own, and takes both away again. */
import { type Arena, type Contestant } from "./contestant.ts";
import { type Generator } from "./generator.ts";

const FIRST_PORT = 17_000;

export class Lab {
  readonly generator: Generator;
  readonly #directory: string;
  #port = FIRST_PORT;

  constructor(generator: Generator, directory: string) {
    this.generator = generator;
    this.#directory = directory;
  }

  /** Measures with a fresh server. What goes wrong with it is given to `failed`: the bench goes on with the others. */
  async measure<T>(contestant: Contestant, use: (arena: Arena) => Promise<T>, failed: (why: string) => T): Promise<T> {
    const port = this.#port++;
    const directory = `${this.#directory}/${port}`;
    await Deno.mkdir(directory);
    try {
      const arena = await contestant.start({ directory, port });
      try {
        return await use(arena);
      } finally {
        await arena.stop();
      }
    } catch (error) {
      return failed(error instanceof Error ? error.message : String(error));
    } finally {
      await Deno.remove(directory, { recursive: true });
    }
  }
}
