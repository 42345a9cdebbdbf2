/** What who has power does, where it matters when: what was said meanwhile, whose clock is ahead, and who comes and goes. */
import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { composeNext } from "../../../client/core/compose_entry.ts";
import { cardOf, createIdentity } from "../../../client/core/crypto/identity.ts";
import type { Intent } from "../../../client/core/intents.ts";
import { random } from "../../fakes/guest.ts";
import { HostileScene, PIN } from "../../fakes/hostile_scene.ts";

const MINUTE = 60_000;

Deno.test("a short ban, mute and invite hold, although somebody has dated an entry ahead", async () => {
  await using scene = await HostileScene.open("alice", "bob", "mallory");
  const { channel, relay } = scene;
  const mallory = await scene.takeOver("mallory");
  const { identity, membership } = mallory;
  const add = composeNext(membership, mallory.ring.key(membership.epoch), {
    ...{ op: "add", card: cardOf(createIdentity(random), "eve") },
  }, {
    ...{ identity, now: relay.now + 9 * MINUTE, random },
    note: { hasPin: true, pin: PIN, topic: "", topicAt: 0 },
  });
  assert(add.ok);
  relay.speak("mallory", { type: "stage", wraps: add.wraps }, { type: "append", ask: 4e9, channel, entry: add.entry });
  await relay.settled();
  const alice = scene.client("alice");
  const ms = 5 * MINUTE;
  for (
    const intent of [
      { type: "invite", uses: 1, ms },
      { type: "mute", nick: "bob", ms },
      { type: "ban", nick: "mallory", ms, reason: "" },
    ] as const
  ) await alice.must({ ...intent, channel } as Intent);
  const { bans } = alice.view(channel).membership;
  assertEquals([...bans.keys()], [scene.client("mallory").session.id]);
});

Deno.test("who was inside is banned by his nick, and not a stranger who asks under it", async () => {
  await using scene = await HostileScene.open("alice", "bob");
  const { channel } = scene;
  const [alice, bob] = [scene.client("alice"), scene.client("bob")];
  await bob.must({ type: "leave", channel });
  await scene.relay.turn(3000);
  await alice.must({ type: "policy", channel, change: { locked: true } });
  const other = await scene.comes("bob");
  await other.do({ type: "join", name: "Work", pin: PIN, others: "ask" });
  assertEquals(alice.view(channel).requests.map(({ card }) => card.id), [other.session.id]);
  await alice.must({ type: "ban", channel, nick: "bob", ms: undefined, reason: "" });
  assertEquals([...alice.view(channel).membership.bans.keys()], [bob.session.id]);
});

Deno.test("an invite has a whole number of uses", async () => {
  await using scene = await HostileScene.open("alice");
  for (const uses of [-1, 0, 0.5, NaN, 65_536]) {
    const outcome = await scene.client("alice").do({ type: "invite", channel: scene.channel, uses, ms: undefined });
    assertEquals(outcome.ok ? "" : outcome.why, "An invite has from one to 65535 uses.", `${uses}`);
  }
});

Deno.test("who could not leave, and is kicked later, is told so", async () => {
  await using scene = await HostileScene.open("alice", "bob");
  const { channel } = scene;
  const bob = scene.client("bob");
  await bob.loseLine();
  assertEquals((await bob.do({ type: "leave", channel })).ok, false);
  await bob.back();
  await scene.relay.turn(3000);
  await scene.client("alice").must({ type: "kick", channel, nick: "bob", reason: "spam" });
  await scene.relay.turn(1000);
  assertEquals(bob.take("closed").map(({ why }) => why), ["alice removed you: spam"]);
});

Deno.test("a key that is owed is replaced, however people come and go while the first who could sleeps", async () => {
  await using scene = await HostileScene.open("alice", "bob", "carol", "dave");
  const { channel, relay } = scene;
  scene.client("alice").freeze();
  await scene.client("dave").must({ type: "leave", channel });
  const owed = () => relay.running.context.channels.get(channel)?.membership.owed;
  assertEquals(owed(), true);
  for (let second = 0; second < 6; second++) {
    if (second % 2 === 0) await scene.client("carol").loseLine();
    else await scene.client("carol").back();
    await relay.turn(1000);
  }
  assertEquals(owed(), false);
});

Deno.test("who is muted, leaves and comes back is muted", async () => {
  await using scene = await HostileScene.open("alice", "bob");
  const { channel } = scene;
  await scene.client("alice").must({ type: "mute", channel, nick: "bob", ms: undefined });
  await scene.client("bob").must({ type: "leave", channel });
  await scene.relay.turn(3000);
  await scene.client("bob").join("Work", PIN);
  scene.client("alice").rows(channel);
  await scene.client("bob").do({ type: "say", channel, text: "I can talk again" });
  await scene.relay.turn(1000);
  assertEquals(scene.client("alice").heard(channel), []);
});

