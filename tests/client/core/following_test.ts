/** Following channels, and what comes in between: a status, somebody heard again, a removal, a line that breaks. */
import { assertEquals } from "@std/assert";
import type { FromClient, FromRelay } from "../../../shared/messages.ts";
import type { IdentityId } from "../../../shared/ids.ts";
import { CODE } from "../../../shared/codes.ts";
import type { Intent } from "../../../client/core/intents.ts";
import { HostileScene } from "../../fakes/hostile_scene.ts";

const INVISIBLE = { type: "status", status: "invisible", text: "" } as const;
const ONLINE = { type: "status", status: "online", text: "" } as const;

const meanwhile: Readonly<Record<string, Intent>> = {
  "turns invisible": INVISIBLE,
  "ignores somebody no longer": { type: "ignore", identity: "ab".repeat(32) as IdentityId, on: false },
};

for (const [what, intent] of Object.entries(meanwhile)) {
  Deno.test(`who ${what} while his channels are being read follows them all the same`, async () => {
    await using scene = await HostileScene.open("bob", "alice");
    const { channel, relay } = scene;
    await scene.client("bob").say(channel, "hello");
    const held: FromRelay[] = [];
    await scene.client("alice").session.close();
    const holding = relay.hears("alice", (message) => {
      if (message.type !== "log") return [message];
      held.push(message);
      return [];
    });
    const alice = await scene.restart("alice");
    const done = alice.session.do(intent);
    await relay.settled();
    holding[Symbol.dispose]();
    relay.tell("alice", ...held);
    await relay.settled();
    await relay.turn(3000);
    assertEquals((await done).ok, true);
    assertEquals(scene.alarms("alice"), []);
    await alice.say(channel, "still here");
    await scene.client("bob").say(channel, "to you");
    const heard = alice.heard(channel);
    assertEquals([heard.includes("alice: still here"), heard.includes("bob: to you")], [true, true]);
  });
}

for (const ticks of [0, 1]) {
  Deno.test(`what is said ${ticks} ticks after one turned invisible reaches everybody`, async () => {
    await using scene = await HostileScene.open("alice", "bob");
    const [alice, bob] = [scene.client("alice"), scene.client("bob")];
    const status = alice.session.do(INVISIBLE);
    for (let tick = 0; tick < ticks; tick++) await Promise.resolve();
    const said = await alice.session.do({ type: "say", channel: scene.channel, text: "hello" });
    assertEquals(said.ok, true);
    await scene.relay.settled();
    await status;
    await scene.relay.turn(5000);
    assertEquals(alice.take("failed").map(({ why }) => why), []);
    assertEquals(bob.heard(scene.channel), ["alice: hello"]);
  });
}

Deno.test("who turns invisible, online and invisible again in one moment follows all his channels still", async () => {
  await using scene = await HostileScene.open("alice", "bob");
  const [alice, bob] = [scene.client("alice"), scene.client("bob")];
  const { channel, relay } = scene;
  const between = await alice.must({ type: "private", channel, nick: "bob" });
  const changing = [INVISIBLE, ONLINE, INVISIBLE].map((status) => alice.session.do(status));
  await relay.turn(3000);
  assertEquals((await Promise.all(changing)).map(({ ok }) => ok), [true, true, true]);
  for (const here of [channel, between]) {
    await bob.say(here, "to you");
    await alice.say(here, "still here");
    assertEquals(alice.heard(here), ["bob: to you", "alice: still here"]);
  }
  await alice.must(ONLINE);
  assertEquals(bob.view(channel).present.size, 2);
});

Deno.test("who is put out while the past is being read is told by whom, and not shown the channel again", async () => {
  await using scene = await HostileScene.open("bob", "alice");
  await scene.says("bob", "hello");
  await scene.client("alice").session.close();
  const held: FromClient[] = [];
  const holding = scene.relay.says("alice", (message) => {
    if (message.type !== "page") return [message];
    held.push(message);
    return [];
  });
  const alice = await scene.restart("alice");
  await scene.client("bob").must({ type: "kick", channel: scene.channel, nick: "alice", reason: "bye" });
  holding[Symbol.dispose]();
  scene.relay.speak("alice", ...held);
  await scene.relay.settled();
  await scene.relay.turn(3000);
  const told = alice.events.map(({ type }) => type).filter((type) => ["closed", "channel", "rows"].includes(type));
  assertEquals(told.at(-1), "closed");
  const [closed] = alice.take("closed");
  assertEquals(closed?.why.includes("bob"), true, closed?.why);
});

Deno.test("a channel that goes while one comes back keeps nobody out of the others", async () => {
  await using scene = await HostileScene.open("bob", "alice");
  const { channel, relay } = scene;
  const bob = scene.client("bob");
  await scene.client("alice").session.close();
  // He begins to talk to her in private while she is away.
  const aside = await bob.must({ type: "private", channel, nick: "alice" });
  await bob.say(aside, "psst");
  const [first] = relay.log(channel);
  using _refusing = relay.hears("alice", (message) => {
    const isWork = message.type === "log" && message.entries[0]?.toHex() === first?.toHex();
    return isWork
      ? [{ type: "no", ask: message.ask, code: CODE.absent, text: "There is no such channel here." }]
      : [message];
  });
  const alice = await scene.restart("alice");
  await relay.turn(5000);
  assertEquals(alice.heard(aside), ["bob: psst"]);
  assertEquals(scene.alarms("alice").length, 1);
});

Deno.test("who comes into a channel while his line breaks is away there as everywhere", async () => {
  await using scene = await HostileScene.open("bob", "alice");
  const [bob, alice] = [scene.client("bob"), scene.client("alice")];
  await alice.do({ type: "status", status: "away", text: "lunch" });
  const cutting = scene.relay.says("alice", (message) => message.type === "open" ? [] : [message]);
  const aside = await bob.must({ type: "private", channel: scene.channel, nick: "alice" });
  await alice.loseLine();
  cutting[Symbol.dispose]();
  bob.take("status");
  await alice.back();
  const told = bob.take("status").map(({ channel, away }) => `${channel} ${away}`);
  assertEquals(told.toSorted(), [`${aside} true`, `${scene.channel} true`].toSorted());
});
