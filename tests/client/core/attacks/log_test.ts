/** Attacks on the member log: the relay orders entries; it can neither invent, change, drop nor move one, and a member can sign none that he may not. */
import { assert, assertEquals } from "@std/assert";
import { KEY_BYTES } from "../../../../client/core/crypto/under_key.ts";
import { cardOf, createIdentity } from "../../../../client/core/crypto/identity.ts";
import type { MemberNumber } from "../../../../shared/ids.ts";
import type { Act } from "../../../../shared/log/entry.ts";
import { memberOf } from "../../../../shared/log/membership.ts";
import type { HostileMember } from "../../../fakes/hostile_member.ts";
import type { Heard } from "../../../fakes/hostile_relay.ts";
import { HostileScene, PIN } from "../../../fakes/hostile_scene.ts";
import { POLICY, random } from "../../../fakes/guest.ts";

const MEMBERS = ["alice", "bob", "mallory"];

/** Puts an entry into bob's stream. */
async function hears(scene: HostileScene, entry: Uint8Array, author = 0 as MemberNumber): Promise<void> {
  scene.relay.inject("bob", { type: "entry", channel: scene.channel, cursor: 0, author, entry });
  await scene.relay.settled();
}

function membersFor(scene: HostileScene, who: string): readonly string[] {
  return scene.client(who).view(scene.channel).membership.members.map(({ card }) => card.nick);
}

/** Bob was warned, nothing has changed for him, and what he writes now goes nowhere. */
async function refuses(scene: HostileScene, why = ""): Promise<void> {
  const alarms = scene.alarms("bob");
  assertEquals(alarms.length, 1, `${why}: ${alarms}`);
  assertEquals(scene.shown("bob"), [], why);
  assertEquals(membersFor(scene, "bob"), MEMBERS, why);
  await scene.client("bob").do({ type: "say", channel: scene.channel, text: "who is there?" });
  assertEquals(scene.relay.said("bob", "post"), [], why);
}

/** What a member signs who is no admin, or does not look at what he may. */
const forbidden: Readonly<Record<string, (mallory: HostileMember) => Uint8Array>> = {
  "removes a member": (mallory) => entryOf(mallory, "remove"),
  "makes himself admin": (mallory) => {
    return mallory.entry({ op: "op", member: mallory.number, epoch: mallory.epoch() });
  },
  "opens the door": (mallory) => {
    return mallory.entry({ op: "policy", policy: { ...POLICY, open: true }, epoch: mallory.epoch() });
  },
  "replaces a key that nobody owes": (mallory) => {
    return mallory.entry({ op: "rekey", epoch: mallory.epoch(random(KEY_BYTES), { fwd: false }) });
  },
  "hands out an invite": (mallory) => {
    const card = cardOf(createIdentity(random), "invite");
    return mallory.entry({ op: "invite", card, uses: 9, until: Number.MAX_SAFE_INTEGER, epoch: mallory.epoch() });
  },
  "signs under an admin's number": (mallory) => entryOf(mallory, "op", 0 as MemberNumber),
  "signs under a number that nobody has": (mallory) => entryOf(mallory, "op", 77 as MemberNumber),
  "lets in somebody whose card nobody signed": (mallory) => {
    const card = { ...cardOf(createIdentity(random), "eve"), bind: new Uint8Array(64) };
    return mallory.entry({ op: "add", card, epoch: mallory.epoch() });
  },
  // He could read on as his friend, whose name all trust, when he himself is removed.
  "lets in a friend's identity with a box key of his own": (mallory) => {
    const card = { ...cardOf(createIdentity(random), "friend"), box: mallory.identity.box };
    return mallory.entry({ op: "add", card, epoch: mallory.epoch() });
  },
  "lets in somebody under a member's name": (mallory) => {
    return mallory.entry({ op: "add", card: cardOf(createIdentity(random), "A1ice"), epoch: mallory.epoch() });
  },
};

function entryOf(mallory: HostileMember, op: "remove" | "op", author: MemberNumber = mallory.number): Uint8Array {
  const bob = 1 as MemberNumber;
  const act: Act = op === "remove"
    ? { op, member: bob, policy: POLICY, banUntil: 0, epoch: mallory.epoch(random(KEY_BYTES), { fwd: false }) }
    : { op, member: mallory.number, epoch: mallory.epoch() };
  return mallory.entry(act, { author });
}

for (const [what, make] of Object.entries(forbidden)) {
  Deno.test(`a member who ${what} is not believed, though the relay passes it on`, async () => {
    // Else the relay and any member together have an admin's powers.
    await using scene = await HostileScene.open(...MEMBERS);
    const mallory = await scene.takeOver("mallory");
    await hears(scene, make(mallory), mallory.number);
    await refuses(scene, what);
  });
}

Deno.test("an entry with any part of it changed is not believed", async () => {
  await using scene = await HostileScene.open(...MEMBERS);
  let entry: Uint8Array | undefined;
  using _held = scene.relay.hears("bob", (message) => {
    if (message.type === "entry") entry = message.entry;
    return message.type === "entry" ? [] : [message];
  });
  await scene.client("alice").must({ type: "op", channel: scene.channel, nick: "mallory" });
  assert(entry);
  // The number of whom it makes admin stands behind version, op, channel, seq, prev, author and time: 66 bytes.
  await hears(scene, entry.with(69, 1));
  await refuses(scene);
});

