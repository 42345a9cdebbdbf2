import { assert, assertEquals } from "@std/assert";
import { CODE } from "../../shared/codes.ts";
import type { Guest } from "../fakes/guest.ts";
import { act, NOWHERE, Room } from "../fakes/room.ts";
import { TurnedRelay } from "../fakes/turned_relay.ts";

const letter = (text: string) => new TextEncoder().encode(text);

Deno.test("a knock is answered by a doorkeeper, and letters go both ways", async () => {
  await using relay = new TurnedRelay();
  const { room, visitor, keeper } = await scene(relay);
  knock(visitor, room, 7, "who is there?");
  const knocked = await keeper.next("knocked");
  assertEquals([knocked.channel, knocked.from, knocked.body], [
    room.channel,
    visitor.identity.id,
    letter("who is there?"),
  ]);
  keeper.say({ type: "visit", visit: knocked.visit, body: letter("it is me") });
  assertEquals(await visitor.next("visit"), { type: "visit", visit: 7, body: letter("it is me") });
  visitor.say({ type: "visit", visit: 7, body: letter("oh") });
  assertEquals(await keeper.next("visit"), { type: "visit", visit: knocked.visit, body: letter("oh") });
});

Deno.test("who keeps a door is looked up once, until the log says otherwise", async () => {
  await using relay = new TurnedRelay();
  const { room } = await scene(relay);
  const channel = relay.running.context.channels.get(room.channel);
  const before = channel?.keepers;
  assert(channel?.keepers === before);
  await room.admit("bob");
  assertEquals(channel?.keepers.size, (before?.size ?? NaN) + 1);
});

Deno.test("a visit that goes on stays with its doorkeeper, whoever comes", async () => {
  await using relay = new TurnedRelay();
  const { room, visitor, keeper } = await scene(relay);
  knock(visitor, room, 1);
  const { visit } = await keeper.next("knocked");
  const bob = await room.admit("bob");
  await relay.settled();
  assertEquals(types(bob).includes("knocked"), false);
  keeper.say({ type: "visit", visit, body: letter("still me") });
  assertEquals((await visitor.next("visit")).body, letter("still me"));
});

Deno.test("a visit ends for both when either side ends it", async () => {
  for (const side of ["visitor", "keeper"] as const) {
    await using relay = new TurnedRelay();
    const { room, visitor, keeper } = await scene(relay);
    knock(visitor, room, 1);
    const { visit } = await keeper.next("knocked");
    if (side === "visitor") visitor.say({ type: "unvisit", visit: 1 });
    else keeper.say({ type: "unvisit", visit });
    const told = side === "visitor" ? await keeper.next("unvisit") : await visitor.next("unvisit");
    assertEquals([told.visit, told.code], [side === "visitor" ? visit : 1, CODE.ended]);
    visitor.say({ type: "visit", visit: 1, body: letter("hello?") });
    assertEquals((await visitor.next("unvisit")).code, CODE.ended);
  }
});

Deno.test("a visit ends when either side does not read: letters do not pile up for him", async () => {
  for (const side of ["visitor", "keeper"] as const) {
    await using relay = new TurnedRelay();
    const { room, visitor, keeper } = await scene(relay);
    knock(visitor, room, 1);
    const { visit } = await keeper.next("knocked");
    const [writer, reader] = side === "visitor" ? [keeper, visitor] : [visitor, keeper];
    const pipe = relay.lineOf(reader);
    pipe.pause();
    for (let count = 0; count < 500; count++) {
      writer.say({ type: "visit", visit: writer === visitor ? 1 : visit, body: new Uint8Array(1000) });
      await relay.settled();
    }
    assert(pipe.waiting < 100_000, `${pipe.waiting} bytes wait`);
    assertEquals((await writer.next("unvisit")).code, CODE.ended);
    pipe.resume();
    assertEquals((await reader.next("unvisit")).code, CODE.ended);
  }
});

Deno.test("a visit ends when either side's line breaks", async () => {
  for (const side of ["visitor", "keeper"] as const) {
    await using relay = new TurnedRelay();
    const { room, visitor, keeper } = await scene(relay);
    knock(visitor, room, 1);
    await keeper.next("knocked");
    (side === "visitor" ? visitor : keeper).link.destroy("the test pulled the cable");
    const told = await (side === "visitor" ? keeper : visitor).next("unvisit");
    assertEquals(told.code, CODE.ended);
  }
});

