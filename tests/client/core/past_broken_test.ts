/** The past, when a line breaks, somebody asks twice, or history is turned on or off while it is being read. */
import { assertEquals } from "@std/assert";
import type { FromClient } from "../../../shared/messages.ts";
import { HostileScene } from "../../fakes/hostile_scene.ts";

async function talk(scene: HostileScene, count: number) {
  for (let at = 0; at < count; at++) {
    await scene.says("bob", `m${at}`);
    await scene.client("bob").must({ type: "policy", channel: scene.channel, change: { keep: at % 2 === 0 } });
  }
}

for (const cutAt of [2, 3]) {
  Deno.test(`a line that breaks at page ${cutAt} of the past makes no holes`, async () => {
    await using scene = await HostileScene.open("bob", "alice");
    await talk(scene, 80);
    await scene.client("alice").session.close();
    let pages = 0;
    const cutting = scene.relay.says(
      "alice",
      (message) => message.type === "page" && ++pages === cutAt ? [] : [message],
    );
    const alice = await scene.restart("alice");
    await alice.loseLine();
    cutting[Symbol.dispose]();
    alice.take("rows");
    await talk(scene, 60);
    await alice.back();
    const shown = scene.shown("alice");
    assertEquals(shown.filter((line) => line.includes("missing") || line.includes("forged")), []);
    assertEquals(shown.filter((line) => line.startsWith("bob: ")).at(-1), "bob: m59");
  });
}

Deno.test("who asks for older messages twice at once is given each once", async () => {
  await using scene = await HostileScene.open("bob", "alice");
  for (let at = 0; at < 150; at++) await scene.says("bob", `m${at}`);
  const alice = await scene.restart("alice");
  alice.take("rows");
  const older = () => alice.session.do({ type: "older", channel: scene.channel, most: 20 });
  await Promise.all([older(), older()]);
  await scene.relay.settled();
  const rows = alice.take("olderRows").flatMap(({ rows }) => rows);
  assertEquals(rows.filter(({ type }) => type !== "message"), []);
  assertEquals(rows.length, 40);
});

for (const history of [true, false]) {
  Deno.test(`who comes back while history is turned ${history ? "on" : "off"} reads all that he is given, once`, async () => {
    await using scene = await HostileScene.open("bob", "alice");
    const bob = scene.client("bob");
    const set = (on: boolean) => bob.must({ type: "policy", channel: scene.channel, change: { history: on } });
    await set(!history);
    await bob.say(scene.channel, "before");
    await scene.client("alice").session.close();
    await bob.say(scene.channel, "while away");
    const held: FromClient[] = [];
    const holding = scene.relay.says("alice", (message) => {
      if (message.type !== "open") return [message];
      held.push(message);
      return [];
    });
    await scene.restart("alice");
    await set(history);
    await bob.say(scene.channel, "after");
    holding[Symbol.dispose]();
    scene.relay.speak("alice", ...held);
    await scene.relay.settled();
    await bob.say(scene.channel, "last");
    const shown = scene.shown("alice");
    assertEquals(shown.filter((line) => line.includes("forged") || line.includes("missing")), []);
    for (const text of ["while away", "after", "last"]) {
      assertEquals(shown.filter((line) => line === `bob: ${text}`).length, 1, text);
    }
  });
}
