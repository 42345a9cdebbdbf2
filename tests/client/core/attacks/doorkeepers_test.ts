/** Attacks on who keeps a door: by visitors who guess, walk away and come back, and by the relay that carries their letters. */
import { assert, assertEquals } from "@std/assert";
import type { ChannelIntent } from "../../../../client/core/intents.ts";
import { VisitorHalf } from "../../../../client/core/crypto/door.ts";
import { decodeLetter, DOOR_VERSION, encodeLetter, type Letter } from "../../../../client/core/letters.ts";
import type { Card } from "../../../../shared/card.ts";
import { CODE } from "../../../../shared/codes.ts";
import type { FromClient } from "../../../../shared/messages.ts";
import { cardOf, createIdentity } from "../../../../client/core/crypto/identity.ts";
import { HostileScene, PIN } from "../../../fakes/hostile_scene.ts";
import { HostileVisitor } from "../../../fakes/hostile_visitor.ts";
import { random } from "../../../fakes/guest.ts";

/** How many guesses each of the first four answers. */
const GUESSES = 12;
const MINUTE = 60_000;

function pins(count: number): readonly string[] {
  return Array.from({ length: count }, (_, at) => String(at).padStart(4, "0"));
}

function members(scene: HostileScene): readonly string[] {
  return scene.client("alice").view(scene.channel).membership.members.map(({ card }) => card.nick);
}

Deno.test("who guesses and walks away thirteen times gets twelve answers", async () => {
  await using scene = await HostileScene.open("alice");
  const eve = await HostileVisitor.at(scene.relay, scene.channel);
  const answers: unknown[] = [];
  for (const pin of pins(GUESSES + 1)) answers.push(await eve.guessAndGo(pin));
  assertEquals(answers, [...pins(GUESSES).map(() => "wrong"), "spent"]);
  // Nor does he get one who now has it right: there is no telling him from one who guessed.
  assertEquals(await eve.guessAndGo(PIN), "spent");
  const friend = await HostileVisitor.at(scene.relay, scene.channel, "dave");
  assertEquals(await friend.guessAndGo(PIN), "spent");
});

Deno.test("guesses are answered again when somebody was removed", async () => {
  await using scene = await HostileScene.open("alice", "mallory");
  await scene.client("mallory").loseLine();
  const eve = await HostileVisitor.at(scene.relay, scene.channel);
  for (const pin of pins(GUESSES)) await eve.guessAndGo(pin);
  assertEquals(await eve.guessAndGo("9999"), "spent");
  await scene.client("alice").must({ type: "kick", channel: scene.channel, nick: "mallory", reason: "" });
  assertEquals(await eve.guessAndGo("9999"), "wrong");
});

Deno.test("who proved that he knows the PIN, and comes with that only when it is another one, is not let in", async () => {
  // So would one who is put out meanwhile, whose friend is at the door already.
  await using scene = await HostileScene.open("alice");
  const { channel, relay } = scene;
  const eve = await HostileVisitor.at(relay, channel);
  const knocking = await eve.knock();
  assertEquals(await knocking.guess(PIN), "right");
  const tag = knocking.proof;
  assert(tag);
  await scene.client("alice").must({ type: "pin", channel, pin: "another one" });
  await knocking.say({ type: "proof", tag });
  assertEquals([knocking.verdict(), members(scene)], ["again", ["alice"]]);
});

const replacing: Readonly<Record<string, ChannelIntent>> = {
  "another PIN": { type: "pin", pin: "another one" },
  "no PIN": { type: "pin", pin: "" },
  "a removal": { type: "kick", nick: "mallory", reason: "" },
};

for (const [what, intent] of Object.entries(replacing)) {
  Deno.test(`who proves that he knows the PIN while ${what} is on its way into the log is not let in behind it`, async () => {
    // He would know no other PIN, and answer with that one at his own door: to whom was put out, too.
    await using scene = await HostileScene.open("alice", "mallory");
    const { channel, relay } = scene;
    await scene.client("mallory").loseLine();
    const eve = await HostileVisitor.at(relay, channel);
    const knocking = await eve.knock();
    assertEquals(await knocking.guess(PIN), "right");
    const tag = knocking.proof;
    assert(tag);
    const held: FromClient[] = [];
    const holding = relay.says("alice", (message) => {
      if (message.type !== "append" && message.type !== "stage") return [message];
      held.push(message);
      return [];
    });
    const replaced = scene.client("alice").session.do({ ...intent, channel });
    await relay.settled();
    await knocking.say({ type: "proof", tag });
    holding[Symbol.dispose]();
    relay.speak("alice", ...held);
    await relay.settled();
    assertEquals((await replaced).ok, true);
    assertEquals([knocking.verdict(), members(scene).includes("eve")], ["again", false]);
  });
}