Deno.test("who leaves another channel waits on at this door, and keeps it", async () => {
  await using relay = new TurnedRelay();
  const { room, visitor, keeper } = await scene(relay);
  for (const guest of [visitor, keeper]) await guest.open((await guest.create("Play", relay.now)).channel);
  const followed = (guest: Guest) => relay.running.context.sessions.find(guest.identity.id)?.seats ?? [];
  knock(visitor, room, 1);
  const { visit } = await keeper.next("knocked");
  for (const guest of [visitor, keeper]) {
    for (const { channel: { id } } of [...followed(guest)]) {
      if (id !== room.channel) await guest.get({ type: "shut", channel: id }, "done");
    }
  }
  keeper.say({ type: "visit", visit, body: letter("still here") });
  assertEquals((await visitor.next("visit")).body, letter("still here"));
});

Deno.test("a visit ends when the doorkeeper leaves the channel or is removed from it", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice", "bob"]);
  const visitor = await relay.guest("mallory");
  const bob = room.guest("bob");
  await room.guest("alice").get({ type: "shut", channel: room.channel }, "done");
  knock(visitor, room, 1);
  await bob.next("knocked");
  await bob.get({ type: "shut", channel: room.channel }, "done");
  assertEquals((await visitor.next("unvisit")).visit, 1);
  await room.open("bob");
  knock(visitor, room, 2);
  await bob.next("knocked");
  await room.does("alice", act.remove(room.number("bob")));
  assertEquals((await visitor.next("unvisit")).visit, 2);
});

Deno.test("a visit that takes too long ends for both, thirty seconds after somebody answered", async () => {
  await using relay = new TurnedRelay();
  const { room, visitor, keeper } = await scene(relay);
  knock(visitor, room, 1);
  const { visit } = await keeper.next("knocked");
  await relay.turn(29_000);
  assertEquals(types(visitor), []);
  await relay.turn(2000);
  assertEquals(await visitor.next("unvisit"), {
    type: "unvisit",
    visit: 1,
    code: CODE.late,
    text: "The visit took too long.",
  });
  assertEquals((await keeper.next("unvisit")).visit, visit);
});

Deno.test("a knock where nobody is waits, however long, and is answered when a doorkeeper comes", async () => {
  await using relay = new TurnedRelay({ limits: { emptyTime: 10_000_000 } });
  const { room, visitor } = await scene(relay);
  await room.lose("alice");
  knock(visitor, room, 1, "anybody?");
  await relay.turn(600_000);
  assertEquals(types(visitor), []);
  await room.comeBack("alice");
  assertEquals((await room.guest("alice").next("knocked")).body, letter("anybody?"));
  await relay.turn(31_000);
  assertEquals((await visitor.next("unvisit")).code, CODE.late);
});

Deno.test("a knock that waits is forgotten when the visitor goes or changes his mind", async () => {
  await using relay = new TurnedRelay();
  const { room, visitor } = await scene(relay);
  await room.lose("alice");
  knock(visitor, room, 1);
  knock(visitor, room, 2);
  visitor.say({ type: "unvisit", visit: 1 });
  await relay.settled();
  const impatient = await relay.guest("eve");
  knock(impatient, room, 1);
  await relay.settled();
  impatient.link.destroy("the test pulled the cable");
  await relay.settled();
  await room.comeBack("alice");
  await relay.settled();
  assertEquals(types(room.guest("alice")).filter((type) => type === "knocked"), ["knocked"]);
});

Deno.test("a knock that waits at a channel that is removed ends with it", async () => {
  await using relay = new TurnedRelay();
  const { room, visitor } = await scene(relay);
  await room.lose("alice");
  knock(visitor, room, 1);
  await relay.turn(62_000);
  assert(!relay.store.load(room.channel));
  const told = await visitor.next("unvisit");
  assertEquals([told.visit, told.code], [1, CODE.gone]);
});

Deno.test("a visit at a channel whose last member leaves ends with it", async () => {
  await using relay = new TurnedRelay();
  const { room, visitor } = await scene(relay);
  await room.guest("alice").get({ type: "shut", channel: room.channel }, "done");
  knock(visitor, room, 1);
  await room.does("alice", act.leave);
  assertEquals((await visitor.next("unvisit")).code, CODE.gone);
});

Deno.test("a door that is not there and one that a private channel has not are not told apart", async () => {
  await using relay = new TurnedRelay();
  const alice = await relay.guest("alice");
  const secret = await alice.create("", relay.now);
  const visitor = await relay.guest("mallory");
  for (const [visit, channel] of [[1, NOWHERE], [2, secret.channel]] as const) {
    visitor.say({ type: "knock", visit, channel, body: letter("hello") });
  }
  const answers = [await visitor.next("unvisit"), await visitor.next("unvisit")];
  assertEquals(answers.map(({ visit, code }) => [visit, code]), [[1, CODE.absent], [2, CODE.absent]]);
  assertEquals(answers[0]?.text, answers[1]?.text);
});

