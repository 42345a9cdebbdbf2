/** Without history: a relay that starts again while somebody does not know whether he was heard. */
import { assertEquals } from "@std/assert";
import { HostileScene } from "../../fakes/hostile_scene.ts";

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
