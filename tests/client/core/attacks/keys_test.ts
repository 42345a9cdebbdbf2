/** Attacks on keys: who was removed cannot read what follows, who comes reads the past only while it is shared, and nobody is made to use another key than all. */
import { x25519 } from "@noble/curves/ed25519.js";
import { assert, assertEquals } from "@std/assert";
import { composeNext } from "../../../../client/core/compose_entry.ts";
import { openNote, openWhy } from "../../../../client/core/channel_letters.ts";
import { cardOf, createIdentity, sign } from "../../../../client/core/crypto/identity.ts";
import { KEY_BYTES, openLetter, PURPOSE } from "../../../../client/core/crypto/under_key.ts";
import { openWrap, sealWraps } from "../../../../client/core/crypto/wrap.ts";
import type { MemberNumber } from "../../../../shared/ids.ts";
import { type FromRelay, MOST } from "../../../../shared/messages.ts";
import type { HostileMember } from "../../../fakes/hostile_member.ts";
import type { Heard } from "../../../fakes/hostile_relay.ts";
import { HostileScene, PIN, words } from "../../../fakes/hostile_scene.ts";
import { random } from "../../../fakes/guest.ts";

/** All that crossed the relay in which a key of an epoch could be, tried with all that somebody has. */
function keysFrom(scene: HostileScene, member: HostileMember): number {
  member.catchUp();
  const { log, ring, channel, identity } = member;
  let found = 0;
  const learns = (epoch: number, key: Uint8Array | undefined) => {
    if (key && !ring.key(epoch) && ring.learn(epoch, key)) found++;
  };
  for (const { message } of scene.relay.recorded) {
    const sealed = "sealed" in message
      ? [message.sealed]
      : message.type === "stage"
      ? message.wraps.map((wrap) => wrap.sealed)
      : [];
    for (const wrap of sealed) {
      for (let seq = 0; seq < log.count; seq++) {
        for (let number = 0 as MemberNumber; number <= seq; number++) {
          learns(seq, openWrap(wrap, { channel, seq, number }, identity));
        }
      }
    }
  }
  for (let seq = 0; seq < log.count; seq++) {
    const epoch = log.opening(seq)?.epoch;
    for (let other = 0; epoch && other < log.count; other++) {
      const key = ring.key(other);
      const under = key && { key, place: { channel, seq } };
      if (!under) continue;
      for (const letter of [epoch.fwd, epoch.back, epoch.note, epoch.why]) {
        for (const purpose of Object.values(PURPOSE)) learns(seq, openLetter(purpose, under, letter));
      }
    }
  }
  return found;
}

Deno.test("who was kicked reads nothing that is said or written after, with all his keys and the relay's whole recording", async () => {
  await using scene = await HostileScene.open("alice", "bob", "mallory");
  const { channel, relay } = scene;
  await scene.says("alice", "before");
  const mallory = await scene.takeOver("mallory");
  const last = mallory.membership.epoch;
  await scene.client("alice").must({ type: "kick", channel, nick: "mallory", reason: "spam" });
  await scene.says("bob", "after");
  await scene.client("alice").must({ type: "pin", channel, pin: "5678" });
  await scene.client("alice").must({ type: "rekey", channel });
  await scene.joins("carol", "5678");
  await scene.says("carol", "and later");
  assertEquals(keysFrom(scene, mallory), 0);
  const said = relay.heard("alice", "said");
  assertEquals(said.map((frame) => mallory.reads(frame)), [true, false, false]);
  const read = mallory.log.people;
  assertEquals([...read].length, 4);
  for (let seq = last + 1; seq < mallory.log.count; seq++) {
    assertEquals(mallory.ring.key(seq), undefined, `the key of epoch ${seq}`);
    const key = mallory.ring.key(last);
    const note = mallory.log.opening(seq)?.epoch.note;
    assert(key && note);
    // The new PIN is in the note.
    assertEquals(openNote({ key, place: { channel, seq } }, note), undefined);
  }
  // Why he was removed is for him, too.
  const [key, why] = [mallory.ring.key(last), mallory.log.opening(last + 1)?.epoch.why];
  assert(key && why);
  assertEquals(openWhy({ key, place: { channel, seq: last + 1 } }, why), "spam");
});

