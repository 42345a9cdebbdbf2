/** Who comes back after long is shown the newest page: what was said before it, and not read, is not missing on the next day. */
import { assert, assertEquals } from "@std/assert";
import type { Heard } from "../../fakes/hostile_relay.ts";
import { HostileScene } from "../../fakes/hostile_scene.ts";

/** More than a page. */
const LONG = 60;

async function talk(scene: HostileScene, name: string, count: number) {
  for (let at = 0; at < count; at++) await scene.says(name, `${name} ${at}`);
}

/** Alice was away while bob, and then carol for long, spoke; so did dave, who had come, and said nothing before. */
async function longAway(): Promise<HostileScene> {
  const scene = await HostileScene.open("bob", "carol", "alice");
  await scene.says("bob", "first");
  await scene.client("alice").session.close();
  await scene.joins("dave");
  await talk(scene, "dave", 3);
  await talk(scene, "bob", 5);
  await talk(scene, "carol", LONG);
  await scene.restart("alice");
  return scene;
}

for (const how of ["close", "crash"] as const) {
  Deno.test(`nothing is missing of what was said where one did not read, on any later day (${how})`, async () => {
    await using scene = await longAway();
    for (let day = 0; day < 2; day++) {
      await scene.restart("alice", how);
      await talk(scene, "carol", 1);
    }
    scene.forget();
    for (const name of ["bob", "dave"]) await scene.says(name, "last");
    assertEquals(scene.shown("alice"), ["bob: last", "dave: last"]);
  });
}

Deno.test("what a relay keeps back of who was heard since is told, whatever one did not read before", async () => {
  await using scene = await longAway();
  await scene.says("bob", "heard");
  await scene.client("alice").session.close();
  await scene.says("bob", "kept back");
  using _keeping = scene.relay.pages("alice", (frames) => frames.slice(0, -1));
  await scene.restart("alice");
  scene.forget();
  await scene.says("bob", "last");
  assertEquals(scene.shown("alice"), ["1 of bob missing", "bob: last"]);
});

Deno.test("what was read on an older page is not said again as news, not even on a later day", async () => {
  await using scene = await longAway();
  const old: Heard<"said">[] = [];
  using _looking = scene.relay.pages("alice", (frames) => {
    old.push(...frames.filter((frame) => frame.type === "said"));
    return frames;
  });
  const alice = scene.client("alice");
  await alice.must({ type: "older", channel: scene.channel, most: 100 });
  const said = old.findLast(({ author }) => author === scene.number("bob"));
  assert(said);
  for (const client of [alice, await scene.restart("alice")]) {
    scene.forget();
    scene.relay.inject("alice", said);
    await scene.relay.settled();
    assertEquals(scene.shown("alice").filter((line) => line.startsWith("bob")), [], client.nick);
  }
});
