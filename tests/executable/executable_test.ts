/** The executable as people get it: alone in an empty directory, with an empty home, and no Deno on PATH. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { testBadPlaces } from "./bad_places.ts";
import { Bench, type BenchTest } from "./bench.ts";
import { testTerminals } from "./in_terminals.ts";
import { missing } from "./missing.ts";
import { testFigures } from "./figures.ts";

const COMMIT = "0123456789ab+";
const STAND_IN = "a stand-in runtime, with try_lock.ts for the Deno.FsFile.tryLock that it lacks";
const bench = await Bench.open(COMMIT);
const standsIn = bench?.built.standIn === true;

Deno.test.afterAll(() => bench?.close());

function test(name: string, run: BenchTest, ignore = false): void {
  Deno.test({ name: `the executable ${name}`, ignore: !bench || ignore, fn: ({ step }) => run(must(bench), step) });
}

testTerminals(test);
testBadPlaces(test);
testFigures(test);

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

test("says one thing for a script", async (bench) => {
  await using relay = bench.relay();
  await relay.opened();
  await using alice = bench.client(relay, "alice");
  await alice.reads("-- Work is new");
  const args = ["send", relay.address, "Work", "The build is green.", "--name"];
  const { code, out, err } = await bench.run(...args, "build", { PYCHAT_PIN: "1234" }).end();
  assertEquals([code, out, err], [0, "", ""]);
  await alice.reads("build: The build is green.");
  const refused = await bench.run(...args, "stranger", { PYCHAT_PIN: "4321" }).end();
  assertEquals([refused.code, refused.out], [4, ""]);
});

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

test("lets one name be used once at a time", async (bench) => {
  await using relay = bench.relay();
  await relay.opened();
  await using alice = bench.client(relay, "alice");
  await alice.reads("-- Work is new");
  const { code, err } = await bench.client(relay, "alice").end();
  assertEquals(code, 1);
  assertMatch(err, /^pychat: Cannot use the name "alice" at [^\n]+: another pychat on this computer is using it\./);
});

test("answers HTTP at the relay's port", async (bench) => {
  await using relay = bench.relay();
  await relay.opened();
  assertEquals(await (await fetch(`http://${relay.address}/healthz`)).text(), "ok\n");
});

test("holds no path of the machine that built it", (bench) => {
  const executable = Deno.readFileSync(bench.built.path);
  const home = Deno.env.get("HOME") ?? "/home/nobody";
  const paths = [new URL("../../", import.meta.url).pathname, `${home}/.cache`, bench.built.program.path, bench.folder];
  assertEquals(missing(executable, paths), paths);
  return Promise.resolve();
});

function must(bench: Bench | undefined): Bench {
  if (!bench) throw new Error("Cannot run: there is no executable");
  return bench;
}
