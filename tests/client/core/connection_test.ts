import { assert, assertEquals } from "@std/assert";
import type { Event } from "../../../client/core/events.ts";
import { Session } from "../../../client/core/session.ts";
import { RelayOperator } from "../../../relay/relay_operator.ts";
import { Client } from "../../fakes/client.ts";
import { random } from "../../fakes/guest.ts";
import { HeldLine } from "../../fakes/held_line.ts";
import { MemoryStore } from "../../fakes/memory_store.ts";
import { MemoryVault } from "../../fakes/memory_vault.ts";
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

Deno.test("who is sent away by a relay whose disk is full comes back later each time, and is heard once when it is not", async () => {
  const store = new MemoryStore();
  await using relay = new TurnedRelay({ store });
  const alice = await Client.open(relay, "alice");
  const bob = await Client.open(relay, "bob");
  const channel = await alice.join("Work", "1234");
  await bob.join("Work", "1234");
  alice.events.length = bob.events.length = 0;
  store.full = true;
  await alice.session.do({ type: "say", channel, text: "hello" });
  for (let minute = 0; minute < 5; minute++) await relay.turn(60_000);
  for (const client of [alice, bob]) {
    const lines = client.take("line", ({ state }) => state === "online").length;
    assert(lines > 0 && lines < 40, `${client.nick}: ${lines}`);
  }
  store.full = false;
  await relay.turn(60_000);
  assertEquals(bob.heard(channel), ["alice: hello"]);
  for (const { session } of [alice, bob]) await session.close();
});

Deno.test("who asks for the next try again and again does not wait the longer for those that nobody asks for", async () => {
  await using relay = new TurnedRelay();
  const alice = await Client.open(relay, "alice");
  await alice.loseLine();
  for (let line = 0; line < 20; line++) {
    alice.session.retry();
    await relay.settled();
  }
  const waits = alice.take("line").flatMap((event) => event.state === "offline" ? [event.retryMs ?? Infinity] : []);
  assert(waits.length > 20 && Math.max(...waits) <= 750, `${waits}`);
  await alice.back();
  await alice.session.close();
});

Deno.test("a relay that is silent is asked, and given up within a minute when it does not answer", async () => {
  await using relay = new TurnedRelay();
  const alice = await Client.open(relay, "alice");
  alice.events.length = 0;
  await relay.turn(5 * 60_000);
  assertEquals(alice.take("line"), []);
  alice.freeze();
  await relay.turn(60_000);
  const [offline] = alice.take("line", ({ state }) => state === "offline");
  assert(offline?.state === "offline");
  assertEquals(offline.why, "The relay does not answer any more.");
  await relay.turn(1000);
  assertEquals(alice.take("line").at(-1)?.state, "online");
  await alice.session.close();
});

Deno.test("what is said over a line that is dead both ways comes with the next one, once", async () => {
  await using relay = new TurnedRelay();
  const way = new HeldLine(relay);
  const events: Event[] = [];
  const bob = await Client.open(relay, "bob");
  const alice = await Session.open({
    dial: (sink) => Promise.resolve(way.dial(sink).link),
    ...{ clock: relay.clock, random, vault: new MemoryVault() },
    emit: (event) => void events.push(event),
  }, { relay: "relay.example.com:5000", nick: "alice" });
  alice.start();
  await relay.settled();
  const channel = await bob.join("Work", "1234");
  const joined = alice.do({ type: "join", name: "Work", pin: "1234", others: "ask" });
  await relay.settled();
  assert((await joined).ok);
  bob.events.length = events.length = 0;
  way.hold();
  await alice.do({ type: "say", channel, text: "into the void" });
  await bob.say(channel, "are you there?");
  await relay.turn(60_000);
  assert(events.some((event) => event.type === "line" && event.state === "offline"));
  // The next lines are as dead, and are not waited for for ever.
  await relay.turn(60_000);
  const whys = events.flatMap((event) => event.type === "line" && event.state === "offline" ? [event.why] : []);
  assert(whys.slice(1).every((why) => why.startsWith("Cannot reach relay.example.com:5000: ")) && whys.length > 2);
  way.lose();
  way.flow();
  await relay.turn(60_000);
  assertEquals(bob.heard(channel), ["bob: are you there?", "alice: into the void"]);
  const heard = events.flatMap((event) => event.type === "rows" ? event.rows : [])
    .flatMap((row) => row.type === "message" && row.message.content.type === "text" ? [row.message.content.text] : []);
  assertEquals(heard, ["are you there?", "into the void"]);
  for (const session of [alice, bob.session]) await session.close();
});

Deno.test("who is disconnected by the operator knows that the line did not just break, and why", async () => {
  await using relay = new TurnedRelay();
  const alice = await Client.open(relay, "alice");
  alice.events.length = 0;
  new RelayOperator(relay.running, () => 0).kick("alice", "please behave");
  await relay.settled();
  const [ended] = alice.take("line");
  assert(ended?.state === "offline");
  assertEquals([ended.why, ended.ended], ["You were disconnected by the operator: please behave", true]);
  await relay.turn(1000);
  alice.events.length = 0;
  await relay.crash();
  const [broken] = alice.take("line");
  assert(broken?.state === "offline" && !broken.ended);
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
