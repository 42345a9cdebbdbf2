/** The executable as people get it: alone in an empty directory, with an empty home, and no Deno on PATH. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { compress } from "../../build/compress.ts";
import { runTool } from "../../build/run_tool.ts";
import { needs } from "../fakes/needs.ts";
import { Tmux } from "../fakes/tmux.ts";
import { until } from "../fakes/until.ts";
import { Bench } from "./bench.ts";
import { count } from "./count.ts";

const MB = 1e6;
const COMMIT = "0123456789ab+";
const STAND_IN = "a stand-in runtime, with try_lock.ts for the Deno.FsFile.tryLock that it lacks";
const bench = await Bench.open(COMMIT);
const standsIn = bench?.built.standIn === true;

Deno.test.afterAll(() => bench?.close());

type Step = Deno.TestContext["step"];

function test(name: string, run: (bench: Bench, step: Step) => Promise<void>, ignore = false): void {
  Deno.test({ name: `the executable ${name}`, ignore: !bench || ignore, fn: ({ step }) => run(must(bench), step) });
}

// The name is what the output says.
test(`is built with ${standsIn ? STAND_IN : "the runtime of our own Deno"}, and says which it is`, async (bench) => {
  const { code, out, err } = await bench.run("--version").end();
  assertEquals([code, err], [0, ""]);
  const [, deno] =
    /^pychat \d+\.\d+\.\d+ \(commit 0123456789ab\+, Deno (\S+), x86_64-unknown-linux-gnu\)\n$/.exec(out) ?? [];
  assert(deno, out);
  assertEquals(deno === Deno.version.deno, !bench.built.standIn);
});

test("helps, and exits 2 on bad usage", async (bench) => {
  for (const args of [["--help"], ["help", "relay"], ["connect", "--help"]]) {
    const { code, out, err } = await bench.run(...args).end();
    assertEquals([code, err], [0, ""]);
    assertMatch(out, /^Usage: pychat [^]*\n/);
  }
  for (const args of [["rely"], ["relay", "--prot", "1"], ["connect", "a", "b"], ["relay", "--port", "x"]]) {
    const { code, out, err } = await bench.run(...args).end();
    assertEquals([code, out], [2, ""]);
    assertMatch(err, /^pychat: Cannot [^\n]+\n[^\n]+\n$/);
  }
  assertEquals((await bench.run().end()).code, 2);
});

test("is a relay and its clients: they create, join, chat, kick and leave", async (bench) => {
  await using relay = bench.relay();
  await relay.opened();
  await using alice = bench.client(relay, "alice");
  await alice.reads("-- Work is new: you are its admin.");
  await using bob = bench.client(relay, "bob");
  await bob.reads("-- Work: 2 members, 2 online.");
  await bob.types("hello :smile:");
  assertMatch(await alice.reads("bob: hello"), /^\d\d:\d\d:\d\d bob: hello 😄$/);
  await bob.types("/kick alice");
  await bob.reads("! You're not an admin.");
  await alice.types("/kick bob no fun");
  await bob.reads("! Work: alice removed you: no fun");
  assertEquals((await bob.end()).code, 0);
  const [pin = ""] = /\d+$/.exec(await alice.reads("-- The PIN of Work is now ")) ?? [];
  await using again = bench.client(relay, "bob", { pin });
  await again.reads("-- Work: 2 members, 2 online.");
  await again.types("/leave", "/quit");
  assertEquals(await again.end(), { code: 0, out: again.out, err: "" });
  await alice.reads("* bob left.");
  assertEquals(await alice.end(), { code: 0, out: alice.out, err: "" });
  assertEquals(await relay.stop(), 0);
});

test("asks its way into a channel on a terminal, and gives the terminal back", async (bench) => {
  await using relay = bench.relay();
  await relay.opened();
  await using bob = bench.client(relay, "bob");
  await bob.reads("-- Work is new");
  using tmux = new Tmux();
  const shows = (text: string) => until(() => tmux.screen().includes(text), `"${text}" is shown: ${tmux.screen()}`);
  tmux.type(`clear; cd ${bench.folder} && ${bench.shell("connect")}`);
  tmux.press("Enter");
  for (
    const [question, answer] of [["Relay", relay.address], ["Channel", "Work"], ["PIN", "1234"], ["Name", "alice"]]
  ) {
    await shows(question ?? "");
    tmux.type(answer ?? "");
    tmux.press("Enter");
  }
  await bob.reads("* You let alice in.");
  await bob.types("good evening");
  await shows("bob: good evening");
  tmux.type("hi bob");
  tmux.press("Enter");
  await bob.reads("alice: hi bob");
  assert(!tmux.screen().includes("1234"), tmux.screen());
  tmux.type("/quit");
  tmux.press("Enter");
  await bob.reads("* alice is offline.");
  await tmux.restored();
  bob.signal("SIGTERM");
  assertEquals((await bob.end()).code, 0);
}, needs("tmux").ignore);

test("loses nothing when relay and client are killed", async (bench) => {
  await using relay = bench.relay();
  await relay.opened();
  await using alice = bench.client(relay, "alice");
  await alice.reads("-- Work is new");
  await using bob = bench.client(relay, "bob");
  await bob.reads("-- Work: 2 members, 2 online.");
  await alice.types("before");
  await bob.reads("alice: before");
  await bob.types("so far");
  await bob.reads("You: so far");
  relay.signal("SIGKILL");
  bob.signal("SIGKILL");
  await Promise.all([relay.end(), bob.end()]);
  await alice.types("while the relay was away");
  await using second = bench.relay({ like: relay });
  await second.opened();
  await alice.reads("You: while the relay was away");
  await using back = bench.client(second, "bob");
  await back.reads("alice: before");
  await back.reads("alice: while the relay was away");
  await back.types("I am back");
  await alice.reads("bob: I am back");
  assertEquals([back.count("alice: before"), back.count("alice: while the relay")], [1, 1]);
  assertEquals([(await alice.end()).code, (await back.end()).code, await second.stop()], [0, 0, 0]);
});

test("says in one line what a machine does not give it", async (bench) => {
  const cases: readonly (readonly [what: string, env: Record<string, string>, says: RegExp])[] = [
    ["no home", { HOME: "" }, /^pychat: Cannot tell where to keep your keys: HOME is not set\. Set PYCHAT_HOME/],
    [
      "a home that is none",
      { HOME: "/dev/null", PYCHAT_PIN: "1" },
      /^pychat: Cannot keep your keys in "\/dev\/null[^\n]+\n$/,
    ],
    ["no relay", { PYCHAT_PIN: "1" }, /^pychat: Cannot reach 127\.0\.0\.1 on port 1: connection refused\./],
  ];
  for (const [what, env, says] of cases) {
    const { code, err } = await bench.run("connect", "127.0.0.1:1", "--channel", "Work", "--name", "alice", env).end();
    assertEquals([what, code], [what, 1]);
    assertMatch(err, says, what);
  }
});

test("runs with few file descriptors, and in a locale that is not UTF-8", async (bench) => {
  await using relay = bench.relay({ shell: "ulimit -n 64; export LC_ALL=C;" });
  await relay.opened();
  await using alice = bench.client(relay, "alice");
  await alice.reads("-- Work is new");
  assertEquals((await alice.end()).code, 0);
  assertEquals(await relay.stop(), 0);
});

test("lets one name be used once at a time", async (bench) => {
  await using relay = bench.relay();
  await relay.opened();
  await using alice = bench.client(relay, "alice");
  await alice.reads("-- Work is new");
  const { code, err } = await bench.client(relay, "alice").end();
  assertEquals(code, 1);
  assertMatch(err, /^pychat: Cannot use the name "alice" at [^\n]+: another pychat on this computer is using it\./);
});

// A stand-in's node:http cannot be handed a socket.
test(`answers HTTP at the relay's port${standsIn ? " (left out: the stand-in runtime cannot)" : ""}`, async (bench) => {
  await using relay = bench.relay();
  await relay.opened();
  assertEquals(await (await fetch(`http://${relay.address}/healthz`)).text(), "ok\n");
}, standsIn);

test("is small, starts soon and idles light", async (bench, step) => {
  await using relay = bench.relay();
  await relay.opened();
  await using alice = bench.client(relay, "alice");
  await alice.reads("-- Work is new");
  const figures: readonly (readonly [what: string, figure: number, most: number])[] = [
    ["ms to --version", await best(() => bench.run("--version").end()), 150],
    ["ms to the relay's banner", await best(() => untilBanner(bench)), 300],
    ["MB of pychat's in it", bench.built.program.size / MB, 5],
    ["MB compressed", await compress(bench.built.path) / MB, 40],
    ["MB of memory, an idle relay", await residentMb(relay.pid), 80],
    ["MB of memory, an idle client", await residentMb(alice.pid), 80],
  ];
  for (const [what, figure, most] of figures) {
    await step(`${figure.toFixed(1)} ${what}`, () => assert(figure <= most, `at most ${most}`));
  }
});

test("holds no path of the machine that built it", (bench) => {
  const executable = Deno.readFileSync(bench.built.path);
  const home = Deno.env.get("HOME") ?? "/home/nobody";
  const paths = [new URL("../../", import.meta.url).pathname, `${home}/.cache`, bench.built.program.path, bench.folder];
  assertEquals(paths.filter((path) => count(executable, path) > 0), []);
  return Promise.resolve();
});

/** How long it takes when nothing else is in the way. */
async function best(run: () => Promise<unknown>): Promise<number> {
  let least = Infinity;
  for (let left = 10; left > 0; left--) {
    const begun = performance.now();
    await run();
    least = Math.min(least, performance.now() - begun);
  }
  return least;
}

async function untilBanner(bench: Bench): Promise<void> {
  await using relay = bench.relay();
  await relay.opened();
}

async function residentMb(pid: number): Promise<number> {
  const { out } = await runTool(["ps", "-o", "rss=", "-p", String(pid)]);
  return Number(out) * 1024 / MB;
}

function must(bench: Bench | undefined): Bench {
  if (!bench) throw new Error("Cannot run: there is no executable");
  return bench;
}