Deno.test("proofs of the old PIN give back no guesses at the new one", async () => {
  // Else twelve friends of eve's, who prove the old PIN and wait, are twelve guesses more for her.
  await using scene = await HostileScene.open("alice");
  const { channel, relay } = scene;
  const friends = [await HostileVisitor.at(relay, channel, "dave"), await HostileVisitor.at(relay, channel, "frank")];
  const held = [];
  for (const friend of friends) {
    for (let n = 0; n < 6; n++) {
      const knocking = await friend.knock();
      assertEquals(await knocking.guess(PIN), "right");
      held.push(knocking);
    }
  }
  await scene.client("alice").must({ type: "pin", channel, pin: "another one" });
  const eve = await HostileVisitor.at(relay, channel);
  for (const pin of pins(GUESSES)) assertEquals(await eve.guessAndGo(pin), "wrong");
  for (const knocking of held) await knocking.say({ type: "proof", tag: knocking.proof ?? new Uint8Array(64) });
  assertEquals(await eve.guessAndGo("0099"), "spent");
});

Deno.test("whom the relay keeps from reading of a new PIN lets nobody in by the old one", async () => {
  // Else who was put out comes back under another name, by the PIN that he knows.
  await using scene = await HostileScene.open("alice", "bob", "carol", "mallory");
  const { channel, relay } = scene;
  const [alice, bob] = [scene.client("alice"), scene.client("bob")];
  await alice.must({ type: "policy", channel, change: { history: false } });
  const removal = alice.view(channel).membership.count;
  using _withheld = relay.hears("bob", (message) => {
    const isHis = (message.type === "wrap" || message.type === "wrapped") && message.seq === removal;
    return isHis ? [{ ...message, sealed: new Uint8Array(0) }] : [message];
  });
  await alice.must({ type: "kick", channel, nick: "mallory", reason: "" });
  // What somebody who is no admin says of it is for who does not know it.
  await scene.client("carol").must({ type: "leave", channel });
  await relay.turn(5000);
  assertEquals([bob.view(channel).sends, bob.view(channel).pin], [true, alice.view(channel).pin]);
  await alice.loseLine();
  const eve = await HostileVisitor.at(relay, channel);
  assertEquals(await eve.guessAndGo(PIN), "wrong");
});

Deno.test("an admin whom the relay kept from reading of a new PIN does not bring the old one back with a new key", async () => {
  // His client tells him that an admin can replace the key that he does not have: who was put out knows the PIN that he knows.
  await using scene = await HostileScene.open("alice", "bob", "mallory");
  const { channel, relay } = scene;
  const [alice, bob] = [scene.client("alice"), scene.client("bob")];
  await alice.must({ type: "op", channel, nick: "bob" });
  const removal = alice.view(channel).membership.count;
  using _withheld = relay.hears("bob", (message) => {
    const isHis = (message.type === "wrap" || message.type === "wrapped") && message.seq === removal;
    return isHis ? [{ ...message, sealed: new Uint8Array(0) }] : [message];
  });
  await alice.must({ type: "kick", channel, nick: "mallory", reason: "" });
  const { pin } = alice.view(channel);
  assertEquals(bob.view(channel).sends, false);
  await bob.must({ type: "rekey", channel });
  assertEquals([bob.view(channel).sends, alice.view(channel).pin], [true, pin]);
  // Whoever comes in next tells him.
  await scene.joins("carol", pin);
  assertEquals(bob.view(channel).pin, pin);
});

Deno.test("a doorkeeper whom the relay says to be out counts on when he comes back", async () => {
  // Else a relay that feigns removals has guesses without end.
  await using scene = await HostileScene.open("alice", "bob");
  const { channel, relay } = scene;
  const [alice, bob] = [scene.client("alice"), scene.client("bob")];
  await bob.loseLine();
  const eve = await HostileVisitor.at(relay, channel);
  for (const pin of pins(GUESSES)) assertEquals(await eve.guessAndGo(pin), "wrong");
  await alice.loseLine();
  {
    using _feigned = relay.hears("alice", (message) => {
      if (message.type === "mine") return [{ ...message, channels: [] }];
      return message.type === "log" ? [{ type: "no", ask: message.ask, code: CODE.absent, text: "" }] : [message];
    });
    await alice.back();
  }
  assertEquals(alice.take("closed").length, 1);
  await bob.back();
  await alice.join("Work", PIN);
  await bob.loseLine();
  assertEquals(await eve.guessAndGo("0099"), "spent");
});

