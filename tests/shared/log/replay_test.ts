import { assert, assertEquals } from "@std/assert";
import { sign } from "../../../client/core/crypto/identity.ts";
import { createEntry } from "../../../client/core/crypto/sign_entry.ts";
import { type MemberNumber } from "../../../shared/ids.ts";
import { type Act, decodeEntry, ENTRY_VERSION, SIGNATURE_BYTES, signedPart } from "../../../shared/log/entry.ts";
import { extend, replay, wrapsNeeded } from "../../../shared/log/replay.ts";
import { LABEL } from "../../../shared/public_key.ts";
import { act, card, creation, identityOf, Story } from "./story.ts";

const FORGED = "The signature is wrong.";
const STALE = "The channel has changed meanwhile.";
const BEHIND = "The clock is behind what was done here last.";
const NO_MEMBER = "Only a member can do that.";

function scene(): Story {
  const story = new Story().does("alice", act.add("bob")).does("alice", act.add("carol"));
  return story.does("alice", act.add("dave")).does("alice", act.remove(story.number("dave")));
}

/** Somebody's bytes with one of them changed, and signed again by another. */
function signedBy(name: string, entryBytes: Uint8Array): Uint8Array {
  const forged = entryBytes.slice();
  forged.set(sign(identityOf(name), LABEL.entry, signedPart(forged)), forged.length - SIGNATURE_BYTES);
  return forged;
}

Deno.test("replay() of a log gives what adding its entries one by one gave", () => {
  const story = scene();
  const replayed = replay(undefined, story.log);
  assert(replayed.ok);
  assertEquals(replayed.membership, story.membership);
  assertEquals(replayed.entries, story.log.map(decodeEntry));
});

Deno.test("replay() goes on from where a client was", () => {
  const story = scene();
  const before = replay(undefined, story.log.slice(0, 2));
  assert(before.ok);
  const after = replay(before.membership, story.log.slice(2));
  assert(after.ok);
  assertEquals(after.membership, story.membership);
});

Deno.test("replay() of a long log finds the one wrong signature and says where it is", () => {
  const story = new Story();
  for (let i = 0; i < 20; i++) story.does("alice", act.add(`guest${i}`));
  const log = [...story.log];
  log[20] = signedBy("guest3", log[20] ?? new Uint8Array());
  assertEquals(replay(undefined, log), { ok: false, seq: 20, why: FORGED });
});

Deno.test("a dropped, replayed, swapped or reordered entry does not extend the log", () => {
  const { log } = scene();
  const at = (...order: number[]) => replay(undefined, order.map((seq) => log[seq] ?? new Uint8Array()));
  assertEquals(at(0, 1, 3), { ok: false, seq: 2, why: STALE });
  assertEquals(at(0, 1, 1), { ok: false, seq: 2, why: STALE });
  assertEquals(at(0, 2, 1), { ok: false, seq: 1, why: STALE });
  assertEquals(at(1), { ok: false, seq: 0, why: "A channel begins with its creation." });
  assertEquals(at(0, 0), { ok: false, seq: 1, why: "This channel exists already." });
});

Deno.test("of two adds at once one is taken; the other is stale, and its author may decide again", () => {
  const story = scene();
  const second = story.bytes("carol", act.add("frank"));
  story.does("bob", act.add("erin"));
  assertEquals(extend(story.membership, second), { ok: false, stale: true, why: STALE });
  assertEquals(story.tries("carol", act.add("frank")), undefined);
});

Deno.test("of two rekeys at once one is taken, and the other is no longer owed", () => {
  const story = scene().does("carol", act.leave());
  const second = story.bytes("bob", act.rekey());
  story.does("alice", act.rekey());
  assertEquals(extend(story.membership, second), { ok: false, stale: true, why: STALE });
  assertEquals(story.tries("bob", act.rekey()), "Only an admin can change the key unasked.");
});

Deno.test("an entry signed for one channel means nothing in another", () => {
  const one = new Story();
  const other = new Story({ salt: new Uint8Array(16).fill(1) });
  assertEquals(other.takes(one.bytes("alice", act.add("bob"))), "That was written for another channel.");
});

Deno.test("an entry is signed by the member that it names", () => {
  const story = scene();
  const entryBytes = story.bytes("alice", act.policy({ locked: true }));
  assertEquals(story.takes(signedBy("bob", entryBytes)), FORGED);
  assertEquals(
    story.takes(story.bytes("bob", act.policy({ locked: true }), { author: story.number("alice") })),
    FORGED,
  );
});

