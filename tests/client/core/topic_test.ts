/** The topic is what was said last of it, also for who did not run pychat when it was set, and however much was said behind it. */
import { assertEquals } from "@std/assert";
import type { FromClient } from "../../../shared/messages.ts";
import { HostileScene } from "../../fakes/hostile_scene.ts";

const A_WHILE = 3000;

async function sayMany(scene: HostileScene, count: number): Promise<void> {
  for (let at = 1; at <= count; at++) {
    await scene.says("bob", `${at}`);
    // Within his rate.
    if (at % 50 === 0) await scene.relay.turn(5000);
  }
}

for (const behind of [40, 60, 500]) {
  Deno.test(`a topic that was set ${behind} messages ago, while alice did not run pychat, is known to her, and what is not shown stays so`, async () => {
    await using scene = await HostileScene.open("bob", "alice");
    const { channel, relay } = scene;
    await scene.says("bob", "before");
    await relay.turn(A_WHILE);
    await scene.client("alice").session.close();
    await scene.client("bob").must({ type: "topic", channel, text: "first" });
    await scene.client("bob").must({ type: "topic", channel, text: "then" });
    await sayMany(scene, behind);
    const alice = await scene.restart("alice");
    await relay.turn(A_WHILE);
    assertEquals(alice.view(channel).topic, "then");
    assertEquals(alice.heard(channel).length <= 51, true);
    assertEquals(scene.alarms("alice"), []);
    // What is said now counts more, also where it comes first.
    await scene.client("bob").must({ type: "topic", channel, text: "now" });
    await relay.turn(A_WHILE);
    assertEquals(alice.view(channel).topic, "now");
  });
}

Deno.test("a topic that comes while one looks for what was missed is not replaced by that, should it have been typed before", async () => {
  await using scene = await HostileScene.open("bob", "alice", "carol");
  const { channel, relay } = scene;
  const carol = scene.client("carol");
  await carol.loseLine();
  await carol.session.do({ type: "topic", channel, text: "now" });
  await relay.turn(A_WHILE);
  await scene.client("alice").session.close();
  await scene.client("bob").must({ type: "topic", channel, text: "missed" });
  await sayMany(scene, 100);
  const held: FromClient[] = [];
  let pages = 0;
  const holding = relay.says("alice", (message) => {
    // The first is of what she is shown.
    if (message.type !== "page" || pages++ === 0) return [message];
    held.push(message);
    return [];
  });
  const alice = await scene.restart("alice");
  await carol.back();
  await relay.turn(A_WHILE);
  holding[Symbol.dispose]();
  assertEquals([held.length, alice.view(channel).topic], [1, "now"]);
  relay.speak("alice", ...held);
  await relay.turn(A_WHILE);
  assertEquals(alice.view(channel).topic, "now");
});
