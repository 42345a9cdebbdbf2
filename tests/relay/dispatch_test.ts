import { assert, assertEquals } from "@std/assert";
import { CODE } from "../../shared/codes.ts";
import { Failure } from "../../shared/failure.ts";
import { MemoryStore } from "../fakes/memory_store.ts";
import { act, Room } from "../fakes/room.ts";
import { TurnedRelay } from "../fakes/turned_relay.ts";

/** A disk that is done when the test says so, one write after the other. */
class SlowDisk {
  readonly #writes: PromiseWithResolvers<void>[] = [];

  write(): Promise<void> {
    const write = Promise.withResolvers<void>();
    this.#writes.push(write);
    return write.promise;
  }

  /** How many writes it has been given and not done. */
  get busy(): number {
    return this.#writes.length;
  }

  done(): void {
    this.#writes.shift()?.resolve();
  }

  fail(): void {
    this.#writes.shift()?.reject(new Failure("Cannot store what was sent: the disk is broken."));
  }
}

/** Two who talk, on a relay with such a disk. */
class SlowRelay implements AsyncDisposable {
  readonly disk = new SlowDisk();
  readonly store = new MemoryStore();
  readonly relay = new TurnedRelay({ store: this.store });

  async room(): Promise<Room> {
    const room = await Room.open(this.relay, ["alice", "bob"]);
    for (const name of ["alice", "bob"]) await room.types(name);
    this.store.disk = () => this.disk.write();
    return room;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.relay[Symbol.asyncDispose]();
  }
}

Deno.test("nobody hears what is not durable, not even its author", async () => {
  await using slow = new SlowRelay();
  const { relay, disk } = slow;
  const room = await slow.room();
  room.post("alice", "one");
  await relay.settled();
  assertEquals([await room.heard("alice"), await room.heard("bob")], [[], []]);
  disk.done();
  await room.hears("alice", "one");
  await room.hears("bob", "one");
});

Deno.test("what comes while the disk works is taken, and goes into one write when it is done", async () => {
  await using slow = new SlowRelay();
  const { relay, disk } = slow;
  const room = await slow.room();
  room.post("alice", "one");
  await relay.settled();
  for (const text of ["two", "three"]) {
    room.post("bob", text);
    await relay.settled();
  }
  assertEquals(disk.busy, 1);
  disk.done();
  await relay.settled();
  assertEquals(await room.heard("alice"), ["one"]);
  assertEquals(disk.busy, 1);
  disk.done();
  await relay.settled();
  assertEquals(await room.heard("alice"), ["two", "three"]);
  assertEquals(await room.heard("bob"), ["one", "two", "three"]);
});

Deno.test("a channel without history does not wait for the disk of another", async () => {
  await using slow = new SlowRelay();
  const { relay, disk } = slow;
  const room = await slow.room();
  const quick = await Room.open(relay, ["carol", "dave"], { policy: { history: false } });
  room.post("alice", "slow");
  await relay.settled();
  quick.post("carol", "quick");
  await quick.hears("dave", "quick");
  assertEquals([disk.busy, await room.heard("bob")], [1, []]);
});

Deno.test("a cast does not overtake what was said before it", async () => {
  await using slow = new SlowRelay();
  const { relay, disk } = slow;
  const room = await slow.room();
  room.post("alice", "one");
  await relay.settled();
  const { head } = room.membership;
  const body = new Uint8Array(1);
  room.guest("alice").say({ type: "cast", head, channel: room.channel, counter: 1, body });
  await relay.settled();
  assertEquals(await room.types("bob"), []);
  disk.done();
  await relay.settled();
  assertEquals(await room.types("bob"), ["said", "cast"]);
});

Deno.test("an entry makes durable what came before it, and stands behind it", async () => {
  await using slow = new SlowRelay();
  const { relay, disk } = slow;
  const room = await slow.room();
  room.post("bob", "before");
  await relay.settled();
  await room.does("alice", act.policy({ locked: true }));
  assertEquals(await room.types("bob"), ["said", "entry"]);
  disk.done();
  await relay.settled();
  assertEquals(await room.types("bob"), []);
});

Deno.test("who comes back meanwhile, or asks for a page, is shown everything once", async () => {
  await using slow = new SlowRelay();
  const { relay, disk } = slow;
  const room = await slow.room();
  room.post("alice", "one");
  await relay.settled();
  await room.lose("bob");
  const opened = await room.comeBack("bob");
  assertEquals(await room.heard("bob"), ["one"]);
  disk.done();
  await relay.settled();
  assertEquals(await room.heard("bob"), []);
  assert(opened.newest > 0);
});

