/** Coming in, when a line breaks on the way: one's own, or the keeper's. */
import { assertEquals } from "@std/assert";
import type { Outcome } from "../../../client/core/intents.ts";
import type { FromClient } from "../../../shared/messages.ts";
import { HostileScene } from "../../fakes/hostile_scene.ts";

const lost: readonly FromClient["type"][] = ["find", "visit", "log"];

for (const type of lost) {
  Deno.test(`who waits at a door goes on over a cut at his "${type}"`, async () => {
    await using scene = await HostileScene.open("alice");
    const dave = await scene.comes("dave");
    await scene.client("alice").loseLine();
    const joins = join(scene, "wait");
    await scene.relay.settled();
    await dave.loseLine();
    if (type !== "find") await scene.client("alice").back();
    const cutting = scene.relay.says("dave", (message) => message.type === type ? [] : [message]);
    await dave.back();
    await scene.relay.turn(3000);
    await dave.loseLine();
    cutting[Symbol.dispose]();
    await dave.back();
    if (type === "find") await scene.client("alice").back();
    await scene.relay.turn(5000);
    assertEquals(joins.outcome?.ok, true, JSON.stringify(joins.outcome));
  });
}

for (const type of ["visit", "knock"] as const) {
  Deno.test(`who knocks where the only keeper goes away at his "${type}" is told that nobody is there`, async () => {
    await using scene = await HostileScene.open("alice");
    await scene.comes("dave");
    const held: FromClient[] = [];
    const holding = scene.relay.says("dave", (message) => {
      if (message.type !== type) return [message];
      held.push(message);
      return [];
    });
    const joins = join(scene, "ask");
    await scene.relay.settled();
    await scene.client("alice").loseLine();
    holding[Symbol.dispose]();
    if (type === "knock") scene.relay.speak("dave", ...held);
    for (let minutes = 0; minutes < 5; minutes++) await scene.relay.turn(60_000);
    assertEquals(joins.outcome && !joins.outcome.ok && joins.outcome.code, "nobodyHome", JSON.stringify(joins.outcome));
  });
}

Deno.test("two joins of one new name at once make one channel", async () => {
  await using scene = await HostileScene.open("alice");
  const dave = await scene.comes("dave");
  const asks = () => dave.session.do({ type: "join", name: "New", pin: "1234", others: "ask" });
  const outcomes = await Promise.all([asks(), asks()]);
  const channels = outcomes.map((outcome) => outcome.ok && outcome.channel);
  assertEquals([channels[0], scene.relay.said("dave", "create").length], [channels[1], 1]);
});

Deno.test("who waits at two doors and is let in at one is not let in at the other by the same knock", async () => {
  await using scene = await HostileScene.open("alice");
  const eve = await scene.comes("eve");
  const other = await eve.must({ type: "join", name: "Work", pin: "1234", others: "create" });
  for (const name of ["alice", "eve"]) await scene.client(name).loseLine();
  await scene.comes("dave");
  const joins = join(scene, "wait");
  await scene.relay.settled();
  await scene.client("alice").back();
  await scene.relay.turn(3000);
  assertEquals(joins.outcome, { ok: true, channel: scene.channel });
  await eve.back();
  await scene.relay.turn(3000);
  assertEquals(eve.view(other).membership.members.map(({ card }) => card.nick), ["eve"]);
});

Deno.test("nobody makes a ninth channel of a name, which nobody would find again", async () => {
  await using scene = await HostileScene.open("alice");
  const dave = await scene.comes("dave");
  const create = (pin: string) => dave.session.do({ type: "join", name: "Work", pin, others: "create" });
  for (let made = 1; made < 8; made++) assertEquals((await create(`pin ${made}`)).ok, true);
  const ninth = await create("pin 8");
  assertEquals(!ninth.ok && ninth.code, "tooMany");
});

Deno.test("who is approved while his vault is being written comes in", async () => {
  await using scene = await HostileScene.open("alice");
  const { channel, relay } = scene;
  const alice = scene.client("alice");
  await alice.must({ type: "policy", channel, change: { locked: true } });
  const dave = await scene.comes("dave");
  const { promise: disk, resolve } = Promise.withResolvers<void>();
  const save = dave.vault.save.bind(dave.vault);
  dave.vault.save = async (...changes) => {
    await disk;
    await save(...changes);
  };
  const joins = join(scene, "ask");
  await relay.settled();
  await alice.must({ type: "approve", channel, nick: "dave" });
  resolve();
  await relay.settled();
  await relay.turn(60_000);
  await alice.say(channel, "welcome");
  assertEquals([joins.outcome?.ok, dave.heard(channel)], [true, ["alice: welcome"]]);
});

function join(scene: HostileScene, others: "ask" | "wait"): { outcome: Outcome | undefined } {
  const joins: { outcome: Outcome | undefined } = { outcome: undefined };
  const joining = scene.client("dave").session.do({ type: "join", name: "Work", pin: "1234", others });
  joining.then((outcome) => void (joins.outcome = outcome));
  return joins;
}
