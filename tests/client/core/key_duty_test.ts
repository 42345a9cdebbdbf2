/** Who replaces the key of a channel that somebody has left. */
import { assertEquals } from "@std/assert";
import { CODE } from "../../../shared/codes.ts";
import { decodeEntry } from "../../../shared/log/entry.ts";
import type { FromClient } from "../../../shared/messages.ts";
import { HostileScene } from "../../fakes/hostile_scene.ts";

const NAMES = ["alice", "bob", "carol", "dave"];

/** The last of these leaves. */
async function leaves(scene: HostileScene): Promise<void> {
  await scene.client("dave").do({ type: "leave", channel: scene.channel });
  await scene.relay.turn(100);
}

/** Who has replaced the key, if somebody has. */
function payer(scene: HostileScene): string | undefined {
  const last = scene.relay.log(scene.channel).map(decodeEntry).at(-1);
  return last?.op === "rekey" ? NAMES.find((name) => scene.number(name) === last.author) : undefined;
}

/** What somebody adds to the log never arrives. */
function silenced({ relay }: HostileScene, who: string): Disposable {
  return relay.says(who, (message) => message.type === "append" ? [] : [message]);
}

Deno.test("of those who are there an admin replaces the key of who left, at once", async () => {
  await using scene = await HostileScene.open(...NAMES);
  await scene.client("alice").must({ type: "transfer", channel: scene.channel, nick: "carol" });
  await leaves(scene);
  assertEquals(payer(scene), "carol");
});

Deno.test("should the first not do it the next one does a moment later, also where people come and go all the time", async () => {
  await using scene = await HostileScene.open(...NAMES);
  using _silenced = silenced(scene, "alice");
  await leaves(scene);
  for (let moments = 0; moments < 2; moments++) {
    await scene.relay.turn(600);
    await scene.client("carol").loseLine();
    await scene.client("carol").back();
  }
  assertEquals(payer(scene), undefined);
  await scene.relay.turn(300);
  assertEquals(payer(scene), "bob");
});

Deno.test("who could not do it tries again", async () => {
  await using scene = await HostileScene.open("alice", "dave");
  const { relay } = scene;
  let refused = 0;
  using _refused = relay.says("alice", (message: FromClient) => {
    if (refused === 0 && message.type === "stage") return [];
    if (message.type !== "append" || refused++ > 0) return [message];
    relay.tell("alice", { type: "no", ask: message.ask, code: CODE.storage, text: "" });
    return [];
  });
  await leaves(scene);
  assertEquals(payer(scene), undefined);
  await relay.turn(6000);
  assertEquals([refused > 1, payer(scene)], [true, "alice"]);
});
