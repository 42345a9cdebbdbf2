import { assert, assertEquals } from "@std/assert";
import { CODE } from "../../shared/codes.ts";
import { Failure } from "../../shared/failure.ts";
import { CLOSE } from "../../shared/frames.ts";
import type { FromRelay } from "../../shared/messages.ts";
import { act, Room } from "../fakes/room.ts";
import { TurnedRelay } from "../fakes/turned_relay.ts";

/** Where what somebody missed is found: in memory or in the store, by chunks of one message or of many. */
const places = {
  "from the ring": { history: false, restart: false },
  "from ring and store": { history: true, restart: false },
  "from the store": { history: true, restart: true },
} as const;

for (const [place, { history, restart }] of Object.entries(places)) {
  for (const together of [true, false]) {
    Deno.test(`who comes back hears what he has not had, ${place}, wherever he was in ${together ? "one batch" : "many"}`, async () => {
      await using relay = new TurnedRelay();
      const room = await Room.open(relay, ["alice"], { policy: { history } });
      const all = Array.from({ length: 12 }, (_, i) => `message ${i}`);
      for (const text of all) {
        room.post("alice", text);
        if (!together) await relay.settled();
      }
      const cursors = [];
      for (const text of all) cursors.push((await room.hears("alice", text)).cursor);
      if (restart) await relay.restart();
      for (const [index, cursor] of cursors.entries()) {
        const opened = await room.comeBack("alice", cursor);
        assertEquals(opened.after, cursor);
        assertEquals(await room.heard("alice"), all.slice(index + 1));
      }
    });
  }
}

Deno.test("who begins at 0 hears everything there is, and then what comes", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice"]);
  for (let i = 0; i < 5; i++) room.post("alice", `${i}`);
  await relay.settled();
  await room.admit("bob");
  room.post("alice", "hello bob");
  assertEquals(await room.heard("bob"), ["0", "1", "2", "3", "4", "hello bob"]);
});

Deno.test("a cursor from the future is taken for the newest", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice"]);
  room.post("alice", "before");
  const { cursor } = await room.hears("alice", "before");
  const opened = await room.comeBack("alice", 2 ** 53 - 1);
  assertEquals([opened.after, opened.newest], [cursor, cursor]);
  room.post("alice", "after");
  assertEquals(await room.heard("alice"), ["after"]);
});

Deno.test("without history, who was away longer than the ring remembers is told what he missed", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice", "bob"], { policy: { history: false } });
  room.post("alice", "had");
  const { cursor } = await room.hears("bob", "had");
  await room.lose("bob");
  room.post("alice", "missed");
  const missed = await room.hears("alice", "missed");
  await relay.turn(62_000);
  room.post("alice", "in the ring");
  await room.hears("alice", "in the ring");
  await room.comeBack("bob", cursor);
  const told = await room.guest("bob").next("missed");
  assertEquals([told.channel, told.after, told.resumed], [room.channel, cursor, missed.cursor]);
  assertEquals(await room.heard("bob"), ["in the ring"]);
});

Deno.test("without history, who comes back to an empty ring is told what he missed and goes on from there", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice", "bob"], { policy: { history: false } });
  await room.lose("bob");
  room.post("alice", "missed");
  const { cursor } = await room.hears("alice", "missed");
  await relay.turn(62_000);
  await room.comeBack("bob", cursor - 1);
  assertEquals((await room.guest("bob").next("missed")).resumed, cursor);
  room.post("alice", "hello");
  assertEquals(await room.heard("bob"), ["hello"]);
});

Deno.test("who comes back to a history that was trimmed is told what is gone and hears all the rest", async () => {
  await using relay = new TurnedRelay({ limits: { historySize: 5000 } });
  const room = await Room.open(relay, ["alice", "bob"]);
  await room.lose("bob");
  for (let i = 0; i < 20; i++) {
    room.post("alice", `${i} ${"x".repeat(500)}`);
    await relay.settled();
  }
  // The sweep trims the store, and by then the ring has forgotten everything.
  await relay.turn(62_000);
  await room.types("alice");
  const opened = await room.comeBack("bob", 1);
  const told = await room.guest("bob").next("missed");
  assertEquals(told.resumed, opened.oldest);
  const heard = await room.heard("bob");
  assertEquals(heard.length, opened.newest - opened.oldest);
  assert(heard.length > 3);
  assertEquals(heard.at(-1)?.split(" ")[0], "19");
});

