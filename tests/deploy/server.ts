/** Another program that serves at a port, for as long as a test needs it. */
import { connect } from "node:net";
import { until } from "../fakes/until.ts";

export interface ServerOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly port: number;
}

export class Server implements AsyncDisposable {
  readonly #child: Deno.ChildProcess;
  readonly #said: Promise<string>;
  #ended = false;

  private constructor([program = "", ...args]: readonly string[], env: Readonly<Record<string, string>>) {
    const options = { args, env, stdin: "null", stdout: "null", stderr: "piped" } as const;
    this.#child = new Deno.Command(program, options).spawn();
    this.#said = new Response(this.#child.stderr).text();
    this.#child.status.then(() => this.#ended = true);
  }

  /** Starts it; resolves when its port is open. */
  static async start(command: readonly string[], { env = {}, port }: ServerOptions): Promise<Server> {
    const server = new Server(command, env);
    let open = false;
    await until(() => {
      if (!open && !server.#ended) knock(port, () => open = true);
      return open || server.#ended;
    }, `port ${port} is open`);
    if (server.#ended) throw new Error(`Cannot start ${command[0]}: ${await server.#said}`);
    return server;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#ended) this.#child.kill("SIGTERM");
    await this.#child.status;
    await this.#said;
  }
}

function knock(port: number, opened: () => void): void {
  const socket = connect({ host: "127.0.0.1", port });
  socket.once("connect", () => {
    opened();
    socket.destroy();
  });
  socket.once("error", () => socket.destroy());
}
