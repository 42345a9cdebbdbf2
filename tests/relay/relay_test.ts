/** The `relay` command as an operator meets it: the real program, its mistakes in plain words, its stop. */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { DatabaseSync } from "node:sqlite";
import { connect } from "node:net";
import { RAW_MAGIC } from "../../shared/frames.ts";
import { toHex } from "../../shared/ids.ts";
import { SocketPipe } from "../../shared/socket_pipe.ts";
import { Guest } from "../fakes/guest.ts";
import { needs } from "../fakes/needs.ts";
import { Program } from "../fakes/program.ts";

Deno.test("a relay's page says what to do with an invite's link to who opens one, and to nobody else", async () => {
  await using relay = await Program.relay();
  const page = await (await fetch(`http://127.0.0.1:${relay.port}/`)).text();
  assertMatch(
    page,
    /<p id="invite" hidden>This is an invite's link.* paste the\nwhole link where it asks for the relay\.<\/p>/s,
  );
  // No browser sends what is behind the #: the page looks by itself.
  assertMatch(page, /getElementById\("invite"\)\.hidden = location\.hash\.length < 2;/);
});

Deno.test("a relay tells what to tell others, answers /healthz, and exits 0 on SIGTERM and on SIGINT", async () => {
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    await using directory = await Directory.make();
    await using relay = await Program.relay(["--data", directory.path, "--title", "Rivers"]);
    assertStringIncludes(relay.out, "Rivers");
    const answer = await fetch(`http://127.0.0.1:${relay.port}/healthz`);
    assertEquals([answer.status, await answer.text()], [200, "ok\n"]);
    relay.signal(signal);
    const { code, err } = await relay.end();
    assertEquals(code, 0);
    assertMatch(err, /^\S+Z Stopping: everybody is told\.\n$/);
  }
});

Deno.test({ name: "a relay that was started with nohup outlives its terminal", ...needs("nohup") }, async () => {
  await using directory = await Directory.make();
  const shell = `nohup ${Deno.execPath()} run -q --no-check -P=pychat main.ts relay --host 127.0.0.1 --port 0`;
  await using relay = new Program([], { shell: `${shell} --data ${directory.path}` });
  await relay.prints(/pychat connect /);
  relay.signal("SIGHUP");
  assertEquals(await (await fetch(`http://127.0.0.1:${relay.port}/healthz`)).text(), "ok\n");
  relay.signal("SIGTERM");
  const { code, err } = await relay.end();
  assertEquals([code, err.split("everybody is told").length], [0, 2]);
});

Deno.test("a stopping relay tells its clients so, and what they posted is there when it comes back", async () => {
  await using directory = await Directory.make();
  const args = ["--data", directory.path];
  await using first = await Program.relay(args);
  const alice = await guest(first, "alice");
  const membership = await alice.create("Work", Date.now());
  await alice.open(membership.channel);
  alice.post(membership, 1, "kept");
  const { cursor } = await alice.next("said");
  first.signal("SIGTERM");
  assertEquals(await alice.untilClosed(), { code: 1001, reason: "The relay is stopping." });
  assertEquals((await first.end()).code, 0);
  await using second = await Program.relay(args);
  const again = await guest(second, "alice", alice);
  await again.open(membership.channel);
  assertEquals((await again.next("said")).cursor, cursor);
  again.link.close();
});

Deno.test("a relay has the same key after a restart, and another one in another directory", async () => {
  await using directory = await Directory.make();
  await using other = await Directory.make();
  const keys: string[] = [];
  for (const path of [directory.path, directory.path, other.path]) {
    await using relay = await Program.relay(["--data", path]);
    keys.push(toHex((await hello(relay)).relayKey));
  }
  assertEquals(keys[0], keys[1]);
  assertEquals(new Set(keys).size, 2);
});