Deno.test("an admin who missed a topic does not bring the one before back", async () => {
  await using scene = await HostileScene.open("alice", "bob", "carol");
  const { channel, relay } = scene;
  const [alice, bob, carol] = [scene.client("alice"), scene.client("bob"), scene.client("carol")];
  await alice.must({ type: "policy", channel, change: { history: false } });
  await alice.must({ type: "topic", channel, text: "old" });
  await relay.turn(1000);
  for (const away of [alice, carol]) await away.loseLine();
  await bob.must({ type: "topic", channel, text: "new" });
  // The relay forgets what it does not keep.
  for (let minute = 0; minute < 3; minute++) await relay.turn(MINUTE);
  for (const back of [alice, carol]) await back.back();
  await relay.turn(3000);
  await alice.must({ type: "policy", channel, change: { locked: true } });
  assertEquals(bob.view(channel).topic, "new");
  // Of who knows it, the others learn it.
  await alice.must({ type: "op", channel, nick: "bob" });
  await bob.must({ type: "policy", channel, change: { locked: false } });
  assertEquals([alice, bob, carol].map((one) => one.view(channel).topic), ["new", "new", "new"]);
});

Deno.test("a topic that was typed without a line, before another one was set, counts also for who did not run pychat when it came", async () => {
  await using scene = await HostileScene.open("alice", "bob", "carol");
  const { channel, relay } = scene;
  const [alice, bob, carol] = [scene.client("alice"), scene.client("bob"), scene.client("carol")];
  await carol.loseLine();
  await carol.session.do({ type: "topic", channel, text: "typed first" });
  await relay.turn(MINUTE);
  await alice.must({ type: "topic", channel, text: "typed last" });
  await relay.turn(1000);
  await alice.session.close();
  await carol.back();
  await relay.turn(3000);
  const again = await scene.restart("alice");
  assertEquals([again, bob, carol].map((one) => one.view(channel).topic), [
    "typed first",
    "typed first",
    "typed first",
  ]);
});

Deno.test("a status that was set while one was muted is told when one is not", async () => {
  await using scene = await HostileScene.open("alice", "bob");
  const { channel } = scene;
  const [alice, bob] = [scene.client("alice"), scene.client("bob")];
  await alice.must({ type: "mute", channel, nick: "bob", ms: undefined });
  await bob.must({ type: "status", status: "away", text: "lunch" });
  assertEquals(alice.take("status"), []);
  await alice.must({ type: "unmute", channel, nick: "bob" });
  assertEquals(alice.take("status").map(({ away, text }) => [away, text]), [[true, "lunch"]]);
});

Deno.test("who is away tells it those who come, but not each time to one who comes and goes all the time", async () => {
  await using scene = await HostileScene.open("alice", "bob", "mallory");
  const { channel, relay } = scene;
  const [alice, bob] = [scene.client("alice"), scene.client("bob")];
  // His client does not learn of what is done in his name.
  using _deaf = relay.hears("mallory", () => []);
  await bob.must({ type: "status", status: "away", text: "lunch" });
  assertEquals(alice.take("status").length, 1);
  const comesAndGoes = async () => {
    relay.speak("mallory", { type: "shut", ask: 4e9, channel });
    relay.speak("mallory", { type: "open", ask: 4e9, channel, quiet: false, after: 2 ** 53 - 1 });
    await relay.settled();
  };
  await comesAndGoes();
  assertEquals(alice.take("status").length, 1);
  for (let i = 0; i < 20; i++) await comesAndGoes();
  assertEquals(alice.take("status").length, 0);
  await relay.turn(5000);
  assertEquals(alice.take("status").map(({ away, text }) => [away, text]), [[true, "lunch"]]);
  await relay.turn(5000);
  assertEquals(alice.take("status").length, 0);
});

Deno.test("a status that was given up while one was invisible is not told when one is seen again", async () => {
  await using scene = await HostileScene.open("alice", "bob");
  const { channel } = scene;
  const [alice, bob] = [scene.client("alice"), scene.client("bob")];
  await bob.must({ type: "status", status: "away", text: "lunch" });
  await bob.must({ type: "status", status: "invisible", text: "" });
  await bob.must({ type: "status", status: "online", text: "" });
  assertEquals(alice.take("status").map(({ away }) => away), [true]);
  await alice.must({ type: "policy", channel, change: { keep: true } });
  assertEquals(alice.take("status"), []);
});

Deno.test("who has an old PIN of a channel that he is in is in it", async () => {
  // Else every script with the PIN it was given stops when somebody is kicked.
  await using scene = await HostileScene.open("alice", "bob", "carol");
  const { channel } = scene;
  await scene.client("alice").must({ type: "kick", channel, nick: "carol", reason: "" });
  await scene.client("alice").must({ type: "pin", channel, pin: "another one" });
  for (const restarts of [false, true]) {
    const bob = restarts ? await scene.restart("bob") : scene.client("bob");
    assertEquals(await bob.join("Work", PIN), channel);
    assertEquals(await bob.join("Work", "another one"), channel);
    const wrong = await bob.do({ type: "join", name: "Work", pin: "no PIN of it", others: "ask" });
    assertEquals(wrong.ok ? "" : wrong.code, "wrongPin");
  }
});

