/** A relay for tests of the real client, and a home for everybody who comes. */
import { Program } from "../../fakes/program.ts";
import type { Run } from "../../fakes/run.ts";
import { lineClient, type LineClientOptions } from "./line_client.ts";

/** A relay that can be restarted at its port, and a home for everybody who comes. */
export class Place implements AsyncDisposable {
  readonly #directory = Deno.makeTempDirSync();
  readonly port = freePort();
  readonly #options: readonly string[];
  #relay: Program;

  private constructor(options: readonly string[]) {
    this.#options = options;
    this.#relay = this.#start();
  }

  /** With a relay that has these options. */
  static async open(...options: readonly string[]): Promise<Place> {
    const place = new Place(options);
    await place.opened();
    return place;
  }

  opened(): Promise<void> {
    return this.#relay.prints(/pychat connect /);
  }

  async stop(): Promise<void> {
    this.#relay.signal("SIGTERM");
    await this.#relay.end();
  }

  /** The relay dies without a word. */
  async kill(): Promise<void> {
    this.#relay.signal("SIGKILL");
    await this.#relay.end();
  }

  async resume(): Promise<void> {
    this.#relay = this.#start();
    await this.opened();
  }

  home(name: string): string {
    return `${this.#directory}/${name}`;
  }

  client(name: string, options: Partial<LineClientOptions> = {}): Run {
    return lineClient({ port: this.port, home: this.home(name), name, ...options });
  }

  /** Somebody who is in Work. */
  async member(name: string, options: Partial<LineClientOptions> = {}): Promise<Run> {
    const client = this.client(name, options);
    await client.reads("-- Work: ");
    return client;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#relay[Symbol.asyncDispose]();
    await Deno.remove(this.#directory, { recursive: true });
  }

  #start(): Program {
    const args = ["--host", "127.0.0.1", "--port", String(this.port), "--data", this.home("relay")];
    return new Program(["relay", ...args, ...this.#options]);
  }
}

/** A port that nobody has now. */
export function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}
