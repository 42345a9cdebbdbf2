/**
 * The files' part of the bench: a file from one client to another through a relay, three real processes over loopback, how fast that is, how much memory each
 * takes for it, and what chat beside it is like. By itself: `deno run -P=tests bench/files.ts [megabytes] [directory …]`
 */
import { FileProcess } from "./file_process.ts";
import { fileReport } from "./file_report.ts";
import type { Carried, FilePlace, FileResults, FileRound, Talk } from "./file_results.ts";
import { describeProcessor } from "./machine.ts";
import { print, progress } from "./print.ts";
import { Processes } from "./processes.ts";
import { ProcessUse } from "./process_use.ts";
import { relayCommand } from "./pychat.ts";

interface FilePlan {
  readonly megabytes: number;
  readonly rounds: number;
  /** How long chat without a file is listened to, where each says so many messages a second. */
  readonly talks: readonly { readonly perSecond: number; readonly ms: number }[];
}

const WHOLE: FilePlan = {
  megabytes: 2000,
  rounds: 3,
  talks: [{ perSecond: 15, ms: 20_000 }, { perSecond: 1, ms: 30_000 }],
};
const QUICK: FilePlan = { megabytes: 200, rounds: 1, talks: [{ perSecond: 15, ms: 3000 }] };
/** Before anything counts: V8 compiles what runs often. */
const WARM_UP: FilePlan = { megabytes: 100, rounds: 1, talks: [{ perSecond: 15, ms: 3000 }] };

const MEGABYTE = 1_000_000;
const PIECE = 16 * MEGABYTE;
/** The relay removes its copy when it has heard that the file has come. */
const CLEARED_MS = 2000;
const PORT = 16_991;
const ROOT = new URL("../", import.meta.url).pathname;

export interface FilesTask {
  readonly processes: Processes;
  /** Where files, vaults and the relay's data are: each is measured. */
  readonly directories: readonly string[];
  readonly isQuick: boolean;
}

interface Scene {
  readonly alice: FileProcess;
  readonly bob: FileProcess;
  readonly path: string;
  readonly use: ProcessUse;
}

if (import.meta.main) await main();

async function main(): Promise<void> {
  const [megabytes = WHOLE.megabytes, ...directories] = Deno.args.map((arg, place) => place === 0 ? Number(arg) : arg);
  await using processes = new Processes();
  const plan = { ...WHOLE, rounds: 1, megabytes: Number(megabytes) };
  const where = directories.length === 0 ? [Deno.env.get("TMPDIR") ?? "/tmp"] : directories.map(String);
  print(fileReport(await measure(processes, where, plan)));
}

export function measureFiles({ processes, directories, isQuick }: FilesTask): Promise<FileResults> {
  return measure(processes, directories, isQuick ? QUICK : WHOLE);
}

async function measure(processes: Processes, directories: readonly string[], plan: FilePlan): Promise<FileResults> {
  const machine = describeProcessor();
  const places: FilePlace[] = [];
  for (const directory of directories) places.push(await measureIn(processes, directory, plan));
  return { date: new Date().toISOString().slice(0, 10), machine, megabytes: plan.megabytes, places };
}

async function measureIn(processes: Processes, where: string, plan: FilePlan): Promise<FilePlace> {
  const directory = await Deno.makeTempDir({ prefix: "pychat-files-", dir: where });
  try {
    const kind = (await processes.output(["stat", "--file-system", "--format=%T", directory]))?.trim() ?? "unknown";
    await using running = new Processes();
    const scene = await begin(running, directory, plan);
    using use = scene.use;
    progress(`files on ${kind}: warming up`);
    await round({ ...scene, path: await write(directory, WARM_UP.megabytes) }, WARM_UP);
    const path = await write(directory, plan.megabytes);
    const rounds: FileRound[] = [];
    for (let count = 1; count <= plan.rounds; count++) {
      progress(`files on ${kind}: round ${count} of ${plan.rounds}`);
      rounds.push(await round({ ...scene, path }, plan));
    }
    return { kind, rounds, grown: use.grown };
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}

async function begin(processes: Processes, directory: string, { megabytes }: FilePlan): Promise<Scene> {
  const limits = ["--file-size", `${megabytes + WARM_UP.megabytes}MB`, "--files-per-channel", "20GB"];
  const command = relayCommand({ port: PORT, directory: `${directory}/relay` });
  const relay = processes.converse([...command, ...limits, "--files-size", "40GB"], { cwd: ROOT });
  void relay.stdout.pipeTo((await Deno.create(`${directory}/relay.log`)).writable);
  const [alice, bob] = ["alice", "bob"].map((nick) => {
    Deno.mkdirSync(`${directory}/${nick}`);
    return new FileProcess(processes, { port: PORT, nick, home: `${directory}/${nick}` });
  });
  if (!alice || !bob) throw new Error("Cannot measure: two are needed");
  for (const member of [alice, bob]) {
    await member.wish({ type: "join" });
    await member.told("joined");
  }
  return { alice, bob, path: "", use: await ProcessUse.watch([relay.pid, alice.pid, bob.pid]) };
}

async function round(scene: Scene, { talks }: FilePlan): Promise<FileRound> {
  const alone = await carry(scene);
  await cleared(scene);
  const all: Talk[] = [];
  for (const { perSecond, ms } of talks) {
    const [without] = await talked(scene, perSecond, () => pause(ms));
    const [beside, carried] = await talked(scene, perSecond, () => carry(scene));
    await cleared(scene);
    all.push({ perSecond, without, beside, carried });
  }
  return { alone, talks: all };
}

/** One file, from the wish to send it until it is whole in the other's folder. */
async function carry({ alice, bob, path, use }: Scene): Promise<Carried> {
  const before = await use.cpu();
  const began = performance.timeOrigin + performance.now();
  await alice.wish({ type: "send", path });
  const offered = await bob.told("file", ({ state }) => state === "offered");
  await bob.wish({ type: "accept", file: offered.number });
  const saved = await bob.told("file", ({ state }) => state === "saved");
  const after = await use.cpu();
  return { ms: saved.at - began, cpu: after.map((cpu, place) => cpu - (before[place] ?? 0)) };
}

/** Makes room for the next file, and waits until that is done: a file system is busy with it for a while. */
async function cleared({ bob }: Scene): Promise<void> {
  await Deno.remove(`${bob.home}/Downloads`, { recursive: true });
  await pause(CLEARED_MS);
}

/** Both talk while it runs; how long each message took, in order of that. */
async function talked<T>(
  { alice, bob }: Scene,
  perSecond: number,
  run: () => Promise<T>,
): Promise<readonly [readonly number[], T]> {
  for (const member of [alice, bob]) await member.wish({ type: "say", perSecond });
  const value = await run();
  for (const member of [alice, bob]) await member.wish({ type: "hush" });
  const all: number[] = [];
  for (const member of [alice, bob]) all.push(...(await member.told("heard")).ms);
  return [all.sort((a, b) => a - b), value];
}

async function write(directory: string, megabytes: number): Promise<string> {
  const path = `${directory}/file-${megabytes}`;
  using file = await Deno.create(path);
  const piece = new Uint8Array(PIECE);
  for (let place = 0; place < PIECE; place += 65_536) crypto.getRandomValues(piece.subarray(place, place + 65_536));
  for (let left = megabytes * MEGABYTE; left > 0; left -= PIECE) {
    await file.write(piece.subarray(0, Math.min(left, PIECE)));
  }
  await file.sync();
  return path;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
