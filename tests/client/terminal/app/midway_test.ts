/** What one writes when a channel ends, another opens or a question comes up, and what is left of a window that is over. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import type { Event } from "../../../../client/core/events.ts";
import { OFFLINE } from "../../../../client/core/pen.ts";
import { NO_CHAT, reduce } from "../../../../client/core/state.ts";
import type { Outcome } from "../../../../client/core/intents.ts";
import type { Intent } from "../../../../client/core/intents.ts";
import { enter } from "../../../../client/terminal/enter.ts";
import { obey } from "../../../../client/terminal/obey.ts";
import { PlainClient } from "../../../../client/terminal/plain_client.ts";
import type { Desk } from "../../../../client/terminal/desk.ts";
import { findText } from "../../../../client/terminal/screen/find_text.ts";
import { GARDEN, WORK } from "../screen/scenes.ts";
import { channelEvents, numberOf, room, Telling } from "../screen/story.ts";
import { type Seated, seated } from "./seated.ts";

const PAGE_UP = "\x1b[5~";
const ESCAPE = "\x1b";

async function chat(size = { columns: 80, rows: 24 }): Promise<Seated> {
  const seat = await seated(size);
  for (const event of events()) seat.client.hear(event);
  seat.client.show(WORK);
  return seat;
}

function events(): readonly Event[] {
  const telling = new Telling(["alice", "bob"]);
  for (let at = 1; at <= 50; at++) telling.says("bob", `message ${at}`);
  const work = room({ id: WORK, name: "Work", members: ["alice", "bob"] });
  const garden = room({ id: GARDEN, name: "garden", members: ["alice", "bob"] });
  return [{ type: "line", state: "online" }, ...channelEvents(work, telling.rows), ...channelEvents(garden, [])];
}

Deno.test("what is being typed when its channel ends goes to no other channel", async () => {
  using seat = await chat();
  const printed: string[] = [];
  const desk: Desk = {
    asks: true,
    livesOn: true,
    gone: new Promise(() => {}),
    print: (line) => void printed.push(line),
    clear() {},
    ring() {},
    prompt() {},
    next: () => Promise.resolve("Bob is an idiot"),
    ask: () => Promise.resolve(undefined),
    [Symbol.dispose]() {},
  };
  const did: string[] = [];
  const session = Object.create(seat.client.session, {
    do: {
      value: (intent: Intent) => {
        did.push(intent.type);
        return Promise.resolve({ ok: true });
      },
    },
    id: { value: seat.client.session.id },
  });
  using client = new PlainClient({ session, desk, clock: seat.clock });
  for (const event of events()) client.hear(event);
  client.show(WORK);
  client.hear({ type: "closed", channel: WORK, name: "Work", why: "bob removed you." });
  const typed = await client.next();
  if (typed) await obey(client, typed);
  assertEquals(did.filter((type) => type === "say"), []);
});

Deno.test("what came of a command is said in the window where it was typed", async () => {
  using seat = await chat();
  const { client, terminal } = seat;
  const { promise, resolve } = Promise.withResolvers<Outcome>();
  Object.defineProperty(client.session, "do", { value: () => promise });
  const done = obey(client, { line: "/topic rivers", channel: WORK });
  client.show(GARDEN);
  resolve({ ok: false, code: "forbidden", why: "Only an admin may do that." });
  await done;
  assert(!/Only an admin/.test(terminal.text), terminal.text);
  client.show(WORK);
  assertMatch(terminal.text, /Only an admin/);
});

Deno.test("who reads further up is told that his command was answered, until he sees it", async () => {
  using seat = await seated();
  const { client, terminal } = seat;
  const telling = new Telling(["alice", "bob"]);
  for (let at = 1; at <= 50; at++) telling.says("bob", `message ${at}`);
  const view = { ...room({ id: WORK, name: "Work", members: ["alice", "bob"] }), read: 0 };
  client.hear({ type: "rows", channel: WORK, rows: [...telling.rows] });
  client.hear({ type: "channel", view });
  client.show(WORK);
  terminal.types(PAGE_UP);
  assertMatch(terminal.text, / more ↓/);
  await obey(client, { line: "/older 5000", channel: WORK });
  assertMatch(terminal.text, / answer ↓/);
  telling.says("bob", "news");
  client.hear({ type: "rows", channel: WORK, rows: telling.rows.slice(-1) });
  assertMatch(terminal.text, / 1 new, answer ↓/);
  terminal.types(ESCAPE);
  assertMatch(terminal.text, /no number from 1 to 1000/);
  terminal.types(PAGE_UP);
  assertMatch(terminal.text, / more ↓/);
});

Deno.test("who says something while he reads further up sees what becomes of it", async () => {
  using seat = await chat();
  const { terminal } = seat;
  terminal.types(PAGE_UP);
  assert(!/message 50/.test(terminal.text), terminal.text);
  terminal.types("hello");
  terminal.types("\r");
  assertMatch(terminal.text, /message 50/);
});

Deno.test("what needs a line is refused by its name, and what was to be said in private is given back", async () => {
  using seat = await chat();
  const { client, terminal } = seat;
  client.session.do = () => Promise.resolve(OFFLINE);
  for (const line of ["/leave", "/msg bob see you at eight"]) await obey(client, { line, channel: WORK });
  assertMatch(terminal.text, /! \/leave: There is no line to the relay now\. Try again when there\s+is one\./);
  assertMatch(terminal.text, /! \/msg: There is no line/);
  assertMatch(terminal.text, /❯ \/msg bob see you at eight/);
});

Deno.test("what needs a line that is lost for good is not to be tried again", async () => {
  using seat = await chat();
  const { client, terminal } = seat;
  client.hear({ type: "line", state: "offline", why: "Its key has changed.", retryMs: undefined });
  client.session.do = () => Promise.resolve(OFFLINE);
  await obey(client, { line: "/leave", channel: WORK });
  assertMatch(terminal.text, /! \/leave: Its key has changed\. \/quit ends pychat\./);
  assert(!/[Tt]ry/.test(terminal.text), terminal.text);
});

Deno.test("a text with a dotted capital I is found", () => {
  assertEquals(findText("Hello from İzmir", "hello").length, 1);
  assertEquals(findText("İzmir", "İzmir").length, 1);
});

Deno.test("a question that comes while somebody writes is not answered by what he writes", async () => {
  using seat = await chat();
  const { client, terminal, clock } = seat;
  terminal.types("I ");
  let chosen: string | undefined = "none";
  void client.choose({
    title: "Foo",
    why: "No channel Foo answers to this PIN.",
    answers: [["retry", "retry"], ["create", "create a new one"], ["quit", "quit"]],
  }).then((word) => chosen = word);
  for (const char of "can") {
    await clock.turn(100);
    terminal.types(char);
  }
  await clock.turn(0);
  assertEquals(chosen, "none");
});

Deno.test("what the operator says when he ends a line is still there when the next line is", async () => {
  using seat = await chat();
  const { client, terminal } = seat;
  const why = "You were disconnected by the operator: please behave";
  client.hear({ type: "line", state: "offline", why: "the line broke, for no reason", retryMs: 500 });
  client.hear({ type: "line", state: "online" });
  client.hear({ type: "line", state: "offline", why, retryMs: 500, ended: true });
  client.hear({ type: "line", state: "online" });
  assert(terminal.text.includes(why));
  assert(!terminal.text.includes("for no reason"));
});

Deno.test("a line that is lost for good leaves who writes where he is, and promises nothing", async () => {
  using seat = await chat();
  const { client, terminal } = seat;
  client.hear({ type: "line", state: "online" });
  terminal.types("rm is not what I ");
  client.hear({ type: "line", state: "offline", why: "You have connected again from elsewhere.", retryMs: undefined });
  terminal.types("meant\r");
  assertEquals((await client.next())?.line, "rm is not what I meant");
  assertMatch(terminal.text, /! You have connected again from elsewhere\. \/quit ends pychat\./);
  assertMatch(terminal.text, /offline/);
  assert(!/again in|trying again/.test(terminal.text), terminal.text);
  client.quit();
  assertEquals(client.lost, "You have connected again from elsewhere.");
});

Deno.test("who comes back into a channel that he left while reading back sees its end", async () => {
  using seat = await chat();
  const { client, terminal } = seat;
  terminal.types("\x1b[5~\x1b[5~");
  client.hear({ type: "closed", channel: WORK, name: "Work", why: "You left." });
  const telling = new Telling(["alice", "bob"], { cursor: 60 });
  for (let at = 1; at <= 50; at++) telling.says("bob", `later ${at}`);
  for (const event of channelEvents(room({ id: WORK, name: "Work", members: ["alice", "bob"] }), telling.rows)) {
    client.hear(event);
  }
  client.show(WORK);
  assertMatch(terminal.text, /later 50/);
  assertEquals(client.state.channels.get(WORK)?.unread, 0);
});

Deno.test("who asks for help in the middle of writing, and then writes no more, does not seem to type for ever", async () => {
  using seat = await chat();
  const { client, terminal, clock } = seat;
  const casts: boolean[] = [];
  Object.defineProperty(client.session, "do", {
    value: (intent: { type: string; on?: boolean }) => {
      if (intent.type === "typing") casts.push(intent.on ?? false);
      return Promise.resolve({ ok: true });
    },
  });
  terminal.types("hello");
  terminal.types("\x1bOP");
  terminal.types("\x1b");
  terminal.types("\x03");
  await clock.turn(60_000);
  assertEquals(casts, [true, false]);
});

Deno.test("a channel that a command opens late takes nothing of what is being written elsewhere", async () => {
  using seat = await chat();
  const { client, terminal } = seat;
  const line = client.next();
  terminal.types("for Work");
  // As when /join or /msg is done at last.
  client.show(GARDEN);
  terminal.types(" only\r");
  assertEquals(await line, { line: "for Work only", channel: WORK });
  terminal.types("\x1b2");
  assertEquals(client.current, GARDEN);
});

Deno.test("what is being written when /leave is done at last goes to no other channel", async () => {
  using seat = await chat();
  const { client, terminal } = seat;
  const line = client.next();
  terminal.types("so long");
  client.hear({ type: "closed", channel: WORK, name: "Work", why: "You left." });
  terminal.types(" fools\r");
  assertEquals(await line, { line: "so long fools", channel: WORK });
});

Deno.test("edits of a message that is not loaded do not pile up", () => {
  const telling = new Telling(["alice", "bob"], { cursor: 10 });
  telling.says("bob", "x");
  const of = { author: numberOf(1), counter: 3 };
  for (let at = 0; at < 100; at++) telling.edits("bob", of, "y".repeat(48_000) + at);
  const state = [...channelEvents(room({ id: WORK, name: "Work", members: ["alice", "bob"] }), telling.rows)].reduce(
    reduce,
    NO_CHAT,
  );
  const late = [...state.channels.get(WORK)?.late.values() ?? []].flat();
  assertEquals(late.length, 1);
});

Deno.test("who mistypes the PIN of a channel that he is in can go there all the same", async () => {
  const cases = [["Work", "in", ["9999", undefined]], ["Other", "asked", ["9999"]]] as const;
  for (const [name, came, pins] of cases) {
    using seat = await chat();
    const { client, terminal, clock } = seat;
    const tried: (string | undefined)[] = [];
    client.session.do = (intent) => {
      if (intent.type !== "join") return Promise.resolve(OFFLINE);
      tried.push(intent.pin);
      const wrong = { ok: false, code: "wrongPin", why: "No channel answers." } as const;
      return Promise.resolve<Outcome>(intent.pin === undefined ? { ok: true, channel: WORK } : wrong);
    };
    let state = "asked";
    void enter(client, { name, pin: "9999", create: false, wait: false }).then(({ type }) => state = type);
    await clock.turn(1000);
    terminal.types("g");
    await clock.turn(1000);
    assertEquals([state, tried], [came, [...pins]], name);
  }
});
