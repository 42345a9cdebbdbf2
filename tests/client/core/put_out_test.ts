/** Coming in, when one is put out again on the way, or when the line goes before one hears that one's channel is there. */
import { assertEquals } from "@std/assert";
import type { Outcome } from "../../../client/core/intents.ts";
import type { FromClient } from "../../../shared/messages.ts";
import { HostileScene } from "../../fakes/hostile_scene.ts";

const WORK = { type: "join", name: "Work", pin: "1234", others: "ask" } as const;
const PUT_OUT: Outcome = { ok: false, code: "failed", why: "alice removed you: bye" };

for (const before of ["log", "open", "page"] as const) {
  Deno.test(`who is kicked between being let in and his "${before}" is told so, and warned of nothing`, async () => {
    await using scene = await HostileScene.open("alice");
    await scene.says("alice", "before he came");
    const dave = await scene.comes("dave");
    const held: FromClient[] = [];
    const holding = scene.relay.says("dave", (message) => {
      if (message.type !== before) return [message];
      held.push(message);
      return [];
    });
    const joined = dave.session.do(WORK);
    await scene.relay.settled();
    await scene.says("alice", "while he comes");
    await kick(scene);
    holding[Symbol.dispose]();
    scene.relay.speak("dave", ...held);
    await scene.relay.settled();
    assertEquals([await joined, scene.alarms("dave"), scene.shown("dave")], [PUT_OUT, [], []]);
    // And he comes in again, by the new PIN.
    const { pin } = scene.client("alice").view(scene.channel);
    const again = dave.session.do({ ...WORK, pin });
    await scene.relay.settled();
    assertEquals((await again).ok, true);
  });
}

Deno.test("who is kicked while he reads what was done as he came in is told so, and that something cannot be read is not said", async () => {
  await using scene = await HostileScene.open("alice", "bob");
  const { channel, relay } = scene;
  const dave = await scene.comes("dave");
  const held: FromClient[] = [];
  let opens = false;
  const holding = relay.says("dave", (message) => {
    const waits = message.type === "open" || (opens && message.type === "log");
    opens ||= message.type === "open";
    if (!waits) return [message];
    held.push(message);
    return [];
  });
  const joined = dave.session.do(WORK);
  await relay.settled();
  await scene.client("alice").must({ type: "kick", channel, nick: "bob", reason: "" });
  relay.speak("dave", ...held.splice(0));
  await relay.settled();
  await scene.says("alice", "while he reads");
  await kick(scene);
  holding[Symbol.dispose]();
  relay.speak("dave", ...held);
  await relay.settled();
  assertEquals([await joined, scene.alarms("dave"), scene.shown("dave")], [PUT_OUT, [], []]);
});

Deno.test("who is kicked before he takes what he is offered is told so, and warned of nothing", async () => {
  await using scene = await HostileScene.open("alice");
  const dave = await scene.comes("dave");
  const cutting = scene.relay.says("dave", (message) => message.type === "log" ? [] : [message]);
  const joined = dave.session.do(WORK);
  await scene.relay.settled();
  await dave.loseLine();
  cutting[Symbol.dispose]();
  await dave.back();
  assertEquals((await joined).ok, false);
  await kick(scene);
  const taken = dave.session.do({ type: "join", name: "Work", pin: undefined, others: "ask" });
  await scene.relay.settled();
  assertEquals([await taken, scene.alarms("dave")], [PUT_OUT, []]);
});

Deno.test("who is kicked between being approved and reading it waits no longer, and knows why", async () => {
  await using scene = await HostileScene.open("alice");
  const { channel, relay } = scene;
  const alice = scene.client("alice");
  await alice.must({ type: "policy", channel, change: { locked: true } });
  const dave = await scene.comes("dave");
  assertEquals((await dave.do(WORK)).ok, true);
  const held: FromClient[] = [];
  const holding = relay.says("dave", (message) => {
    if (message.type !== "log") return [message];
    held.push(message);
    return [];
  });
  await alice.must({ type: "approve", channel, nick: "dave" });
  await kick(scene);
  holding[Symbol.dispose]();
  relay.speak("dave", ...held);
  await relay.settled();
  assertEquals([dave.take("closed").map(({ why }) => why), scene.alarms("dave")], [["alice removed you: bye"], []]);
  assertEquals((await dave.do({ type: "stopWaiting" })).ok, false);
  await relay.turn(10_000);
  const restarted = await scene.restart("dave", "crash");
  assertEquals((await restarted.do({ type: "stopWaiting" })).ok, false);
});

