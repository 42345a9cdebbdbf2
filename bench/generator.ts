/** Runs the load generator and reads what it measured. */
import { type Programs } from "./build.ts";
import { type Arena, type Contestant } from "./contestant.ts";
import { type Processes } from "./processes.ts";

const COUNTS = ["lost", "gaps", "missed", "closed", "stalledClosed"] as const;
const TRAFFIC = [
  "deliveries",
  "posted",
  "seconds",
  "rate",
  "serverCpu",
  "generatorCpu",
  "othersCpu",
  "p50",
  "p99",
  "max",
  "lateP99",
] as const;
const IDLE = ["connections", "seconds", "rate", "serverCpu", "generatorCpu", "othersCpu"] as const;

/** What went wrong in a run, all zero if nothing. */
export type Troubles = Readonly<Record<typeof COUNTS[number], number>> & { readonly error: string };
/** What a run of messages measured; times of deliveries in µs, CPU in seconds. */
export type Traffic = Readonly<Record<typeof TRAFFIC[number], number>> & Troubles;
/** What opening many connections measured. */
export type Opening = Readonly<Record<typeof IDLE[number], number>> & Troubles;

/** Flags by name; the generator takes a value for each. */
export type Flags = Readonly<Record<string, string | number>>;

/** Connections that stay open until let go. */
export interface Held {
  readonly opening: Opening;
  release(): Promise<void>;
}

export class Generator {
  readonly #processes: Processes;
  readonly #programs: Programs;

  constructor(processes: Processes, programs: Programs) {
    this.#processes = processes;
    this.#programs = programs;
  }

  /** Lets the members of some channels talk. */
  async talk(
    contestant: Contestant,
    arena: Arena,
    flags: Flags & { channels: number; members: number },
  ): Promise<Traffic> {
    const { channels, members, stalled = 0 } = flags;
    const prepared = await arena.channels({ channels, members: members + Number(stalled) });
    const child = this.#start(contestant, arena, [...list(flags), ...prepared]);
    const { stdout } = await child.output();
    return figures(new TextDecoder().decode(stdout), TRAFFIC);
  }

  /** Opens connections that say nothing. */
  async hold(contestant: Contestant, arena: Arena, connections: number): Promise<Held> {
    const prepared = await arena.identities(connections);
    const child = this.#start(contestant, arena, [...list({ mode: "idle", name: "i", connections }), ...prepared]);
    const opening = figures(await firstLine(child.stdout), IDLE);
    return {
      opening,
      async release() {
        await child.stdin.close();
        await child.status;
      },
    };
  }

  #start({ protocol, pending }: Contestant, { port, pid }: Arena, flags: readonly string[]): Deno.ChildProcess {
    return this.#processes.generate([
      this.#programs.load,
      ...list({ protocol, pending, port, "server-pid": pid }),
      ...flags,
    ]);
  }
}

/** What went wrong, in a few words; empty if nothing did. */
export function troubleText(troubles: Troubles): string {
  const counts = COUNTS.filter((name) => troubles[name] > 0).map((name) => `${name} ${troubles[name]}`);
  return [...counts, ...(troubles.error ? [troubles.error] : [])].join(", ");
}

function list(flags: Flags): string[] {
  return Object.entries(flags).flatMap(([name, value]) => [`--${name}`, `${value}`]);
}

function figures<Name extends string>(line: string, names: readonly Name[]): Readonly<Record<Name, number>> & Troubles {
  const parsed: unknown = line.trim() === "" ? undefined : JSON.parse(line);
  if (typeof parsed !== "object" || parsed === null) {
    throw new Error("Cannot read the generator's figures: it printed none");
  }
  const found = new Map<string, unknown>(Object.entries(parsed));
  const numbers = [...names, ...COUNTS].map((name) => [name, Number(found.get(name) ?? 0)]);
  return { ...Object.fromEntries(numbers), error: String(found.get("error") ?? "") };
}

async function firstLine(stream: ReadableStream<Uint8Array>): Promise<string> {
  let text = "";
  for await (const chunk of stream.pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>)) {
    text += chunk;
    if (text.includes("\n")) break;
  }
  return text.split("\n")[0] ?? "";
}
