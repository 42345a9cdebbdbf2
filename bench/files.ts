/**
 * A file from one client to another through a relay, three real processes over loopback: how fast, how much memory each takes for it, and what chat beside it
 * is like. `deno run -P=tests bench/files.ts [megabytes]`
 */
import { loadavg } from "node:os";
import project from "../deno.json" with { type: "json" };
import type { Told, Wish } from "./file_member.ts";
import { print, progress } from "./print.ts";
import { Processes } from "./processes.ts";
import { rss } from "./memory.ts";

const MEGABYTE = 1_000_000;
const PIECE = 16 * MEGABYTE;
/** Messages a second; a relay takes 20 of one client. */
const PER_SECOND = 15;
const QUIET_MS = 20_000;
const LOOK_MS = 100;
const FLAGS = project.tasks.connect.split(" ").filter((word) => word.startsWith("--v8-flags"));
const MEMBER = new URL("file_member.ts", import.meta.url).pathname;
const MAIN = new URL("../main.ts", import.meta.url).pathname;

class Member {
  readonly child: Deno.ChildProcess;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>;
  readonly #told: Told[] = [];
  #wake: (() => void) | undefined;

  constructor(processes: Processes, args: readonly string[]) {
    this.child = processes.converse([Deno.execPath(), "run", "-q", ...FLAGS, "-P=tests", MEMBER, ...args]);
    this.#writer = this.child.stdin.getWriter();
    void this.#listen();
  }

  async wish(wish: Wish): Promise<void> {
    await this.#writer.write(new TextEncoder().encode(`${JSON.stringify(wish)}\n`));
  }

  /** The next thing told that is so. */
  async told<K extends Told["type"]>(
    type: K,
    is: (told: Extract<Told, { readonly type: K }>) => boolean = () => true,
  ): Promise<Extract<Told, { readonly type: K }>> {
    for (;;) {
      const told = this.#told.shift();
      if (told?.type === "file" && told.state === "failed") throw new Error(told.why);
      if (told?.type === type && is(told as Extract<Told, { readonly type: K }>)) {
        return told as Extract<Told, { readonly type: K }>;
      }
      if (told) continue;
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#wake = resolve;
      await promise;
    }
  }

  async #listen(): Promise<void> {
    let left = "";
    for await (const text of this.child.stdout.pipeThrough(new TextDecoderStream())) {
      const lines = (left + text).split("\n");
      left = lines.pop() ?? "";
      this.#told.push(...lines.map((line) => JSON.parse(line)));
      this.#wake?.();
    }
  }
}

/** The most memory that each process had beyond what it began with. */
class Growth {
  readonly #pids: Readonly<Record<string, number>>;
  readonly #first = new Map<string, number>();
  readonly #most = new Map<string, number>();
  #watching = true;

  constructor(pids: Readonly<Record<string, number>>) {
    this.#pids = pids;
  }