for (const end of ["cut", "crash"] as const) {
  Deno.test(`a channel that was made before a ${end} kept its maker from hearing of it is there when he asks for it again`, async () => {
    await using scene = new HostileScene();
    const dave = await scene.comes("dave");
    await scene.relay.turn(1000);
    const made = await makesUnheard(scene);
    if (end === "cut") await dave.back();
    assertEquals((await made.outcome).ok, false);
    const maker = end === "cut" ? dave : await scene.restart("dave", "crash");
    await scene.relay.settled();
    const joined = await maker.do(WORK);
    const channel = joined.ok ? joined.channel : undefined;
    assertEquals([channel && maker.view(channel).pin, maker.take("invited")], ["1234", []]);
    assertEquals(scene.relay.said("dave", "create").length, 1);
    await (await scene.comes("erin")).join("Work", "1234");
  });
}

/** Dave makes the channel, and the line goes before he hears that it is there. */
async function makesUnheard(scene: HostileScene): Promise<{ readonly outcome: Promise<Outcome> }> {
  const dave = scene.client("dave");
  using _deafening = scene.relay.hears("dave", (message) => message.type === "done" ? [] : [message]);
  const outcome = dave.session.do(WORK);
  await scene.relay.settled();
  await dave.loseLine();
  return { outcome };
}

async function kick(scene: HostileScene): Promise<void> {
  await scene.client("alice").must({ type: "kick", channel: scene.channel, nick: "dave", reason: "bye" });
}

Deno.test("who made a channel without hearing of it, and comes back when it was removed, makes another one", async () => {
  await using scene = new HostileScene();
  const dave = await scene.comes("dave");
  const made = await makesUnheard(scene);
  await dave.back();
  await made.outcome;
  await scene.relay.turn(10 * 60_000);
  const joined = await dave.do(WORK);
  assertEquals([joined.ok && joined.created, scene.alarms("dave")], [true, []]);
  assertEquals(scene.relay.said("dave", "create").length, 2);
});

Deno.test("who made a channel without hearing of it comes to those who made one of its name and PIN meanwhile", async () => {
  await using scene = new HostileScene();
  const dave = await scene.comes("dave");
  const made = await makesUnheard(scene);
  await made.outcome;
  const theirs = await (await scene.comes("alice")).do({ ...WORK, others: "create" });
  await dave.back();
  const joined = await dave.do(WORK);
  assertEquals([joined.ok && joined.channel, theirs.ok], [theirs.ok && theirs.channel, true]);
});

Deno.test("who is kicked while his status has his channels followed anew is told so, and what he says there is not kept waiting", async () => {
  await using scene = await HostileScene.open("alice", "bob");
  const { channel, relay } = scene;
  const bob = scene.client("bob");
  const held: FromClient[] = [];
  const holding = relay.says("bob", (message) => {
    if (message.type !== "open") return [message];
    held.push(message);
    return [];
  });
  const setting = bob.session.do({ type: "status", status: "invisible", text: "" });
  await relay.settled();
  await bob.session.do({ type: "say", channel, text: "am I here?" });
  await scene.client("alice").must({ type: "kick", channel, nick: "bob", reason: "bye" });
  holding[Symbol.dispose]();
  relay.speak("bob", ...held);
  await relay.settled();
  assertEquals((await setting).ok, true);
  assertEquals(bob.take("closed").map(({ why }) => why), ["alice removed you: bye"]);
  assertEquals(bob.take("failed").map(({ why }) => why), ["You are no longer in this channel."]);
  assertEquals((await bob.do({ type: "say", channel, text: "hello?" })).ok, false);
});
