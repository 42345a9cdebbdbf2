import { assert, assertEquals, assertThrows } from "@std/assert";
import { Bans } from "../../relay/bans.ts";
import { Failure } from "../../shared/failure.ts";
import { SqliteStore } from "../../relay/store_sqlite.ts";
import { MemoryStore } from "../fakes/memory_store.ts";

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

Deno.test("a ban for longer than there are numbers is kept, and keeps no relay from starting", () => {
  const ban = { subject: "10.0.0.1", nick: "", until: 1e17, reason: "" };
  using store = new SqliteStore(":memory:", "crash");
  new Bans(store, () => 0).add(ban);
  assertEquals(new Bans(store, () => 0).all(), [{ ...ban, until: Number.MAX_SAFE_INTEGER }]);
  // As a relay did that knew no better.
  store.ban(ban);
  assertEquals(new Bans(store, () => 0).all(), [{ ...ban, until: Number.MAX_SAFE_INTEGER }]);
});
