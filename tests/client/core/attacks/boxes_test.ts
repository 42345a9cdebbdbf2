/** Attacks on what is said now: a message shows under a name only if its identity signed it, here, now and once. The relay and a member work together. */
import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { SIGNATURE_BYTES } from "../../../../shared/signature_term.ts";
import { HostileMember } from "../../../fakes/hostile_member.ts";
import type { Heard } from "../../../fakes/hostile_relay.ts";
import { HostileScene, words } from "../../../fakes/hostile_scene.ts";
import { random } from "../../../fakes/guest.ts";

const FORGED = ["1 forged"];

/** Alice has said `text`, and bob has not heard it; gives the frame. */
async function unheard(scene: HostileScene, text: string): Promise<Heard<"said">> {
  using _silence = scene.relay.hears("bob", (message) => message.type === "said" ? [] : [message]);
  await scene.says("alice", text);
  assertEquals(scene.shown("bob"), []);
  return lastSaid(scene, "bob");
}

function lastSaid({ relay }: HostileScene, who: string): Heard<"said"> {
  const said = relay.heard(who, "said").at(-1);
  assert(said, `${who} has heard nothing`);
  return said;
}

/** What bob is shown of a frame that the relay puts into his stream. */
async function shownOf(scene: HostileScene, frame: Heard<"said">): Promise<readonly string[]> {
  scene.relay.inject("bob", frame);
  await scene.relay.settled();
  return scene.shown("bob");
}

Deno.test("a message is shown once, however often the relay repeats it", async () => {
  await using scene = await HostileScene.open("alice", "bob");
  await scene.says("alice", "yes");
  assertEquals(scene.shown("bob"), ["alice: yes"]);
  // Else the relay answers every question bob asks from now on with her yes.
  assertEquals(await shownOf(scene, lastSaid(scene, "bob")), FORGED);
  await scene.says("alice", "no");
  assertEquals(scene.shown("bob"), ["alice: no"]);
});

Deno.test("a message that the relay held back is missed, and is not shown behind a later one", async () => {
  await using scene = await HostileScene.open("alice", "bob");
  await scene.says("alice", "shall we sell?");
  scene.forget();
  const held = await unheard(scene, "no");
  await scene.says("alice", "good night");
  // Else what she said comes in whatever order suits the relay, and nobody sees that something is late.
  assertEquals(scene.shown("bob"), ["1 of alice missing", "alice: good night"]);
  assertEquals(await shownOf(scene, held), FORGED);
});

Deno.test("a relay that passes on a message in another's name, under another number or in another channel passes on nothing", async () => {
  await using scene = await HostileScene.open("alice", "bob", "mallory");
  const said = await unheard(scene, "mine");
  const home = await scene.client("bob").must({ type: "join", name: "Home", pin: "1", others: "ask" });
  scene.forget();
  // Else the relay, which has no key, says who said what, and where.
  assertEquals(await shownOf(scene, { ...said, author: scene.number("mallory") }), FORGED);
  assertEquals(await shownOf(scene, { ...said, counter: said.counter + 1 }), FORGED);
  scene.relay.inject("bob", { ...said, channel: home });
  await scene.relay.settled();
  assertEquals(scene.client("bob").rows(home).map(({ type }) => type), ["unreadable"]);
  assertEquals(await shownOf(scene, said), ["alice: mine"]);
});

Deno.test("a relay that changes one bit of a message, cuts it or makes one up shows nothing", async () => {
  // Else the relay turns what people say into noise under their names, or into words of its choice.
  await using scene = await HostileScene.open("alice", "bob");
  const said = await unheard(scene, "mine");
  const { body } = said;
  const bodies: Uint8Array[] = [0, 3, 4, 27, 28, body.length - 1].map((at) => body.with(at, (body[at] ?? 0) ^ 1));
  bodies.push(body.subarray(0, -1), body.subarray(0, 43), new Uint8Array(0), random(64), random(4096));
  for (const changed of bodies) assertEquals(await shownOf(scene, { ...said, body: changed }), FORGED);
  assertEquals(await shownOf(scene, said), ["alice: mine"]);
});

