import { assert, assertEquals } from "@std/assert";
import { CODE } from "../../shared/codes.ts";
import { CLOSE } from "../../shared/frames.ts";
import { POST } from "../../relay/batch.ts";
import { clientTable } from "../../shared/messages.ts";
import { messageCodec } from "../../shared/wire.ts";
import { MemoryStore } from "../fakes/memory_store.ts";
import { act, NOWHERE, Room } from "../fakes/room.ts";
import { TurnedRelay } from "../fakes/turned_relay.ts";

const text = new TextEncoder();

const LONG = "x".repeat(60_000);

Deno.test("a box comes to all who follow, its author too, with one rising cursor", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice", "bob"]);
  room.post("alice", "one");
  room.post("bob", "two");
  const atAlice = [await room.hears("alice", "one"), await room.hears("alice", "two")];
  const atBob = [await room.hears("bob", "one"), await room.hears("bob", "two")];
  assertEquals(atAlice, atBob);
  assertEquals(atAlice.map(({ author, counter }) => [author, counter]), [[room.number("alice"), 1], [
    room.number("bob"),
    1,
  ]]);
  assert((atAlice[0]?.cursor ?? Infinity) < (atAlice[1]?.cursor ?? 0));
});

Deno.test("everybody hears everything in one order", async () => {
  await using relay = new TurnedRelay();
  const names = ["alice", "bob", "carol"];
  const room = await Room.open(relay, names);
  for (let i = 0; i < 50; i++) for (const name of names) room.post(name, `${name} ${i}`);
  const heard = [];
  for (const name of names) heard.push(await room.heard(name));
  assertEquals(heard[0]?.length, 150);
  assertEquals(heard[1], heard[0]);
  assertEquals(heard[2], heard[0]);
});

Deno.test("a post that was written for an older head is refused as stale", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice", "bob"]);
  const old = room.membership;
  await room.does("alice", act.policy({ locked: true }));
  room.guest("bob").post(old, 1, "late");
  const refused = await room.guest("bob").next("refused");
  assertEquals([refused.code, refused.counter, refused.channel], [CODE.stale, 1, room.channel]);
  room.post("bob", "in time", 1);
  await room.hears("alice", "in time");
  assertEquals(await room.heard("alice"), []);
});

Deno.test("a counter is taken once, and none below it", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice", "bob"]);
  assertEquals(await room.refusal("alice", "five", 5), undefined);
  assertEquals(await room.refusal("alice", "five again", 5), CODE.already);
  assertEquals(await room.refusal("alice", "four", 4), CODE.already);
  assertEquals(await room.refusal("bob", "five", 5), undefined);
  assertEquals(await room.refusal("alice", "the last", 2 ** 53 - 1), undefined);
  assertEquals(await room.heard("bob"), ["five", "five", "the last"]);
});

Deno.test("a counter stays taken after a reconnect", async () => {
  for (const history of [true, false]) {
    await using relay = new TurnedRelay();
    const room = await Room.open(relay, ["alice", "bob"], { policy: { history } });
    room.post("alice", "hello", 1);
    await room.hears("alice", "hello");
    await room.lose("alice");
    await room.comeBack("alice");
    assertEquals(await room.refusal("alice", "hello", 1), CODE.already);
    assertEquals(await room.heard("bob"), ["hello"]);
  }
});

Deno.test("a counter stays taken after a restart and a crash of the relay, where history is on", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice"]);
  room.post("alice", "hello", 7);
  await room.hears("alice", "hello");
  for (const end of ["restart", "crash"] as const) {
    await relay[end]();
    await room.comeBack("alice");
    assertEquals(await room.refusal("alice", "hello", 7), CODE.already);
  }
});

Deno.test("a counter of one who left the channel's stream in the same tick is not forgotten", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice", "bob"]);
  room.post("alice", "hello", 3);
  await room.guest("alice").get({ type: "shut", channel: room.channel }, "done");
  await room.hears("bob", "hello");
  await relay.crash();
  await room.comeBack("alice");
  assertEquals(await room.refusal("alice", "hello", 3), CODE.already);
});