Deno.test("whom a member who was put out has vouched for is not let in for that", async () => {
  for (const isKicked of [true, false]) {
    await using scene = await HostileScene.open("alice", "bob", "mallory");
    const { channel, relay } = scene;
    const eve = await HostileVisitor.at(relay, channel);
    const mallory = await scene.takeOver("mallory");
    const asks = { type: "asks", at: relay.now, card: eve.guest.card, proven: true } as const;
    for (const name of ["alice", "bob"]) relay.inject(name, mallory.frame(asks));
    await relay.settled();
    // Nor is he where the PIN becomes another one in another way.
    if (isKicked) await scene.client("alice").must({ type: "kick", channel, nick: "mallory", reason: "" });
    else await scene.client("alice").must({ type: "pin", channel, pin: "another one" });
    const knocking = await eve.knock();
    await knocking.say({ type: "ask", again: 0 });
    assertEquals(knocking.verdict(), "waiting");
    assertEquals(members(scene).includes("eve"), false);
  }
});

Deno.test("guesses are counted although each comes from somebody else, and the doorkeeper's program dies after each", async () => {
  await using scene = await HostileScene.open("alice");
  const answers: unknown[] = [];
  for (const pin of pins(GUESSES + 2)) {
    const eve = await HostileVisitor.at(scene.relay, scene.channel, `eve${pin}`);
    const knocking = await eve.knock();
    answers.push(await knocking.guess(pin));
    // At once: what is saved soon is not saved.
    await scene.restartAsIs("alice");
  }
  assertEquals(answers, [...pins(GUESSES).map(() => "wrong"), "spent", "spent"]);
});

Deno.test("a guess is counted on disk before its answer goes out", async () => {
  await using scene = await HostileScene.open("alice");
  const { vault } = scene.client("alice");
  const eve = await HostileVisitor.at(scene.relay, scene.channel);
  const knocking = await eve.knock();
  {
    using _busy = vault.hold();
    await knocking.guess("0000");
    // Else a visitor who can make the program crash has guesses without end.
    assertEquals(knocking.letters("reply"), []);
  }
  await scene.relay.settled();
  assertEquals(knocking.letters("reply").length, 1);
  vault.full = true;
  const other = await eve.knock();
  await other.guess("0000");
  assertEquals(other.letters("reply"), []);
  vault.full = false;
});

Deno.test("twelve guesses are answered, also when all come at once", async () => {
  // Else all of them look at the count before any of them is counted.
  await using scene = await HostileScene.open("alice");
  const visitors = await Promise.all([1, 2].map((at) => HostileVisitor.at(scene.relay, scene.channel, `eve${at}`)));
  using busy = scene.client("alice").vault.hold();
  const knockings = await Promise.all(visitors.flatMap((eve) => pins(8).map(() => eve.knock())));
  const guesses = Promise.all(knockings.map((knocking, at) => knocking.guess(pins(16)[at] ?? "")));
  await scene.relay.settled();
  busy[Symbol.dispose]();
  await guesses;
  await scene.relay.settled();
  assertEquals(knockings.flatMap((knocking) => knocking.letters("reply")).length, GUESSES);
});

Deno.test("only who proves that he knew the PIN gets his guess back", async () => {
  // Else nobody could come in any more after twelve right PINs; and who guessed could get his guess back.
  await using scene = await HostileScene.open("alice");
  const eve = await HostileVisitor.at(scene.relay, scene.channel);
  for (const pin of pins(GUESSES - 1)) assertEquals(await eve.guessAndGo(pin), "wrong");
  await scene.joins("bob");
  await scene.client("bob").must({ type: "leave", channel: scene.channel });
  await scene.relay.turn(5000);
  assertEquals(await eve.guessAndGo("9999"), "wrong");
  assertEquals(await eve.guessAndGo("9998"), "spent");
});