Deno.test("a member cannot say anything in another's name, though he has the key and the relay helps him", async () => {
  await using scene = await HostileScene.open("alice", "bob", "mallory");
  const mallory = await scene.takeOver("mallory");
  const author = scene.number("alice");
  // The key is everybody's: only the signature tells the members from each other.
  assertEquals(await shownOf(scene, mallory.frame(words("I resign"), { author })), FORGED);
  assertEquals(await shownOf(scene, mallory.frame(words("I am mallory"))), ["mallory: I am mallory"]);
});

Deno.test("a member who seals another's signed words again cannot give them another number", async () => {
  await using scene = await HostileScene.open("alice", "bob", "mallory");
  const mallory = await scene.takeOver("mallory");
  await scene.says("alice", "yes");
  scene.forget();
  const said = lastSaid(scene, "bob");
  const counter = said.counter + 1;
  // Whoever has the key can open her box and seal what is in it as a new one: her yes, again, under her next number.
  assertEquals(await shownOf(scene, { ...said, counter, body: mallory.resealed(said, { counter }) }), FORGED);
});

Deno.test("a member who seals another's signed words again cannot say them under a later key", async () => {
  await using scene = await HostileScene.open("alice", "bob", "mallory");
  const mallory = await scene.takeOver("mallory");
  const said = await unheard(scene, "mallory may come");
  await scene.client("alice").must({ type: "rekey", channel: scene.channel });
  await scene.relay.settled();
  scene.forget();
  const later = await scene.takeOver("mallory");
  const { epoch } = later.membership;
  assertNotEquals(epoch, mallory.membership.epoch);
  // Bob never had this number of hers, so nothing but the epoch and the head in her signature says that it is from before.
  assertEquals(await shownOf(scene, { ...said, body: later.resealed(said, { epoch }) }), FORGED);
});

Deno.test("a member of two channels cannot carry another's signed words from one to the other", async () => {
  await using scene = await HostileScene.open("alice", "bob", "mallory");
  const [alice, bob, third] = ["alice", "bob", "mallory"].map((name) => scene.client(name));
  assert(alice && bob && third);
  const home = await alice.must({ type: "join", name: "Home", pin: "1", others: "ask" });
  for (const client of [bob, third]) await client.join("Home", "1");
  await alice.say(home, "throw it away");
  const said = lastSaid(scene, "bob");
  assertEquals(said.channel, home);
  scene.forget();
  const there = await HostileMember.of(third, scene.relay, home);
  const here = await scene.takeOver("mallory");
  // Numbers, epochs and counters are the same in both: alice is number 0, and this was her first message.
  const body = here.resealed(said, {}, { member: there });
  assertEquals(await shownOf(scene, { ...said, channel: scene.channel, body }), FORGED);
});

Deno.test("a member cannot make a message of what another only cast", async () => {
  await using scene = await HostileScene.open("alice", "bob", "mallory");
  const mallory = await scene.takeOver("mallory");
  await scene.client("alice").must({ type: "typing", channel: scene.channel, on: true });
  const [cast] = scene.relay.heard("bob", "cast");
  assert(cast);
  // Contents of both kinds have tags of their own today; the signature is what keeps a later kind of cast from being one of message.
  const body = mallory.resealed(cast, { kind: "said" }, { from: "cast" });
  assertEquals(await shownOf(scene, { ...cast, type: "said", body }), FORGED);
});