Deno.test("a muted member is heard again when his time is over, without a further entry", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice", "bob"]);
  await room.does("alice", act.mute(room.number("bob"), relay.now + 60_000));
  assertEquals(await room.refusal("bob", "psst", 1), CODE.muted);
  await relay.turn(60_001);
  assertEquals(await room.refusal("bob", "hello", 1), undefined);
  assertEquals(await room.heard("alice"), ["hello"]);
});

Deno.test("a mute outlives a reconnect", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice", "bob"]);
  await room.does("alice", act.mute(room.number("bob"), relay.now + 60_000));
  await room.lose("bob");
  await room.comeBack("bob");
  assertEquals(await room.refusal("bob", "psst"), CODE.muted);
});

Deno.test("who is muted casts nothing either, or he would say in his status what he may not say", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice", "bob"]);
  await room.does("alice", act.mute(room.number("bob"), relay.now + 60_000));
  await room.types("alice");
  cast(room, "bob", "psst");
  assertEquals(await room.types("alice"), []);
  await relay.turn(60_001);
  cast(room, "bob", "hello");
  assertEquals(await room.types("alice"), ["cast"]);
});

Deno.test("while a rekey is owed nobody posts", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice", "bob", "carol"]);
  await room.does("carol", act.leave);
  assertEquals(await room.refusal("bob", "hello", 1), CODE.owed);
  await room.does("bob", act.rekey);
  assertEquals(await room.refusal("bob", "hello", 1), undefined);
});

Deno.test("a post to a channel that is not followed is refused like one to a channel that is not there", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice"]);
  await room.enter("bob");
  const bob = room.guest("bob");
  const outsider = await relay.guest("mallory");
  const refusals = [];
  for (const guest of [bob, outsider]) {
    for (const channel of [room.channel, NOWHERE]) {
      guest.post({ channel, head: room.membership.head }, 1, "hello");
      refusals.push(await guest.next("refused"));
    }
  }
  assertEquals(refusals.map(({ code }) => code), refusals.map(() => CODE.absent));
  assertEquals(new Set(refusals.map(({ text }) => text)).size, 1);
});

Deno.test("a box of the size limit is taken and comes to all, one byte more is refused", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice", "bob"]);
  assertEquals(await room.refusal("alice", "x".repeat(65_536)), undefined);
  assertEquals((await room.heard("bob")).map((said) => said.length), [65_536]);
  assertEquals(await room.refusal("alice", "x".repeat(65_537), 2), CODE.large);
  assertEquals(await room.refusal("alice", "y", 2), undefined);
});

Deno.test("what is posted behind a refused post is refused, until that counter comes again", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice", "bob"]);
  assertEquals(await room.refusal("alice", "one", 1), undefined);
  assertEquals(await room.refusal("alice", "x".repeat(65_537), 2), CODE.large);
  assertEquals(await room.refusal("alice", "three", 3), CODE.early);
  assertEquals(await room.refusal("alice", "one again", 1), CODE.already);
  assertEquals(await room.refusal("alice", "three", 3), CODE.early);
  assertEquals(await room.refusal("alice", "three, moved up", 2), undefined);
  assertEquals(await room.refusal("alice", "three", 3), undefined);
  assertEquals(await room.heard("bob"), ["one", "three, moved up", "three"]);
});

Deno.test("a post at an old head holds those behind it, however it comes again", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice", "bob"]);
  const old = room.membership;
  await room.does("alice", act.rekey);
  const alice = room.guest("alice");
  alice.post(old, 1, "under the old head");
  alice.post(room.membership, 2, "under the new one");
  assertEquals((await alice.next("refused")).code, CODE.stale);
  assertEquals((await alice.next("refused")).code, CODE.early);
  room.post("alice", "again", 1);
  room.post("alice", "and then", 2);
  await relay.settled();
  assertEquals(await room.heard("bob"), ["again", "and then"]);
});

Deno.test("a frame over the limit closes the line with 1009", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice", "bob"]);
  room.post("alice", "x".repeat(65_700));
  assertEquals((await room.guest("alice").untilClosed()).code, CLOSE.large);
  await room.chats(["bob"]);
});

Deno.test("a post that is too short to be one closes the line with 1002", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice", "bob"]);
  room.guest("alice").link.send(new Uint8Array(56).fill(0x10));
  assertEquals((await room.guest("alice").untilClosed()).code, CLOSE.protocol);
});