Deno.test("one visitor has eight visits at once", async () => {
  await using relay = new TurnedRelay();
  const { room, visitor, keeper } = await scene(relay);
  for (let visit = 1; visit <= 9; visit++) knock(visitor, room, visit);
  const told = await visitor.next("unvisit");
  assertEquals([told.visit, told.code], [9, CODE.full]);
  await relay.settled();
  assertEquals(types(keeper).filter((type) => type === "knocked").length, 8);
  visitor.say({ type: "unvisit", visit: 3 });
  knock(visitor, room, 10);
  await relay.settled();
  assertEquals(types(keeper).filter((type) => type === "knocked").length, 9);
});

Deno.test("a door has a queue of sixteen; other doors have their own", async () => {
  await using relay = new TurnedRelay();
  const { room } = await scene(relay);
  const other = await Room.open(relay, ["bob"], { name: "Play" });
  const crowd = [];
  for (let i = 0; i < 3; i++) crowd.push(await relay.guest(`visitor${i}`));
  for (const visitor of crowd) for (let visit = 1; visit <= 6; visit++) knock(visitor, room, visit);
  await relay.settled();
  const [, , last] = crowd;
  assertEquals(last?.heard.map((message) => message.type === "unvisit" && [message.visit, message.code]), [[
    5,
    CODE.full,
  ], [6, CODE.full]]);
  if (last) knock(last, other, 7);
  await other.guest("bob").next("knocked");
});

Deno.test("who owes a letter for three seconds makes room at a door with a queue, and nobody else does", async () => {
  await using relay = new TurnedRelay();
  const { room, keeper } = await scene(relay);
  const crowd = [];
  for (let i = 0; i < 4; i++) crowd.push(await relay.guest(`visitor${i}`));
  const [first, second, late, later] = crowd;
  assert(first && second && late && later);
  for (const visitor of [first, second]) for (let visit = 1; visit <= 8; visit++) knock(visitor, room, visit);
  await relay.settled();
  const knocked = keeper.heard.splice(0).flatMap((message) => message.type === "knocked" ? [message] : []);
  // The keeper has answered all but the first of each; the second of each has said the next word.
  for (const [place, { visit }] of knocked.entries()) {
    if (place % 8 > 0) keeper.say({ type: "visit", visit, body: letter("it is me") });
  }
  await relay.settled();
  for (const visitor of [first, second]) visitor.say({ type: "visit", visit: 2, body: letter("oh") });
  await relay.turn(2999);
  knock(late, room, 1);
  assertEquals((await late.next("unvisit")).code, CODE.full);
  await relay.turn(1);
  for (const visitor of [first, second, keeper]) visitor.heard.splice(0);
  for (let visit = 2; visit <= 8; visit++) knock(late, room, visit);
  for (let visit = 1; visit <= 6; visit++) knock(later, room, visit);
  await relay.settled();
  const ended = (guest: Guest) => guest.heard.flatMap((message) => message.type === "unvisit" ? [message.visit] : []);
  assertEquals([first, second, late, later].map(ended), [[3, 4, 5, 6, 7, 8], [3, 4, 5, 6, 7, 8], [], [6]]);
  assertEquals(types(keeper).filter((type) => type === "knocked").length, 12);
});

Deno.test("a visit's number is the visitor's own, once, and below the relay's numbers", async () => {
  await using relay = new TurnedRelay();
  const { room, visitor } = await scene(relay);
  knock(visitor, room, 1);
  knock(visitor, room, 1);
  assertEquals((await visitor.next("unvisit")).code, CODE.rule);
  knock(visitor, room, 0x8000_0000);
  assertEquals((await visitor.next("unvisit")).code, CODE.rule);
});

Deno.test("nobody reads or ends another's visit by its number", async () => {
  await using relay = new TurnedRelay();
  const { room, visitor, keeper } = await scene(relay);
  knock(visitor, room, 1);
  const { visit } = await keeper.next("knocked");
  const eve = await relay.guest("eve");
  for (const number of [1, visit]) {
    eve.say({ type: "visit", visit: number, body: letter("forged") });
    assertEquals((await eve.next("unvisit")).code, CODE.ended);
    eve.say({ type: "unvisit", visit: number });
  }
  await relay.settled();
  assertEquals([...types(visitor), ...types(keeper)], []);
  keeper.say({ type: "visit", visit, body: letter("real") });
  assertEquals((await visitor.next("visit")).body, letter("real"));
});