Deno.test("who reads on from the store is not shown either what is not durable", async () => {
  await using slow = new SlowRelay();
  const { relay, disk } = slow;
  const room = await slow.room();
  slow.store.disk = undefined;
  const pipe = relay.lineOf(await room.admit("carol", { buffer: 4096 }));
  await room.heard("carol");
  pipe.pause();
  const texts = Array.from({ length: 10 }, (_, i) => `${i} ${"x".repeat(5000)}`);
  for (const text of texts) {
    room.post("bob", text);
    await relay.settled();
  }
  // The ring forgets everything.
  await relay.turn(62_000);
  slow.store.disk = () => disk.write();
  room.post("bob", "not yet durable");
  await relay.settled();
  pipe.resume();
  assertEquals(await room.heard("carol"), texts);
  disk.done();
  assertEquals(await room.heard("carol"), ["not yet durable"]);
});

Deno.test("the memory that a burst took is let go of when it is over, and as long as it lasts used again", async () => {
  await using relay = new TurnedRelay();
  const { hub } = relay.running.context;
  const rooms: Room[] = [];
  for (let n = 0; n < 5; n++) rooms.push(await Room.open(relay, [`a${n}`], { name: `Room${n}` }));
  const burst = async () => {
    for (const [n, room] of rooms.entries()) for (let m = 0; m < 20; m++) room.post(`a${n}`, "x".repeat(20_000));
    for (const [n, room] of rooms.entries()) assertEquals((await room.heard(`a${n}`)).length, 20);
  };
  for (let second = 0; second < 5; second++) {
    await burst();
    await relay.turn(1000);
    assert(hub.idleBytes > 5 * 100_000, "it is used again");
  }
  await relay.turn(3000);
  assertEquals(hub.idleBytes, 0);
  await burst();
});

Deno.test("what the disk did not take was not taken: everybody is told, and comes back to what is stored", async () => {
  await using slow = new SlowRelay();
  const { relay, disk } = slow;
  const room = await slow.room();
  room.post("alice", "lost");
  await relay.settled();
  room.post("bob", "lost, too");
  await relay.settled();
  disk.fail();
  await relay.settled();
  assertEquals(relay.logged.filter((line) => line.includes("the disk is broken")).length, 1);
  for (const name of ["alice", "bob"]) await room.guest(name).untilClosed();
  slow.store.disk = undefined;
  await room.comeBack("alice");
  await room.comeBack("bob");
  room.post("alice", "again", 2);
  await room.hears("bob", "again");
});

Deno.test("whose channel could not be stored while he opened another one sits in neither", async () => {
  await using slow = new SlowRelay();
  const { relay, store } = slow;
  const other = await Room.open(relay, ["carol"], { name: "Play" });
  const room = await slow.room();
  const alice = room.guest("alice");
  other.membership = await other.guest("carol").add(other.membership, alice.card, relay.now);
  room.post("alice", "lost");
  await relay.settled();
  other.post("carol", "not lost");
  await relay.settled();
  const sync = store.sync.bind(store);
  store.sync = () => {
    store.sync = sync;
    throw new Failure("The disk is broken for a moment.");
  };
  alice.say({ type: "open", ask: 1000, channel: other.channel, quiet: false, after: 0 });
  await alice.untilClosed();
  await other.hears("carol", "not lost");
  const { present } = await other.comeBack("carol");
  assertEquals(present, [other.number("carol")]);
});

Deno.test("nor does a page show what the disk did not take, as long as it takes nothing", async () => {
  // Who reads on meanwhile has seen something that a cut of the power takes back.
  await using slow = new SlowRelay();
  const { relay, disk, store } = slow;
  const room = await slow.room();
  room.post("alice", "perhaps lost");
  await relay.settled();
  disk.fail();
  await relay.settled();
  store.disk = undefined;
  store.full = true;
  const bob = await relay.guest("bob", { identity: room.guest("bob").identity });
  const page = { type: "page", channel: room.channel, before: Number.MAX_SAFE_INTEGER, most: 10 } as const;
  const refused = await bob.ask(page, "page");
  assertEquals(refused.type === "no" && refused.code, CODE.storage);
  store.full = false;
  assertEquals((await bob.ask(page, "page")).type, "page");
});