Deno.test("who posts faster than his rate is told so, and may go on a second later", async () => {
  await using relay = new TurnedRelay({ limits: { posts: { perSecond: 2, burst: 3 } } });
  const room = await Room.open(relay, ["alice", "bob"]);
  for (const counter of [1, 2, 3]) assertEquals(await room.refusal("alice", `${counter}`, counter), undefined);
  assertEquals(await room.refusal("alice", "4", 4), CODE.fast);
  assertEquals(await room.refusal("bob", "1", 1), undefined);
  await relay.turn(1000);
  assertEquals(await room.refusal("alice", "4", 4), undefined);
  assertEquals(await room.heard("bob"), ["1", "2", "3", "1", "4"]);
});

Deno.test("casts are within the rate of posts", async () => {
  await using relay = new TurnedRelay({ limits: { posts: { perSecond: 2, burst: 3 } } });
  const room = await Room.open(relay, ["alice", "bob"]);
  for (let i = 0; i < 10; i++) cast(room, "alice", `${i}`);
  assertEquals(await room.types("bob"), ["cast", "cast", "cast"]);
});

Deno.test("a long cast, or a long post, counts as often as it has 4 KiB", async () => {
  await using relay = new TurnedRelay({ limits: { posts: { perSecond: 1, burst: 40 } } });
  const room = await Room.open(relay, ["alice", "bob"]);
  for (let i = 0; i < 10; i++) cast(room, "alice", LONG);
  assertEquals(await room.types("bob"), ["cast", "cast"]);
  for (const counter of [1, 2]) assertEquals(await room.refusal("bob", LONG, counter), undefined);
  assertEquals(await room.refusal("bob", LONG, 3), CODE.fast);
});

Deno.test("a post that counts for more than a whole burst takes all of it", async () => {
  await using relay = new TurnedRelay({ limits: { posts: { perSecond: 1, burst: 3 } } });
  const room = await Room.open(relay, ["alice", "bob"]);
  assertEquals(await room.refusal("alice", LONG, 1), undefined);
  assertEquals(await room.refusal("alice", "2", 2), CODE.fast);
  await relay.turn(2999);
  assertEquals(await room.refusal("alice", LONG, 2), CODE.fast);
  await relay.turn(1);
  assertEquals(await room.refusal("alice", LONG, 2), undefined);
});

Deno.test("a cast comes to who is there, has no place of its own, and is stored nowhere", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice", "bob"]);
  room.post("alice", "hello");
  const { cursor } = await room.hears("bob", "hello");
  cast(room, "alice", "is typing");
  assertEquals((await room.guest("bob").next("cast")).cursor, cursor);
  room.post("alice", "bye");
  assertEquals((await room.hears("bob", "bye")).cursor, cursor + 1);
  await room.lose("bob");
  await relay.restart();
  await room.comeBack("bob");
  assertEquals((await room.types("bob")).filter((type) => type === "cast"), []);
});

Deno.test("a cast under an old head, or by one who does not follow, goes nowhere and is not answered", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice", "bob"]);
  await room.enter("carol");
  const { head } = room.membership;
  await room.does("alice", act.policy({ locked: true }));
  await room.types("bob");
  await room.types("carol");
  room.guest("alice").say({ type: "cast", head, channel: room.channel, counter: 1, body: text.encode("old") });
  cast(room, "carol", "from outside");
  assertEquals(await room.types("bob"), []);
  assertEquals(await room.types("carol"), []);
});

Deno.test("a post or cast with a counter above 2^53 costs its sender his line, and goes to nobody", async () => {
  for (const type of ["post", "cast"] as const) {
    await using relay = new TurnedRelay();
    const room = await Room.open(relay, ["alice", "bob"]);
    const { head, channel } = room.membership;
    const frame = messageCodec(clientTable).encode({ type, head, channel, counter: 1, body: text.encode("hello") });
    frame.fill(0xff, POST.counter, POST.body);
    room.guest("alice").link.send(frame);
    assertEquals((await room.guest("alice").untilClosed()).code, CLOSE.protocol);
    assertEquals(await room.types("bob"), ["left"]);
    assertEquals(room.guest("bob").closedWith, undefined);
  }
});

