import { assert, assertEquals } from "@std/assert";
import type { MemoryPipe } from "../../shared/memory_pipe.ts";
import { Room } from "../fakes/room.ts";
import { TurnedRelay } from "../fakes/turned_relay.ts";

const BUFFER = 64 * 1024;
const RING = 256 * 1024;
/** What is said while one does not read: many times what may be kept. */
const COUNT = 200;
const SIZE = 10_000;

for (const history of [true, false]) {
  const where = history ? "with history" : "without history";

  Deno.test(`a member who never reads costs a bounded amount of memory, and the others nothing, ${where}`, async () => {
    await using relay = new TurnedRelay({ limits: { ringSize: RING } });
    const { room, pipe } = await scene(relay, history);
    pipe.pause();
    const { most } = await flood(room, pipe);
    // One write that was under way when the line was full, and nothing after it.
    assert(most <= BUFFER + RING + 2 * SIZE, `${most} bytes wait for him`);
    assert(
      relay.running.context.hub.ringsBytes <= RING + 2 * SIZE,
      `${relay.running.context.hub.ringsBytes} bytes in the ring`,
    );
    assertEquals((await room.heard("alice")).length, COUNT);
    assertEquals((await room.heard("bob")).length, COUNT);
  });

  Deno.test(`a member who did not read for long gets on when he reads again, ${where}`, async () => {
    await using relay = new TurnedRelay({ limits: { ringSize: RING } });
    const { room, pipe } = await scene(relay, history);
    pipe.pause();
    await flood(room, pipe);
    pipe.resume();
    await relay.settled();
    const slow = room.guest("slow");
    const missed = slow.heard.filter(({ type }) => type === "missed");
    const heard = (await room.heard("slow")).map((text) => Number(text.split(" ")[0]));
    assertEquals(heard, heard.toSorted((a, b) => a - b));
    assertEquals(new Set(heard).size, heard.length);
    if (history) assertEquals([heard.length, missed.length], [COUNT, 0]);
    else assertEquals([heard.at(-1), missed.length], [COUNT - 1, 1]);
    await room.chats(["alice", "bob", "slow"]);
  });
}

Deno.test("what was missed is exactly what did not come", async () => {
  await using relay = new TurnedRelay({ limits: { ringSize: RING } });
  const { room, pipe } = await scene(relay, false);
  pipe.pause();
  await flood(room, pipe);
  pipe.resume();
  await relay.settled();
  let last = NaN;
  for (const message of room.guest("slow").heard) {
    if (message.type === "missed") {
      assertEquals(message.after, last);
      last = message.resumed;
    } else if (message.type === "said") {
      assert(Number.isNaN(last) || message.cursor === last + 1, `${message.cursor} after ${last}`);
      last = message.cursor;
    }
  }
});

Deno.test("requests of one who does not read are not answered without end", async () => {
  await using relay = new TurnedRelay();
  const { room, pipe } = await scene(relay, true);
  for (let i = 0; i < 50; i++) {
    room.post("alice", `${i} ${"x".repeat(SIZE)}`);
    await relay.settled();
  }
  pipe.pause();
  const slow = room.guest("slow");
  for (let ask = 1000; ask < 2000; ask++) {
    slow.say({ type: "page", ask, channel: room.channel, before: 1e9, most: 500 });
  }
  await relay.settled();
  assert(pipe.waiting < 2e6, `${pipe.waiting} bytes wait for him`);
  await room.chats(["alice", "bob"]);
});

Deno.test("many slow members of one channel cost no more than their lines hold", async () => {
  await using relay = new TurnedRelay({ limits: { ringSize: RING } });
  const room = await Room.open(relay, ["alice"], { policy: { history: false } });
  const pipes: MemoryPipe[] = [];
  for (let i = 0; i < 20; i++) {
    pipes.push(relay.lineOf(await room.admit(`slow${i}`, { buffer: 4096 })));
  }
  await relay.settled();
  for (const pipe of pipes) pipe.pause();
  for (let i = 0; i < 100; i++) {
    room.post("alice", "x".repeat(SIZE));
    await relay.settled();
  }
  for (const pipe of pipes) assert(pipe.waiting <= 4096 + 2 * SIZE, `${pipe.waiting} bytes wait`);
  assert(relay.running.context.hub.ringsBytes <= RING + SIZE);
});

Deno.test("rings together stay near their bound, however many channels are busy", async () => {
  await using relay = new TurnedRelay({ limits: { ringSize: RING, ringsSize: 4 * RING } });
  const rooms = [];
  for (let i = 0; i < 16; i++) {
    rooms.push(await Room.open(relay, ["alice"], { name: `Work ${i}`, policy: { history: false } }));
  }
  for (let i = 0; i < 60; i++) {
    for (const room of rooms) room.post("alice", "x".repeat(SIZE));
    await relay.settled();
  }
  // Once they are at their bound each has 64 KiB.
  assert(
    relay.running.context.hub.ringsBytes <= 4 * RING + 16 * (64 * 1024 + SIZE),
    `${relay.running.context.hub.ringsBytes} bytes`,
  );
  await relay.turn(62_000);
  assertEquals(relay.running.context.hub.ringsBytes, 0);
});

async function scene(relay: TurnedRelay, history: boolean): Promise<{ room: Room; pipe: MemoryPipe }> {
  const room = await Room.open(relay, ["alice", "bob"], { policy: { history } });
  const slow = await room.admit("slow", { buffer: BUFFER });
  await relay.settled();
  for (const name of ["alice", "bob", "slow"]) await room.types(name);
  return { room, pipe: relay.lineOf(slow) };
}

/** Alice says very much; how many bytes waited for the slow one at most. */
async function flood(room: Room, pipe: MemoryPipe): Promise<{ readonly most: number }> {
  let most = 0;
  for (let i = 0; i < COUNT; i++) {
    room.post("alice", `${i} ${"x".repeat(SIZE)}`);
    await room.relay.settled();
    most = Math.max(most, pipe.waiting);
  }
  return { most };
}
