/** Two copies of what a client keeps, where no history is: what one of them has said the other never hears of, and must not take for its own. */
import { assertEquals } from "@std/assert";
import { Client } from "../../fakes/client.ts";
import { HostileScene } from "../../fakes/hostile_scene.ts";
import { MemoryVault } from "../../fakes/memory_vault.ts";

const SAVED = 1000;
/** Longer than a relay keeps what it does not store. */
const GONE = 100_000;
const WHY = "It was not sent: this name has said something else meanwhile, from another place. Say it again.";

/** Bob as he was before he said two more things. */
async function older(scene: HostileScene): Promise<Client> {
  const bob = scene.client("bob");
  await scene.client("alice").must({ type: "policy", channel: scene.channel, change: { history: false } });
  await scene.says("bob", "one");
  await scene.relay.turn(SAVED);
  const vault = new MemoryVault(bob.vault.saved.at(-1));
  for (const text of ["two", "three"]) await scene.says("bob", text);
  await bob.session.close();
  await scene.relay.turn(GONE);
  scene.forget();
  return await Client.open(scene.relay, "bob", { vault });
}

Deno.test("who was put back to an older copy of what he keeps is told of what is not sent, and by and by it is again", async () => {
  await using scene = await HostileScene.open("alice", "bob");
  const bob = await older(scene);
  for (const text of ["four", "five", "six"]) await bob.say(scene.channel, text);
  assertEquals(bob.take("failed").map(({ why }) => why), [WHY, WHY]);
  assertEquals(scene.shown("alice"), ["bob: six"]);
  assertEquals(bob.heard(scene.channel), ["bob: six"]);
  await bob.session.close();
});

Deno.test("what he typed without a line is not shown as sent because something else was", async () => {
  await using scene = await HostileScene.open("alice", "bob");
  const bob = await older(scene);
  await bob.loseLine();
  for (const text of ["four", "five", "six"]) await bob.say(scene.channel, text);
  await bob.back();
  assertEquals(bob.take("failed").map(({ why }) => why), [WHY, WHY]);
  assertEquals(scene.shown("alice"), ["bob: six"]);
  assertEquals(bob.heard(scene.channel), ["bob: six"]);
  await bob.session.close();
});
