import { assert, assertEquals } from "@std/assert";
import type { ChannelId, Head } from "../../shared/ids.ts";
import { EPOCH, type Guest } from "../fakes/guest.ts";
import { act, NOWHERE, Room, textOf } from "../fakes/room.ts";
import { TurnedRelay } from "../fakes/turned_relay.ts";

Deno.test("find gives the doors behind a name, however it is written, oldest first and eight at most", async () => {
  await using relay = new TurnedRelay();
  const alice = await relay.guest("alice");
  const ids: ChannelId[] = [];
  for (let i = 0; i < 10; i++) ids.push((await alice.create(i % 2 === 0 ? "Straße" : "STRASSE", relay.now)).channel);
  for (const name of ["Straße", "strasse", "STRASSE"]) {
    assertEquals(
      (await alice.get({ type: "find", name }, "doors")).doors.map(({ channel }) => channel),
      ids.slice(0, 8),
    );
  }
  assertEquals((await alice.get({ type: "find", name: "Strase" }, "doors")).doors, []);
});

Deno.test("find tells which doors are open and which are answered", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice"]);
  const alice = room.guest("alice");
  const second = await alice.create("Work", relay.now, { open: true });
  const stranger = await relay.guest("mallory");
  assertEquals((await stranger.get({ type: "find", name: "work" }, "doors")).doors, [
    { channel: room.channel, open: false, answered: true },
    { channel: second.channel, open: true, answered: false },
  ]);
});

Deno.test("a private channel is found by nobody", async () => {
  await using relay = new TurnedRelay();
  const alice = await relay.guest("alice");
  await alice.create("", relay.now);
  assertEquals((await alice.get({ type: "find", name: "" }, "doors")).doors, []);
});

Deno.test("who was removed reads the log up to his removal, and nothing of what was done since", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice", "bob"]);
  await room.does("alice", act.remove(room.number("bob")));
  const { count } = room.membership;
  await room.does("alice", act.policy({ locked: true }));
  const log = (from: number) => room.guest("bob").get({ type: "log", channel: room.channel, from }, "log");
  const { total, entries } = await log(0);
  assertEquals([total, entries.length], [count, count]);
  assertEquals((await log(count)).entries, []);
});

Deno.test("mine lists the channels whose key one holds, and no longer those one was removed from", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice", "bob"]);
  const play = await room.guest("bob").create("Play", relay.now);
  const mine = async (guest: Guest) => (await guest.get({ type: "mine" }, "mine")).channels;
  assertEquals(await mine(room.guest("bob")), [room.channel, play.channel]);
  assertEquals(await mine(room.guest("alice")), [room.channel]);
  await room.does("alice", act.remove(room.number("bob")));
  assertEquals(await mine(room.guest("bob")), [play.channel]);
});

Deno.test("the log comes in pages that together are all of it", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice"]);
  const alice = room.guest("alice");
  const note = new Uint8Array(500);
  for (let i = 0; i < 120; i++) {
    await room.does("alice", {
      op: "policy",
      policy: room.membership.policy,
      epoch: { ...EPOCH, fwd: new Uint8Array(72), note },
    });
  }
  const entries: Uint8Array[] = [];
  let pages = 0;
  for (let total = 1; entries.length < total; pages++) {
    const page = await alice.get({ type: "log", channel: room.channel, from: entries.length }, "log");
    assertEquals(page.first, entries.length);
    assert(page.entries.length > 0);
    total = page.total;
    entries.push(...page.entries);
  }
  assertEquals(entries.length, 121);
  assert(pages > 1);
  assertEquals(
    entries.map((bytes) => bytes.toHex()),
    relay.store.log(room.channel, 0, 1e9).map((bytes) => bytes.toHex()),
  );
  const beyond = await alice.get({ type: "log", channel: room.channel, from: 121 }, "log");
  assertEquals([beyond.entries.length, beyond.total], [0, 121]);
});

Deno.test("a member gets his own wrap, and another's is not to be had", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice", "bob"]);
  await room.does("alice", act.rekey);
  const { channel } = room;
  const wrap = async (name: string, seq: number) =>
    (await room.guest(name).ask({ type: "wrap", channel, seq }, "wrap")).type;
  // 0 is alice's own beginning, 1 let bob in, 2 is for both.
  assertEquals([await wrap("alice", 0), await wrap("alice", 1), await wrap("alice", 2)], ["wrap", "no", "wrap"]);
  assertEquals([await wrap("bob", 0), await wrap("bob", 1), await wrap("bob", 2)], ["no", "wrap", "wrap"]);
  assertEquals(await wrap("bob", 3), "no");
});

Deno.test("pages of history go back to the beginning, each whole and oldest first", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice"]);
  const alice = room.guest("alice");
  const all = Array.from({ length: 40 }, (_, i) => `message ${i}`);
  for (const [index, text] of all.entries()) {
    room.post("alice", text);
    if (index % 7 === 0) await relay.settled();
  }
  const { newest } = await afresh(room);
  for (const most of [1, 3, 7, 39, 40, 41, 500, 65_535]) {
    const heard: string[] = [];
    let before = newest + 1;
    for (let more = true; more;) {
      const page = await pageOf(alice, room.channel, before, most);
      assert(page.texts.length <= most);
      heard.unshift(...page.texts);
      before = page.first;
      more = page.more;
    }
    assertEquals(heard.filter((text) => text !== "entry"), all);
  }
});

