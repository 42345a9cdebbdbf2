/** pychat as a contestant: the relay from source, its limits out of the way, over its two links and with history on. */
import project from "../deno.json" with { type: "json" };
import { accountLine, Accounts } from "./accounts.ts";
import { type Arena, type Contestant, PENDING, type Place, type Shape } from "./contestant.ts";
import { type Processes, type Server } from "./processes.ts";
import { createChannel } from "./pychat_channels.ts";

const ROOT = new URL("../", import.meta.url).pathname;

/** Whatever would refuse or slow down a generator that is a thousand clients at one address. Memory limits stay as they are. */
const LIMITS = {
  "connections-per-address": 0,
  "new-connections": "off",
  "posts": "off",
  "requests": "off",
  "new-channels": "off",
  "knocks": "off",
  "channels-per-identity": 10_000,
  "empty-time": "1h",
} as const;

interface Variant {
  readonly name: string;
  readonly protocol: "pychat-raw" | "pychat-websocket";
  readonly history: boolean;
}

const variants: readonly Variant[] = [
  { name: "pychat raw", protocol: "pychat-raw", history: false },
  { name: "pychat WebSocket", protocol: "pychat-websocket", history: false },
  { name: "pychat history", protocol: "pychat-raw", history: true },
];

/** pychat raw, WebSocket, and raw with history on (and durability as it comes). */
export function pychatContestants(processes: Processes): readonly Contestant[] {
  const members = new Accounts("m");
  const idle = new Accounts("i");
  return variants.map(({ name, protocol, history }) => ({
    name,
    kind: "pychat",
    protocol,
    pending: PENDING,
    async version() {
      return (await processes.output([Deno.execPath(), "--version"]))?.split("\n")[0];
    },
    async start(place) {
      const server = await processes.serve({
        command: relayCommand(place),
        port: place.port,
        log: `${place.directory}/log`,
        cwd: ROOT,
      });
      return new PychatArena(server, place, { members, idle, history });
    },
  }));
}

/** As the task in deno.json runs it: the same permissions, the same flags for V8. */
const RELAY_TASK = project.tasks.relay.split(" ").slice(1);

/** The command that starts a relay there. */
export function relayCommand({ port, directory }: Place): readonly string[] {
  const flags = { host: "127.0.0.1", port, data: `${directory}/data`, ...LIMITS };
  const list = Object.entries(flags).flatMap(([name, value]) => [`--${name}`, `${value}`]);
  return [Deno.execPath(), ...RELAY_TASK, ...list];
}

/** Who talks and who idles, and whether what is said is kept. */
interface People {
  readonly members: Accounts;
  readonly idle: Accounts;
  readonly history: boolean;
}

class PychatArena implements Arena {
  readonly pid: number;
  readonly port: number;
  readonly #server: Server;
  readonly #directory: string;
  readonly #people: People;
  readonly #prepared = new Map<string, readonly string[]>();

  constructor(server: Server, { directory }: Place, people: People) {
    this.#server = server;
    this.pid = server.pid;
    this.port = server.port;
    this.#directory = directory;
    this.#people = people;
  }

  stop(): Promise<void> {
    return this.#server.stop();
  }

  channels(shape: Shape): Promise<readonly string[]> {
    return this.#once(`${shape.channels}x${shape.members}`, () => this.#lines(shape));
  }

  identities(count: number): Promise<readonly string[]> {
    return this.#once(`${count}`, () => {
      return Promise.resolve(this.#people.idle.take(count).map((account) => accountLine(account, undefined)));
    });
  }

  /** One identity is one session, so every place in every channel has its own. */
  async #lines({ channels, members }: Shape): Promise<readonly string[]> {
    const accounts = this.#people.members.take(channels * members);
    const lines: string[] = [];
    for (let i = 0; i < channels; i++) {
      const inside = accounts.slice(i * members, (i + 1) * members);
      const name = `bench ${channels}x${members} ${i}`;
      const channel = await createChannel(this.port, { name, history: this.#people.history, members: inside });
      lines.push(...inside.map((account) => accountLine(account, channel)));
    }
    return lines;
  }

  async #once(what: string, lines: () => Promise<readonly string[]>): Promise<readonly string[]> {
    const file = `${this.#directory}/accounts-${what}`;
    const known = this.#prepared.get(what);
    if (known) return known;
    await Deno.writeTextFile(file, (await lines()).join(""));
    const flags = ["--accounts", file];
    this.#prepared.set(what, flags);
    return flags;
  }
}
