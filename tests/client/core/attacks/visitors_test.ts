/** Attacks on who knocks at a door: by relays that answer in a doorkeeper's place, without the PIN, or carry his letters to somebody else. */
import { hmac } from "@noble/hashes/hmac.js";
import { sha512 } from "@noble/hashes/sha2.js";
import { assert, assertEquals } from "@std/assert";
import { cardOf, createIdentity } from "../../../../client/core/crypto/identity.ts";
import { decodeLetter, encodeLetter, type Letter, type LetterOf } from "../../../../client/core/letters.ts";
import type { Outcome } from "../../../../client/core/intents.ts";
import { CODE } from "../../../../shared/codes.ts";
import { type ChannelId, fromHex } from "../../../../shared/ids.ts";
import { random } from "../../../fakes/guest.ts";
import { HostileKeeper, verdict } from "../../../fakes/hostile_keeper.ts";
import { HostileMember } from "../../../fakes/hostile_member.ts";
import { HostileScene, PIN } from "../../../fakes/hostile_scene.ts";

const KNOCK = { type: "join", name: "Work", pin: PIN, others: "ask" } as const;
const HEAD = "ab".repeat(32) as LetterOf<"reply">["head"];

/** Somebody outside, the door of Work, and what comes of his knocking there. */
async function knocks(scene: HostileScene, who = "carol"): Promise<Outcome> {
  const client = await scene.comes(who);
  return await client.do(KNOCK);
}

/** He is nowhere, and nothing of what he wrote shows whether he knows the PIN. */
function staysOut(scene: HostileScene, outcome: Outcome, heard: readonly Letter[] = []): void {
  assertEquals([outcome.ok, !outcome.ok && outcome.code], [false, "wrongPin"]);
  assertEquals(scene.client("carol").events.filter(({ type }) => type === "channel"), []);
  assertEquals(heard.filter(({ type }) => type === "proof"), []);
}

/** A channel Work of eve's, who works for the relay. */
async function trap(scene: HostileScene, pin: string): Promise<HostileMember> {
  const eve = await scene.comes("eve");
  const channel = await eve.must({ ...KNOCK, pin, others: "create" });
  return await HostileMember.of(eve, scene.relay, channel);
}

/** Carol finds this door and no other. */
function finds({ relay }: HostileScene, channel: ChannelId): Disposable {
  const doors = [{ channel, open: false, answered: true }];
  return relay.hears("carol", (message) => message.type === "doors" ? [{ ...message, doors }] : [message]);
}

/** The card with which somebody entered. */
function enteredAs({ relay }: HostileScene, who: string) {
  const [entered] = relay.said(who, "enter");
  assert(entered);
  return entered;
}

Deno.test("who waits at many doors at once guesses at them no more often than at one", async () => {
  await using scene = await HostileScene.open("alice");
  const { relay } = scene;
  const carol = await scene.comes("carol");
  const doors = Array.from({ length: 8 }, (_, place) => {
    const channel = place.toString(16).padStart(2, "0").repeat(16) as ChannelId;
    return { channel, open: false, answered: false };
  });
  let guesses = 0;
  using _found = relay.hears("carol", (message) => {
    return message.type === "doors" ? [{ ...message, doors: doors.slice(0, guesses < 23 ? 1 : 8) }] : [message];
  });
  using _keeper = new HostileKeeper(relay, "carol", (letter, keeper) => {
    if (letter.type === "knock") return [keeper.answer];
    if (letter.type !== "share") return [];
    guesses++;
    return [{ type: "reply", share: letter.share, head: HEAD, tag: random(64) }];
  });
  for (let tries = 0; tries < 40; tries++) {
    const outcome = await carol.session.do({ ...KNOCK, others: "wait" });
    await relay.settled();
    if (!outcome.ok && outcome.code === "tooMany") break;
  }
  assertEquals(guesses, 24);
});

Deno.test("that nobody lets him in is not believed of who has not shown that he knows the PIN", async () => {
  await using scene = await HostileScene.open("alice");
  const carol = await scene.comes("carol");
  using _keeper = new HostileKeeper(scene.relay, "carol", () => [verdict("denied")]);
  const outcome = await carol.do(KNOCK);
  assertEquals(outcome.ok ? "" : outcome.code, "wrongPin");
});