Deno.test("nothing was missed by one who has had everything, however long he was away", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice", "bob"], { policy: { history: false } });
  room.post("alice", "had");
  const { cursor } = await room.hears("bob", "had");
  await room.lose("bob");
  await relay.turn(200_000);
  await room.comeBack("bob", cursor);
  assertEquals((await room.types("bob")).includes("missed"), false);
});

Deno.test("who has missed much hears it piece by piece, and others have their turn in between", async () => {
  const waiting: (() => void)[] = [];
  await using relay = new TurnedRelay({ rests: { wait: (wake) => void waiting.push(wake) } });
  const room = await Room.open(relay, ["alice", "bob"]);
  const all = Array.from({ length: 300 }, (_, i) => `message ${i}`);
  for (const text of all) {
    room.post("alice", text);
    await relay.settled();
  }
  await relay.restart();
  await room.comeBack("alice", 2 ** 53 - 1);
  await room.comeBack("bob");
  room.post("alice", "and now");
  await room.hears("alice", "and now");
  const heard = [...await room.heard("bob")];
  assert(heard.length > 0 && heard.length < 100, `${heard.length} at once`);
  while (waiting.length > 0) {
    waiting.shift()?.();
    const more = await room.heard("bob");
    assert(more.length < 100, `${more.length} at once`);
    heard.push(...more);
  }
  assertEquals(heard, [...all, "and now"]);
});

Deno.test("who is removed while he still reads what he missed hears all of it before he is told", async () => {
  const waiting: (() => void)[] = [];
  await using relay = new TurnedRelay({ rests: { wait: (wake) => void waiting.push(wake) } });
  const room = await Room.open(relay, ["alice", "bob"]);
  for (let i = 0; i < 100; i++) {
    room.post("alice", `message ${i}`);
    await relay.settled();
  }
  await relay.turn(62_000);
  await room.lose("bob");
  await room.comeBack("bob");
  await room.does("alice", act.remove(room.number("bob")));
  await relay.settled();
  assertEquals(waiting.length, 1);
  assertEquals((await room.types("bob")).includes("shut"), false);
  waiting.shift()?.();
  assertEquals((await room.types("bob")).slice(-2), ["entry", "shut"]);
});

Deno.test("who follows when the disk cannot read what he missed loses his line, and nobody else anything", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice", "bob", "carol"]);
  room.post("alice", "before");
  await room.hears("carol", "before");
  await room.lose("bob");
  await relay.turn(100_000);
  const read = relay.store.chunkAfter.bind(relay.store);
  relay.store.chunkAfter = () => {
    throw new Failure("Cannot read what is stored: the disk is broken.");
  };
  await room.comeBack("bob");
  await relay.settled();
  assertEquals(room.guest("bob").closedWith?.code, CLOSE.storage);
  await room.chats(["alice", "carol"]);
  relay.store.chunkAfter = read;
  await room.comeBack("bob");
  await room.hears("bob", "before");
  await room.chats(["alice", "bob", "carol"]);
});

Deno.test("a removed member hears all up to his removal, then why, and nothing more", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice", "bob", "carol"]);
  const number = room.number("bob");
  room.post("alice", "the last word");
  await room.does("alice", act.remove(number));
  room.post("alice", "without bob");
  await room.hears("carol", "without bob");
  const heard = room.guest("bob").heard.map(({ type }) => type);
  assertEquals(heard, ["said", "entry", "shut"]);
  const shut = await room.guest("bob").next("shut");
  assertEquals([shut.channel, shut.code], [room.channel, CODE.removed]);
  assertEquals(await room.heard("bob"), ["the last word"]);
});

Deno.test("a removed member who was behind hears all up to his removal when he reads on", async () => {
  for (const history of [true, false]) {
    await using relay = new TurnedRelay();
    const room = await Room.open(relay, ["alice"], { policy: { history } });
    const pipes = await slowGuest(room, "bob");
    pipes.pause();
    const texts = Array.from({ length: 30 }, (_, i) => `${i} ${"x".repeat(5000)}`);
    for (const text of texts) {
      room.post("alice", text);
      await relay.settled();
    }
    await room.does("alice", act.remove(room.number("bob"), 0, { history }));
    room.post("alice", "without bob");
    await relay.settled();
    pipes.resume();
    await relay.settled();
    const heard = room.guest("bob").heard.map(({ type }) => type);
    assertEquals(heard.slice(-2), ["entry", "shut"]);
    assertEquals(await room.heard("bob"), texts);
  }
});