Deno.test("of many messages that come at once only the forged one is hidden, and the others are shown", async () => {
  await using scene = await HostileScene.open("alice", "bob", "mallory");
  const mallory = await scene.takeOver("mallory");
  const author = scene.number("alice");
  // Signatures of many are checked together: one wrong one must neither pass with the others nor take them with it.
  for (let counter = 1; counter <= 20; counter++) {
    const forged = counter === 13 ? { author, counter: 1 } : {};
    scene.relay.inject("bob", mallory.frame(words(`${counter}`), { counter, ...forged }));
  }
  await scene.relay.settled();
  const numbers = Array.from({ length: 20 }, (_, at) => `mallory: ${at + 1}`);
  assertEquals(scene.shown("bob"), [...numbers.slice(0, 12), "1 forged", "1 of mallory missing", ...numbers.slice(13)]);
});

Deno.test("who was kicked says nothing any more, whatever the relay passes on for him", async () => {
  await using scene = await HostileScene.open("alice", "bob", "mallory");
  const mallory = await scene.takeOver("mallory");
  const { epoch } = mallory.membership;
  await scene.client("alice").must({ type: "kick", channel: scene.channel, nick: "mallory", reason: "" });
  scene.forget();
  // He still has the key that he had, and his box is right in every way but that its time is over.
  assertEquals(await shownOf(scene, mallory.frame(words("I am back"), { epoch })), FORGED);
  await scene.says("alice", "peace");
  assertEquals(scene.shown("bob"), ["alice: peace"]);
});

Deno.test("what somebody said before he was kicked is not shown behind his removal, when the relay held it back", async () => {
  // Else the relay lets him speak after his removal, with words that he signed before it.
  await using scene = await HostileScene.open("alice", "bob", "mallory");
  using held = scene.relay.hears("bob", (message) => message.type === "said" ? [] : [message]);
  await scene.says("mallory", "alice is a fraud");
  await scene.client("alice").must({ type: "kick", channel: scene.channel, nick: "mallory", reason: "" });
  held[Symbol.dispose]();
  scene.forget();
  assertEquals(await shownOf(scene, lastSaid(scene, "bob")), FORGED);
});

Deno.test("who was kicked says nothing, although a friend inside gave him the new key", async () => {
  await using scene = await HostileScene.open("alice", "bob", "mallory", "friend");
  const mallory = await scene.takeOver("mallory");
  await scene.client("alice").must({ type: "kick", channel: scene.channel, nick: "mallory", reason: "" });
  scene.forget();
  const friend = await scene.takeOver("friend");
  mallory.catchUp();
  const { epoch } = mallory.membership;
  const key = friend.ring.key(epoch);
  assert(key && mallory.ring.learn(epoch, key));
  // He signs under his own old number, for the epoch and head of now: only that he is not inside in that epoch is wrong.
  assertEquals(await shownOf(scene, mallory.frame(words("I read all of it"), { epoch })), FORGED);
});

Deno.test("who left says nothing any more, also while the key that he has is still the newest", async () => {
  // He left with the newest key, and it stays the newest until somebody replaces it: else he would talk on meanwhile.
  await using scene = await HostileScene.open("alice", "bob", "mallory");
  const mallory = await scene.takeOver("mallory");
  await scene.client("mallory").must({ type: "leave", channel: scene.channel });
  scene.forget();
  assertEquals(await shownOf(scene, mallory.frame(words("one more thing"))), FORGED);
});

Deno.test("a message of an epoch that has not come, or by a number that nobody has, is not shown", async () => {
  // Else the relay makes a program look for keys and people that are not there.
  await using scene = await HostileScene.open("alice", "bob", "mallory");
  const mallory = await scene.takeOver("mallory");
  const frame = mallory.frame(words("hello"));
  const inThousand = new Uint8Array([0, 0, 3, 232, ...frame.body.subarray(4)]);
  assertEquals(await shownOf(scene, { ...frame, body: inThousand }), FORGED);
  const nobody = { ...frame, author: scene.number("mallory") + 1000 as typeof frame.author };
  assertEquals(await shownOf(scene, nobody), FORGED);
});