  async begin(): Promise<void> {
    for (const [name, pid] of Object.entries(this.#pids)) this.#first.set(name, await rss(pid));
    void this.#watch();
  }

  end(): string {
    this.#watching = false;
    return Object.keys(this.#pids).map((name) => {
      const grown = (this.#most.get(name) ?? 0) - (this.#first.get(name) ?? 0);
      return `${name} ${(grown / 2 ** 20).toFixed(1)} MiB (from ${
        ((this.#first.get(name) ?? 0) / 2 ** 20).toFixed(0)
      })`;
    }).join(", ");
  }

  /** Seconds of processor time that each has used. */
  async cpu(): Promise<ReadonlyMap<string, number>> {
    const all = Object.entries(this.#pids).map(async ([name, pid]) => [name, await cpuSeconds(pid)] as const);
    return new Map(await Promise.all(all));
  }

  async #watch(): Promise<void> {
    while (this.#watching) {
      for (const [name, pid] of Object.entries(this.#pids)) {
        this.#most.set(name, Math.max(this.#most.get(name) ?? 0, await rss(pid)));
      }
      await pause(LOOK_MS);
    }
  }
}

const megabytes = Number(Deno.args[0] ?? 2000);
const directory = await Deno.makeTempDir({
  prefix: "pychat-files-",
  ...Deno.args[1] === undefined ? {} : { dir: Deno.args[1] },
});
try {
  await using processes = new Processes();
  await measure(processes);
} finally {
  await Deno.remove(directory, { recursive: true });
}

async function measure(processes: Processes): Promise<void> {
  const path = `${directory}/file`;
  await write(path, megabytes * MEGABYTE);
  const port = 20_000 + Math.floor(Math.random() * 10_000);
  const log = `${directory}/relay.log`;
  const limits = ["--file-size", `${megabytes + 1}MB`, "--files-per-channel", "20GB", "--files-size", "40GB"];
  const relay = processes.converse([
    ...[Deno.execPath(), "run", "-q", ...FLAGS, "-P=pychat", MAIN, "relay", "--host", "127.0.0.1"],
    ...["--port", String(port), "--data", `${directory}/relay`, ...limits],
  ]);
  void relay.stdout.pipeTo((await Deno.create(log)).writable);
  const [alice, bob] = ["alice", "bob"].map((nick) => {
    Deno.mkdirSync(`${directory}/${nick}`);
    return new Member(processes, [String(port), nick, `${directory}/${nick}`]);
  });
  if (!alice || !bob) return;
  for (const member of [alice, bob]) {
    await member.wish({ type: "join" });
    await member.told("joined");
  }
  progress("chat without a file …");
  const without = await chat(alice, bob, () => pause(QUIET_MS));
  progress(`chat beside a file of ${megabytes} MB …`);
  const growth = new Growth({ relay: relay.pid, sender: alice.child.pid, receiver: bob.child.pid });
  await growth.begin();
  let ms = NaN;
  const before = await growth.cpu();
  const beside = await chat(alice, bob, async () => {
    const began = performance.timeOrigin + performance.now();
    await alice.wish({ type: "send", path });
    const offered = await bob.told("file", ({ state }) => state === "offered");
    await bob.wish({ type: "accept", file: offered.number });
    const saved = await bob.told("file", ({ state }) => state === "saved");
    ms = saved.at - began;
  });
  print(`${megabytes} MB in ${(ms / 1000).toFixed(1)} s: ${(megabytes * 1000 / ms).toFixed(0)} MB/s`);
  const spent = [...await growth.cpu()].map(([name, cpu]) => `${name} ${(cpu - (before.get(name) ?? 0)).toFixed(1)} s`);
  print(`processor time: ${spent.join(", ")}`);
  print(`memory grew by: ${growth.end()}`);
  print(`chat, ms: without p50 ${at(without, 50)} p99 ${at(without, 99)} (${without.length} messages)`);
  print(`          beside  p50 ${at(beside, 50)} p99 ${at(beside, 99)} (${beside.length} messages)`);
  print(`load of the machine: ${loadavg().map((load) => load.toFixed(2)).join(" ")}`);
}

/** Both talk while it runs; how long each message took, in order of that. */
async function chat(alice: Member, bob: Member, run: () => Promise<void>): Promise<readonly number[]> {
  const both = [alice, bob];
  for (const member of both) await member.wish({ type: "say", perSecond: PER_SECOND });
  await run();
  for (const member of both) await member.wish({ type: "hush" });
  const all: number[] = [];
  for (const member of both) all.push(...(await member.told("heard")).ms);
  return all.sort((a, b) => a - b);
}

function at(sorted: readonly number[], percent: number): string {
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * percent / 100))] ?? NaN).toFixed(1);
}

async function write(path: string, size: number): Promise<void> {
  using file = await Deno.create(path);
  const piece = new Uint8Array(PIECE);
  for (let place = 0; place < PIECE; place += 65_536) crypto.getRandomValues(piece.subarray(place, place + 65_536));
  for (let left = size; left > 0; left -= PIECE) await file.write(piece.subarray(0, Math.min(left, PIECE)));
  await file.sync();
}

/** As the kernel counts it, in hundredths. */
async function cpuSeconds(pid: number): Promise<number> {
  const { stdout } = await new Deno.Command("cat", { args: [`/proc/${pid}/stat`] }).output();
  const fields = new TextDecoder().decode(stdout).replace(/^.*\) /, "").split(" ");
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