Deno.test("an entry by a removed member is refused, under his old number and under another's", () => {
  const story = scene();
  assertEquals(story.tries("dave", act.add("erin")), NO_MEMBER);
  assertEquals(story.takes(story.bytes("dave", act.add("erin"), { author: story.number("bob") })), FORGED);
});

Deno.test("an entry whose time is before the last one's is refused; at the same time it is taken", () => {
  const story = scene();
  const early = story.bytes("alice", act.rekey(), { time: story.now - 1 });
  assertEquals(story.takes(early), BEHIND);
  assertEquals(story.tries("alice", act.rekey()), undefined);
});

Deno.test("a card that its identity did not sign lets nobody in", () => {
  const story = scene();
  const stolen = { ...card("erin"), box: identityOf("mallory").box };
  const renamed = { ...card("erin"), nick: "eve" };
  const { epoch } = creation();
  for (const lie of [stolen, renamed]) {
    assertEquals(story.tries("alice", { op: "add", card: lie, epoch }), FORGED);
    assertEquals(story.tries("alice", { op: "invite", card: lie, uses: 1, until: story.now + 1, epoch }), FORGED);
  }
  const mine = { ...card("alice"), nick: "eve" };
  const begun = extend(undefined, createEntry(creation({ card: mine }), { identity: identityOf("alice"), now: 0 }));
  assertEquals(begun, { ok: false, stale: false, why: FORGED });
});

Deno.test("a channel's id is the digest of its own creation", () => {
  const begun = createEntry(creation(), { identity: identityOf("alice"), now: 0 });
  begun[2] = (begun[2] ?? 0) ^ 1;
  assertEquals(extend(undefined, signedBy("alice", begun)), {
    ok: false,
    stale: false,
    why: "The channel's id is not its own.",
  });
});

Deno.test("a future version, an op without a meaning and a policy bit without a meaning are refused", () => {
  const story = scene();
  const changed = (at: number, value: number) => {
    const entryBytes = story.bytes("alice", act.policy({}));
    entryBytes[at] = value;
    return story.takes(signedBy("alice", entryBytes));
  };
  assertEquals(changed(0, ENTRY_VERSION + 1), "Cannot read an entry: its version is 2");
  assertEquals(changed(1, 15), "Cannot read an entry: unknown op 15");
  assertEquals(changed(66, 32), "Cannot read a policy: it has bits that mean nothing");
});

Deno.test("a flipped bit anywhere in an entry is refused", () => {
  const story = scene();
  const entryBytes = story.bytes("alice", act.add("erin"));
  for (let at = 0; at < entryBytes.length; at++) {
    const flipped = entryBytes.with(at, (entryBytes[at] ?? 0) ^ (1 << at % 8));
    assert(!extend(story.membership, flipped).ok, `byte ${at}`);
  }
});

Deno.test("trusted replay skips signatures and nothing else", () => {
  const story = scene();
  const unsigned = story.bytes("alice", act.add("erin"));
  unsigned.fill(0, -SIGNATURE_BYTES);
  assert(extend(story.membership, unsigned, { trusted: true }).ok);
  const forbidden = story.bytes("bob", act.policy({}));
  assert(!extend(story.membership, forbidden, { trusted: true }).ok);
});

Deno.test("what a membership holds does not change with the buffer that an entry came in", () => {
  const story = scene();
  const buffer = story.bytes("alice", act.add("erin"));
  const next = extend(story.membership, buffer);
  buffer.fill(0);
  assert(next.ok);
  assertEquals(next.membership.members.at(-1)?.card, card("erin"));
});

Deno.test("wrapsNeeded() names whom an entry lets in, or all who stay, or nobody", () => {
  const story = scene().does("alice", act.invite("link"));
  const numbers = (...names: readonly string[]) => names.map((name) => story.number(name));
  const wraps = () => newestWraps(story);
  assertEquals(wraps(), numbers("link"));
  assertEquals((story.does("bob", act.add("erin")), wraps()), numbers("erin"));
  assertEquals((story.does("alice", act.rekey()), wraps()), numbers("alice", "bob", "carol", "erin", "link"));
  assertEquals((story.does("alice", act.remove(story.number("erin"))), wraps()), numbers("alice", "bob", "carol"));
  assertEquals((story.does("alice", act.invite("door")), wraps()), numbers("door"));
  assertEquals((story.does("alice", act.rekey()), wraps()), numbers("alice", "bob", "carol", "door"));
  assertEquals((story.does("alice", act.policy({})), wraps()), []);
  assertEquals((story.does("carol", act.leave()), wraps()), []);
  assertEquals((story.does("alice", act.revoke(story.number("door"))), wraps()), numbers("alice", "bob"));
  assertEquals(newestWraps(new Story()), numbers("alice"));
});

