import { assert, assertEquals } from "@std/assert";
import { Client } from "../../fakes/client.ts";
import { TurnedRelay } from "../../fakes/turned_relay.ts";

Deno.test("who cannot reach the relay tries again, later each time, and never all in the same moment", async () => {
  await using relay = new TurnedRelay();
  const alice = await Client.open(relay, "alice");
  alice.events.length = 0;
  await alice.loseLine();
  for (let minute = 0; minute < 5; minute++) await relay.turn(60_000);
  const waits = alice.take("line").flatMap((event) => event.state === "offline" ? [event.retryMs ?? -1] : []);
  const [first = 0] = waits;
  assert(first >= 250 && first <= 750, `${first}`);
  assert(waits.length >= 10 && waits.length < 30, `${waits.length}`);
  for (const wait of waits.slice(8)) assert(wait >= 15_000 && wait <= 45_000, `${wait}`);
  assertEquals(new Set(waits.slice(8)).size > 1, true);
  await alice.back();
  assertEquals(alice.take("line").at(-1)?.state, "online");
  await alice.session.close();
});

Deno.test("a line that lived is tried again at once, not where the waiting had come to", async () => {
  await using relay = new TurnedRelay();
  const alice = await Client.open(relay, "alice");
  await alice.loseLine();
  await relay.turn(120_000);
  await alice.back();
  alice.events.length = 0;
  await alice.loseLine();
  const [offline] = alice.take("line");
  assert(offline?.state === "offline" && (offline.retryMs ?? 9999) <= 750);
  await alice.session.close();
});

Deno.test("a relay that is silent is asked, and given up when it does not answer", async () => {
  await using relay = new TurnedRelay();
  const alice = await Client.open(relay, "alice");
  alice.events.length = 0;
  await relay.turn(5 * 60_000);
  assertEquals(alice.take("line"), []);
  alice.freeze();
  await relay.turn(100_000);
  const [offline] = alice.take("line", ({ state }) => state === "offline");
  assert(offline?.state === "offline");
  assertEquals(offline.why, "The relay does not answer any more.");
  await alice.session.close();
});

Deno.test("a newer session of the same identity takes the place, and the old one does not fight for it", async () => {
  await using relay = new TurnedRelay();
  const alice = await Client.open(relay, "alice");
  const again = await Client.open(relay, "alice", { vault: alice.vault });
  alice.take("line", ({ state }) => state !== "offline");
  const [offline] = alice.take("line");
  assert(offline?.state === "offline");
  assertEquals(offline.retryMs, undefined);
  await relay.turn(120_000);
  assertEquals(alice.take("line"), []);
  assertEquals(again.take("line").at(-1)?.state, "online");
  await alice.session.close();
  await again.session.close();
});
