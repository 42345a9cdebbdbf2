/** Without history: a relay that starts again while somebody does not know whether he was heard. */
import { assertEquals } from "@std/assert";
import { HostileScene, words } from "../../fakes/hostile_scene.ts";

Deno.test("what a relay took before it was restarted in order is not said a second time, though nothing is stored of it", async () => {
  // Else all others are told that somebody tries to deceive them.
  await using scene = await HostileScene.open("alice", "bob");
  const { channel, relay } = scene;
  const alice = scene.client("alice");
  await alice.must({ type: "policy", channel, change: { history: false } });
  await alice.say(channel, "one");
  scene.forget();
  // Her echo never comes.
  const losing = relay.hears("alice", (message) => message.type === "said" ? [] : [message]);
  await alice.say(channel, "two");
  assertEquals(scene.shown("bob"), ["alice: two"]);
  losing[Symbol.dispose]();
  await relay.restart();
  await relay.turn(5000);
  await alice.say(channel, "three");
  await relay.turn(5000);
  assertEquals(relay.said("alice", "post").map(({ counter }) => counter), [1, 2, 2, 3]);
  assertEquals(scene.shown("bob"), ["alice: three"]);
  assertEquals(scene.shown("alice").at(-1), "alice: three");
});

Deno.test("what a relay took before it was killed, and its author did not see, comes once to who had heard it and to who had not", async () => {
  await using scene = await HostileScene.open("alice", "bob", "carol");
  const { channel, relay } = scene;
  const alice = scene.client("alice");
  await alice.must({ type: "policy", channel, change: { history: false } });
  scene.forget();
  const losing = ["alice", "carol"].map((who) =>
    relay.hears(who, (message) => message.type === "said" ? [] : [message])
  );
  for (const text of ["one", "two"]) await alice.say(channel, text);
  assertEquals(scene.shown("bob"), ["alice: one", "alice: two"]);
  for (const one of losing) one[Symbol.dispose]();
  await relay.crash();
  await relay.turn(60_000);
  await alice.say(channel, "three");
  assertEquals(scene.shown("bob"), ["alice: three"]);
  for (const who of ["alice", "carol"]) {
    const texts = scene.shown(who).filter((line) => line.startsWith("alice: "));
    assertEquals(texts, ["alice: one", "alice: two", "alice: three"], who);
  }
  // What else comes under a counter that she has used is no word of hers.
  const mallory = await scene.takeOver("alice");
  relay.inject("bob", mallory.frame(words("other"), { counter: 2 }));
  await relay.settled();
  assertEquals(scene.shown("bob"), ["1 forged"]);
});

Deno.test("what a relay took before all went away for a while is not said a second time, though nothing is stored of it", async () => {
  await using scene = await HostileScene.open("alice", "bob");
  const { channel, relay } = scene;
  const alice = scene.client("alice");
  await alice.must({ type: "policy", channel, change: { history: false, keep: true } });
  await alice.say(channel, "one");
  const losing = relay.hears("alice", (message) => message.type === "said" ? [] : [message]);
  await alice.say(channel, "two");
  losing[Symbol.dispose]();
  for (const name of ["alice", "bob"]) await scene.client(name).loseLine();
  await relay.turn(180_000);
  scene.forget();
  const bob = await scene.restartAsIs("bob", "close");
  for (const client of [alice, bob]) await client.back();
  await alice.say(channel, "three");
  assertEquals(relay.said("alice", "post").map(({ counter }) => counter), [1, 2, 2, 3]);
  assertEquals(scene.shown("bob"), ["begins", "alice: three"]);
});

Deno.test("who has started anew is shown no deceit where a relay that was killed takes once more what he had heard", async () => {
  await using scene = await HostileScene.open("alice", "bob");
  const { channel, relay } = scene;
  const alice = scene.client("alice");
  await alice.must({ type: "policy", channel, change: { history: false } });
  const losing = relay.hears("alice", (message) => message.type === "said" ? [] : [message]);
  for (const text of ["one", "two"]) await alice.say(channel, text);
  await scene.restart("bob");
  scene.forget();
  losing[Symbol.dispose]();
  await relay.crash();
  await relay.turn(60_000);
  await alice.say(channel, "three");
  assertEquals(scene.shown("bob"), ["2 unreadable", "alice: three"]);
  // What he has heard since he started is known.
  const mallory = await scene.takeOver("alice");
  relay.inject("bob", mallory.frame(words("other"), { counter: 3 }));
  await relay.settled();
  assertEquals(scene.shown("bob"), ["1 forged"]);
});
