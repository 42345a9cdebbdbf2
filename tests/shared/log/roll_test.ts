import { assertEquals } from "@std/assert";
import fc from "fast-check";
import type { Head, MemberNumber } from "../../../shared/ids.ts";
import { apply } from "../../../shared/log/apply.ts";
import type { Act, Entry } from "../../../shared/log/entry.ts";
import { type Member, memberById, memberByNick, type Membership } from "../../../shared/log/membership.ts";
import { act, card, Story } from "./story.ts";

const NAMES = Array.from({ length: 60 }, (_, place) => `guest${place}`);
const CARDS = new Map(NAMES.map((name) => [name, card(name)]));
const HEAD = "0".repeat(64) as Head;
/** As many as a roll is kept for, and some. */
const CROWD = 40;

/** What is done: who comes, goes, or becomes another, and to which of the states so far. */
const step = fc.record({
  to: fc.nat(99),
  what: fc.constantFrom("add", "remove", "leave", "op", "mute"),
  whom: fc.nat(99),
});

function after(membership: Membership, author: MemberNumber, what: Act): Membership {
  const { channel, count: seq, head: prev, time } = membership;
  return apply(membership, { ...what, channel, seq, prev, time, author } as Entry, HEAD);
}

/** Everybody who can be found, found by looking at each. */
function checkFound(membership: Membership): void {
  const found = (is: (member: Member) => boolean) => membership.members.find(is);
  for (const [name, { id }] of CARDS) {
    assertEquals(memberById(membership, id), found(({ card }) => card.id === id), name);
    assertEquals(memberByNick(membership, name.toUpperCase()), found(({ card }) => card.nick === name), name);
    // An O for a zero: another name that looks the same.
    const alike = name.replace("0", "O");
    assertEquals(memberByNick(membership, alike), found(({ card }) => card.nick === name), alike);
  }
}

Deno.test("who is gone from a crowd stands in nobody's way, and hides nobody who looks like him", () => {
  const story = new Story();
  for (const name of NAMES.slice(0, CROWD)) story.does("alice", act.add(name));
  for (const goes of [act.leave, undefined]) {
    story.does("alice", act.add("first", "Ian"));
    if (goes) story.does("first", goes()).does("alice", act.rekey());
    else story.does("alice", act.remove(story.number("first")));
    story.does("alice", act.add("second", "lan"));
    assertEquals(story.tries("alice", act.add("third", "Ian")), 'The name "Ian" is taken here.');
    story.does("alice", act.remove(story.number("second")));
  }
});

Deno.test("however a channel's states follow from each other, everybody is found in each of them", () => {
  const { membership: begun } = new Story();
  const crowd = NAMES.slice(0, CROWD).reduce((before, name) => {
    return after(before, 0 as MemberNumber, { ...act.add("alice"), card: CARDS.get(name) } as Act);
  }, begun);
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 30 }), (steps) => {
      const states = [crowd];
      for (const { to, what, whom } of steps) {
        const before = states[to % states.length] ?? crowd;
        const { number } = before.members[whom % before.members.length] ?? { number: 0 as MemberNumber };
        const absent = NAMES.filter((name) => before.members.every(({ card }) => card.nick !== name));
        const [name = ""] = absent;
        if (what === "add" && name !== "") {
          states.push(after(before, number, { ...act.add("alice"), card: CARDS.get(name) } as Act));
        }
        if (what === "remove") states.push(after(before, number, act.remove(number)));
        if (what === "leave") states.push(after(before, number, act.leave()));
        if (what === "op") states.push(after(before, number, act.op(number)));
        if (what === "mute") states.push(after(before, number, act.mute(number)));
        checkFound(states.at(-1) ?? crowd);
        checkFound(before);
      }
      for (const state of states) checkFound(state);
    }),
    { numRuns: 30 },
  );
});