Deno.test("who came in by the PIN that he typed keeps it, whatever who let him in says that it is", async () => {
  await using scene = await HostileScene.open("alice", "mallory");
  const { relay } = scene;
  await scene.client("alice").loseLine();
  const mallory = await scene.takeOver("mallory");
  const carol = await scene.comes("carol");
  const [entered] = relay.said("carol", "enter");
  assert(entered);
  const { wraps, entry } = mallory.addition(entered.card, "0666");
  using _swapped = relay.says("mallory", (message) => {
    if (message.type === "stage") return [{ ...message, wraps }];
    return message.type === "append" ? [{ ...message, entry }] : [message];
  });
  assert((await carol.do(KNOCK)).ok);
  assertEquals(carol.view(scene.channel).pin, PIN);
});

Deno.test("who lets somebody in who waits finds out his PIN no sooner than who answers at a door", async () => {
  // By what a joiner does with the channel that he is let into the relay sees whether its PIN is the one that he typed.
  await using scene = await HostileScene.open("alice");
  const { relay } = scene;
  const carol = await scene.comes("carol");
  let tried = 0;
  for (let n = 0; n < 26; n++) {
    const eve = await scene.comes(`eve${n}`);
    const trap = await eve.must({ ...KNOCK, name: `Trap${n}`, others: "create" });
    const hostile = await HostileMember.of(eve, relay, trap);
    using _found = relay.hears("carol", (message) => {
      return message.type === "doors"
        ? [{ ...message, doors: [{ channel: trap, open: false, answered: true }] }]
        : [message];
    });
    using _keeper = new HostileKeeper(relay, "carol", () => [verdict("waiting")]);
    if (!(await carol.do({ ...KNOCK, pin: "9999" })).ok) break;
    const read = () => relay.said("carol", "log").length;
    const before = read();
    const [entered] = relay.said("carol", "enter");
    assert(entered);
    await hostile.letsIn({ card: entered.card }, String(n).padStart(4, "0"));
    await relay.settled();
    if (read() > before) tried++;
  }
  assertEquals(tried, 24);
});

Deno.test("who waits at many doors at once looks no oftener whether one of them has his PIN", async () => {
  await using scene = await HostileScene.open("alice");
  const { relay } = scene;
  const carol = await scene.comes("carol");
  const traps: HostileMember[] = [];
  using _keeper = new HostileKeeper(relay, "carol", () => [verdict("waiting")]);
  for (let n = 0; n < 26; n++) {
    const eve = await scene.comes(`eve${n}`);
    const channel = await eve.must({ ...KNOCK, name: `Trap${n}`, others: "create" });
    traps.push(await HostileMember.of(eve, relay, channel));
    using _found = relay.hears("carol", (message) => {
      return message.type === "doors" ? [{ ...message, doors: [{ channel, open: false, answered: true }] }] : [message];
    });
    assertEquals((await carol.do({ ...KNOCK, pin: "9999" })).ok, true);
  }
  const looked = relay.said("carol", "log").length;
  for (const [n, trap] of traps.entries()) {
    await trap.letsIn(enteredAs(scene, "carol"), String(n).padStart(4, "0"));
    await relay.settled();
  }
  assertEquals(relay.said("carol", "log").length - looked, 24);
});

Deno.test("a doorkeeper who says at once that one is in lets nobody in, though the relay has a channel of that name where he is", async () => {
  await using scene = await HostileScene.open("alice");
  const carol = await scene.comes("carol");
  const eve = await trap(scene, "0000");
  using _found = finds(scene, eve.channel);
  await eve.letsIn(enteredAs(scene, "carol"), PIN);
  using keeper = new HostileKeeper(scene.relay, "carol", () => [verdict("added")]);
  // Else she would talk to the relay, and tell it the PIN with the first key that she replaces.
  staysOut(scene, await carol.do(KNOCK), keeper.heard);
});

