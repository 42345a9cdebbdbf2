/** What cannot be saved is not said: neither now nor when there is room again. */
import { assertEquals } from "@std/assert";
import { HostileScene } from "../../fakes/hostile_scene.ts";

Deno.test("of several messages that could not be saved none is said later, nor is another one lost for them", async () => {
  await using scene = await HostileScene.open("alice", "bob");
  const { channel } = scene;
  const alice = scene.client("alice");
  await scene.says("alice", "before");
  alice.vault.full = true;
  const outcomes = ["one", "two", "three"].map((text) => alice.session.do({ type: "say", channel, text }));
  assertEquals((await Promise.all(outcomes)).map(({ ok }) => ok), [false, false, false]);
  assertEquals(alice.take("failed").length, 3);
  alice.vault.full = false;
  await scene.says("alice", "after");
  assertEquals(scene.shown("bob"), ["alice: before", "alice: after"]);
  assertEquals(scene.shown("alice"), ["alice: before", "alice: after"]);
  await scene.restart("alice");
  await scene.says("alice", "the next day");
  assertEquals(scene.shown("bob"), ["alice: the next day"]);
});