Deno.test("guesses stay counted when the program ends before the relay has shown the channel again", async () => {
  await using scene = await HostileScene.open("alice");
  const eve = await HostileVisitor.at(scene.relay, scene.channel);
  for (let at = 0; at < 12; at++) await eve.guessAndGo(`000${at}`);
  assertEquals(await eve.guessAndGo("1111"), "spent");
  {
    using _late = scene.relay.says("alice", (message) => message.type === "log" ? [] : [message]);
    await scene.restart("alice");
  }
  const alice = await scene.restart("alice");
  // Else the relay, by answering late once, makes a doorkeeper forget the channel, its keys, and how far its log had come.
  assertEquals(alice.take("invited"), []);
  assertEquals(await eve.guessAndGo("1111"), "spent");
});

Deno.test("wrong guesses are seen by all who are inside", async () => {
  await using scene = await HostileScene.open("alice", "bob");
  // All of it at alice's door, and at bob's.
  const eve = await HostileVisitor.at(scene.relay, scene.channel);
  for (const pin of pins(6)) await eve.guessAndGo(pin);
  for (const name of ["alice", "bob"]) assertEquals(scene.client(name).take("wrongPins").length, 6, name);
});

Deno.test("wrong guesses are news for an hour after the last one, or until an admin looks after the door", async () => {
  await using scene = await HostileScene.open("alice", "bob");
  const [alice, bob] = [scene.client("alice"), scene.client("bob")];
  const counts = () => [alice, bob].map((client) => client.take("wrongPins").map(({ count }) => count));
  const eve = await HostileVisitor.at(scene.relay, scene.channel);
  await eve.guessAndGo("0000");
  await scene.relay.turn(50 * MINUTE);
  assertEquals(counts(), [[1], [1]]);
  await eve.guessAndGo("0001");
  await scene.relay.turn(50 * MINUTE);
  assertEquals(counts(), [[2], [2]]);
  await scene.relay.turn(10 * MINUTE);
  assertEquals(counts(), [[0], [0]]);
  // They still count towards those that are answered.
  await eve.guessAndGo("0002");
  assertEquals(counts(), [[3], [3]]);
  await alice.must({ type: "pin", channel: scene.channel, pin: "8765" });
  await scene.relay.settled();
  assertEquals(counts(), [[0], [0]]);
  await scene.relay.turn(60 * MINUTE);
  assertEquals(counts(), [[], []]);
  // Who has left hears nothing more of the channel.
  await eve.guessAndGo("0003");
  await alice.must({ type: "leave", channel: scene.channel });
  counts();
  await scene.relay.turn(60 * MINUTE);
  assertEquals(counts()[0], []);
});

/** What a visitor says in place of a proof. */
const proofs: Readonly<Record<string, (reply: Uint8Array) => readonly Letter[]>> = {
  "gives no proof but asks again": () => [{ type: "ask", again: 0 }],
  "makes a proof up": () => [{ type: "proof", tag: random(64) }],
  "sends the doorkeeper's own proof back": (tag) => [{ type: "proof", tag }],
  "says that he is in": () => [{ type: "verdict", code: 1, sealed: new Uint8Array(0) }],
  "sends another share": () => [{ type: "share", share: random(32) }],
};

for (const [what, letters] of Object.entries(proofs)) {
  Deno.test(`who ${what} is not let in`, async () => {
    await using scene = await HostileScene.open("alice");
    const eve = await HostileVisitor.at(scene.relay, scene.channel);
    const knocking = await eve.knock();
    // The PIN is right: whatever else he says, it is the proof that lets in.
    assertEquals(await knocking.guess(PIN), "right");
    const tag = knocking.letters("reply")[0]?.tag ?? random(64);
    for (const letter of letters(tag)) await knocking.say(letter);
    assertEquals(knocking.verdict(), "wrong");
    assertEquals(members(scene), ["alice"]);
    assertEquals(await eve.guessAndGo("0000"), "wrong");
  });
}

Deno.test("a proof is of use once, in its own visit", async () => {
  // Else who carries letters, or stands behind somebody at the door, comes in with him.
  await using scene = await HostileScene.open("alice");
  const dave = await HostileVisitor.at(scene.relay, scene.channel, "dave");
  const his = await dave.knock();
  await his.guess(PIN);
  const tag = his.proof;
  assert(tag);
  const eve = await HostileVisitor.at(scene.relay, scene.channel, "eve");
  const hers = await eve.knock();
  await hers.guess("0000");
  await hers.say({ type: "proof", tag });
  assertEquals(hers.verdict(), "wrong");
  assertEquals(members(scene), ["alice"]);
});

