/** Where the relay lets go of a part of the stream before somebody has read it: what he said in that part was taken, and he is told so, once. */
import { assertEquals } from "@std/assert";
import type { FromRelay } from "../../../shared/messages.ts";
import { Client } from "../../fakes/client.ts";
import { HostileScene } from "../../fakes/hostile_scene.ts";
import { TurnedRelay } from "../../fakes/turned_relay.ts";

/** Alice in a channel whose messages are not stored, reading more slowly than the relay remembers. */
async function behind(scene: HostileScene) {
  const alice = scene.client("alice");
  await alice.must({ type: "policy", channel: scene.channel, change: { history: false } });
  await alice.say(scene.channel, "one");
  scene.forget();
  return alice;
}

/** From now on what is said does not come to her; then she is told that it is gone. */
function losing({ relay, channel }: HostileScene) {
  const lost: number[] = [];
  const hold = relay.hears("alice", (message) => {
    if (message.type !== "said") return [message];
    lost.push(message.cursor);
    return [];
  });
  return () => {
    hold[Symbol.dispose]();
    relay.tell("alice", { type: "missed", channel, after: Math.min(...lost) - 1, resumed: Math.max(...lost) });
  };
}

Deno.test("what was taken in a part of the stream that is gone is told to be sent, and not sent as something else", async () => {
  await using scene = await HostileScene.open("alice", "bob");
  const alice = await behind(scene);
  const gone = losing(scene);
  for (const text of ["two", "three"]) await alice.say(scene.channel, text);
  gone();
  await scene.relay.settled();
  assertEquals(scene.shown("alice"), ["alice: two", "alice: three"]);
  await alice.say(scene.channel, "four");
  assertEquals(scene.shown("alice"), ["alice: four"]);
  assertEquals(scene.shown("bob"), ["alice: two", "alice: three", "alice: four"]);
  assertEquals(alice.take("failed"), []);
});

Deno.test("what was taken in a part that is gone is no failure when what was said behind it comes back first", async () => {
  await using scene = await HostileScene.open("alice", "bob");
  const alice = await behind(scene);
  const refusals: FromRelay[] = [];
  const holding = scene.relay.hears("alice", (message) => {
    if (message.type !== "refused") return [message];
    refusals.push(message);
    return [];
  });
  const gone = losing(scene);
  await alice.say(scene.channel, "two");
  gone();
  await alice.say(scene.channel, "three");
  holding[Symbol.dispose]();
  scene.relay.tell("alice", ...refusals);
  await scene.relay.settled();
  assertEquals(scene.shown("alice"), ["alice: two", "alice: three"]);
  assertEquals(alice.take("failed"), []);
  assertEquals(scene.shown("bob"), ["alice: two", "alice: three"]);
});

Deno.test("what comes back behind a part that is gone is shown once, though the relay first says that it has it already", async () => {
  await using scene = await HostileScene.open("alice", "bob");
  const alice = await behind(scene);
  const late: FromRelay[] = [];
  const holding = scene.relay.hears("alice", (message) => {
    if (message.type !== "said") return [message];
    late.push(message);
    return [];
  });
  const cursor = scene.relay.heard("alice", "said").at(-1)?.cursor ?? 0;
  await alice.say(scene.channel, "two");
  scene.relay.tell("alice", { type: "missed", channel: scene.channel, after: cursor, resumed: cursor });
  await scene.relay.settled();
  holding[Symbol.dispose]();
  scene.relay.tell("alice", ...late);
  await scene.relay.settled();
  assertEquals(scene.shown("alice"), ["alice: two"]);
  await alice.say(scene.channel, "three");
  assertEquals(scene.shown("bob"), ["alice: two", "alice: three"]);
});

Deno.test("who reads more slowly than the relay remembers knows of all that he has said that it was sent", async () => {
  await using relay = new TurnedRelay({ limits: { ringSize: 4096 } });
  const alice = await Client.open(relay, "alice", { line: { buffer: 2048 } });
  const bob = await Client.open(relay, "bob");
  const channel = await bob.join("Work", "1234");
  await bob.must({ type: "policy", channel, change: { history: false } });
  await alice.join("Work", "1234");
  const much = async () => {
    for (let at = 0; at < 20; at++) await bob.say(channel, "x".repeat(1000));
  };
  alice.freeze();
  await much();
  await alice.session.do({ type: "say", channel, text: "mine" });
  await much();
  alice.thaw();
  await relay.settled();
  const hers = (line: string) => line.startsWith("alice");
  for (const one of [alice, bob]) assertEquals(one.heard(channel).filter(hers), ["alice: mine"], one.nick);
  for (const { session } of [alice, bob]) await session.close();
});

Deno.test("what was taken in a part that is gone is told to be sent though the line breaks before the relay says so", async () => {
  await using scene = await HostileScene.open("alice", "bob");
  const alice = await behind(scene);
  const gone = losing(scene);
  await alice.say(scene.channel, "two");
  const mute = scene.relay.hears("alice", (message) => {
    return message.type === "refused" || message.type === "said" ? [] : [message];
  });
  gone();
  await alice.say(scene.channel, "three");
  await alice.loseLine();
  mute[Symbol.dispose]();
  await alice.back();
  await scene.says("alice", "four");
  assertEquals(scene.shown("alice"), ["alice: two", "alice: three", "alice: four"]);
  assertEquals(scene.shown("bob"), ["alice: two", "alice: three", "alice: four"]);
  assertEquals(alice.take("failed"), []);
});