Deno.test("one client can be a visitor at one door and keeper of another, under the same number", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice"]);
  const other = await Room.open(relay, ["bob"], { name: "Play" });
  const [alice, bob] = [room.guest("alice"), other.guest("bob")];
  knock(alice, other, 1, "from alice");
  knock(bob, room, 1, "from bob");
  const atBob = await bob.next("knocked");
  const atAlice = await alice.next("knocked");
  bob.say({ type: "visit", visit: atBob.visit, body: letter("to alice") });
  assertEquals((await alice.next("visit")).visit, 1);
  alice.say({ type: "visit", visit: atAlice.visit, body: letter("to bob") });
  assertEquals((await bob.next("visit")).visit, 1);
});

Deno.test("nobody is his own doorkeeper", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice", "bob"]);
  for (let visit = 1; visit <= 4; visit++) knock(room.guest("alice"), room, visit);
  await relay.settled();
  assertEquals(types(room.guest("bob")), ["knocked", "knocked", "knocked", "knocked"]);
  assertEquals(types(room.guest("alice")), []);
});

Deno.test("doorkeepers take turns: the admins and the longest-standing, eight of them", async () => {
  await using relay = new TurnedRelay();
  const names = ["alice", ...Array.from({ length: 9 }, (_, i) => `member${i}`)];
  const room = await Room.open(relay, names);
  await room.does("alice", act.op(room.number("member8")));
  const visitors: Guest[] = [];
  for (let i = 0; i < 2; i++) visitors.push(await relay.guest(`visitor${i}`));
  for (const name of names) await room.types(name);
  for (const visitor of visitors) for (let visit = 1; visit <= 8; visit++) knock(visitor, room, visit);
  await relay.settled();
  const knocks = names.map((name) => types(room.guest(name)).filter((type) => type === "knocked").length);
  // The two admins, and six of the others by their time here.
  assertEquals(knocks, [2, 2, 2, 2, 2, 2, 2, 0, 0, 2]);
});

Deno.test("knocks have a rate", async () => {
  await using relay = new TurnedRelay({ limits: { knocks: { perSecond: 0.5, burst: 2 } } });
  const { room, visitor } = await scene(relay);
  for (let visit = 1; visit <= 3; visit++) knock(visitor, room, visit);
  const told = await visitor.next("unvisit");
  assertEquals([told.visit, told.code], [3, CODE.fast]);
  await relay.turn(2000);
  knock(visitor, room, 4);
  await relay.settled();
  assertEquals(types(visitor), []);
});

for (const side of ["visitor", "keeper"] as const) {
  Deno.test(`a visit ends for both when a letter of the ${side} is beyond his rate, and does not keep the other waiting`, async () => {
    await using relay = new TurnedRelay({ limits: { requests: { perSecond: 1, burst: 20 } } });
    const { room, visitor, keeper } = await scene(relay);
    knock(visitor, room, 1);
    const { visit } = await keeper.next("knocked");
    const [hurried, other] = side === "visitor" ? [visitor, keeper] : [keeper, visitor];
    for (let ask = 1; ask <= 20; ask++) hurried.say({ type: "mine", ask });
    hurried.say({ type: "visit", visit: side === "visitor" ? 1 : visit, body: letter("it is me") });
    assertEquals((await hurried.next("unvisit")).code, CODE.fast);
    assertEquals((await other.next("unvisit")).code, CODE.ended);
    assertEquals(relay.running.context.doors.size, 0);
  });
}

Deno.test("who stops waiting beyond his rate has stopped, and is not let in", async () => {
  await using relay = new TurnedRelay({ limits: { requests: { perSecond: 1, burst: 20 } } });
  const { room, visitor } = await scene(relay);
  await room.lose("alice");
  knock(visitor, room, 1);
  for (let ask = 1; ask <= 20; ask++) visitor.say({ type: "mine", ask });
  visitor.say({ type: "unvisit", visit: 1 });
  await relay.settled();
  assertEquals(relay.running.context.doors.size, 0);
});

/** A channel that alice keeps, and somebody outside. */
async function scene(relay: TurnedRelay): Promise<{ room: Room; visitor: Guest; keeper: Guest }> {
  const room = await Room.open(relay, ["alice"]);
  return { room, visitor: await relay.guest("mallory"), keeper: room.guest("alice") };
}

function knock(visitor: Guest, room: Room, visit: number, text = "knock"): void {
  visitor.say({ type: "knock", visit, channel: room.channel, body: letter(text) });
}

function types(guest: Guest): readonly string[] {
  return guest.heard.map(({ type }) => type);
}