Deno.test("a doorkeeper who says that one has to wait gets nobody into a channel that does not know the PIN", async () => {
  // Else the relay lets her into a channel of its own under the name she typed: nobody there ever showed that he knows its PIN.
  await using scene = await HostileScene.open("alice");
  const carol = await scene.comes("carol");
  const eve = await trap(scene, "0000");
  using _found = finds(scene, eve.channel);
  using _keeper = new HostileKeeper(scene.relay, "carol", () => [verdict("waiting")]);
  assertEquals(await carol.do(KNOCK), { ok: true, channel: eve.channel, waiting: true });
  await eve.letsIn(enteredAs(scene, "carol"), "0001");
  assertEquals(scene.alarms("carol").length, 1);
  assertEquals(carol.events.filter(({ type }) => type === "channel"), []);
});

Deno.test("a doorkeeper without the PIN gets one wrong guess, and no proof to try others with", async () => {
  // Else her proof goes to somebody who tries all PINs on it at home.
  await using scene = await HostileScene.open("alice");
  using keeper = new HostileKeeper(scene.relay, "carol", (letter, keeper) => {
    if (letter.type === "knock") return [keeper.answer];
    if (letter.type === "share") return [{ type: "reply", share: letter.share, head: HEAD, tag: random(64) }];
    return [verdict("added")];
  });
  staysOut(scene, await knocks(scene), keeper.heard);
  assertEquals(keeper.heard.map(({ type }) => type), ["knock", "share"]);
});

Deno.test("a doorkeeper whose share is the neutral point, or none, gets no proof: both would come to a key that everybody knows", async () => {
  // Else no PIN is needed for the right tag.
  const neutral = new Uint8Array(32);
  const shares = [neutral, new Uint8Array(32).fill(0xff), Uint8Array.from([1, ...new Uint8Array(31)])];
  for (const share of shares) {
    await using scene = await HostileScene.open("alice");
    let sids = new Uint8Array(0);
    using keeper = new HostileKeeper(scene.relay, "carol", (letter, keeper) => {
      if (letter.type === "knock") {
        const answer: LetterOf<"answer"> = { type: "answer", sid: random(16), card: keeper.card };
        sids = new Uint8Array([...letter.sid, ...answer.sid]);
        return [answer];
      }
      if (letter.type !== "share") return [verdict("added")];
      const tag = tagOfNoSecret(sids, letter.share, share);
      return [{ type: "reply", share, head: HEAD, tag }];
    });
    staysOut(scene, await knocks(scene), keeper.heard);
  }
});

/** The tag that a keeper's side sends when the secret point is the neutral one: CPace without any PIN. */
function tagOfNoSecret(sid: Uint8Array, visitorShare: Uint8Array, share: Uint8Array): Uint8Array {
  const head = fromHex(HEAD);
  const dsi = new TextEncoder().encode("CPaceRistretto255_ISK");
  const none = new Uint8Array(0);
  const key = sha512(prefixed(dsi, sid, new Uint8Array(32), visitorShare, none, share, head));
  const macKey = sha512(new Uint8Array([...new TextEncoder().encode("CPaceMac"), ...sid, ...key]));
  return hmac(sha512, macKey, prefixed(share, head));
}

function prefixed(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(parts.flatMap((part) => [part.length, ...part]));
}

Deno.test("letters of another visit open no door, not even of one who knew the PIN at the same door", async () => {
  // Else who has watched one visit opens every door.
  await using scene = await HostileScene.open("alice");
  const { relay } = scene;
  await scene.joins("dave");
  const recorded = relay.heard("dave", "visit").map(({ body }) => decodeLetter(body));
  const [answer, reply] = recorded;
  assert(answer && reply);
  assertEquals([answer.type, reply.type], ["answer", "reply"]);
  using keeper = new HostileKeeper(relay, "carol", (letter) => {
    return letter.type === "knock" ? [answer] : letter.type === "share" ? [reply] : [verdict("added")];
  });
  staysOut(scene, await knocks(scene), keeper.heard);
});

/** What a relay changes in the letters between carol and alice, who both know the PIN. */
const changed: Readonly<
  Record<string, { toKeeper?: (letter: Letter) => Letter; toVisitor?: (letter: Letter) => Letter }>
