import { assert, assertEquals, assertThrows } from "@std/assert";
import { Bans } from "../../relay/bans.ts";
import { Failure } from "../../shared/failure.ts";
import { SqliteStore } from "../../relay/store_sqlite.ts";
import { MemoryStore } from "../fakes/memory_store.ts";
import { TurnedRelay } from "../fakes/turned_relay.ts";

const MINUTE = 60_000;
const DAY = 86_400_000;

Deno.test("a ban that is over is listed no more, and forgotten when the disk takes that", () => {
  const store = new MemoryStore();
  let now = 1000;
  const bans = new Bans(store, () => now);
  bans.add({ subject: "10.0.0.1", nick: "", until: 2000, reason: "" });
  bans.add({ subject: "10.0.0.2", nick: "", until: 0, reason: "spam" });
  assertEquals(bans.all().map(({ subject }) => subject), ["10.0.0.1", "10.0.0.2"]);
  now = 2000;
  const { unban } = store;
  store.unban = () => {
    throw new Failure("Cannot store that: the disk is full.");
  };
  // What only looks writes nothing.
  assertEquals(bans.all().map(({ subject }) => subject), ["10.0.0.2"]);
  assertEquals(bans.ofAddress("10.0.0.1"), undefined);
  assertThrows(() => bans.sweep(), Failure);
  assertThrows(() => bans.lift("10.0.0.2"), Failure);
  assert(bans.ofAddress("10.0.0.2")?.includes("spam"), "it is in force as long as it is stored");
  store.unban = unban;
  bans.sweep();
  assertEquals(store.bans().map(({ subject }) => subject), ["10.0.0.2"]);
  assertEquals(bans.lift("10.0.0.2"), true);
});

Deno.test("thousands of bans that are over are forgotten a few at a time, and none of them is in force", () => {
  const store = new MemoryStore();
  let now = 1000;
  const bans = new Bans(store, () => now);
  for (let n = 0; n < 2000; n++) bans.add({ subject: `10.0.${n >> 8}.${n & 255}`, nick: "", until: 2000, reason: "" });
  now = 2000;
  assertEquals([bans.all(), bans.ofAddress("10.0.7.7")], [[], undefined]);
  bans.sweep();
  assertEquals(store.bans().length, 1990);
  for (let sweeps = 1; sweeps < 200; sweeps++) bans.sweep();
  assertEquals(store.bans(), []);
});

for (const days of [-3000, -0.1, 0.1, 3000]) {
  Deno.test(`a ban for two minutes is one when the clock is set by ${days} days, after a restart, too`, async () => {
    await using relay = new TurnedRelay();
    const banned = () => relay.running.bans.ofAddress("10.0.0.1") !== undefined;
    const before = { subject: "10.0.0.2", nick: "", until: relay.now + 10 * MINUTE, reason: "" };
    relay.store.ban(before);
    await relay.restart();
    relay.running.bans.add({ subject: "10.0.0.1", nick: "", until: relay.now + 2 * MINUTE, reason: "" });
    relay.running.bans.add({ subject: "10.0.0.3", nick: "", until: 0, reason: "" });
    await relay.turn(MINUTE);
    relay.clock.set(days * DAY);
    await relay.turn(2000);
    assertEquals([banned(), relay.running.bans.ofAddress("10.0.0.3") !== undefined], [true, true]);
    // By a clock that may have been right then: nobody knows better.
    assertEquals(
      relay.store.bans().find(({ subject }) => subject === before.subject)?.until ?? before.until,
      before.until,
    );
    await relay.restart();
    assert(banned());
    await relay.turn(MINUTE);
    assert(!banned());
  });
}

Deno.test("a ban for longer than there are numbers is kept, and keeps no relay from starting", () => {
  const ban = { subject: "10.0.0.1", nick: "", until: 1e17, reason: "" };
  using store = new SqliteStore(":memory:", "crash");
  new Bans(store, () => 0).add(ban);
  assertEquals(new Bans(store, () => 0).all(), [{ ...ban, until: Number.MAX_SAFE_INTEGER }]);
  // As a relay did that knew no better.
  store.ban(ban);
  assertEquals(new Bans(store, () => 0).all(), [{ ...ban, until: Number.MAX_SAFE_INTEGER }]);
});