Deno.test("what keeps a relay from starting is one line on stderr and exit code 1", async () => {
  await using directory = await Directory.make();
  await using running = await Program.relay(["--data", `${directory.path}/running`]);
  await Deno.writeTextFile(`${directory.path}/file`, "not a directory");
  writeDatabase(`${directory.path}/newer`, "PRAGMA application_id = 0x70796368; PRAGMA user_version = 999");
  writeDatabase(`${directory.path}/other`, "PRAGMA application_id = 1; PRAGMA user_version = 1");
  await Deno.mkdir(`${directory.path}/damaged`);
  await Deno.writeTextFile(
    `${directory.path}/damaged/relay.sqlite`,
    "This is no database, whatever its name says.".repeat(100),
  );
  const blob = "0a".repeat(16);
  await Deno.mkdir(`${directory.path}/lost/blobs/${blob}`, { recursive: true });
  await Deno.writeTextFile(`${directory.path}/lost/blobs/${blob}/${blob}`, "a file");
  await Deno.writeTextFile(`${directory.path}/lost/relay.sqlite`, "");
  const fresh = ["--data", `${directory.path}/fresh`];
  const cases: readonly (readonly [args: readonly string[], says: RegExp])[] = [
    [["--port", String(running.port), ...fresh], /Cannot listen on port \d+: another program uses it\. .*--port/],
    [["--data", `${directory.path}/running`], /another pychat relay is using it\. .*--data/],
    [["--data", `${directory.path}/file/inside`], /Cannot make the data directory .*: there is a file where .*--data/],
    [["--data", "/proc/pychat"], /Cannot make the data directory "\/proc\/pychat": you have no right to\. .*--data/],
    [["--data", `${directory.path}/newer`], /written by a newer pychat \(version 999.*Upgrade this relay/],
    [["--data", `${directory.path}/other`], /belongs to another program/],
    [["--data", `${directory.path}/damaged`], /not a pychat relay's, or it is damaged/],
    [["--data", `${directory.path}/lost`], /its relay\.sqlite is empty or gone, and what .*Put a backup of it back/],
    [["--host", "203.0.113.7", "--port", "0", ...fresh], /this computer has no such address/],
    [["--config", `${directory.path}/nowhere`, ...fresh], /Cannot read the configuration file/],
    [["--config", "/dev/stdin", ...fresh], /"\/dev\/stdin": pychat may not read there\. Name a file on a disk\.$/m],
  ];
  for (const [args, says] of cases) {
    const host = args.includes("--host") ? [] : ["--host", "127.0.0.1"];
    const port = args.includes("--port") ? [] : ["--port", "0"];
    const { code, err } = await new Program(["relay", ...host, ...port, ...args]).end();
    assertMatch(err, says);
    assertEquals([code, err.trim().split("\n").length], [1, 1], err);
  }
});

Deno.test({
  name: "a data directory on a disk that is away is said to be there, instead of being made elsewhere",
  ignore: Deno.build.os === "windows",
}, async () => {
  await using directory = await Directory.make();
  const link = `${directory.path}/link`;
  Deno.symlinkSync(`${directory.path}/unmounted/pychat`, link);
  for (const data of [link, `${link}/relay`]) {
    const { code, err } = await new Program(["relay", "--port", "0", "--data", data]).end();
    const why = `"${link}" is a link to a place that is not there. Is a disk missing that should be mounted?`;
    assertEquals([code, err], [1, `pychat: Cannot use the data directory "${data}": ${why}\n`]);
  }
});

Deno.test("the configuration file is read, and its mistakes are named with their line", async () => {
  await using directory = await Directory.make();
  const config = `${directory.path}/relay.conf`;
  await Deno.writeTextFile(config, `# our relay\ntitle = Meadows\ndata = ${directory.path}/data\n`);
  await using relay = await Program.relay(["--config", config]);
  assertStringIncludes(relay.out, "Meadows");
  await Deno.writeTextFile(config, "title = Meadows\nprot = 5000\n");
  const { code, err } = await new Program(["relay", "--config", config]).end();
  assertEquals(code, 2);
  assertMatch(err, /"prot" in \S+relay\.conf line 2: there is no such key; did you mean port\?/);
});

Deno.test("what a person is called is not what his relay is called", async () => {
  // Both may stand in one environment: who runs a relay chats, too.
  await using directory = await Directory.make();
  const env = { PYCHAT_NAME: "alice", PYCHAT_TITLE: "The Rivers" };
  await using relay = await Program.relay(["--data", directory.path], { env });
  assertStringIncludes(relay.out, "The Rivers");
  assert(!relay.out.includes("alice"));
});

Deno.test("what --print-config prints is a configuration file that changes nothing", async () => {
  await using directory = await Directory.make();
  const { out } = await new Program(["relay", "--print-config"]).end();
  const config = `${directory.path}/relay.conf`;
  await Deno.writeTextFile(config, out);
  await using relay = await Program.relay(["--config", config, "--data", `${directory.path}/data`]);
  assertMatch(relay.out, /pychat relay/);
});

Deno.test("100,000 channels by one client are not to be had, and cost the others nothing", async () => {
  await using directory = await Directory.make();
  await using relay = await Program.relay([
    "--data",
    directory.path,
    "--channels-per-identity",
    "5",
    "--new-channels",
    "off",
  ]);
  const greedy = await guest(relay, "greedy");
  for (let n = 0; n < 5; n++) await greedy.create(`mine ${n}`, Date.now());
  await rejects(() => greedy.create("one more", Date.now()), /You have 5 channels here; that is this relay's limit/);
  const other = await guest(relay, "other");
  const { channel } = await other.create("Work", Date.now());
  await other.open(channel);
  for (const one of [greedy, other]) one.link.close();
});

/** A directory that is gone in the end. */
class Directory implements AsyncDisposable {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  static async make(): Promise<Directory> {
    return new Directory(await Deno.makeTempDir());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Deno.remove(this.path, { recursive: true });
  }
}

function writeDatabase(directory: string, sql: string): void {
  Deno.mkdirSync(directory);
  const db = new DatabaseSync(`${directory}/relay.sqlite`);
  db.exec(`CREATE TABLE t (x); ${sql}`);
  db.close();
}

async function guest(relay: Program, nick: string, like?: Guest): Promise<Guest> {
  return await (await stranger(relay, nick, like)).enter();
}

/** What a relay says before anybody has entered. */
async function hello(relay: Program) {
  const guest = await stranger(relay, "alice");
  const said = await guest.next("hello");
  guest.link.close();
  return said;
}

async function stranger(relay: Program, nick: string, like?: Guest): Promise<Guest> {
  const socket = connect({ host: "127.0.0.1", port: relay.port });
  await new Promise((resolve) => socket.once("connect", resolve));
  socket.write(RAW_MAGIC.slice());
  const pipe = new SocketPipe(socket, {
    address: "relay",
    failed(error) {
      throw error;
    },
  });
  return new Guest(pipe, nick, like ? { identity: like.identity } : {});
}

async function rejects(run: () => Promise<unknown>, says: RegExp): Promise<void> {
  const why = await run().then(() => "it did not", (error: Error) => error.message);
  assertMatch(why, says);
}