Deno.test("nobody but its author changes a message or takes it back", async () => {
  await using scene = await HostileScene.open("alice", "bob", "mallory");
  const mallory = await scene.takeOver("mallory");
  await scene.says("alice", "I agree");
  scene.forget();
  const of = { author: scene.number("alice"), counter: 1 };
  // His own signature is right: what he says with it is what he may not.
  for (const [at, type] of (["edit", "erase"] as const).entries()) {
    const content = type === "edit" ? { type, at: 0, of, text: "I disagree" } as const : { type, at: 0, of } as const;
    assertEquals(await shownOf(scene, mallory.frame(content, { counter: at + 1 })), []);
  }
});

Deno.test("content of a later version shows as something newer, and nothing is made of it", async () => {
  // Else a program of today would show as something else, or fail over, what one of tomorrow said.
  await using scene = await HostileScene.open("alice", "bob", "mallory");
  const mallory = await scene.takeOver("mallory");
  const contents = [Uint8Array.of(2, 1, 2, 3), Uint8Array.of(1, 0x3f), new Uint8Array(0), Uint8Array.of(1, 1, 0)];
  for (const [at, content] of contents.entries()) {
    assertEquals(await shownOf(scene, mallory.frame(content, { counter: at + 1 })), ["mallory unknown"]);
  }
});

Deno.test("a box that is not laid out as boxes are is not shown, though it opens and its author signed it", async () => {
  await using scene = await HostileScene.open("alice", "bob", "mallory");
  const mallory = await scene.takeOver("mallory");
  const frame = mallory.frame(words("hello"));
  // What is behind the content would be a second message in the same box, for whoever looks there.
  const changes: readonly ((inside: Uint8Array) => Uint8Array)[] = [
    (inside) => inside.with(-1, 1),
    (inside) => inside.slice(0, -1),
    (inside) => new Uint8Array([...inside, ...new Uint8Array(64)]),
    (inside) => inside.with(SIGNATURE_BYTES, 255),
    (inside) => inside.slice(0, SIGNATURE_BYTES),
    () => new Uint8Array(0),
  ];
  for (const change of changes) {
    assertEquals(await shownOf(scene, { ...frame, body: mallory.resealed(frame, {}, { change }) }), FORGED);
  }
  assertEquals(await shownOf(scene, { ...frame, body: mallory.resealed(frame) }), ["mallory: hello"]);
});

Deno.test("a message is shown once, also when the relay says that others were missed", async () => {
  await using scene = await HostileScene.open("alice", "bob");
  await scene.says("alice", "yes");
  const said = scene.relay.heard("bob", "said").at(-1);
  assert(said);
  scene.forget();
  const { channel, cursor } = said;
  scene.relay.tell("bob", { type: "missed", channel, after: cursor, resumed: cursor });
  scene.relay.inject("bob", said);
  await scene.relay.settled();
  assertEquals(scene.shown("bob").filter((line) => line === "alice: yes"), []);
});

Deno.test("who was kicked says nothing any more to one who was restarted, whatever the relay leaves out of the past", async () => {
  await using scene = await HostileScene.open("alice", "bob", "mallory");
  const mallory = await scene.takeOver("mallory");
  const { epoch } = mallory.membership;
  await scene.client("alice").must({ type: "kick", channel: scene.channel, nick: "mallory", reason: "" });
  using _nothing = scene.relay.pages("bob", () => []);
  await scene.restart("bob", "crash");
  scene.forget();
  scene.relay.inject("bob", mallory.frame(words("I am back"), { epoch }));
  await scene.relay.settled();
  assertEquals(scene.shown("bob"), ["1 forged"]);
});

Deno.test("a message is shown once, also to one who was restarted while no history is kept", async () => {
  await using scene = await HostileScene.open("alice", "bob");
  await scene.client("alice").must({ type: "policy", channel: scene.channel, change: { history: false } });
  await scene.says("alice", "yes");
  const said = scene.relay.heard("bob", "said").at(-1);
  assert(said);
  await scene.restart("bob", "crash");
  scene.forget();
  scene.relay.inject("bob", said);
  await scene.relay.settled();
  assertEquals(scene.shown("bob"), ["1 unreadable"]);
});
