/** Attacks on the topic, as notes have it. */
import { assert, assertEquals } from "@std/assert";
import { composeNext, type Deed } from "../../../../client/core/compose_entry.ts";
import type { HostileMember } from "../../../fakes/hostile_member.ts";
import { random } from "../../../fakes/guest.ts";
import { HostileScene } from "../../../fakes/hostile_scene.ts";

/** There is no later time. */
const note = { hasPin: true, pin: "1234", topic: "x", topicAt: Number.MAX_SAFE_INTEGER };

async function writes(
  scene: HostileScene,
  who: string,
  mallory: HostileMember,
  deed: Exclude<Deed, { readonly op: "create" }>,
) {
  const { identity, membership } = mallory;
  const composed = composeNext(membership, mallory.ring.key(membership.epoch), deed, {
    ...{ identity, now: scene.relay.now, random, note },
  });
  if (!composed.ok) throw new Error(composed.why);
  scene.relay.speak(who, { type: "stage", wraps: composed.wraps }, {
    ...{ type: "append", ask: 4_000_000_000, channel: scene.channel, entry: composed.entry },
  });
  await scene.relay.settled();
}

Deno.test("a hostile admin's note about a topic spoils nobody's vault", async () => {
  await using scene = await HostileScene.open("mallory", "alice");
  const mallory = await scene.takeOver("mallory");
  await writes(scene, "mallory", mallory, { op: "policy", policy: mallory.membership.policy });
  await scene.client("alice").must({ type: "topic", channel: scene.channel, text: "plans" });
  await scene.relay.turn(1000);
  const again = await scene.restart("alice");
  assertEquals(again.view(scene.channel).topic, "plans");
});

Deno.test("nor does a topic that somebody says at the end of all times", async () => {
  await using scene = await HostileScene.open("alice", "mallory");
  const mallory = await scene.takeOver("mallory");
  const { channel, membership: { head } } = mallory;
  const body = mallory.box({ type: "topic", at: Number.MAX_SAFE_INTEGER, topic: "x" });
  scene.relay.speak("mallory", { type: "post", head, channel, counter: 1, body });
  await scene.relay.settled();
  const alice = scene.client("alice");
  assertEquals(alice.view(channel).topic, "x");
  await alice.must({ type: "topic", channel, text: "plans" });
  await scene.relay.turn(1000);
  const again = await scene.restart("alice");
  assertEquals(again.view(channel).topic, "plans");
  const dave = await scene.joins("dave");
  assertEquals(dave.view(channel).topic, "plans");
});

Deno.test("nor does that of a member who is no admin, when he lets somebody in, spoil the newcomer's", async () => {
  await using scene = await HostileScene.open("alice", "mallory");
  await scene.client("alice").must({ type: "policy", channel: scene.channel, change: { locked: true } });
  const dave = await scene.comes("dave");
  await dave.do({ type: "join", name: "Work", pin: "1234", others: "ask" });
  const [request] = scene.client("alice").view(scene.channel).requests;
  assert(request);
  await scene.client("alice").must({ type: "policy", channel: scene.channel, change: { locked: false } });
  const mallory = await scene.takeOver("mallory");
  await writes(scene, "mallory", mallory, { op: "add", card: request.card });
  await scene.client("alice").must({ type: "topic", channel: scene.channel, text: "plans" });
  await scene.relay.turn(1000);
  assertEquals(dave.view(scene.channel).topic, "plans");
  const again = await scene.restart("dave");
  assertEquals(again.view(scene.channel).topic, "plans");
});

Deno.test("a topic is the one that it was, also after a restart, although who set it is no admin any more", async () => {
  // Else an admin whose program starts again brings back the topic before it, and his next note binds all to that.
  await using scene = await HostileScene.open("alice", "bob");
  const { channel } = scene;
  const alice = scene.client("alice");
  await alice.must({ type: "policy", channel, change: { adminsSetTopic: true } });
  await alice.must({ type: "op", channel, nick: "bob" });
  await alice.must({ type: "topic", channel, text: "first" });
  await scene.client("bob").must({ type: "topic", channel, text: "second" });
  await alice.must({ type: "deop", channel, nick: "bob" });
  const again = await scene.restart("alice");
  assertEquals(again.view(channel).topic, "second");
  await again.must({ type: "rekey", channel });
  assertEquals(scene.client("bob").view(channel).topic, "second");
});

Deno.test("who was away takes no earlier topic for the one that it is, and who was there none that its author was not to set", async () => {
  await using scene = await HostileScene.open("alice", "bob", "carol");
  const { channel } = scene;
  const [alice, bob] = [scene.client("alice"), scene.client("bob")];
  await alice.must({ type: "policy", channel, change: { adminsSetTopic: true } });
  await alice.must({ type: "op", channel, nick: "bob" });
  await scene.client("carol").session.close();
  await alice.must({ type: "topic", channel, text: "first" });
  await bob.must({ type: "topic", channel, text: "second" });
  await alice.must({ type: "deop", channel, nick: "bob" });
  const carol = await scene.restart("carol");
  assertEquals(carol.view(channel).topic, "second");
  // What he says now is not taken; nor is it when he is an admin again.
  await scene.relay.turn(1000);
  const mallory = await scene.takeOver("bob");
  const { membership: { head } } = mallory;
  const body = mallory.box({ type: "topic", at: scene.relay.now, topic: "x" }, { counter: 100 });
  scene.relay.speak("bob", { type: "post", head, channel, counter: 100, body });
  await scene.relay.settled();
  await alice.must({ type: "op", channel, nick: "bob" });
  assertEquals(carol.view(channel).topic, "second");
  assertEquals((await scene.restart("carol")).view(channel).topic, "second");
});
