/** The executable where something is not as it should be: it says in one line what to do, or does without. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { runTool } from "../../build/run_tool.ts";
import { NAMESPACE, sandboxed } from "../deploy/sandbox.ts";
import { fakeTime } from "../fakes/fake_time.ts";
import { needs } from "../fakes/needs.ts";
import { Tmux } from "../fakes/tmux.ts";
import { until } from "../fakes/until.ts";
import type { Bench, DeclareTest } from "./bench.ts";

const NARROW = 20;
/** Who has these answers needs none from a terminal; nobody listens there. */
const NOWHERE = ["connect", "127.0.0.1:1", "--channel", "Work", "--name", "alice"];

export function testBadPlaces(test: DeclareTest): void {
  test("says in one line what a machine does not give it", saysWhatIsMissing);
  test("keeps a relay's data where it is when there is no home", relaysWithoutHome);
  test("says in one line that a home cannot be written, or is full", saysThatHomeIsNone, sandboxed().ignore);
  test("is seen to be damaged before it is run", isSeenDamaged);
  test("runs with few file descriptors, and in a locale that is not UTF-8", runsOnLittle);
  test("chats in twenty columns of ASCII", chatsInTwentyColumns, needs("tmux").ignore);
  test("chats with a clock that is years off, and doctor says so", chatsInAnotherCentury, needs("faketime").ignore);
}

async function saysWhatIsMissing(bench: Bench): Promise<void> {
  const pin = { PYCHAT_PIN: "1" };
  const cases: readonly (readonly [what: string, env: Record<string, string | undefined>, says: RegExp])[] = [
    ["no home", { HOME: undefined }, /^pychat: Cannot tell where to keep your keys: HOME is not set\. Set PYCHAT_HOME/],
    ["an empty one", { HOME: "" }, /^pychat: Cannot tell where to keep your keys: HOME is not set\. Set PYCHAT_HOME/],
    ["a file", { HOME: "/dev/null", ...pin }, /^pychat: Cannot keep your keys in "\/dev\/null[^\n]+\n$/],
    ["no relay", pin, /^pychat: Cannot reach 127\.0\.0\.1 on port 1: connection refused\. Is the relay running/],
  ];
  for (const [what, env, says] of cases) {
    const { code, err } = await bench.run(...NOWHERE, env).end();
    assertEquals([what, code], [what, 1]);
    assertMatch(err, says, what);
  }
}

async function relaysWithoutHome(bench: Bench): Promise<void> {
  const args = ["relay", "--host", "127.0.0.1", "--port", "0"];
  await using relay = bench.run(...args, { HOME: undefined });
  await relay.reads("└");
  assert(Deno.statSync(`${bench.folder}/pychat-relay/relay.sqlite`).isFile);
  relay.signal("SIGTERM");
  assertEquals((await relay.end()).code, 0);
}

async function saysThatHomeIsNone(bench: Bench): Promise<void> {
  const home = bench.emptyFolder("bad");
  const pychat = `HOME=${home} PYCHAT_PIN=1 ${bench.built.path}`;
  const tries = [`${pychat} relay --port 0`, `${pychat} ${NOWHERE.join(" ")}`, `${pychat} doctor`];
  const readOnly = "mount -t tmpfs -o ro tmpfs";
  const full = `mount -t tmpfs -o size=64k tmpfs ${home} && head -c 100000 /dev/zero > ${home}/filled 2>&-; true`;
  const cases: readonly (readonly [mount: string, says: readonly RegExp[]])[] = [
    [`${readOnly} ${home}`, [
      /^pychat: Cannot make the data directory "[^"]+": that disk can only be read\. Choose another with --data\.\n$/,
      /^pychat: Cannot keep your keys in "[^"]+": that disk can only be read\. Set PYCHAT_HOME to [^\n]+\n$/,
      /^fail {2}storage {3}Cannot keep your keys in "[^"]+": that disk can only be read\. Set PYCHAT_HOME/m,
    ]],
    [full, [
      /^pychat: Cannot [^\n]+ the disk is full\. Make room on it\.\n$/,
      /^pychat: Cannot [^\n]+ the disk is full\. Make room on it, then try again\.\n$/,
      /^fail {2}storage {3}Cannot keep [^\n]+ the disk is full\. Make room on it, then try again\.$/m,
    ]],
  ];
  for (const [mount, says] of cases) {
    for (const [place, line] of says.entries()) {
      const { success, out, err } = await runTool([...NAMESPACE, "sh", "-c", `${mount} && ${tries[place]}`]);
      assertEquals(success, false);
      assertMatch(err + out, line);
    }
  }
}