Deno.test("who left reads nothing that is said after, and nothing is said before the key is replaced", async () => {
  await using scene = await HostileScene.open("alice", "bob", "mallory");
  const mallory = await scene.takeOver("mallory");
  await scene.client("mallory").must({ type: "leave", channel: scene.channel });
  for (const name of ["alice", "bob"]) await scene.says(name, `by ${name}`);
  await scene.relay.turn(5000);
  assertEquals(keysFrom(scene, mallory), 0);
  const posts = scene.relay.recorded.flatMap(({ who, message }) => message.type === "post" ? [{ who, message }] : []);
  // Also what the relay refused, and could have handed to him: members do not even send under a key that somebody took with him.
  for (const { who, message } of posts) {
    const author = scene.number(who);
    assert(!mallory.reads({ ...message, author }), `mallory reads what ${who} sent`);
  }
  assertEquals(posts.length, 2);
  assertEquals(scene.relay.heard("alice", "said").map((said) => mallory.reads(said)), [false, false]);
});

Deno.test("who left says nothing any more, although a friend tells him the key that came after", async () => {
  await using scene = await HostileScene.open("alice", "bob", "mallory");
  const { relay, channel } = scene;
  const mallory = await scene.takeOver("mallory");
  await scene.client("mallory").must({ type: "leave", channel });
  const friend = await scene.takeOver("alice");
  mallory.catchUp();
  const { epoch, owed } = mallory.membership;
  const key = friend.ring.key(epoch);
  assert(!owed && key && mallory.ring.learn(epoch, key));
  scene.forget();
  relay.inject("bob", mallory.frame(words("with a friend's key"), { epoch }));
  await relay.settled();
  assertEquals(scene.shown("bob"), ["1 forged"]);
});

Deno.test("a member who replaces the key that is owed says nothing of PIN and topic to those who know them", async () => {
  // Else every member could set both, as soon as somebody has left.
  await using scene = await HostileScene.open("alice", "bob", "mallory", "dave");
  const { relay, channel } = scene;
  const silenced = ["alice", "bob", "mallory"].map((who) => {
    return relay.says(who, (message) => message.type === "append" || message.type === "stage" ? [] : [message]);
  });
  await scene.client("dave").must({ type: "leave", channel });
  const mallory = await scene.takeOver("mallory");
  const { membership, identity } = mallory;
  assert(membership.owed, "nobody has paid yet");
  const note = { hasPin: true, pin: "0666", topic: "obey mallory", topicAt: relay.now + 1000 };
  const composing = { identity, now: relay.now, random, note };
  const paid = composeNext(membership, mallory.ring.key(membership.epoch), { op: "rekey" }, composing);
  assert(paid.ok);
  relay.speak("mallory", { type: "stage", wraps: paid.wraps }, {
    ...{ type: "append", ask: 4_000_000_000, channel, entry: paid.entry },
  });
  await relay.settled();
  const { membership: after, pin, topic } = scene.client("bob").view(channel);
  assertEquals([after.owed, pin, topic], [false, PIN, ""]);
  for (const one of silenced) one[Symbol.dispose]();
});

Deno.test("who comes in while history is not shared reads nothing that was said before", async () => {
  // Else the past is shared with everybody who ever comes, whatever the channel says.
  await using scene = await HostileScene.open("alice", "bob");
  const { channel, relay } = scene;
  await scene.client("alice").must({ type: "policy", channel, change: { history: false } });
  await scene.says("alice", "not for carol");
  await scene.joins("carol");
  const carol = await scene.takeOver("carol");
  await scene.client("alice").must({ type: "policy", channel, change: { history: true } });
  await scene.says("alice", "for carol");
  carol.catchUp();
  assertEquals(keysFrom(scene, carol), 0);
  assertEquals(relay.heard("bob", "said").map((said) => carol.reads(said)), [false, true]);
});

Deno.test("who comes in while history is shared reads it: the test above would see it if he could", async () => {
  // What keysFrom() and reads() do not find is not there to be found.
  await using scene = await HostileScene.open("alice", "bob");
  await scene.says("alice", "for all");
  await scene.joins("carol");
  const carol = await scene.takeOver("carol");
  assertEquals(scene.relay.heard("bob", "said").map((said) => carol.reads(said)), [true]);
});