Deno.test("a visitor whose share is the neutral point, or none, gets no answer", async () => {
  const ones = Uint8Array.from([1, ...new Uint8Array(31)]);
  for (const share of [new Uint8Array(32), new Uint8Array(32).fill(0xff), ones]) {
    await using scene = await HostileScene.open("alice");
    const eve = await HostileVisitor.at(scene.relay, scene.channel);
    const knocking = await eve.knock();
    await knocking.say({ type: "share", share });
    // The secret would be the same whatever the PIN: the answer's tag would prove nothing, and his own would open the door.
    assertEquals(knocking.letters("reply"), []);
    assertEquals(members(scene), ["alice"]);
  }
});

Deno.test("who knocks with a card that he did not sign, or with another's, hears nothing", async () => {
  // Else eve is let in under a card with her box key and another's name, or in another's place.
  await using scene = await HostileScene.open("alice", "bob");
  const eve = await HostileVisitor.at(scene.relay, scene.channel);
  const { card } = eve.guest;
  const stranger = cardOf(createIdentity(random), "dave");
  for (const other of [{ ...card, nick: "bob" }, { ...card, box: stranger.box }, stranger]) {
    const knocking = await eve.knock(other);
    assertEquals(knocking.letters("answer"), []);
    assertEquals(await knocking.guess(PIN), undefined);
  }
});

Deno.test("who does not know the PIN learns nobody's name", async () => {
  await using scene = await HostileScene.open("alice", "bob");
  const bob = await HostileVisitor.at(scene.relay, scene.channel, "Bob");
  // That this name is taken is told behind the proof only.
  assertEquals(await bob.guessAndGo("0000"), "wrong");
  const knocking = await bob.knock();
  assertEquals(await knocking.guess(PIN), "right");
  const tag = knocking.proof;
  assert(tag);
  assertEquals(knocking.verdict(), undefined);
  await knocking.say({ type: "proof", tag });
  assertEquals(knocking.verdict(), "nickTaken");
});

Deno.test("who is banned is not let in, nor is anybody without an admin while the channel is locked, although he knows the PIN", async () => {
  await using scene = await HostileScene.open("alice", "bob");
  const { channel } = scene;
  const alice = scene.client("alice");
  await alice.must({ type: "policy", channel, change: { locked: true } });
  const eve = await HostileVisitor.at(scene.relay, channel);
  // Both keep the door in turn; bob may let nobody in.
  for (let visit = 0; visit < 2; visit++) {
    const knocking = await eve.knock();
    await knocking.guess(PIN);
    const tag = knocking.proof;
    assert(tag);
    await knocking.say({ type: "proof", tag });
    assertEquals(knocking.verdict(), "waiting");
  }
  assertEquals(members(scene), ["alice", "bob"]);
  assertEquals(alice.view(channel).requests.map(({ card, proven }) => [card.nick, proven]), [["eve", true]]);
  await alice.must({ type: "ban", channel, nick: "eve", ms: undefined, reason: "" });
  await alice.must({ type: "policy", channel, change: { locked: false } });
  const knocking = await eve.knock();
  assertEquals(knocking.verdict(), "banned");
  assertEquals(members(scene), ["alice", "bob"]);
});

Deno.test("who proves that he knows the PIN while an admin locks the door is not let in by that admin either", async () => {
  // Else a lock shuts out nobody who is at the door already.
  await using scene = await HostileScene.open("alice");
  const { channel, relay } = scene;
  const eve = await HostileVisitor.at(relay, channel);
  const knocking = await eve.knock();
  assertEquals(await knocking.guess(PIN), "right");
  const tag = knocking.proof;
  assert(tag);
  const held: FromClient[] = [];
  const holding = relay.says("alice", (message) => {
    if (message.type === "append") held.push(message);
    return message.type === "append" ? [] : [message];
  });
  const locking = scene.client("alice").session.do({ type: "policy", channel, change: { locked: true } });
  await knocking.say({ type: "proof", tag });
  holding[Symbol.dispose]();
  relay.speak("alice", ...held);
  await relay.settled();
  assertEquals((await locking).ok, true);
  assertEquals([knocking.verdict(), members(scene)], ["waiting", ["alice"]]);
});