Deno.test("a log without an end is not read without an end", async () => {
  await using scene = await HostileScene.open("alice");
  const { relay } = scene;
  const carol = await scene.comes("carol");
  const entries = Array.from({ length: 1000 }, () => new Uint8Array(1));
  using _endless = relay.hears("carol", (message) => {
    if (message.type !== "log") return [message];
    // Whoever reads on then would have read on for ever.
    return [{ ...message, total: 4_000_000_000, entries: message.first < 60_000 ? entries : [] }];
  });
  const outcome = await carol.do({ type: "join", name: "Work", pin: PIN, others: "ask" });
  assertEquals([outcome.ok, relay.said("carol", "log").length], [false, 51]);
});

Deno.test("an entry of another channel is not believed, whoever signed it", async () => {
  await using scene = await HostileScene.open(...MEMBERS);
  const alice = scene.client("alice");
  const home = await alice.must({ type: "join", name: "Home", pin: "1", others: "ask" });
  for (const name of ["bob", "mallory"]) await scene.client(name).join("Home", "1");
  await alice.must({ type: "op", channel: home, nick: "mallory" });
  const [entry] = scene.relay.log(home).slice(-1);
  assert(entry);
  scene.forget();
  // Same admin, same number, same seq: she made him admin at home, and not here.
  await hears(scene, entry);
  await refuses(scene);
});

Deno.test("an entry by somebody who was removed is not believed, under whatever number", async () => {
  // Else who was removed lets himself in again.
  await using scene = await HostileScene.open("alice", "bob", "mallory", "eve");
  const eve = await scene.takeOver("eve");
  await scene.client("alice").must({ type: "kick", channel: scene.channel, nick: "eve", reason: "" });
  scene.forget();
  eve.catchUp();
  await hears(scene, eve.entry({ op: "add", card: cardOf(eve.identity, "eve"), epoch: eve.epoch() }));
  await refuses(scene);
});

Deno.test("an entry that comes twice changes nothing the second time", async () => {
  await using scene = await HostileScene.open(...MEMBERS);
  const [added] = scene.relay.heard("bob", "entry").slice(-1);
  await scene.client("alice").must({ type: "kick", channel: scene.channel, nick: "mallory", reason: "" });
  assert(added);
  // Else the relay brings back whom it likes.
  await hears(scene, added.entry);
  assertEquals(membersFor(scene, "bob"), ["alice", "bob"]);
  await scene.says("bob", "still here?");
  assert(scene.shown("alice").includes("bob: still here?"));
});

Deno.test("an entry that the relay leaves out, or puts behind a later one, is missed at once", async () => {
  // Else bob's log is another one than everybody's, with all signatures right.
  await using scene = await HostileScene.open(...MEMBERS);
  const held: Heard<"entry">[] = [];
  using _held = scene.relay.hears("bob", (message) => {
    if (message.type !== "entry") return [message];
    held.push(message);
    return held.length === 2 ? [message] : [];
  });
  await scene.client("alice").must({ type: "op", channel: scene.channel, nick: "mallory" });
  await scene.client("alice").must({ type: "deop", channel: scene.channel, nick: "mallory" });
  await refuses(scene);
});

Deno.test("a message under an entry that the relay left out is not shown, and is not silently lost either", async () => {
  // Else bob neither reads it nor knows that there was something.
  await using scene = await HostileScene.open(...MEMBERS);
  using _held = scene.relay.hears("bob", (message) => message.type === "entry" ? [] : [message]);
  await scene.client("alice").must({ type: "kick", channel: scene.channel, nick: "mallory", reason: "" });
  await scene.says("alice", "he is gone");
  assertEquals(scene.shown("bob"), ["1 forged"]);
});

Deno.test("an entry of a later version, of an unknown op or with bits that mean nothing ends the channel with a warning", async () => {
  const policyAt = 66;
  for (const [at, value] of [[0, 2], [1, 99], [policyAt, 128 + 1]] as const) {
    await using scene = await HostileScene.open(...MEMBERS);
    const alice = await scene.takeOver("alice");
    const entry = alice.entry({ op: "policy", policy: { ...POLICY, locked: true }, epoch: alice.epoch() });
    // An admin signed it, with a program of tomorrow. Who took it for what it looks like today would believe another log than others.
    await hears(scene, alice.signs(entry.with(at, value)));
    await refuses(scene, `byte ${at}`);
  }
});

/** Where bob's nick begins in the entry that lets him in: behind what every entry begins with, his identity, his box key and a length. */
const NICK_AT = 66 + 32 + 32 + 2;

