/** Attacks with the time: clients take the relay's clock for theirs where they write into logs, and it may say any hour. */
import { assertEquals } from "@std/assert";
import { HostileScene } from "../../../fakes/hostile_scene.ts";

const LAST = Number.MAX_SAFE_INTEGER;
const DAY = 24 * 3_600_000;

/** What bob, who is banned and knows the PIN, is told at the door that alice keeps, to whom the relay says that it is `now`. */
async function toldAtTheDoor(scene: HostileScene, now: number): Promise<string> {
  const [alice, bob] = [scene.client("alice"), scene.client("bob")];
  const { pin = "" } = alice.view(scene.channel);
  await alice.loseLine();
  scene.relay.greets = (hello) => hello.type === "hello" ? [{ ...hello, now }] : [hello];
  await alice.back();
  const outcome = await bob.do({ type: "join", name: "Work", pin, others: "ask" });
  return outcome.ok ? "come in" : outcome.code;
}

Deno.test("a relay whose clock stands at the end of all times stops nobody's program", async () => {
  await using scene = await HostileScene.open("alice", "bob");
  const bob = scene.client("bob");
  await bob.loseLine();
  scene.relay.greets = (hello) => hello.type === "hello" ? [{ ...hello, now: LAST }] : [hello];
  await bob.back();
  await scene.relay.turn(1000);
  await bob.do({ type: "typing", channel: scene.channel, on: true });
  await bob.do({ type: "say", channel: scene.channel, text: "still here" });
  assertEquals(scene.client("alice").heard(scene.channel), ["bob: still here"]);
});

Deno.test("a ban that never ends does not end at a relay whose clock stands at the end of all times", async () => {
  await using scene = await HostileScene.open("alice", "bob");
  await scene.client("alice").must({ type: "ban", channel: scene.channel, nick: "bob", ms: undefined, reason: "" });
  assertEquals(await toldAtTheDoor(scene, LAST), "banned");
});

Deno.test("a ban does not end sooner for a doorkeeper whose relay's clock is ahead of his own", async () => {
  await using scene = await HostileScene.open("alice", "bob");
  await scene.client("alice").must({ type: "ban", channel: scene.channel, nick: "bob", ms: 7 * DAY, reason: "" });
  assertEquals(await toldAtTheDoor(scene, scene.relay.now + 8 * DAY), "banned");
});