Deno.test("a relay that hands out another's wrap, or an older one, makes nobody use a wrong key", async () => {
  // Else she says what she says under a key that the relay chose, or that nobody else has.
  await using scene = await HostileScene.open("alice", "bob");
  const { channel, relay } = scene;
  await relay.turn(1000);
  const wraps = relay.said("alice", "stage").flatMap(({ wraps }) => wraps);
  for (const wrap of [wraps.at(-1)?.sealed ?? random(80), random(80), random(MOST.wrapBytes), new Uint8Array(0)]) {
    const name = `carol${relay.recorded.length}`;
    using _wrap = relay.hears(name, (message) => message.type === "wrap" ? [{ ...message, sealed: wrap }] : [message]);
    const carol = await scene.joins(name);
    assertEquals(carol.view(channel).sends, false);
    await carol.do({ type: "say", channel, text: "who can read this?" });
    await relay.settled();
    assertEquals(relay.said(name, "post"), []);
  }
});

Deno.test("a wrap that the relay hands out unasked is asked for where it is not the right one, or is one of too many", async () => {
  const wrongs: Readonly<
    Record<string, (relay: HostileScene["relay"], right: Heard<"wrapped">) => readonly FromRelay[]>
  > = {
    "it is another's": (relay, right) => {
      const others = relay.said("alice", "stage").flatMap(({ wraps }) => wraps).filter(({ to }) => to === 0);
      return [{ ...right, sealed: others.at(-1)?.sealed ?? right.sealed }];
    },
    "it is nothing": (_, right) => [{ ...right, sealed: new Uint8Array(0) }],
    "it is of another entry": (_, right) => [{ ...right, seq: right.seq + 1 }],
    "it is buried": (_, right) => [
      right,
      ...Array.from({ length: 1000 }, (_, after) => ({ ...right, seq: right.seq + 1 + after })),
    ],
    "it is not there": () => [],
  };
  for (const [what, wrong] of Object.entries(wrongs)) {
    await using scene = await HostileScene.open("alice", "bob", "mallory");
    const { channel, relay } = scene;
    const rekeys = async () => {
      const asked = relay.said("bob", "wrap").length;
      await scene.client("alice").must({ type: "rekey", channel });
      await scene.says("alice", "after");
      assert(scene.client("bob").view(channel).sends, what);
      return relay.said("bob", "wrap").length - asked;
    };
    assertEquals(await rekeys(), 0, what);
    using _wrong = relay.hears("bob", (message) => message.type === "wrapped" ? wrong(relay, message) : [message]);
    assertEquals(await rekeys(), 1, what);
    assertEquals(scene.shown("bob").filter((line) => line.includes("after")).length, 2, what);
  }
});

Deno.test("a wrap with another key than the entry is bound to opens nothing, whoever sealed it", async () => {
  await using scene = await HostileScene.open("alice", "bob", "mallory");
  const { channel, relay } = scene;
  const mallory = await scene.takeOver("mallory");
  const carol = await scene.comes("carol");
  const [entered] = relay.said("carol", "enter");
  assert(entered);
  const { key: _, ...epoch } = mallory.epoch();
  const entry = mallory.entry({ op: "add", card: entered.card, epoch });
  const seq = mallory.membership.count;
  const holder = { number: seq as MemberNumber, box: entered.card.box };
  const wraps = sealWraps(random(KEY_BYTES), { channel, seq }, [holder], { random });
  relay.speak("mallory", { type: "stage", wraps }, { type: "append", ask: 1e6, channel, entry });
  await relay.settled();
  await carol.must({ type: "join", name: "Work", pin: undefined, others: "ask" });
  // Else she talks under a key that mallory alone has, in a channel where all others have another.
  assertEquals(carol.view(channel).sends, false);
  await carol.do({ type: "say", channel, text: "hello?" });
  await relay.settled();
  assertEquals(relay.said("carol", "post"), []);
});