> = {
  "puts its own card in the visitor's place": {
    toKeeper: (letter) => letter.type === "knock" ? { ...letter, card: EVE } : letter,
  },
  "puts its own card in the doorkeeper's place": {
    toVisitor: (letter) => letter.type === "answer" ? { ...letter, card: EVE } : letter,
  },
  "changes the state of the channel that the doorkeeper tells": {
    toVisitor: (letter) => letter.type === "reply" ? { ...letter, head: HEAD } : letter,
  },
  "changes the visit's randomness": {
    toVisitor: (letter) => letter.type === "answer" ? { ...letter, sid: random(16) } : letter,
  },
};
const EVE = cardOf(createIdentity(random), "eve");

for (const [what, { toKeeper, toVisitor }] of Object.entries(changed)) {
  Deno.test(`a relay that ${what} lets neither of them believe the other`, async () => {
    await using scene = await HostileScene.open("alice");
    const { relay } = scene;
    using _knocked = relay.hears("alice", (message) => {
      if (!toKeeper || !("body" in message) || !("visit" in message)) return [message];
      const letter = decodeLetter(message.body);
      const body = letter ? encodeLetter(toKeeper(letter)) : message.body;
      return [message.type === "knocked" ? { ...message, body, from: EVE.id } : { ...message, body }];
    });
    using _answered = relay.hears("carol", (message) => {
      const letter = message.type === "visit" ? decodeLetter(message.body) : undefined;
      if (message.type !== "visit" || !letter || !toVisitor) return [message];
      return [{ ...message, body: encodeLetter(toVisitor(letter)) }];
    });
    const outcome = await knocks(scene);
    const written = relay.said("carol", "visit").map(({ body }) => decodeLetter(body)).filter((letter) => !!letter);
    staysOut(scene, outcome, written);
    // Neither she nor the relay's own is in.
    assertEquals(scene.client("alice").view(scene.channel).membership.members.length, 1);
  });
}

Deno.test("a doorkeeper of another channel of the same name and PIN does not open this one", async () => {
  // Else the relay sends her to a channel with the same PIN, and other people.
  await using scene = await HostileScene.open("alice");
  const { relay } = scene;
  const other = await (await scene.comes("dave")).must({ ...KNOCK, others: "create" });
  using _found = finds(scene, scene.channel);
  using _carried = relay.says(
    "carol",
    (message) => message.type === "knock" ? [{ ...message, channel: other }] : [message],
  );
  staysOut(scene, await knocks(scene));
  assertEquals(scene.client("dave").view(other).membership.members.length, 1);
});

Deno.test("a doorkeeper of a channel with the same PIN and another name does not open this one", async () => {
  await using scene = await HostileScene.open("alice");
  const other = await (await scene.comes("dave")).must({ ...KNOCK, name: "Home", others: "create" });
  using _found = finds(scene, other);
  // Else the relay gathers in one channel whoever happens to have the same PIN.
  staysOut(scene, await knocks(scene));
});

Deno.test("who proved that he knows the PIN is not deceived by a relay that then shows a fork of this channel, in which the kicked let him in", async () => {
  await using scene = await HostileScene.open("alice", "mallory");
  const { relay, channel } = scene;
  const mallory = await scene.takeOver("mallory");
  const before = relay.log(channel);
  await scene.client("alice").must({ type: "kick", channel, nick: "mallory", reason: "" });
  const { pin = "" } = scene.client("alice").view(channel);
  const carol = await scene.comes("carol");
  const { card } = enteredAs(scene, "carol");
  const forged = mallory.entry({ op: "add", card, epoch: mallory.epoch() });
  using _log = relay.hears("carol", (message) => {
    const log = [...before, forged];
    return message.type === "log" ? [{ ...message, entries: log.slice(message.first), total: log.length }] : [message];
  });
  // All signatures are right: what is wrong is that the state is not in it of which the doorkeeper spoke.
  const outcome = await carol.do({ ...KNOCK, pin });
  assertEquals(outcome, { ok: false, code: "failed", why: "It is not the channel it claims to be." });
  assertEquals(scene.alarms("carol").length, 1);
  assertEquals(carol.events.filter(({ type }) => type === "channel"), []);
});

