/** Waiting for approval, and the moments in which that ends. */
import { assertEquals } from "@std/assert";
import { decodeState } from "../../../client/core/vault_state.ts";
import { HostileScene } from "../../fakes/hostile_scene.ts";

async function locked() {
  const scene = await HostileScene.open("alice");
  await scene.client("alice").must({ type: "policy", channel: scene.channel, change: { locked: true } });
  const dave = await scene.comes("dave");
  const outcome = await dave.do({ type: "join", name: "Work", pin: "1234", others: "ask" });
  assertEquals(outcome.ok && outcome.waiting, true);
  return scene;
}

Deno.test("who was approved and lost his line while he came in does not wait any more", async () => {
  await using scene = await locked();
  const dave = scene.client("dave");
  // The line goes when his `open` is on its way.
  const cutting = scene.relay.says("dave", (message) => message.type === "open" ? [] : [message]);
  await scene.client("alice").must({ type: "approve", channel: scene.channel, nick: "dave" });
  await dave.loseLine();
  cutting[Symbol.dispose]();
  await dave.back();
  await scene.client("alice").say(scene.channel, "welcome");
  assertEquals(dave.heard(scene.channel), ["alice: welcome"]);
  await scene.relay.turn(1000);
  const knocks = scene.relay.said("dave", "knock").length;
  await scene.relay.turn(120_000);
  assertEquals(scene.relay.said("dave", "knock").length - knocks, 0);
  const saved = dave.vault.saved.at(-1);
  assertEquals(saved && decodeState(saved)?.asked, []);
  // Nor is the channel over for who says that he waits no longer.
  dave.take("closed");
  await dave.do({ type: "stopWaiting" });
  assertEquals(dave.take("closed"), []);
});

Deno.test("who waits no longer is told once, and knocks no more", async () => {
  await using scene = await locked();
  const dave = scene.client("dave");
  // Nobody is there when he asks what became of it.
  await scene.client("alice").loseLine();
  await scene.relay.turn(21_000);
  dave.take("closed");
  assertEquals((await dave.do({ type: "stopWaiting" })).ok, true);
  assertEquals(dave.take("closed").map(({ why }) => why), ["You wait no longer."]);
  assertEquals(scene.relay.said("dave", "unvisit").length >= 1, true);
});

Deno.test("who waits no longer is told nothing by a late no", async () => {
  await using scene = await locked();
  const [alice, dave] = [scene.client("alice"), scene.client("dave")];
  await alice.must({ type: "deny", channel: scene.channel, nick: "dave", reason: "not now" });
  await scene.relay.turn(1000);
  await alice.loseLine();
  await scene.relay.turn(21_000);
  await dave.do({ type: "stopWaiting" });
  dave.take("closed");
  await alice.back();
  await scene.relay.turn(60_000);
  assertEquals(dave.take("closed").map(({ why }) => why), []);
});

Deno.test("who joins again where he waits knocks no oftener to hear what became of it", async () => {
  // A relay takes 30 knocks a minute of an address, and others may have the same.
  await using scene = await locked();
  const dave = scene.client("dave");
  const join = { type: "join", name: "Work", pin: "1234", others: "ask" } as const;
  for (let times = 0; times < 5; times++) assertEquals((await dave.do(join)).ok, true);
  const knocks = scene.relay.said("dave", "knock").length;
  await scene.relay.turn(61_000);
  assertEquals(scene.relay.said("dave", "knock").length - knocks, 3);
});

Deno.test("who was denied and proves again that he knows the PIN is not denied by the old no", async () => {
  await using scene = await locked();
  const [alice, dave] = [scene.client("alice"), scene.client("dave")];
  await alice.must({ type: "deny", channel: scene.channel, nick: "dave", reason: "not now" });
  await scene.relay.turn(21_000);
  assertEquals(dave.take("closed").map(({ why }) => why), ["You were not let in: not now"]);
  const again = await dave.do({ type: "join", name: "Work", pin: "1234", others: "ask" });
  assertEquals(again.ok && again.waiting, true);
  await scene.relay.turn(61_000);
  assertEquals(dave.take("closed"), []);
  await alice.must({ type: "approve", channel: scene.channel, nick: "dave" });
  assertEquals(dave.view(scene.channel).membership.members.length, 2);
});

Deno.test("who waits at a channel that goes away is told so, and knocks no more", async () => {
  await using scene = await locked();
  const dave = scene.client("dave");
  await scene.client("alice").must({ type: "leave", channel: scene.channel });
  await scene.relay.turn(120_000);
  assertEquals(dave.take("closed").map(({ why }) => why), ["The channel was removed."]);
  const knocks = scene.relay.said("dave", "knock").length;
  await scene.relay.turn(120_000);
  assertEquals(scene.relay.said("dave", "knock").length, knocks);
});

Deno.test("who was let in after he stopped waiting is told so where he tries a wrong PIN, and needs none", async () => {
  await using scene = await locked();
  const dave = scene.client("dave");
  await dave.do({ type: "stopWaiting" });
  await scene.client("alice").must({ type: "approve", channel: scene.channel, nick: "dave" });
  assertEquals(dave.take("invited").map(({ name, by }) => [name, by.nick]), [["Work", "alice"]]);
  const wrong = await dave.do({ type: "join", name: "Work", pin: "wrong", others: "ask" });
  assertEquals(wrong, {
    ok: false,
    code: "wrongPin",
    why:
      "No channel Work answers to this PIN. alice let you into one of that name: if you mean it, /join Work goes there.",
  });
  assertEquals((await dave.do({ type: "join", name: "Work", pin: undefined, others: "ask" })).ok, true);
});