Deno.test("a letter with another key than the entry is bound to changes nobody's key, whoever sealed it", async () => {
  // Else one member gives all the others a key of his own, and they talk past those who come later.
  await using scene = await HostileScene.open("alice", "bob", "mallory");
  const { channel } = scene;
  const mallory = await scene.takeOver("mallory");
  const [mine, theirs] = [mallory.epoch(), mallory.epoch()];
  const { key: _, ...epoch } = { ...mine, fwd: theirs.fwd };
  const entry = mallory.entry({ op: "add", card: cardOf(createIdentity(random), "eve"), epoch });
  scene.relay.inject("bob", { type: "entry", channel, cursor: 0, author: mallory.number, entry });
  await scene.relay.settled();
  assertEquals(scene.client("bob").view(channel).sends, false);
});

Deno.test("a card with a box key that nobody can seal to lets nobody in, and stops nobody's rekey", async () => {
  const order8 = "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800";
  const above = `ed${"ff".repeat(30)}7f`;
  for (const box of ["00".repeat(32), order8, above].map((hex) => Uint8Array.fromHex(hex))) {
    await using scene = await HostileScene.open("alice", "bob", "mallory");
    const { channel, relay } = scene;
    const mallory = await scene.takeOver("mallory");
    const eve = createIdentity(random);
    const bind = sign(eve, "pychat/card/1", box, new TextEncoder().encode("eve"));
    const entry = mallory.entry({ op: "add", card: { id: eve.id, box, nick: "eve", bind }, epoch: mallory.epoch() });
    const wraps = [{ to: mallory.membership.count as MemberNumber, sealed: random(80) }];
    relay.speak("mallory", { type: "stage", wraps }, { type: "append", ask: 1e6, channel, entry });
    await relay.settled();
    assertEquals(scene.client("bob").view(channel).membership.members.length, 3);
    // Else nobody could be removed any more: the key for those who stay could not be sealed to her.
    await scene.client("alice").must({ type: "kick", channel, nick: "mallory", reason: "" });
  }
});

Deno.test("an identity of small order, for which anybody can sign, is nobody's", async () => {
  await using scene = await HostileScene.open("alice", "bob", "mallory");
  const { relay } = scene;
  const mallory = await scene.takeOver("mallory");
  // For the neutral point, R = the neutral point and S = 0 fulfil the equation for every message.
  const neutral = new Uint8Array(32);
  neutral[0] = 1;
  const bind = new Uint8Array([...neutral, ...new Uint8Array(32)]);
  const card = { id: neutral.toHex() as typeof mallory.id, box: x25519.getPublicKey(random(32)), nick: "eve", bind };
  const entry = mallory.entry({ op: "add", card, epoch: mallory.epoch() });
  relay.inject("bob", { type: "entry", channel: scene.channel, cursor: 0, author: mallory.number, entry });
  await relay.settled();
  assertEquals(scene.alarms("bob").length, 1);
  assertEquals(scene.client("bob").view(scene.channel).membership.members.length, 3);
});

Deno.test("a message that races a kick is read by all before it, or by all who stay after it, once; the kicked never reads the second", async () => {
  // Else bob's message is lost, comes twice, or goes out under the key that mallory has, after he was removed.
  for (const first of ["message", "kick"] as const) {
    await using scene = await HostileScene.open("alice", "bob", "carol", "mallory");
    const { channel, relay } = scene;
    const mallory = await scene.takeOver("mallory");
    const held: Parameters<typeof relay.speak>[1][] = [];
    const { who, type } = first === "kick" ? { who: "bob", type: "post" } : { who: "alice", type: "append" };
    using holding = relay.says(who, (message) => {
      if (message.type === type) held.push(message);
      return message.type === type ? [] : [message];
    });
    const kicked = scene.client("alice").session.do({ type: "kick", channel, nick: "mallory", reason: "" });
    await scene.client("bob").session.do({ type: "say", channel, text: "did he see this?" });
    await relay.settled();
    holding[Symbol.dispose]();
    relay.speak(who, ...held);
    await relay.settled();
    assertEquals((await kicked).ok, true);
    const line = "bob: did he see this?";
    for (const name of ["alice", "carol"]) {
      const shown = scene.shown(name).filter((row) => row === line || row.includes("remove"));
      assertEquals(shown, first === "kick" ? ["alice remove mallory", line] : [line, "alice remove mallory"], name);
    }
    mallory.catchUp();
    assertEquals(relay.heard("alice", "said").map((said) => mallory.reads(said)), [first === "message"]);
    assertEquals(relay.heard("mallory", "said").length, first === "message" ? 1 : 0);
  }
});
