/** `deno task bench`: pychat beside its peers and the C floor, everything in one run on one machine. README.md says how to read it. */
import { parseArgs } from "@std/cli/parse-args";
import { build } from "./build.ts";
import { measureClient } from "./client.ts";
import { closedLoops } from "./closed_loop.ts";
import { type Contestant, shapeName } from "./contestant.ts";
import { fixedRates, middleRates } from "./fixed_rate.ts";
import { Generator } from "./generator.ts";
import { idle } from "./idle.ts";
import { Lab } from "./lab.ts";
import { describeMachine } from "./machine.ts";
import { measureFiles } from "./files.ts";
import { floorContestant, peerContestants } from "./peers.ts";
import { type Plan, quick, whole } from "./plan.ts";
import { print, progress } from "./print.ts";
import { Processes } from "./processes.ts";
import { pychatContestants } from "./pychat.ts";
import { type ClosedLoop, type Entrant, type Results } from "./results.ts";
import { reports, writeResults } from "./results_file.ts";
import { stalled } from "./stalled.ts";

const HELP = `Usage: deno task bench [options]

  --only NAME,…      only contestants whose name contains one of these; client: only what a client's work costs;
                     files: only files from client to client
  --in DIRECTORY,…   where the files' part keeps its files, and measures (the temporary directory)
  --shapes 1x100,…   only these closed loops (channels x members)
  --no-peers         only pychat and the C floor
  --quick            a rough look in about three minutes
  --json             the figures as JSON instead of tables

A whole run takes about an hour, or more where others disturb it, and writes bench/RESULTS.md; \`--only client\`, or \`--only files\`, alone, takes about eight
minutes and writes its part there. A run with any other of these options, but for --in, writes nothing.`;

const RESULTS = new URL("RESULTS.md", import.meta.url);
const INTERRUPTED = 130;
/** What `--only` calls the parts that have no contestants. */
const PARTS = { client: "client", files: "files" } as const;

if (import.meta.main) await main();

async function main(): Promise<void> {
  const flags = parseArgs(Deno.args, {
    boolean: ["quick", "json", "no-peers", "help"],
    string: ["only", "shapes", "in"],
  });
  if (flags["help"]) return print(HELP);
  using directory = temporaryDirectory();
  await using processes = new Processes();
  using _signals = onSignals(() => {
    processes.kill();
    directory[Symbol.dispose]();
    Deno.exit(INTERRUPTED);
  });
  const isQuick = flags["quick"] === true;
  const only = words(flags["only"]);
  const onlyPart = only.length === 1 && Object.values(PARTS).some((part) => part === only[0]);
  const isWhole = !isQuick && flags["shapes"] === undefined && flags["no-peers"] !== true;
  const writes = isWhole && (only.length === 0 || onlyPart);
  const relay = onlyPart ? undefined : await measure({
    processes,
    contestants: await chosen(processes, { only, peers: flags["no-peers"] !== true }),
    plan: planOf(isQuick, words(flags["shapes"])),
    directory: directory.path,
  });
  // Each part already now: what takes long is not lost should something go wrong with the rest.
  if (writes) await writeResults(RESULTS, { relay, client: undefined, files: undefined });
  const wants = (part: string) => only.length === 0 || only.includes(part);
  const client = wants(PARTS.client)
    ? await measureClient({ processes, directory: directory.path, isQuick })
    : undefined;
  if (writes) await writeResults(RESULTS, { relay: undefined, client, files: undefined });
  const places = words(flags["in"]);
  const directories = places.length === 0 ? [directory.path] : places;
  const files = wants(PARTS.files) ? await measureFiles({ processes, directories, isQuick }) : undefined;
  const measured = { relay, client, files };
  print(flags["json"] ? JSON.stringify(measured, undefined, 2) : reports(measured));
  if (writes) await writeResults(RESULTS, measured);
}

function planOf(isQuick: boolean, shapes: readonly string[]): Plan {
  const plan = isQuick ? quick : whole;
  if (shapes.length === 0) return plan;
  const wanted = shapes.map((shape) => shape.replace("x", "×"));
  return { ...plan, rounds: whole.rounds.filter(({ shape }) => wanted.includes(shapeName(shape))) };
}

interface Choice {
  readonly only: readonly string[];
  readonly peers: boolean;
}

async function chosen(processes: Processes, { only, peers }: Choice): Promise<readonly Contestant[]> {
  const floor = floorContestant(processes, await build(processes));
  const all = [...pychatContestants(processes), floor, ...(peers ? await peerContestants(processes) : [])];
  return only.length === 0 ? all : all.filter(({ name }) => only.some((part) => name.includes(part)));
}

interface Task {
  readonly processes: Processes;
  readonly contestants: readonly Contestant[];
  readonly plan: Plan;
  /** Where servers may write. */
  readonly directory: string;
}

async function measure({ processes, contestants, plan, directory }: Task): Promise<Results> {
  const lab = new Lab(new Generator(processes, await build(processes)), directory);
  const entrants: Entrant[] = [];
  for (const { name, kind, version } of contestants) entrants.push({ name, kind, version: await version() });
  const present = contestants.filter((_, i) => entrants[i]?.version !== undefined);
  const each = async <T>(what: string, run: (contestant: Contestant) => Promise<T>, whom = present): Promise<T[]> => {
    const rows: T[] = [];
    for (const contestant of whom) {
      progress(`${what}: ${contestant.name}`);
      rows.push(await run(contestant));
    }
    return rows;
  };
  const loops = [];
  for (const round of plan.rounds) {
    const all = (run: (contestant: Contestant) => Promise<ClosedLoop>) =>
      each(`closed loop ${shapeName(round.shape)}`, run);
    loops.push(...await closedLoops(all, lab, { round, plan }));
  }
  const fixed = [];
  for (let turn = 1; turn <= plan.turns; turn++) {
    fixed.push(...await each(`fixed rate, turn ${turn}`, (contestant) => fixedRates(lab, contestant, plan)));
  }
  // Nobody talks, or the ring is what matters: history makes no difference.
  const unkept = present.filter(({ name }) => name !== "pychat history");
  const idles = [];
  for (const count of plan.idle) {
    idles.push(...await each(`idle ${count}`, (contestant) => idle(lab, contestant, count), unkept));
  }
  const own = unkept.filter(({ kind }) => kind === "pychat");
  const stalls = await each("stalled readers", (contestant) => stalled(lab, contestant, plan), own);
  const date = new Date().toISOString().slice(0, 10);
  return {
    date,
    machine: await describeMachine(processes),
    entrants,
    closedLoop: loops,
    fixedRate: middleRates(fixed.flat()),
    idle: idles,
    stalled: stalls,
  };
}

function words(value: unknown): readonly string[] {
  return typeof value === "string" ? value.split(",").filter((word) => word !== "") : [];
}

function temporaryDirectory(): Disposable & { readonly path: string } {
  const path = Deno.makeTempDirSync({ prefix: "pychat-bench-" });
  return { path, [Symbol.dispose]: () => Deno.removeSync(path, { recursive: true }) };
}

function onSignals(run: () => void): Disposable {
  const signals = ["SIGINT", "SIGTERM"] as const;
  for (const signal of signals) Deno.addSignalListener(signal, run);
  return {
    [Symbol.dispose]() {
      for (const signal of signals) Deno.removeSignalListener(signal, run);
    },
  };
}