Deno.test("who is muted keeps no door: what is asked there he could tell nobody", async () => {
  // Else a visitor waits for an answer that nobody was asked for.
  await using scene = await HostileScene.open("alice", "bob");
  const { channel, relay } = scene;
  const alice = scene.client("alice");
  await alice.must({ type: "policy", channel, change: { locked: true } });
  await alice.must({ type: "mute", channel, nick: "bob", ms: undefined });
  await alice.loseLine();
  const eve = await HostileVisitor.at(relay, channel);
  const knocking = await eve.knock();
  assertEquals([knocking.verdict(), knocking.letters("answer")], ["again", []]);
});

Deno.test("who does not know the PIN lets in nobody who says that there is none", async () => {
  // Else a member who lets a friend in, and tells him no PIN, makes a door of him that is open to all.
  await using scene = await HostileScene.open("alice", "mallory");
  const { channel, relay } = scene;
  const bob = await scene.comes("bob");
  const [entered] = relay.said("bob", "enter");
  assert(entered);
  const mallory = await scene.takeOver("mallory");
  await mallory.letsIn(entered, undefined);
  await bob.must({ type: "join", name: "Work", pin: undefined, others: "ask" });
  assertEquals(bob.view(channel).pin, undefined);
  for (const name of ["alice", "mallory"]) await scene.client(name).loseLine();
  const eve = await HostileVisitor.at(relay, channel);
  assertEquals(await eve.guessAndGo(""), "spent");
});

Deno.test("letters that are none, or of a later version, end the visit and cost the doorkeeper nothing", async () => {
  // Else one visitor with a broken program, or a bad one, ends the doorkeeper's.
  await using scene = await HostileScene.open("alice", "bob");
  const { relay, channel } = scene;
  const eve = await HostileVisitor.at(relay, channel);
  await eve.knock();
  for (const [at, body] of [new Uint8Array(0), random(1024), Uint8Array.of(1, 2), Uint8Array.of(0x77)].entries()) {
    eve.guest.say({ type: "knock", visit: 100 + at, channel, body });
    const knocking = await eve.knock();
    eve.guest.say({ type: "visit", visit: at + 2, body });
    await relay.settled();
    assertEquals(knocking.letters("reply"), []);
  }
  await scene.says("alice", "still here");
  assertEquals(scene.shown("bob").includes("alice: still here"), true);
});

/** How many of his guesses a member answers when the relay itself brings eve to him, who walks away each time. */
async function answersOf({ relay, channel }: HostileScene, name: string, card: Card): Promise<number> {
  let answers = 0;
  using _letters = relay.says(name, (message) => {
    if (message.type !== "visit") return [message];
    if (decodeLetter(message.body)?.type === "reply") answers++;
    return [];
  });
  const visits = Array.from({ length: GUESSES + 1 }, (_, at) => 0x8000_0001 + at);
  for (const visit of visits) {
    const sid = random(16);
    const meeting = { pin: "0000", name: "Work", channel, visitor: card, keeper: card, sids: [sid, sid] } as const;
    const { share } = new VisitorHalf(meeting, random);
    const body = encodeLetter({ type: "knock", version: DOOR_VERSION, sid, card });
    relay.tell(name, { type: "knocked", visit, channel, from: card.id, body });
    relay.tell(name, { type: "visit", visit, body: encodeLetter({ type: "share", share }) });
  }
  await relay.settled();
  for (const visit of visits) relay.tell(name, { type: "unvisit", visit, code: CODE.ended, text: "" });
  await relay.settled();
  return answers;
}

Deno.test("who keeps the door later answers fewer guesses, however many of them the relay knocks at", async () => {
  // Else a relay has twelve guesses at each member of a large channel.
  const names = ["alice", ...pins(8).map((pin) => `member${pin}`)];
  await using scene = await HostileScene.open(...names);
  const card = cardOf(createIdentity(random), "eve");
  for (const [place, name] of names.entries()) {
    assertEquals(await answersOf(scene, name, card), place < 4 ? 12 : 2, name);
  }
});

Deno.test("who is not among the first thirty-two of the log answers no guess, also when the relay knocks at him alone", async () => {
  const names = ["alice", ...pins(32).map((pin) => `member${pin}`)];
  await using scene = await HostileScene.open(...names);
  const card = cardOf(createIdentity(random), "eve");
  assertEquals(await answersOf(scene, "member0030", card), 1);
  assertEquals(await answersOf(scene, "member0031", card), 0);
});