/** Nothing of pychat's runs in half an executable: what looks at it before has to find out, and those are what the documents tell people to use. */
async function isSeenDamaged(bench: Bench): Promise<void> {
  const folder = bench.emptyFolder("damaged");
  const whole = await Deno.readFile(await bench.compressed());
  const changed = whole.slice();
  changed[whole.length >> 1] = (changed[whole.length >> 1] ?? 0) ^ 1;
  const sums = await runTool(["sha256sum", "pychat-linux-x64.gz"], { cwd: bench.folder });
  await Deno.writeTextFile(`${folder}/SHA256SUMS`, sums.out);
  for (
    const [bytes, says] of [[whole.subarray(0, -1000), /unexpected end of file/], [
      changed,
      /invalid|crc error/,
    ]] as const
  ) {
    await Deno.writeFile(`${folder}/pychat-linux-x64.gz`, bytes);
    const unpacked = await runTool(["gzip", "--test", `${folder}/pychat-linux-x64.gz`]);
    assertEquals(unpacked.success, false);
    assertMatch(unpacked.err.trim(), says);
    const checked = await runTool(["sha256sum", "--check", "SHA256SUMS"], { cwd: folder });
    assertEquals([checked.success, checked.out], [false, "pychat-linux-x64.gz: FAILED\n"]);
  }
  const executable = await Deno.readFile(bench.built.path);
  await Deno.writeFile(`${folder}/cut`, executable.subarray(0, executable.length - 10), { mode: 0o755 });
  const { success, out } = await runTool([`${folder}/cut`, "--version"]);
  assertEquals([success, out], [false, ""]);
}

async function runsOnLittle(bench: Bench): Promise<void> {
  await using relay = bench.relay({ shell: "ulimit -n 64; export LC_ALL=C;" });
  await relay.opened();
  await using alice = bench.client(relay, "alice");
  await alice.reads("-- Work is new");
  assertEquals((await alice.end()).code, 0);
  assertEquals(await relay.stop(), 0);
}

async function chatsInTwentyColumns(bench: Bench): Promise<void> {
  await using relay = bench.relay();
  await relay.opened();
  await using bob = bench.client(relay, "bob");
  await bob.reads("-- Work is new");
  using tmux = new Tmux({ columns: NARROW, rows: 30 });
  const command = `connect ${relay.address} --channel Work --name alice`;
  tmux.type(`clear; ${bench.shell(command, { PYCHAT_PIN: "1234", LC_ALL: "C" })}`);
  tmux.press("Enter");
  await bob.reads("* You let alice in.");
  await until(() => tmux.screen().includes("Write, or /help"), () => `the line to write is shown: ${tmux.screen()}`);
  await bob.types("good evening, everybody");
  await until(() => tmux.screen().includes("everybody"), () => `it is shown: ${tmux.screen()}`);
  const screen = tmux.screen();
  assert(/^[\x20-\x7e\n]+$/.test(screen), screen);
  assert(screen.split("\n").every((row) => row.length <= NARROW), screen);
  tmux.press("C-c", "C-c");
  await tmux.restored();
}

async function chatsInAnotherCentury(bench: Bench): Promise<void> {
  await using relay = bench.relay();
  await relay.opened();
  await using alice = bench.client(relay, "alice");
  await alice.reads("-- Work is new");
  const another = fakeTime("1999-01-01");
  await using bob = bench.client(relay, "bob", another);
  await bob.reads("-- Work: 2 members, 2 online.");
  await bob.types("what year is it?");
  await alice.reads("bob: what year is it?");
  const { code, out } = await bench.run("doctor", relay.address, another).end();
  assertEquals(code, 0);
  assertMatch(out, /^warn {2}clock {5}it is 1999[^\n]+ Set the one that is wrong\.$/m);
}
