/** Newer and older: data directories of every version there was, and clients and relays that do not speak the same. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { createServer } from "node:net";
import { DatabaseSync } from "node:sqlite";
import { frame, OPCODE } from "../../shared/frames.ts";
import { PROTOCOL_VERSION, relayTable } from "../../shared/messages.ts";
import { answerHello } from "../../client/core/meeting.ts";
import { Guest, random } from "../fakes/guest.ts";
import { OpenRelay } from "../fakes/open_relay.ts";
import { Program } from "../fakes/program.ts";
import { rawPipe } from "../fakes/raw_pipe.ts";
import { ALICE, TEXTS } from "./versions/alice.ts";

const versions = Array.from(Deno.readDirSync(new URL("versions/", import.meta.url)), ({ name }) => name)
  .filter((name) => name.endsWith(".sql")).map((name) => parseInt(name)).sort((one, other) => one - other);

for (const version of versions) {
  Deno.test(`a relay opens the data directory that version ${version} left, and who was in it finds everything`, async () => {
    const folder = await Deno.makeTempDir();
    restore(`${folder}/relay.sqlite`, version);
    {
      await using relay = await Program.relay(["--data", folder]);
      const alice = await new Guest(await rawPipe(relay.port), "alice", { identity: ALICE }).enter();
      const { channels: [work] } = await alice.get({ type: "mine" }, "mine");
      assert(work, "her channel is gone");
      const { doors } = await alice.get({ type: "find", name: "Work" }, "doors");
      assertEquals(doors, [{ channel: work, open: false, answered: false }]);
      const { head } = await alice.open(work);
      for (const text of TEXTS) assertEquals(new TextDecoder().decode((await alice.next("said")).body), text);
      alice.post({ head, channel: work }, TEXTS.length + 1, "it is");
      assertEquals(new TextDecoder().decode((await alice.next("said")).body), "it is");
      alice.link.close();
      await alice.untilClosed();
      relay.signal("SIGTERM");
      assertEquals((await relay.end()).code, 0);
    }
    assertEquals(schema(`${folder}/relay.sqlite`), await schemaOfToday());
    await Deno.remove(folder, { recursive: true });
  });
}

Deno.test("there is a directory of every version to test with; versions/make.ts makes today's", async () => {
  const folder = await Deno.makeTempDir();
  const today = await freshData(folder);
  assertEquals(versions, Array.from({ length: today.version }, (_, place) => place + 1));
  await Deno.remove(folder, { recursive: true });
});

Deno.test("a relay that is older than its data directory says so, and changes nothing", async () => {
  const folder = await Deno.makeTempDir();
  const { version } = await freshData(folder);
  const file = `${folder}/relay.sqlite`;
  withData(file, (db) => db.exec(`PRAGMA user_version = ${version + 1}`));
  const before = Deno.readFileSync(file).toHex();
  await using relay = new Program(["relay", "--port", "0", "--data", folder]);
  const { code, out, err } = await relay.end();
  assertEquals([code, out], [1, ""]);
  assertMatch(
    err,
    /^pychat: Cannot use the data directory: it was written by a newer pychat [^\n]+ Upgrade this relay\.\n$/,
  );
  assertEquals(Deno.readFileSync(file).toHex(), before);
  await Deno.remove(folder, { recursive: true });
});

const hellos: readonly (readonly [oldest: number, newest: number, says: string])[] = [
  [PROTOCOL_VERSION + 1, PROTOCOL_VERSION + 3, "This pychat is older than the relay. Upgrade it."],
  [0, PROTOCOL_VERSION - 1, "The relay is older than this pychat. Its operator should upgrade it."],
];

for (const [oldest, newest, says] of hellos) {
  Deno.test(`a client at a relay that speaks ${oldest} to ${newest} says: ${says}`, async () => {
    // Whatever else such a relay says in its hello, nobody here can know.
    const hello = Uint8Array.of(relayTable.hello[0], 0, oldest, 0, newest, ...random(40));
    await using relay = await strangeRelay(frame(OPCODE.binary, hello));
    const home = await Deno.makeTempDir();
    const address = `127.0.0.1:${relay.port}`;
    const env = { PYCHAT_HOME: home, PYCHAT_PIN: "1234" };
    await using client = new Program(["connect", address, "--channel", "Work", "--name", "alice"], { env });
    const { code, err } = await client.end();
    assertEquals([code, err], [1, `pychat: ${says}\n`]);
    await using doctor = new Program(["doctor", address], { env });
    const { code: sick, out } = await doctor.end();
    assertEquals(sick, 1);
    assertMatch(out, new RegExp(`^fail  protocol  ${says}$`, "m"));
    await Deno.remove(home, { recursive: true });
  });
}

Deno.test("a relay tells a client of another version which of them must be upgraded", async () => {
  await using relay = await OpenRelay.open();
  for (const [version, says] of [[0, "your pychat is older"], [PROTOCOL_VERSION + 1, "the relay is older"]] as const) {
    const guest = new Guest(await relay.rawPipe(), "alice");
    const enter = answerHello(await guest.next("hello"), guest.identity, "alice", random(32));
    guest.say({ ...enter, version });
    assertMatch((await guest.untilClosed()).reason, new RegExp(says));
  }
});

/** What accepts a line and says only this. */
async function strangeRelay(says: Uint8Array): Promise<AsyncDisposable & { readonly port: number }> {
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.write(says);
    socket.resume();
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, "127.0.0.1", resolve);
  await promise;
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : NaN;
  return { port, [Symbol.asyncDispose]: () => new Promise((closed) => void server.close(() => closed())) };
}

function restore(file: string, version: number): void {
  withData(file, (db) => {
    db.exec(Deno.readTextFileSync(new URL(`versions/${version}.sql`, import.meta.url)));
    // As if she had left just now: what nobody visits for long enough is removed.
    db.prepare("UPDATE channels SET empty_since = ?").run(Date.now());
  });
}

/** Leaves what a relay makes when there was nothing. */
async function freshData(folder: string): Promise<{ readonly version: number; readonly schema: readonly unknown[] }> {
  await using relay = await Program.relay(["--data", folder]);
  relay.signal("SIGTERM");
  assertEquals((await relay.end()).code, 0);
  const file = `${folder}/relay.sqlite`;
  const version = withData(file, (db) => Number(db.prepare("PRAGMA user_version").get()?.["user_version"]));
  return { version, schema: schema(file) };
}

async function schemaOfToday(): Promise<readonly unknown[]> {
  const folder = await Deno.makeTempDir();
  const { schema } = await freshData(folder);
  await Deno.remove(folder, { recursive: true });
  return schema;
}

function schema(file: string): readonly unknown[] {
  const sql = "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name";
  return withData(file, (db) => db.prepare(sql).all());
}

function withData<T>(file: string, use: (db: DatabaseSync) => T): T {
  using db = new DatabaseSync(file);
  return use(db);
}