Deno.test("what one said before one left is edited and deleted by nobody else", async () => {
  await using scene = await HostileScene.open("alice", "bob");
  const { channel } = scene;
  const bob = scene.client("bob");
  await bob.say(channel, "before");
  const said = scene.client("alice").rows(channel).findLast((row) => row.type === "message");
  assert(said?.type === "message");
  const message = said.message.id;
  await bob.must({ type: "leave", channel });
  await scene.relay.turn(3000);
  await bob.join("Work", PIN);
  scene.forget();
  await bob.must({ type: "edit", channel, message, text: "after" });
  assertEquals(scene.shown("alice"), ["bob edit"]);
  const alice = await scene.client("alice").do({ type: "erase", channel, message });
  assertEquals(alice.ok ? "" : alice.why, "That is not your message.");
});

Deno.test("who stops waiting to be let in is told so", async () => {
  await using scene = await HostileScene.open("alice");
  await scene.client("alice").must({ type: "policy", channel: scene.channel, change: { locked: true } });
  const bob = await scene.comes("bob");
  const outcome = await bob.do({ type: "join", name: "Work", pin: PIN, others: "ask" });
  assertEquals(outcome.ok && outcome.waiting, true);
  await bob.must({ type: "stopWaiting" });
  assertEquals(bob.take("closed").map(({ name, why }) => `${name}: ${why}`), ["Work: You wait no longer."]);
  const again = await bob.do({ type: "stopWaiting" });
  assertEquals(again.ok ? "" : again.why, "You do not wait to be let in anywhere.");
});

Deno.test("a topic that was taken back is gone for who comes by an invite, too", async () => {
  await using scene = await HostileScene.open("alice");
  const { channel, relay } = scene;
  const alice = scene.client("alice");
  await alice.must({ type: "topic", channel, text: "flowers" });
  await alice.must({ type: "policy", channel, change: { keep: true } });
  await relay.turn(1000);
  await alice.must({ type: "topic", channel, text: "" });
  const invite = await alice.do({ type: "invite", channel, uses: 1, ms: undefined });
  assert(invite.ok && invite.link);
  for (let n = 0; n < 60; n++) await alice.say(channel, `${n}`);
  const bob = await scene.comes("bob");
  await bob.must({ type: "useInvite", link: invite.link });
  assertEquals(bob.view(channel).topic, "");
});

Deno.test("whose topic has a time to come does not keep the topics after it from anybody", async () => {
  await using scene = await HostileScene.open("alice", "mallory", "carol");
  const { channel, relay } = scene;
  const mallory = await scene.takeOver("mallory");
  const forever = mallory.box({ type: "topic", at: Number.MAX_SAFE_INTEGER, topic: "mine, for ever" });
  relay.speak("mallory", { type: "post", head: mallory.membership.head, channel, counter: 1, body: forever });
  await relay.settled();
  const [alice, carol] = [scene.client("alice"), scene.client("carol")];
  assertEquals(carol.view(channel).topic, "mine, for ever");
  await alice.must({ type: "policy", channel, change: { history: false } });
  await carol.loseLine();
  await relay.turn(1000);
  await alice.must({ type: "topic", channel, text: "ours" });
  for (let minute = 0; minute < 3; minute++) await relay.turn(MINUTE);
  await carol.back();
  await alice.must({ type: "policy", channel, change: { keep: true } });
  assertEquals(carol.view(channel).topic, "ours");
  assertNotEquals(alice.view(channel).topic, "mine, for ever");
});

for (const when of ["at once", "after a restart"]) {
  Deno.test(`who was banned while he asked to be let in is unbanned by his nick, ${when}`, async () => {
    await using scene = await HostileScene.open("alice");
    const { channel } = scene;
    const alice = scene.client("alice");
    await alice.must({ type: "policy", channel, change: { locked: true } });
    const dave = await scene.comes("dave");
    await dave.do({ type: "join", name: "Work", pin: PIN, others: "ask" });
    await alice.must({ type: "ban", channel, nick: "dave", ms: undefined, reason: "" });
    assertEquals(alice.view(channel).requests, []);
    const admin = when === "at once" ? alice : await scene.restart("alice");
    await scene.relay.settled();
    assertEquals(admin.view(channel).former.map(({ nick }) => nick), ["dave"]);
    await admin.must({ type: "unban", channel, nick: "dave" });
    const { requests, former } = admin.view(channel);
    assertEquals([requests, former], [[], []]);
    admin.take("asks");
    await dave.do({ type: "join", name: "Work", pin: PIN, others: "ask" });
    assertEquals(admin.take("asks").map(({ request }) => request.card.nick), ["dave"]);
    await admin.must({ type: "approve", channel, nick: "dave" });
    await admin.say(channel, "welcome");
    assertEquals(dave.heard(channel), ["alice: welcome"]);
  });
}
