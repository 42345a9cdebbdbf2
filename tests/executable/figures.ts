/**
 * What the executable takes: time, memory, room. Each figure is printed as the name of a step. Limits of time are on the processor's, which other tests
 * at the same time hardly change; what the clock says is printed beside it.
 */
import { assert } from "@std/assert";
import { runTool } from "../../build/run_tool.ts";
import { until } from "../fakes/until.ts";
import type { Bench, BenchTest, DeclareTest } from "./bench.ts";

const MB = 1e6;
const TRIES = 10;
const IDLE_MB = 80;
/** By then V8 has given back what was only needed while there was work. */
const SETTLED_MS = 20_000;

export function testFigures(test: DeclareTest): void {
  test("is small, starts soon and idles light", isSmallAndSoon);
}

const isSmallAndSoon: BenchTest = async (bench, step) => {
  await using relay = bench.relay();
  await relay.opened();
  await using alice = bench.client(relay, "alice");
  await alice.reads("-- Work is new");
  const version = await best(() => untilItsVersion(bench));
  const prompt = await best(() => untilItsPrompt(bench));
  const figures: readonly (readonly [what: string, figure: number, most: number])[] = [
    [`ms of the processor to --version (${version.clock.toFixed(0)} ms by the clock)`, version.processor, 150],
    [`ms of the processor to the first prompt (${prompt.clock.toFixed(0)} ms by the clock)`, prompt.processor, 300],
    ["MB of pychat's in it", bench.built.program.size / MB, 5],
    ["MB compressed", Deno.statSync(await bench.compressed()).size / MB, 40],
    ["MB of memory, an idle relay", await idleMb(relay.pid, IDLE_MB), IDLE_MB],
    ["MB of memory, an idle client", await idleMb(alice.pid, IDLE_MB), IDLE_MB],
  ];
  for (const [what, figure, most] of figures) {
    await step(`${figure.toFixed(1)} ${what}`, () => assert(figure <= most, `at most ${most}`));
  }
};

/** Milliseconds. */
interface Spent {
  readonly clock: number;
  readonly processor: number;
}

async function best(run: () => Promise<Spent>): Promise<Spent> {
  const tries = [];
  for (let left = TRIES; left > 0; left--) tries.push(await run());
  return {
    clock: Math.min(...tries.map(({ clock }) => clock)),
    processor: Math.min(...tries.map(({ processor }) => processor)),
  };
}

async function untilItsVersion(bench: Bench): Promise<Spent> {
  const begun = performance.now();
  const { out } = await runTool(["sh", "-c", `${bench.shell("--version")} >/dev/null; times`]);
  // "0m0.020s 0m0.010s", in the second line: the shell's children.
  const spent = out.trim().split("\n").at(-1)?.matchAll(/(\d+)m([\d.]+)s/g) ?? [];
  const seconds = [...spent].reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds), 0);
  return { clock: performance.now() - begun, processor: seconds * 1000 };
}

/** On a terminal of script's. */
async function untilItsPrompt(bench: Bench): Promise<Spent> {
  const begun = performance.now();
  const args = ["-qefc", `exec ${bench.shell("connect")}`, "/dev/null"];
  const env = { TERM: "xterm" };
  const script = new Deno.Command("script", { args, env, stdin: "piped", stdout: "piped", stderr: "null" }).spawn();
  let shown = "";
  let clock = 0;
  const read = async () => {
    for await (const text of script.stdout.pipeThrough(new TextDecoderStream())) {
      shown += text;
      if (clock === 0 && shown.includes("Relay")) clock = performance.now() - begun;
    }
  };
  const reading = read();
  await until(() => clock > 0, () => `there is a prompt: ${shown}`);
  const child = Number((await runTool(["ps", "-o", "pid=", "--ppid", String(script.pid)])).out);
  const processor = await processorMs(child);
  Deno.kill(child, "SIGKILL");
  await script.stdin.close();
  await Promise.all([script.status, reading]);
  return { clock, processor };
}

/** What a process has had so far of the processor, which Linux counts in hundredths of a second. */
async function processorMs(pid: number): Promise<number> {
  // Deno itself may not look into /proc.
  const [, fields = ""] = (await runTool(["cat", `/proc/${pid}/stat`])).out.split(") ");
  const [user, system] = fields.split(" ").slice(11, 13).map(Number);
  return ((user ?? NaN) + (system ?? NaN)) * 10;
}

/** What it takes when it has been left alone; as soon as that is little enough, that. */
async function idleMb(pid: number, most: number): Promise<number> {
  const end = performance.now() + SETTLED_MS;
  let figure = await residentMb(pid);
  while (figure > most && performance.now() < end) figure = await residentMb(pid);
  return figure;
}

async function residentMb(pid: number): Promise<number> {
  const { out } = await runTool(["ps", "-o", "rss=", "-p", String(pid)]);
  return Number(out) * 1024 / MB;
}