Deno.test("who opens and shuts a channel again and again costs the disk one write, and the channel's time runs all the same", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice"], { policy: { history: false } });
  await relay.turn(5000);
  const { store } = relay;
  const commit = store.commit.bind(store);
  let commits = 0;
  store.commit = (changes) => {
    if (changes.length > 0) commits++;
    commit(changes);
  };
  const alice = room.guest("alice");
  for (let times = 0; times < 50; times++) {
    await alice.get({ type: "shut", channel: room.channel }, "done");
    await alice.open(room.channel);
  }
  await alice.get({ type: "shut", channel: room.channel }, "done");
  assertEquals(commits, 0);
  await relay.turn(5000);
  assertEquals(commits, 1);
  assert(store.load(room.channel));
  await relay.turn(60_000);
  assertEquals(store.load(room.channel), undefined);
});

Deno.test("without history nothing said is stored", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice"], { policy: { history: false } });
  room.post("alice", "between us");
  await room.hears("alice", "between us");
  assertEquals(relay.store.load(room.channel)?.storedBytes, 0);
  assertEquals(relay.store.chunkAfter(room.channel, 0), undefined);
});

Deno.test("history that was off for a while begins anew", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice", "bob"]);
  for (let i = 0; i < 5; i++) room.post("alice", `${i}`);
  const { cursor } = await room.hears("bob", "4");
  await room.does("alice", act.policy({ history: false }));
  await room.does("alice", act.policy({ history: true }));
  const { oldest } = await room.comeBack("bob");
  assert(oldest >= cursor, `it begins behind ${oldest}`);
});

Deno.test("switching history off deletes what was stored, and on again keeps what comes", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice"]);
  room.post("alice", "kept");
  await room.hears("alice", "kept");
  assert((relay.store.load(room.channel)?.storedBytes ?? 0) > 0);
  await room.does("alice", act.policy({ history: false }));
  assertEquals(relay.store.load(room.channel)?.storedBytes, 0);
  await room.does("alice", act.policy({ history: true }));
  room.post("alice", "kept again");
  await room.hears("alice", "kept again");
  await relay.restart();
  await room.comeBack("alice");
  await room.hears("alice", "kept again");
  assertEquals(await room.heard("alice"), []);
});

Deno.test("cursors rise across restarts and crashes, with and without history, and when it is switched", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice"]);
  let last = 0;
  for (const history of [true, false, false, true, false]) {
    await room.does("alice", act.policy({ history }));
    for (const end of ["restart", "crash"] as const) {
      await relay[end]();
      const opened = await room.comeBack("alice", last);
      assert(opened.newest >= last, `${opened.newest} < ${last}`);
      room.post("alice", `after a ${end}`);
      const { cursor } = await room.hears("alice", `after a ${end}`);
      assert(cursor > last, `${cursor} <= ${last}`);
      last = cursor;
    }
  }
});

Deno.test("who comes and goes is told to the others; who is quiet is not", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice", "bob"]);
  await room.enter("carol");
  const opened = await room.open("carol", 0, true);
  assertEquals(opened.present, [room.number("alice"), room.number("bob")]);
  await room.types("alice");
  await room.lose("carol");
  assertEquals(await room.types("alice"), []);
  await room.lose("bob");
  const left = await room.guest("alice").next("left");
  assertEquals([left.author, left.channel], [room.number("bob"), room.channel]);
  const back = await room.comeBack("bob");
  assertEquals(back.present, [room.number("alice"), room.number("bob")]);
  assertEquals((await room.guest("alice").next("arrived")).author, room.number("bob"));
});

Deno.test("a crowd that comes back together is told to the others together", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice"]);
  const crowd = Array.from({ length: 20 }, (_, i) => `guest${i}`);
  for (const name of crowd) await room.enter(name);
  let writes = 0;
  const cut = (bytes: Uint8Array) => {
    writes++;
    return [bytes];
  };
  await room.admit("bob", { cut });
  await room.types("bob");
  writes = 0;
  for (const name of crowd) {
    room.guest(name).say({ type: "open", ask: 1000, channel: room.channel, quiet: false, after: 2 ** 53 - 1 });
  }
  assertEquals(await room.types("bob"), crowd.map(() => "arrived" as const));
  assert(writes < 5, `${writes} writes`);
});

