/** Attacks with what members tell each other of the door and the topic: only who may say it is believed, and nobody shuts the door by saying it often. */
import { assert, assertEquals } from "@std/assert";
import type { Card } from "../../../../shared/card.ts";
import type { Said } from "../../../../client/core/content.ts";
import { cardOf, createIdentity } from "../../../../client/core/crypto/identity.ts";
import { DOOR_VERSION, encodeLetter } from "../../../../client/core/letters.ts";
import { random } from "../../../fakes/guest.ts";
import type { HostileMember } from "../../../fakes/hostile_member.ts";
import { HostileScene, PIN } from "../../../fakes/hostile_scene.ts";
import { HostileVisitor } from "../../../fakes/hostile_visitor.ts";

/** A locked channel of alice's, at whose door bob waits, and in which mallory is a member. */
async function scene(): Promise<HostileScene> {
  const scene = await HostileScene.open("alice", "mallory");
  await scene.client("alice").must({ type: "policy", channel: scene.channel, change: { locked: true } });
  return scene;
}

async function knocks(scene: HostileScene, name: string): Promise<void> {
  await (await scene.comes(name)).do({ type: "join", name: "Work", pin: PIN, others: "ask" });
}

/** He says these things, whatever they are; the relay takes them. */
async function posts(scene: HostileScene, mallory: HostileMember, contents: readonly Said[]): Promise<void> {
  const { channel, membership: { head } } = mallory;
  for (const [place, content] of contents.entries()) {
    const counter = place + 1;
    scene.relay.speak("mallory", { type: "post", head, channel, counter, body: mallory.box(content, { counter }) });
  }
  await scene.relay.settled();
}

/** Who asks, as alice sees it. */
function requests(scene: HostileScene) {
  return scene.client("alice").view(scene.channel).requests.map(({ card, proven }) => `${card.nick} ${proven}`);
}

function stranger(nick: string): Card {
  return cardOf(createIdentity(random), nick);
}

function asks(scene: HostileScene, card: Card): Said {
  return { type: "asks", at: scene.relay.now, card, proven: true };
}

Deno.test("a member who makes up hundreds who ask keeps nobody from being heard", async () => {
  // Else one member shuts a locked door for good, and not even his removal would open it.
  await using crowd = await scene();
  const mallory = await crowd.takeOver("mallory");
  await posts(crowd, mallory, Array.from({ length: 250 }, (_, n) => asks(crowd, stranger(`x${n}`))));
  assertEquals(requests(crowd).length, 200);
  await knocks(crowd, "bob");
  assertEquals(requests(crowd).at(-1), "bob true");
  assertEquals(requests(crowd).length, 200);
  await crowd.client("alice").must({ type: "approve", channel: crowd.channel, nick: "bob" });
});

Deno.test("who has proved nothing makes way for who asks later", async () => {
  await using crowd = await scene();
  await knocks(crowd, "bob");
  const mallory = await crowd.takeOver("mallory");
  const unproven = (nick: string): Said => ({ type: "asks", at: crowd.relay.now, card: stranger(nick), proven: false });
  await posts(crowd, mallory, Array.from({ length: 250 }, (_, n) => unproven(`x${n}`)));
  assertEquals([requests(crowd).length, requests(crowd)[0], requests(crowd)[1]], [200, "bob true", "x51 false"]);
});

Deno.test("who is approved under a name that two ask under is the one who has proved the PIN", async () => {
  await using door = await scene();
  const mallory = await door.takeOver("mallory");
  await posts(door, mallory, [{ type: "asks", at: door.relay.now, card: stranger("Bob"), proven: false }]);
  await knocks(door, "bob");
  assertEquals(requests(door), ["Bob false", "bob true"]);
  await door.client("alice").must({ type: "approve", channel: door.channel, nick: "Bob" });
  const { members } = door.client("alice").view(door.channel).membership;
  assertEquals(members.at(-1)?.card.id, door.client("bob").session.id);
});

Deno.test("where there is no PIN nobody has proved that he knows it, and only few are heard", async () => {
  // A stranger with many identities would else fill the channel with requests, which look like those of friends.
  await using open = new HostileScene();
  const alice = await open.joins("alice", "");
  await alice.must({ type: "policy", channel: open.channel, change: { locked: true } });
  for (let n = 0; n < 8; n++) {
    const client = await open.comes(`x${n}`);
    await client.do({ type: "join", name: "Work", pin: "", others: "ask" });
  }
  assertEquals(requests(open), ["x0 false", "x1 false", "x2 false", "x3 false", "x4 false"]);
  // Once it is unlocked, who waits comes in like everybody.
  await alice.must({ type: "policy", channel: open.channel, change: { locked: false } });
  await open.relay.turn(25_000);
  assertEquals(alice.view(open.channel).membership.members.length, 6);
});