Deno.test("a page has nothing at its edges but what is there", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice"]);
  const alice = room.guest("alice");
  for (const text of ["a", "b", "c"]) room.post("alice", text);
  const { newest } = await afresh(room);
  const page = (before: number, most: number) => pageOf(alice, room.channel, before, most);
  // The first of the stream is the channel's creation.
  assertEquals((await page(newest + 1, 2)).texts, ["b", "c"]);
  assertEquals((await page(newest, 2)).texts, ["a", "b"]);
  assertEquals((await page(2 ** 53 - 1, 1)).texts, ["c"]);
  assertEquals(await page(0, 10), { texts: [], more: false, first: NaN });
  assertEquals(await page(1, 10), { texts: [], more: false, first: NaN });
  assertEquals(await page(2, 10), { texts: ["entry"], more: false, first: 1 });
  assertEquals((await page(newest + 1, 4)).more, false);
  assertEquals((await page(newest + 1, 0)).texts, []);
});

Deno.test("a page of large messages is bounded, but never empty while there is more", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice"]);
  for (let i = 0; i < 8; i++) room.post("alice", `${i}`.repeat(60_000));
  const { newest } = await afresh(room);
  const page = await pageOf(room.guest("alice"), room.channel, newest + 1, 500);
  assertEquals([page.texts.length, page.more], [3, true]);
});

Deno.test("what was posted a moment ago is on the page", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice"]);
  room.post("alice", "just now");
  const alice = room.guest("alice");
  alice.say({ type: "page", ask: 77, channel: room.channel, before: 2 ** 53 - 1, most: 1 });
  const said = [await room.hears("alice", "just now"), await room.hears("alice", "just now")];
  assertEquals(said[0], said[1]);
});

Deno.test("without history there are no pages", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice"], { policy: { history: false } });
  room.post("alice", "hello");
  const opened = await afresh(room);
  assertEquals(opened.oldest, opened.newest);
  assertEquals((await pageOf(room.guest("alice"), room.channel, 1000, 10)).texts, []);
});

Deno.test("opened tells where one follows from and what is stored", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice", "bob"]);
  room.post("alice", "hello");
  const { cursor } = await room.hears("bob", "hello");
  const opened = await room.comeBack("bob", cursor - 1);
  const { you, head, entries, after, newest, oldest, present } = opened;
  assertEquals([you, head, entries], [room.number("bob"), room.membership.head, 2]);
  assertEquals([after, newest, oldest], [cursor - 1, cursor, 0]);
  assertEquals(present, [room.number("alice"), room.number("bob")]);
});

Deno.test("requests are answered in the order they were sent", async () => {
  await using relay = new TurnedRelay();
  const alice = await relay.guest("alice");
  for (let ask = 1; ask <= 50; ask++) {
    alice.say(ask % 2 === 0 ? { type: "mine", ask } : { type: "log", ask, channel: NOWHERE, from: 0 });
  }
  await relay.settled();
  assertEquals(
    alice.heard.map((message) => "ask" in message && message.ask),
    Array.from({ length: 50 }, (_, i) => i + 1),
  );
});

/** Everything is stored and heard; what the stream says now. */
async function afresh(room: Room): Promise<{ readonly newest: number; readonly oldest: number }> {
  await room.relay.settled();
  await room.guest("alice").get({ type: "shut", channel: room.channel }, "done");
  const opened = await room.open("alice");
  await room.relay.settled();
  room.guest("alice").heard.splice(0);
  return opened;
}

/** A page's texts, whether there is more, and the cursor of its first. */
async function pageOf(guest: Guest, channel: ChannelId, before: number, most: number) {
  const page = await guest.get({ type: "page", channel, before, most }, "page");
  const frames = [];
  for (let i = 0; i < page.count; i++) {
    const frame = guest.heard.shift();
    if (frame?.type !== "said" && frame?.type !== "entry") {
      throw new Error(`Cannot read a page: it has "${frame?.type}"`);
    }
    frames.push(frame);
  }
  const texts = frames.map((frame) => frame.type === "said" ? textOf(frame) : "entry");
  return { texts, more: page.more, first: frames[0]?.cursor ?? NaN };
}

const asked: Readonly<Record<string, (bob: Guest, counter: number) => void>> = {
  "is refused": (bob, counter) =>
    bob.say({ type: "post", head: NOWHERE.repeat(2) as Head, channel: NOWHERE, counter, body: new Uint8Array(50_000) }),
  "asks": (bob, ask) => bob.say({ type: "append", ask: 1000 + ask, channel: NOWHERE, entry: new Uint8Array(50_000) }),
};

for (const [what, ask] of Object.entries(asked)) {
  Deno.test(`who ${what} for longer than his turn waits for the next one, is heard to the end, and others meanwhile`, async () => {
    // Else twenty who ask as fast as they may, or faster, stop everybody's messages for seconds.
    const waiting: (() => void)[] = [];
    await using relay = new TurnedRelay({ rests: { wait: (wake) => waiting.push(wake) } });
    const bob = await relay.guest("bob", { line: { buffer: Infinity } });
    const alice = await relay.guest("alice");
    for (let counter = 1; counter <= 20; counter++) ask(bob, counter);
    const counts: number[] = [];
    for (let turns = 0; turns < 6; turns++) {
      await relay.settled();
      counts.push(bob.heard.filter(({ type }) => type === "refused" || type === "no").length);
      await alice.ask({ type: "mine" }, "mine");
      waiting.shift()?.();
    }
    assertEquals([counts, waiting], [[4, 8, 12, 16, 20, 20], []]);
  });
}