Deno.test("a removed member who was behind is told when he reads on, though the channel is gone by then", async () => {
  // What he has not had is neither in the ring nor in the store.
  await using relay = new TurnedRelay({ limits: { ringSize: 16 * 1024 } });
  const room = await Room.open(relay, ["alice"]);
  const pipe = await slowGuest(room, "bob");
  pipe.pause();
  for (let i = 0; i < 30; i++) {
    room.post("alice", `${i} ${"x".repeat(5000)}`);
    await relay.settled();
  }
  await room.does("alice", act.remove(room.number("bob")));
  await room.does("alice", act.leave);
  pipe.resume();
  assertEquals((await room.types("bob")).slice(-2), ["entry", "shut"]);
  await Room.open(relay, ["carol", "dave"], { name: "Play" });
  assertEquals(relay.logged, []);
});

Deno.test("a removed member may not post, not even while the stream still goes to him", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice", "carol"]);
  const pipe = await slowGuest(room, "bob");
  pipe.pause();
  for (let i = 0; i < 30; i++) {
    room.post("alice", "x".repeat(5000));
    await relay.settled();
  }
  await room.does("alice", act.remove(room.number("bob")));
  await room.heard("carol");
  const { head, channel } = room.membership;
  room.guest("bob").say({ type: "cast", head, channel, counter: 1, body: new Uint8Array(1) });
  room.post("bob", "still here");
  assertEquals(await room.types("carol"), []);
  pipe.resume();
  assertEquals((await room.guest("bob").next("refused")).code, CODE.removed);
});

Deno.test("who follows is handed his wrap right before its entry; who has no room for it asks for it later", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice", "bob", "carol"]);
  const pipe = await slowGuest(room, "dave");
  await relay.settled();
  pipe.pause();
  for (let count = 0; count < 100; count++) room.post("alice", "x".repeat(1000));
  await relay.settled();
  await room.does("alice", act.rekey);
  await relay.settled();
  const seq = room.membership.count - 1;
  const isWrapped = ({ type }: FromRelay) => type === "wrapped";
  for (const name of ["bob", "carol"]) {
    assertEquals(room.guest(name).heard.slice(-2).map(({ type }) => type), ["wrapped", "entry"]);
  }
  // Who wrote the entry has the key.
  assertEquals(room.guest("alice").heard.filter(isWrapped), []);
  pipe.resume();
  await relay.settled();
  const { heard } = room.guest("dave");
  assertEquals([heard.at(-1)?.type, heard.filter(isWrapped)], ["entry", []]);
  await room.guest("dave").get({ type: "wrap", channel: room.channel, seq }, "wrap");
});

Deno.test("an invite does not follow: it is there to read the log, take its wrap and let somebody in", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice"]);
  const link = await relay.guest("link");
  const { channel } = room;
  const invite = { op: "invite", card: link.card, uses: 1, until: relay.now + 1_000_000 } as const;
  await room.does("alice", { ...invite, epoch: act.rekey.epoch });
  const answer = await link.ask({ type: "open", channel, quiet: true, after: 0 }, "opened");
  assertEquals(answer.type === "no" && answer.code, CODE.absent);
  assertEquals((await link.get({ type: "log", channel, from: 0 }, "log")).entries.length, 2);
  await link.get({ type: "wrap", channel, seq: 1 }, "wrap");
  const page = await link.ask({ type: "page", channel, before: 1000, most: 10 }, "page");
  assertEquals(page.type === "no" && page.code, CODE.absent);
  const bob = await relay.guest("bob");
  await link.add(room.membership, bob.card, relay.now);
  await bob.open(channel);
});

/** A member whose line holds little, so that he soon falls behind; gives the end that he reads from. */
async function slowGuest(room: Room, name: string): Promise<{ pause(): void; resume(): void }> {
  const guest = await room.admit(name, { buffer: 4096 });
  await room.relay.settled();
  guest.heard.splice(0);
  return room.relay.lineOf(guest);
}