Deno.test("nor is who proved it and waits for an admin, also when what the relay then shows is of the time before", async () => {
  await using scene = await HostileScene.open("alice", "mallory");
  const { relay, channel } = scene;
  const mallory = await scene.takeOver("mallory");
  const before = relay.log(channel);
  const alice = scene.client("alice");
  await alice.must({ type: "kick", channel, nick: "mallory", reason: "" });
  await alice.must({ type: "policy", channel, change: { locked: true } });
  const carol = await scene.comes("carol");
  const { pin = "" } = alice.view(channel);
  assertEquals(await carol.do({ ...KNOCK, pin }), { ok: true, channel, waiting: true });
  const forged = mallory.entry({ op: "add", card: enteredAs(scene, "carol").card, epoch: mallory.epoch() });
  using _log = relay.hears("carol", (message) => {
    const log = [...before, forged];
    return message.type === "log" ? [{ ...message, entries: log.slice(message.first), total: log.length }] : [message];
  });
  await alice.must({ type: "approve", channel, nick: "carol" });
  await relay.settled();
  assertEquals(scene.alarms("carol").length, 1);
  assertEquals(relay.said("carol", "open"), []);
});

Deno.test("a PIN is guessed at by fake doorkeepers twenty-four times and then no more, whatever becomes of the program", async () => {
  await using scene = await HostileScene.open("alice");
  const { relay } = scene;
  using keeper = guesser(relay);
  await scene.comes("carol");
  let outcome: Outcome | undefined;
  for (let attempt = 0; attempt < 30; attempt++) {
    if (attempt % 10 === 9) await scene.restart("carol", attempt % 20 === 9 ? "crash" : "close");
    outcome = await scene.client("carol").do(KNOCK);
  }
  // Each share that a fake doorkeeper gets an answer to is one PIN it can try.
  assertEquals(keeper.heard.filter(({ type }) => type === "share").length, 24);
  assert(outcome && !outcome.ok);
  assertEquals(outcome.code, "tooMany");
});

Deno.test("letters that are none, come too early or are of a later version end the visit, and nothing else", async () => {
  // Else a relay ends the program of whoever knocks.
  const answers: readonly Uint8Array[] = [
    ...[new Uint8Array(0), random(1024), Uint8Array.of(0x44, 1, 2, 3)],
    encodeLetter({ type: "proof", tag: random(64) }),
    encodeLetter({ type: "reply", share: random(32), head: HEAD, tag: random(64) }),
    encodeLetter({ type: "verdict", code: 200, sealed: new Uint8Array(0) }),
  ];
  for (const body of answers) {
    await using scene = await HostileScene.open("alice");
    using _visits = scene.relay.says("carol", (message) => {
      if (message.type !== "knock") return [message];
      scene.relay.tell("carol", { type: "visit", visit: message.visit, body });
      return [];
    });
    assertEquals((await knocks(scene)).ok, false);
    assertEquals((await scene.client("carol").do({ ...KNOCK, others: "create" })).ok, true);
  }
});

Deno.test("a relay does not make an hour pass for who counts his wrong PINs", async () => {
  await using scene = await HostileScene.open("alice");
  const { relay } = scene;
  using keeper = guesser(relay);
  await scene.comes("carol");
  let ahead = 0;
  relay.greets = (hello) => hello.type === "hello" ? [{ ...hello, now: hello.now + ahead }] : [hello];
  for (let attempt = 0; attempt < 30; attempt++) {
    if (attempt === 20) {
      ahead = 3_700_000;
      await scene.client("carol").loseLine();
      await scene.client("carol").back();
    }
    await scene.client("carol").do(KNOCK);
  }
  assertEquals(keeper.heard.filter(({ type }) => type === "share").length, 24);
});

