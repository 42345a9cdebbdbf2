/** Typing that nobody says is over. */
import { assertEquals } from "@std/assert";
import { Client } from "../../fakes/client.ts";
import { TurnedRelay } from "../../fakes/turned_relay.ts";

Deno.test("who is muted while he types does not seem to type for ever", async () => {
  await using relay = new TurnedRelay();
  const alice = await Client.open(relay, "alice");
  const work = await alice.join("Work", "1234");
  const bob = await Client.open(relay, "bob");
  await bob.join("Work", "1234");
  await bob.must({ type: "typing", channel: work, on: true });
  await relay.settled();
  await alice.must({ type: "mute", channel: work, nick: "bob", ms: undefined });
  await relay.settled();
  await bob.session.do({ type: "typing", channel: work, on: false });
  await relay.settled();
  await relay.turn(60_000);
  await relay.settled();
  assertEquals(
    alice.events.filter((event) => event.type === "typing").map((event) => event.type === "typing" && event.on),
    [true, false],
  );
  for (const { session } of [alice, bob]) await session.close();
});