Deno.test("a shut channel is left, and the others are told", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice", "bob"]);
  await room.guest("bob").get({ type: "shut", channel: room.channel }, "done");
  assertEquals(await room.types("alice"), ["left"]);
  room.post("alice", "hello");
  assertEquals(await room.heard("bob"), []);
  const again = await room.guest("bob").ask({ type: "shut", channel: room.channel }, "done");
  assertEquals(again.type === "no" && again.code, CODE.absent);
});

Deno.test("who stays in several channels hears each once, and his end is told in all", async () => {
  await using relay = new TurnedRelay();
  const work = await Room.open(relay, ["alice", "bob"], { name: "Work" });
  const alice = work.guest("alice");
  const play = await alice.create("Play", relay.now);
  await alice.open(play.channel);
  const both = await alice.add(play, work.guest("bob").card, relay.now);
  await work.guest("bob").open(play.channel);
  alice.post(both, 1, "in Play");
  work.post("alice", "in Work", 1);
  assertEquals(await work.heard("bob"), ["in Play", "in Work"]);
  alice.heard.splice(0);
  await work.lose("bob");
  assertEquals(await work.types("alice"), ["left", "left"]);
});

Deno.test("what the store refuses was not said: the line is closed with 1011, and who comes back finds what is stored", async () => {
  const store = new MemoryStore();
  await using relay = new TurnedRelay({ store });
  const room = await Room.open(relay, ["alice", "bob"]);
  room.post("alice", "stored", 1);
  await room.hears("bob", "stored");
  store.full = true;
  room.post("alice", "lost", 2);
  assertEquals((await room.guest("alice").untilClosed()).code, CLOSE.storage);
  assertEquals((await room.guest("bob").untilClosed()).code, CLOSE.storage);
  assertEquals(relay.logged.every((line) => line === "Cannot store what was sent: the disk is full."), true);
  store.full = false;
  await room.comeBack("alice");
  await room.comeBack("bob");
  assertEquals(await room.heard("bob"), ["stored"]);
  assertEquals(await room.refusal("alice", "lost", 2), undefined);
  assertEquals(await room.heard("bob"), ["lost"]);
});

Deno.test("a channel is followed though the disk is full, and is not taken for an empty one meanwhile", async () => {
  const store = new MemoryStore();
  await using relay = new TurnedRelay({ store });
  const room = await Room.open(relay, ["alice", "bob"]);
  await room.lose("alice");
  await room.lose("bob");
  await relay.turn(5000);
  store.full = true;
  await room.comeBack("alice");
  await relay.turn(120_000);
  store.full = false;
  await relay.turn(5000);
  assert(store.load(room.channel));
  await room.comeBack("bob");
  await room.chats(["alice", "bob"]);
});

Deno.test("nobody follows a channel whose last words could not be stored", async () => {
  const store = new MemoryStore();
  await using relay = new TurnedRelay({ store });
  const room = await Room.open(relay, ["alice"]);
  const bob = await room.enter("bob");
  await relay.settled();
  store.full = true;
  room.post("alice", "lost");
  bob.say({ type: "open", ask: 1, channel: room.channel, quiet: false, after: 0 });
  assertEquals((await bob.untilClosed()).code, CLOSE.storage);
  store.full = false;
  await room.comeBack("alice");
  await room.comeBack("bob");
  await room.chats(["alice", "bob"]);
});

Deno.test("a full disk costs a channel nothing that only casts and reads", async () => {
  const store = new MemoryStore();
  await using relay = new TurnedRelay({ store });
  const room = await Room.open(relay, ["alice", "bob"]);
  store.full = true;
  cast(room, "alice", "is typing");
  await room.guest("bob").next("cast");
  await relay.turn(30_000);
  assertEquals(room.guest("bob").closedWith, undefined);
});

function cast(room: Room, name: string, body: string): void {
  const { head, channel } = room.membership;
  room.guest(name).say({ type: "cast", head, channel, counter: 1, body: text.encode(body) });
}