Deno.test("a relay tries one PIN, not all, at somebody who waits for a channel that has not proved to know it", async () => {
  await using scene = await HostileScene.open("alice");
  const carol = await scene.comes("carol");
  const eve = await trap(scene, "0000");
  using _found = finds(scene, eve.channel);
  using _keeper = new HostileKeeper(scene.relay, "carol", () => [verdict("waiting")]);
  assertEquals(await carol.do(KNOCK), { ok: true, channel: eve.channel, waiting: true });
  const { card } = enteredAs(scene, "carol");
  const log = scene.relay.log(eve.channel);
  // Each PIN that the relay puts into the note of a log of its own is one that it tries: if it is the one, carol follows.
  for (const pin of ["0000", "1111", "2222", PIN]) {
    const guess = await HostileMember.of(scene.client("eve"), scene.relay, eve.channel);
    const forged = guess.addition(card, pin);
    const entries = [...log, forged.entry];
    const sealed = forged.wraps[0]?.sealed ?? random(80);
    using _answers = scene.relay.says("carol", (message) => {
      if (message.type === "log") {
        const { ask, from } = message;
        scene.relay.tell("carol", {
          type: "log",
          ask,
          first: from,
          total: entries.length,
          entries: entries.slice(from),
        });
        return [];
      }
      if (message.type !== "wrap") return [message];
      scene.relay.tell("carol", { type: "wrap", ask: message.ask, seq: message.seq, sealed });
      return [];
    });
    scene.relay.tell("carol", { type: "added", channel: eve.channel });
    await scene.relay.settled();
  }
  assertEquals(scene.relay.said("carol", "open"), []);
});

Deno.test("who proved that he knows the PIN is not deceived by a relay that then shows another channel's log", async () => {
  await using scene = await HostileScene.open("alice");
  const { relay } = scene;
  const carol = await scene.comes("carol");
  const eve = await trap(scene, PIN);
  using _found = finds(scene, scene.channel);
  await eve.letsIn(enteredAs(scene, "carol"), PIN);
  using _log = relay.says("carol", (message) => {
    return message.type === "log" || message.type === "wrap" ? [{ ...message, channel: eve.channel }] : [message];
  });
  const outcome = await carol.do(KNOCK);
  assertEquals(outcome.ok, false);
  assert(scene.alarms("carol").length > 0);
  assertEquals(scene.client("carol").events.filter(({ type }) => type === "channel"), []);
});

/** Stands at carol's door in place of a doorkeeper: each share that it answers is one PIN it can try. */
function guesser(relay: HostileScene["relay"]): HostileKeeper {
  return new HostileKeeper(relay, "carol", (letter, keeper) => {
    if (letter.type === "knock") return [keeper.answer];
    if (letter.type === "share") return [{ type: "reply", share: letter.share, head: HEAD, tag: random(64) }];
    return [];
  });
}

Deno.test("a relay that breaks off while one comes in leaves nothing behind that would be followed unasked", async () => {
  // Nobody would ask again whether what it shows then is the channel that was proved.
  await using scene = await HostileScene.open("alice");
  const { relay } = scene;
  const bob = await scene.comes("bob");
  const broken = relay.hears("bob", (message) => {
    return message.type === "log" ? [{ type: "no", ask: message.ask, code: CODE.storage, text: "" }] : [message];
  });
  const outcome = await bob.do({ type: "join", name: "Work", pin: PIN, others: "ask" });
  assertEquals(outcome.ok, false);
  broken[Symbol.dispose]();
  await bob.loseLine();
  await bob.back();
  assertEquals([bob.take("channel").length, bob.take("invited").length], [0, 1]);
  const channel = await bob.join("Work", PIN);
  assertEquals(bob.view(channel).membership.members.length, 2);
});

Deno.test("who makes another channel of a name guesses at the doors of none that was there", async () => {
  // Else those who are inside are told of wrong PINs that nobody tried, and have a guess less to answer.
  await using scene = await HostileScene.open("alice");
  const dave = await scene.comes("dave");
  for (const pin of ["5678", PIN]) {
    const outcome = await dave.do({ type: "join", name: "Work", pin, others: "create" });
    assertEquals(outcome.ok && outcome.created, true);
  }
  assertEquals(scene.client("alice").take("wrongPins"), []);
  assertEquals(scene.relay.said("dave", "knock"), []);
});
