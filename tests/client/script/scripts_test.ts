/** `send`, `tail` and `bot` as scripts use them: the real programs, a real relay, pipes and exit codes. */
import { assertEquals, assertMatch } from "@std/assert";
import { connect, createServer } from "node:net";
import { RAW_MAGIC, Splitter } from "../../../shared/frames.ts";
import { clientTable } from "../../../shared/messages.ts";
import { needs } from "../../fakes/needs.ts";
import { freePort, Place } from "../terminal/place.ts";
import { Program } from "../../fakes/program.ts";
import { until } from "../../fakes/until.ts";
import { PYCHAT, records, script, shell } from "./script.ts";

Deno.test("send says one thing as it stands, from its arguments or from standard input, and prints nothing", async () => {
  await using place = await Place.open();
  await using alice = await place.member("alice");
  const quiet = { code: 0, out: "", err: "" };
  assertEquals(await script(place, "send", { args: ["hello", "/world", ":smile:"] }), quiet);
  assertMatch(await alice.reads("robot: "), /robot: hello \/world :smile:$/);
  assertEquals(await script(place, "send", { input: "first line\nsecond line\n" }), quiet);
  await alice.reads("robot: first line");
  await alice.reads("         second line");
  // Whoever is in needs no PIN, and nobody sees him come and go.
  assertEquals(await script(place, "send", { pin: undefined, args: ["again"] }), quiet);
  await alice.reads("robot: again");
  assertEquals(alice.count("robot is online"), 0);
  assertEquals(await script(place, "send", { pin: "mistyped", args: ["x"] }), {
    code: 4,
    out: "",
    err: "pychat: No channel Work answers to this PIN. You are in one of that name already: no PIN is needed there." +
      " (--create creates one)\n",
  });
});

