/** The peers: how each is started with nothing in its way, and the floor. One that is not installed has no version. */
import { type Programs } from "./build.ts";
import { type Contestant, openArena, PENDING, type Place } from "./contestant.ts";
import { inspircdConfig, mosquittoConfig, natsConfig, ngircdConfig } from "./peer_configs.ts";
import { type Processes } from "./processes.ts";

interface Peer {
  readonly name: string;
  readonly protocol: string;
  readonly pending?: number;
  readonly version: readonly string[];
  readonly config?: (place: Place) => string;
  readonly command: (place: Place, config: string) => readonly string[];
}

const BROADCASTER = new URL("ws_broadcaster.mjs", import.meta.url).pathname;

const peers: readonly Peer[] = [
  {
    name: "ngircd",
    protocol: "irc",
    pending: 10, // its listen backlog: what is above waits a second for the next SYN
    version: ["ngircd", "--version"],
    config: ngircdConfig,
    command: (_, config) => ["ngircd", "-n", "-f", config],
  },
  {
    name: "inspircd",
    protocol: "irc",
    pending: 10_000, // it welcomes all who wait once a second
    version: ["inspircd", "--version"],
    config: inspircdConfig,
    command: (_, config) => ["inspircd", "--nofork", "--runasroot", "--config", config],
  },
  {
    name: "mosquitto",
    protocol: "mqtt",
    version: ["mosquitto", "-h"],
    config: mosquittoConfig,
    command: (_, config) => ["mosquitto", "-c", config],
  },
  {
    name: "nats-server",
    protocol: "nats",
    version: ["nats-server", "--version"],
    config: natsConfig,
    command: (_, config) => ["nats-server", "-c", config],
  },
  {
    name: "redis-server",
    protocol: "redis",
    version: ["redis-server", "--version"],
    command: ({ port, directory }) => ["redis-server", ...redisOptions(port, directory)],
  },
];

/** All peers, and the `ws` broadcaster under node, or under deno where there is no node. */
export async function peerContestants(processes: Processes): Promise<readonly Contestant[]> {
  return [...peers, await broadcaster(processes)].map((peer) => contestant(peer, "peer", processes));
}

/** The minimal C server. */
export function floorContestant(processes: Processes, programs: Programs): Contestant {
  const floor: Peer = {
    name: "C floor",
    protocol: "floor",
    version: ["gcc", "--version"],
    command: ({ port }) => [programs.floor, `${port}`],
  };
  return contestant(floor, "floor", processes);
}

function contestant(peer: Peer, kind: "peer" | "floor", processes: Processes): Contestant {
  const { name, protocol, pending = PENDING } = peer;
  return {
    name,
    kind,
    protocol,
    pending,
    async version() {
      const said = await processes.output(peer.version);
      return said?.trim().split("\n")[0];
    },
    async start(place) {
      const config = `${place.directory}/config`;
      if (peer.config) await Deno.writeTextFile(config, peer.config(place));
      const log = `${place.directory}/log`;
      return openArena(await processes.serve({ command: peer.command(place, config), port: place.port, log }));
    },
  };
}

async function broadcaster(processes: Processes): Promise<Peer> {
  const node = await processes.output(["node", "--version"]) !== undefined;
  if (node) await processes.output([Deno.execPath(), "cache", BROADCASTER]); // it must lie where node will look for it
  return {
    name: node ? "node ws" : "deno ws",
    protocol: "ws",
    version: node ? ["node", "--version"] : [Deno.execPath(), "--version"],
    command: ({ port }) =>
      node
        ? ["node", BROADCASTER, `${port}`, import.meta.resolve("ws")]
        : [Deno.execPath(), "run", "--allow-net", "--allow-env", BROADCASTER, `${port}`],
  };
}

function redisOptions(port: number, directory: string): readonly string[] {
  const options = {
    port,
    bind: "127.0.0.1",
    dir: directory,
    save: "",
    appendonly: "no",
    maxclients: 15_000,
    "tcp-backlog": 4096,
    "client-output-buffer-limit": "pubsub 0 0 0",
  };
  return Object.entries(options).flatMap(([name, value]) => [`--${name}`, `${value}`]);
}
