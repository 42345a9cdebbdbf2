/** A relay that takes no long frames: what is too long for it is said to be, and everything else works. */
import { assert, assertEquals } from "@std/assert";
import { Client } from "../../fakes/client.ts";
import { TurnedRelay } from "../../fakes/turned_relay.ts";

/** The least that an operator may set. */
const limits = { frameSize: 4096 };

Deno.test("a message that is too long for the relay fails in words, and what is said behind it is heard", async () => {
  await using relay = new TurnedRelay({ limits });
  const alice = await Client.open(relay, "alice");
  const bob = await Client.open(relay, "bob");
  const channel = await alice.join("Work", "1234");
  await bob.join("Work", "1234");
  alice.take("line");
  for (const text of ["before", "x".repeat(4000), "after", "y".repeat(3900)]) {
    await alice.session.do({ type: "say", channel, text });
  }
  await relay.settled();
  assertEquals(
    alice.take("failed").map(({ why }) => why),
    Array(2).fill("It is too long for this relay, which takes at most 3772 bytes."),
  );
  assertEquals(bob.heard(channel), ["alice: before", "alice: after"]);
  assertEquals(alice.take("line"), [], "the line was there all the time");
  for (const { session } of [alice, bob]) await session.close();
});

Deno.test("as much as it takes is taken", async () => {
  await using relay = new TurnedRelay({ limits });
  const alice = await Client.open(relay, "alice");
  const channel = await alice.join("Work", "1234");
  await alice.session.do({ type: "say", channel, text: "x".repeat(3700) });
  await relay.settled();
  assertEquals([alice.take("failed"), alice.heard(channel).length], [[], 1]);
  await alice.session.close();
});

Deno.test("keys for many are brought in as many frames as it takes", async () => {
  await using relay = new TurnedRelay({ limits });
  const clients = [];
  for (let i = 0; i < 60; i++) clients.push(await Client.open(relay, `member${i}`));
  const [first, second] = clients;
  assert(first && second);
  const channel = await first.join("Work", "1234");
  for (const other of clients.slice(1)) await other.join("Work", "1234");
  await first.session.do({ type: "say", channel, text: "before" });
  assertEquals(await first.session.do({ type: "rekey", channel }), { ok: true });
  await first.session.do({ type: "say", channel, text: "after" });
  await relay.settled();
  assertEquals(second.heard(channel).slice(-2), ["member0: before", "member0: after"]);
  for (const { session } of clients) await session.close();
});