/** What a relay can do to the log that a newcomer reads. */
const rewritten: Readonly<Record<string, (log: readonly Uint8Array[]) => readonly Uint8Array[]>> = {
  "cuts the end, the newcomer with it": (log) => log.slice(0, 3),
  "shows nothing": () => [],
  "leaves out an entry": (log) => log.toSpliced(2, 1),
  "swaps two entries": (log) => [...log.slice(0, 2), ...log.slice(2, 4).reverse(), ...log.slice(4)],
  "repeats an entry": (log) => [...log.slice(0, 3), ...log.slice(2)],
  "changes a letter of a nick": (log) => log.map((entry, at) => at === 1 ? entry.with(NICK_AT, 0x64) : entry),
  "begins in the middle": (log) => log.slice(1),
};

for (const [what, rewrite] of Object.entries(rewritten)) {
  Deno.test(`who is let in is not deceived by a relay that ${what}`, async () => {
    // Else the newcomer believes whatever the relay says of who is inside, and seals keys for them.
    await using scene = await HostileScene.open(...MEMBERS);
    await scene.client("alice").must({ type: "op", channel: scene.channel, nick: "mallory" });
    const carol = await scene.comes("carol");
    using _log = scene.relay.hears("carol", (message) => {
      if (message.type !== "log") return [message];
      const entries = rewrite(message.entries);
      return [{ ...message, entries, total: entries.length }];
    });
    const outcome = await carol.do({ type: "join", name: "Work", pin: PIN, others: "ask" });
    assertEquals(outcome.ok, false);
    assertEquals(carol.events.filter(({ type }) => type === "channel" || type === "rows"), []);
  });
}

Deno.test("of two who write into the log at once both get what they wanted, one after the other, and all agree", async () => {
  // Else one of two entries for the same head is lost, or two logs come of one.
  await using scene = await HostileScene.open("alice", "bob", "mallory", "dave");
  const { channel, relay } = scene;
  await scene.client("alice").must({ type: "op", channel, nick: "bob" });
  const intents = [
    scene.client("alice").session.do({ type: "rekey", channel }),
    scene.client("bob").session.do({ type: "rekey", channel }),
    scene.client("alice").session.do({ type: "mute", channel, nick: "mallory", ms: 1000 }),
    scene.client("bob").session.do({ type: "mute", channel, nick: "dave", ms: 1000 }),
    scene.joins("carol"),
    scene.joins("erin"),
  ];
  const settled = await Promise.all(intents);
  await relay.settled();
  assertEquals(settled.slice(0, 4).map((outcome) => "ok" in outcome && outcome.ok), [true, true, true, true]);
  const heads = ["alice", "bob", "mallory", "dave", "carol", "erin"].map((name) => {
    return scene.client(name).view(channel).membership.head;
  });
  assertEquals(new Set(heads).size, 1);
  await scene.says("carol", "all here?");
  for (const name of ["alice", "bob", "mallory", "dave", "erin"]) {
    assertEquals(scene.shown(name).filter((line) => line.includes(": ")), ["carol: all here?"]);
  }
});

Deno.test("an entry that comes twice is shown once", async () => {
  await using scene = await HostileScene.open(...MEMBERS);
  const [added] = scene.relay.heard("bob", "entry").slice(-1);
  assert(added);
  scene.forget();
  await hears(scene, added.entry);
  assertEquals(scene.shown("bob"), []);
});

Deno.test("what a newcomer is told of PIN and topic by who lets him in is told to him alone", async () => {
  // Else a member whom `/topiclock` keeps from the topic sets it for all who have none, by letting a friend in.
  await using scene = await HostileScene.open("alice", "bob", "dave");
  const { channel } = scene;
  await scene.client("alice").must({ type: "policy", channel, change: { adminsSetTopic: true } });
  const pin = scene.client("dave").view(channel).pin;
  const bob = await scene.takeOver("bob");
  await scene.comes("carol");
  const [entered] = scene.relay.said("carol", "enter");
  assert(entered);
  await bob.letsIn(entered, "6666", "bob's own");
  for (const name of ["alice", "dave"]) {
    const view = scene.client(name).view(channel);
    assertEquals([view.membership.members.length, view.pin, view.topic], [4, pin, ""]);
  }
});

Deno.test("who let somebody in is who signed it", async () => {
  await using scene = await HostileScene.open("alice", "bob");
  const bob = await scene.takeOver("bob");
  const carol = await scene.comes("carol");
  const [entered] = scene.relay.said("carol", "enter");
  assert(entered);
  await bob.letsIn(entered, "1234");
  assertEquals(carol.take("invited").map(({ by }) => by.nick), ["bob"]);
});

Deno.test("who is ignored says nothing by letting one in either, until he is no longer ignored", async () => {
  await using scene = await HostileScene.open("alice", "bob");
  const { id: identity } = memberOf(scene.client("alice").view(scene.channel).membership, scene.number("bob"))?.card ??
    {};
  assert(identity);
  const bob = await scene.takeOver("bob");
  const carol = await scene.comes("carol");
  await carol.must({ type: "ignore", identity, on: true });
  const [entered] = scene.relay.said("carol", "enter");
  assert(entered);
  await bob.letsIn(entered, "1234");
  await carol.loseLine();
  await carol.back();
  assertEquals(carol.take("invited"), []);
  await carol.must({ type: "ignore", identity, on: false });
  assertEquals(carol.take("invited").map(({ by }) => by.nick), ["bob"]);
});