Deno.test("what keeps a script out is one line for people, an exit code for programs, and nothing on standard output", async () => {
  await using place = await Place.open();
  const absent = await script(place, "send", { args: ["x"] });
  assertEquals(absent, {
    code: 4,
    out: "",
    err: "pychat: There is no channel Work at this relay. (--create creates it)\n",
  });
  await using alice = await place.member("alice");
  const cases: readonly (readonly [what: Parameters<typeof script>[2], code: number, err: RegExp])[] = [
    [{ args: ["x"], pin: "wrong" }, 4, /^pychat: No channel Work answers to this PIN\. \(--create creates one\)\n$/],
    [
      { args: ["x"], name: "Alice" },
      4,
      /^pychat: Somebody in Work is called Alice already\. Alice2 is free \(--name\)\.\n$/,
    ],
    [
      { args: ["x"], pin: undefined },
      4,
      /^pychat: You are not in Work\. Its PIN gets you in: --pin-file FILE or PYCHAT_PIN\.\n$/,
    ],
    [{ args: ["x"], name: "a b" }, 2, /^pychat: Cannot take "a b" as the name/],
    [{ args: ["--json", "x"] }, 2, /^pychat: Cannot take --json: there is no such flag/],
    [{ args: ["--pin", "1", "x"] }, 2, /^pychat: Cannot take --pin: others can read a command line/],
    [{ input: " \n" }, 2, /^pychat: Cannot send nothing: there is no text\n/],
    [{ input: "x".repeat(50_000) }, 1, /^pychat: Cannot send that much: a message has at most 48 KiB\.\n$/],
    [{ args: ["x"], name: "alice" }, 1, /^pychat: Cannot use the name "alice" at [^]* \(--name\)\.\n$/],
  ];
  for (const [what, code, err] of cases) {
    const ended = await script(place, "send", what);
    assertEquals([ended.code, ended.out], [code, ""], ended.err);
    assertMatch(ended.err, err);
  }
  await alice.end();
  const alone = await script(place, "send", { args: ["x"] });
  assertEquals([alone.code, alone.out], [5, ""], alone.err);
  const env = { PYCHAT_HOME: place.home("nobody"), PYCHAT_NAME: "nobody" };
  const away = await new Program(["send", `127.0.0.1:${freePort()}`, "Work", "x"], { env }).end();
  assertEquals([away.code, away.out], [3, ""], away.err);
  const astray = await new Program(["send", "https://relay.example.com", "Work", "x"], { env }).end();
  assertEquals([astray.code, astray.out], [2, ""], astray.err);
  assertMatch(astray.err, /That is no relay's address\. It is written relay\.example\.com or /);
});

Deno.test("--wait waits for the relay and for somebody at the door, and --create makes the channel", async () => {
  await using place = await Place.open();
  await (await place.member("alice")).end();
  await place.stop();
  const waiting = script(place, "send", { args: ["--wait", "at last"] });
  await place.resume();
  await using alice = await place.member("alice");
  await alice.reads("robot: at last");
  assertEquals((await waiting).code, 0);
  assertEquals((await script(place, "send", { channel: "New", args: ["--create", "x"] })).code, 0);
  assertMatch((await script(place, "tail", { channel: "New" })).out, / robot: x\n$/);
});

Deno.test("a script that waits at a door says so, and stops when it is told to", async () => {
  await using place = await Place.open();
  await (await place.member("alice")).end();
  const env = { PYCHAT_HOME: place.home("robot"), PYCHAT_NAME: "robot", PYCHAT_PIN: "1234" };
  await using waiting = new Program(["send", `127.0.0.1:${place.port}`, "Work", "--wait", "x"], { env });
  await until(() => waiting.err !== "", "it says that it waits");
  waiting.signal("SIGTERM");
  const { code, out, err } = await waiting.end();
  assertEquals([code, out], [1, ""]);
  const told = "pychat: nobody of Work is there to let you in; waiting.\n";
  assertEquals(err, `${told}pychat: You stopped it before anything was said.\n`);
});

Deno.test("who stops a script when his message waits for the relay is told that it is kept, and it is said once", async () => {
  await using place = await Place.open();
  await using alice = await place.member("alice");
  const env = { PYCHAT_HOME: place.home("robot"), PYCHAT_NAME: "robot", PYCHAT_PIN: "1234" };
  const args = (port: number) => ["send", `127.0.0.1:${port}`, "Work", "precious"];
  let isHeld = true;
  let said = false;
  using line = passing(place.port, (tag) => {
    said ||= tag === clientTable.post[0];
    return !isHeld || tag !== clientTable.post[0];
  });
  await using waiting = new Program(args(line.port), { env });
  await until(() => said, "it has said it");
  waiting.signal("SIGTERM");
  const { code, err } = await waiting.end();
  assertEquals(code, 3);
  assertMatch(err, /It is kept, and goes out when pychat is there again under this name\.\n$/);
  isHeld = false;
  await using again = new Program(["send", `127.0.0.1:${line.port}`, "Work", "and more"], { env });
  assertEquals((await again.end()).code, 0);
  await alice.reads("robot: and more");
  assertEquals(alice.out.split("robot: precious").length - 1, 1);
});

Deno.test("who stops a script while it sends a file is told that the rest goes out later, and it is offered once", async () => {
  await using place = await Place.open();
  await using alice = await place.member("alice");
  await Deno.writeTextFile(place.home("note.txt"), "a note");
  const env = { PYCHAT_HOME: place.home("robot"), PYCHAT_NAME: "robot", PYCHAT_PIN: "1234" };
  let isHeld = true;
  let asked = false;
  using line = passing(place.port, (tag) => {
    asked ||= tag === clientTable.carry[0];
    return !isHeld || tag !== clientTable.carry[0];
  });
  const args = ["send", `127.0.0.1:${line.port}`, "Work"];
  await using sending = new Program([...args, "--file", place.home("note.txt")], { env });
  await until(() => asked, "it sends");
  sending.signal("SIGTERM");
  const { code, err } = await sending.end();
  assertEquals(code, 3);
  assertMatch(err, /What is left goes out when pychat is there again under this name\.\n$/);
  isHeld = false;
  const orders = place.home("orders");
  const bot = `${PYCHAT} bot 127.0.0.1:${line.port} Work`;
  await using _there = shell(place, `mkfifo ${orders} && exec 3<>${orders} && exec ${bot} <&3`);
  await alice.reads('robot offers "note.txt"');
  const folder = place.home("saved");
  const saved = await script(place, "tail", { name: "saver", args: ["--save", folder] });
  assertEquals([saved.code, await Deno.readTextFile(`${folder}/note.txt`)], [0, "a note"], saved.err);
  assertEquals(alice.out.split('offers "note.txt"').length - 1, 1);
});

Deno.test("a script that is not yet approved says so, and with --wait goes on when it is", async () => {
  await using place = await Place.open();
  await using alice = await place.member("alice");
  await alice.types("/lock on");
  await alice.reads("locked");
  const asked = await script(place, "send", { args: ["x"] });
  assertEquals([asked.code, asked.out], [4, ""]);
  assertMatch(asked.err, /^pychat: An admin of Work has to let you in: it is asked for\. \(--wait waits\)\n$/);
  await alice.reads("robot asks to join");
  const waiting = script(place, "send", { args: ["--wait", "let in"] });
  await alice.types("/approve robot");
  await alice.reads("robot: let in");
  assertEquals((await waiting).code, 0);
});

Deno.test("tail prints what was said, for people or as JSON lines, and goes on from a number", async () => {
  await using place = await Place.open();
  await using alice = await place.member("alice");
  await alice.types("one", "two");
  await alice.reads("You: two");
  await alice.types("/edit two!");
  await alice.reads("You changed");
  await alice.types("three");
  await alice.reads("You: three");
  const { code, out, err } = await script(place, "tail");
  assertEquals([code, err], [0, ""]);
  const time = String.raw`\d{4}-\d\d-\d\d \d\d:\d\d:\d\d`;
  assertMatch(out, new RegExp(`^${time} \\* alice made this channel\\.\n${time} alice: one\n${time} alice: two\n`));
  const all = records((await script(place, "tail", { args: ["--json"] })).out);
  assertEquals(all.filter(({ type }) => type === "message").map(({ text }) => text), ["one", "two", "three"]);
  assertEquals(all.map(({ type }) => type), ["deed", "message", "message", "edit", "message", "deed"]);
  const two = all.find(({ text }) => text === "two");
  assertEquals([two?.["from"], two?.["own"], two?.["channel"]], ["alice", false, "Work"]);
  assertEquals(all[3]?.["of"], two?.["id"]);
  const args = ["--json", "--since", String(two?.["number"])];
  assertEquals(records((await script(place, "tail", { args })).out).map(({ type }) => type), [
    "edit",
    "message",
    "deed",
  ]);
  assertEquals(records((await script(place, "tail", { args: ["--json", "--since", "1h"] })).out), all);
  assertEquals((await script(place, "tail", { args: ["--since", "2999-01-01"] })).out, "");
  const last = records((await script(place, "tail", { args: ["--json", "--last", "1"] })).out);
  assertEquals(last.map(({ type }) => type), ["message", "deed"]);
});

Deno.test("tail reads back through more than who comes in is shown", async () => {
  await using place = await Place.open();
  await using alice = await place.member("alice");
  const said = Array.from({ length: 60 }, (_, at) => `line ${at}`);
  await alice.types(...said);
  await alice.reads("You: line 59");
  const { out } = await script(place, "tail", { args: ["--json", "--since", "1h"] });
  assertEquals(records(out).filter(({ type }) => type === "message").map(({ text }) => text), said);
});

Deno.test("tail --follow goes on over a cut, and ends when it is told to, or when nobody reads it any more", async () => {
  await using place = await Place.open();
  await using alice = await place.member("alice");
  const follow = `${PYCHAT} tail $RELAY Work --follow --last 0`;
  await using tail = shell(place, `exec ${follow}`);
  await alice.reads("robot is online");
  await alice.types("one");
  await tail.prints(/ alice: one\n$/);
  await place.stop();
  await place.resume();
  await alice.reads("-- Back on line.");
  await alice.types("two");
  await tail.prints(/ alice: one\n.* alice: two\n$/);
  tail.signal("SIGINT");
  const { code, err } = await tail.end();
  assertEquals(code, 0);
  assertMatch(err, /^pychat: The relay is stopping\. Trying again\.\npychat: back on line\.\n$/);
  await alice.reads("robot is offline");
  await using cut = shell(place, `(${follow}; echo ended $? >&2) | head -1`);
  await alice.reads("robot is online");
  await alice.types("three");
  await cut.prints(/ alice: three\n$/);
  await alice.types("four");
  assertEquals((await cut.end()).err, "ended 0\n");
});

Deno.test("files are sent whole, saved where they are wanted, and not twice", async () => {
  await using place = await Place.open();
  await using alice = await place.member("alice");
  const content = crypto.getRandomValues(new Uint8Array(60_000));
  await Deno.writeFile(place.home("data.bin"), content);
  await Deno.writeTextFile(place.home("note.txt"), "a note");
  const paths = [place.home("data.bin"), place.home("note.txt")];
  const none = await script(place, "send", { args: ["--file", ...paths, place.home("nothing")] });
  assertEquals([none.code, none.out], [1, ""]);
  assertMatch(none.err, /^pychat: Cannot send "[^"]*nothing": there is no such file or folder\.\n$/);
  assertEquals(await script(place, "send", { args: ["--file", ...paths] }), { code: 0, out: "", err: "" });
  await alice.reads('robot offers "data.bin"');
  const folder = place.home("saved");
  const saved = await script(place, "tail", { name: "saver", args: ["--json", "--save", folder] });
  assertEquals([saved.code, saved.err], [0, ""]);
  assertEquals(records(saved.out).filter(({ type }) => type === "saved").length, 2);
  assertEquals([await Deno.readFile(`${folder}/data.bin`), await Deno.readTextFile(`${folder}/note.txt`)], [
    content,
    "a note",
  ]);
  const again = await script(place, "tail", { name: "saver", args: ["--json", "--save", folder] });
  assertEquals(records(again.out).filter(({ type }) => type === "saved"), []);
  assertEquals([...Deno.readDirSync(folder)].length, 2);
});

Deno.test("a bot hears what is said from now on, does as it is ordered, and ends with its orders", async () => {
  await using place = await Place.open();
  await using alice = await place.member("alice");
  await alice.types("long ago");
  await alice.reads("You: long ago");
  const orders = [
    { type: "say", text: "hello", tag: 1 },
    { type: "say", text: "only you", to: "alice", tag: 2 },
    { type: "kick", nick: "alice", tag: 3 },
    { type: "say", text: "x", channel: "Elsewhere", tag: 4 },
    { type: "say", text: "bye", channel: "@alice", tag: 5 },
  ].map((order) => `${JSON.stringify(order)}\n`).join("");
  const { code, out, err } = await script(place, "bot", { input: `${orders}nonsense\n` });
  assertEquals([code, err], [0, ""]);
  const heard = records(out);
  assertEquals([heard[0]?.["type"], heard[0]?.["nick"], heard[0]?.["channel"]], ["ready", "robot", "Work"]);
  const answers = heard.filter(({ type }) => type === "done" || type === "refused");
  assertEquals(answers.map(({ type, tag, code }) => [type, tag, code]), [
    ["done", 1, undefined],
    ["done", 2, undefined],
    ["refused", 3, "forbidden"],
    ["refused", 4, "absent"],
    ["done", 5, undefined],
    ["refused", undefined, "invalid"],
  ]);
  const messages = heard.filter(({ type }) => type === "message").map(({ channel, text, own }) => [channel, text, own]);
  assertEquals(messages, [["Work", "hello", true], ["@alice", "only you", true], ["@alice", "bye", true]]);
  assertEquals(out.includes("long ago"), false);
  await alice.reads("robot: hello");
  await alice.reads("robot: bye");
});

Deno.test("what is too long for the relay is said not to be sent, by send and to a bot, and nobody waits for it", async () => {
  await using place = await Place.open("--frame-size", "4KiB");
  await using alice = await place.member("alice");
  const why = "It is too long for this relay, which takes at most 3772 bytes.";
  const text = "x".repeat(4000);
  const sent = await script(place, "send", { args: ["--wait", text] });
  assertEquals(sent, { code: 1, out: "", err: `pychat: ${why}\n` });
  const orders = [{ type: "say", text, tag: 1 }, { type: "say", text: "short", tag: 2 }];
  const { out } = await script(place, "bot", { input: orders.map((order) => JSON.stringify(order)).join("\n") });
  const answers = records(out).filter(({ type }) => type === "done" || type === "refused");
  assertEquals(answers.map(({ type, tag, why }) => [type, tag, why]), [["refused", 1, why], ["done", 2, undefined]]);
  await alice.reads("robot: short");
});

Deno.test("a bot that is thrown out ends with 4 and says why", async () => {
  await using place = await Place.open();
  await using alice = await place.member("alice");
  // Orders that never come, and never end.
  const orders = place.home("orders");
  await using bot = shell(place, `mkfifo ${orders} && exec 3<>${orders} && exec ${PYCHAT} bot $RELAY Work <&3`);
  await bot.prints(/"ready"/);
  await alice.types("/kick robot too loud");
  const { code, out, err } = await bot.end();
  assertEquals([code, err], [4, "pychat: alice removed you: too loud\n"]);
  assertMatch(out, /"type":"closed","channel":"Work"/);
});

Deno.test({ name: "the example of docs/scripts.md rolls dice", ...needs("python3") }, async () => {
  await using place = await Place.open();
  await using alice = await place.member("alice");
  await using bot = shell(place, `exec python3 examples/dice_bot.py ${PYCHAT} bot $RELAY Work`, "dice");
  await alice.reads("dice: I roll dice: !roll 2d6");
  await alice.types("!roll 3d1");
  await alice.reads('dice answers you ("!roll 3d1"): 1 + 1 + 1 = 3');
  await alice.types("!roll 0d0", "!roll d1");
  await alice.reads('dice answers you ("!roll d1"): 1 = 1');
  bot.signal("SIGTERM");
  await bot.end();
});

Deno.test("docs/scripts.md shows the example as it is, and every word that scripts can hear and say", async () => {
  const root = new URL("../../../", import.meta.url);
  const [guide, bot, records, orders] = await Promise.all(
    ["docs/scripts.md", "examples/dice_bot.py", "client/script/records.ts", "client/script/orders.ts"].map((path) =>
      Deno.readTextFile(new URL(path, root))
    ),
  );
  assertEquals(guide?.includes(bot?.trim() ?? "?"), true);
  const heard = [...records?.matchAll(/type: "(\w+)"/g) ?? []].map(([, word]) => word);
  const ordered = [...orders?.matchAll(/^ {2}(\w+): \(of\)/gm) ?? []].map(([, word]) => word);
  assertEquals([heard.length > 9, ordered.length], [true, 13]);
  for (const word of [...heard, ...ordered]) assertEquals(guide?.includes(`\`${word}\``), true, word);
});

/** A way to the relay on which what a client says passes, as long as its tag may; else nothing does any more. */
function passing(to: number, may: (tag: number | undefined) => boolean): Disposable & { readonly port: number } {
  const server = createServer((near) => {
    const far = connect({ host: "127.0.0.1", port: to });
    for (const socket of [near, far]) socket.on("error", () => {});
    let open = true;
    let begun = false;
    const splitter = new Splitter({ masked: false, most: 100_000 });
    near.on("data", (bytes) => {
      const chunk = Uint8Array.from(bytes);
      splitter.feed(begun ? chunk : chunk.subarray(RAW_MAGIC.length));
      begun = true;
      while (open && splitter.next()) open = may(splitter.bytes[splitter.from]);
      if (open) far.write(bytes);
    });
    far.on("data", (bytes) => open && near.write(bytes));
    near.on("close", () => far.destroy());
    far.on("close", () => near.destroy());
  });
  const port = freePort();
  server.listen(port, "127.0.0.1");
  return { port, [Symbol.dispose]: () => void server.close() };
}