Deno.test("an invite past its date gets no wrap", () => {
  const story = scene();
  story.does("alice", act.invite("link", { until: story.now + 10 }));
  story.now += 10;
  story.does("alice", act.rekey());
  assert(!newestWraps(story).includes(story.number("link")));
});

/** Dave was an admin and knows the secrets of two invites: "link", which he made himself, and "door", which alice made. */
function sceneWithLinks(): Story {
  const story = new Story();
  for (const name of ["bob", "carol", "dave"]) story.does("alice", act.add(name));
  return story
    .does("alice", act.op(story.number("dave")))
    .does("dave", act.invite("link", { uses: 9 }))
    .does("alice", act.invite("door", { uses: 9 }));
}

Deno.test("a removed admin who kept an invite's secret gets no wrap, neither of his removal nor of any later key", () => {
  const story = sceneWithLinks();
  const wrapsAfter = (name: string, what: Act) => newestWraps(story.does(name, what));
  const numbers = (...names: readonly string[]) => names.map((name) => story.number(name));
  assertEquals(wrapsAfter("alice", act.rekey()), numbers("alice", "bob", "carol", "dave", "link", "door"));
  assertEquals(wrapsAfter("alice", act.remove(story.number("dave"))), numbers("alice", "bob", "carol"));
  assertEquals(wrapsAfter("alice", act.rekey()), numbers("alice", "bob", "carol"));
  assertEquals(wrapsAfter("alice", act.invite("gate")), numbers("gate"));
  assertEquals(wrapsAfter("alice", act.rekey()), numbers("alice", "bob", "carol", "gate"));
  assertEquals(wrapsAfter("alice", act.revoke(story.number("gate"))), numbers("alice", "bob", "carol"));
  story.does("alice", act.leave());
  assertEquals(wrapsAfter("carol", act.rekey()), numbers("bob", "carol"));
  assertEquals(wrapsAfter("bob", act.remove(story.number("carol"))), numbers("bob"));
});

Deno.test("a removed admin who kept an invite's secret lets nobody in with it, himself least of all", () => {
  const story = sceneWithLinks();
  const beforehand = story.bytes("link", act.add("erin"));
  const early = { time: story.now };
  story.now += 10;
  story.does("alice", act.remove(story.number("dave")));
  const removed = story.membership;
  for (const link of ["link", "door"]) {
    for (const newcomer of ["dave", "erin", link]) {
      const entryBytes = story.bytes(link, act.add(newcomer));
      assertEquals(story.takes(entryBytes), NO_MEMBER);
      assertEquals(story.takes(entryBytes, { trusted: true }), NO_MEMBER);
      assertEquals(story.takes(story.bytes(link, act.add(newcomer), { author: story.number("bob") })), FORGED);
      assertEquals(story.takes(story.bytes("dave", act.add(newcomer), { author: story.number(link) })), NO_MEMBER);
      assertEquals(story.takes(story.bytes(link, act.add(newcomer), early)), BEHIND);
    }
    assertEquals(story.tries(link, act.rekey()), NO_MEMBER);
  }
  assertEquals(story.takes(beforehand), STALE);
  assert(story.membership === removed);
});

Deno.test("an invite that a removal ended stays over, whatever comes after it", () => {
  const story = sceneWithLinks();
  story.does("alice", act.remove(story.number("dave")));
  const later = [
    act.rekey(),
    act.policy({ open: true }),
    act.invite("gate"),
    act.add("dave"),
    act.op(story.number("bob")),
  ];
  for (const what of later) {
    story.does("alice", what);
    for (const link of ["link", "door"]) assertEquals(story.tries(link, act.add("erin")), NO_MEMBER, what.op);
  }
  assertEquals(story.tries("gate", act.add("erin")), undefined);
});

function newestWraps({ log, membership }: Story): readonly MemberNumber[] {
  return wrapsNeeded(membership, decodeEntry(log.at(-1) ?? new Uint8Array()));
}