Deno.test("a proof of the old PIN that is told late is none", async () => {
  // Who was put out gets a friend's proof held back, and the friend comes in when the door is unlocked.
  await using door = await HostileScene.open("alice", "bob", "carol");
  const { channel, relay } = door;
  const alice = door.client("alice");
  await alice.must({ type: "policy", channel, change: { locked: true } });
  const late = { type: "asks", at: relay.now, card: stranger("eve"), proven: true } as const;
  await relay.turn(1000);
  await alice.must({ type: "kick", channel, nick: "carol", reason: "" });
  const keeper = await door.takeOver("bob");
  const { membership: { head } } = keeper;
  const after = { ...late, at: relay.now + 1, card: stranger("frank") };
  for (const [place, content] of [late, after].entries()) {
    const counter = 100 + place;
    relay.speak("bob", { type: "post", head, channel, counter, body: keeper.box(content, { counter }) });
  }
  await relay.settled();
  assertEquals(requests(door), ["eve false", "frank true"]);
});

Deno.test("that somebody proved the PIN is believed of who keeps the door, and of nobody else", async () => {
  // Thirty-two keep the door.
  const keepers = Array.from({ length: 31 }, (_, n) => `x${n}`);
  await using crowd = await HostileScene.open("alice", ...keepers, "mallory");
  const { channel } = crowd;
  await crowd.client("alice").must({ type: "policy", channel, change: { locked: true } });
  const mallory = await crowd.takeOver("mallory");
  const eve = asks(crowd, stranger("eve"));
  await posts(crowd, mallory, [eve]);
  assertEquals(requests(crowd), ["eve false"]);
});

Deno.test("a proof counts although the relay has made somebody ask without one before", async () => {
  await using door = await scene();
  const bob = await door.comes("bob");
  const [entered] = door.relay.said("bob", "enter");
  assert(entered);
  const { card } = entered;
  const visit = 0x8000_0001;
  const knock = encodeLetter({ type: "knock", version: DOOR_VERSION, sid: random(16), card });
  const { channel } = door;
  door.relay.tell("alice", { type: "knocked", visit, channel, from: card.id, body: knock });
  door.relay.tell("alice", { type: "visit", visit, body: encodeLetter({ type: "ask", again: 0 }) });
  await door.relay.settled();
  assertEquals(requests(door), ["bob false"]);
  await bob.do({ type: "join", name: "Work", pin: PIN, others: "ask" });
  assertEquals(requests(door), ["bob true"]);
});

Deno.test("of those who ask without a proof only a few are heard", async () => {
  await using door = await scene();
  for (let n = 0; n < 7; n++) {
    const knocking = await (await HostileVisitor.at(door.relay, door.channel, `s${n}`)).knock();
    await knocking.say({ type: "ask", again: 0 });
  }
  assertEquals(requests(door).length, 5);
});

Deno.test("who asks is not who a member says without his signature", async () => {
  await using door = await scene();
  const mallory = await door.takeOver("mallory");
  const card = stranger("eve");
  await posts(door, mallory, [asks(door, { ...card, nick: "friend" })]);
  assertEquals(requests(door), []);
});

Deno.test("a member who is no admin denies nobody", async () => {
  await using door = await scene();
  await knocks(door, "bob");
  const mallory = await door.takeOver("mallory");
  const identity = door.client("bob").session.id;
  await posts(door, mallory, [{ type: "denied", at: door.relay.now, identity, letter: new Uint8Array(64) }]);
  assertEquals(requests(door), ["bob true"]);
});

Deno.test("where only admins set the topic a member sets none", async () => {
  await using door = await scene();
  await door.client("alice").must({ type: "policy", channel: door.channel, change: { adminsSetTopic: true } });
  const mallory = await door.takeOver("mallory");
  await posts(door, mallory, [{ type: "topic", at: door.relay.now, topic: "mallory was here" }]);
  assertEquals(door.client("alice").view(door.channel).topic, "");
});

Deno.test("whom a member says to ask who is out again by then asks for nothing", async () => {
  // Else what he made up is read, and fills the list, of whoever comes back after he was put out.
  await using door = await HostileScene.open("alice", "bob", "mallory");
  const { channel } = door;
  await door.client("alice").must({ type: "policy", channel, change: { locked: true } });
  await door.client("bob").session.close();
  const mallory = await door.takeOver("mallory");
  await posts(door, mallory, [asks(door, stranger("eve"))]);
  await door.client("alice").must({ type: "kick", channel, nick: "mallory", reason: "" });
  const bob = await door.restart("bob");
  assertEquals(bob.view(channel).membership.members.length, 2);
  assertEquals(bob.view(channel).requests, []);
});

Deno.test("who is banned asks for nothing through a member", async () => {
  await using door = await scene();
  await knocks(door, "bob");
  const { channel } = door;
  const [entered] = door.relay.said("bob", "enter");
  assert(entered);
  await door.client("alice").must({ type: "ban", channel, nick: "bob", ms: undefined, reason: "" });
  const mallory = await door.takeOver("mallory");
  await posts(door, mallory, [asks(door, entered.card)]);
  assertEquals(requests(door), []);
});
