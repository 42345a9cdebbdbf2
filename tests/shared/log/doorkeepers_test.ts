import { assert, assertEquals } from "@std/assert";
import { guessesOf, keepers } from "../../../shared/log/doorkeepers.ts";
import type { Member, Membership } from "../../../shared/log/membership.ts";
import type { IdentityId, MemberNumber } from "../../../shared/ids.ts";
import { card, identityOf, Story } from "./story.ts";

const ALICE = card("alice");

function member(number: number, adminSince?: number): Member {
  const nick = `member${number}`;
  const id = String(number).padStart(64, "0") as IdentityId;
  return {
    ...{ number: number as MemberNumber, card: { ...ALICE, id, nick }, nickKey: nick, nickLook: nick },
    ...{ adminSince, mutedUntil: 0 },
  };
}

/** A channel with these members and nothing else that counts here. */
function membershipOf(members: readonly Member[]): Membership {
  return { ...new Story().membership, members };
}

function crowd(count: number): Membership {
  return membershipOf(Array.from({ length: count }, (_, number) => member(number, number === 0 ? 0 : undefined)));
}

/** What each place in the order answers: 96 together. */
const EACH = [...Array(4).fill(12), ...Array(20).fill(2), ...Array(8).fill(1)] as readonly number[];

for (const count of [1, 4, 7, 8, 9, 24, 25, 31, 32, 33, 1000]) {
  Deno.test(`of ${count} members the first ${Math.min(count, 32)} keep the door, with at most 96 guesses together`, () => {
    const membership = crowd(count);
    const keeps = keepers(membership).map(({ number }) => number);
    assertEquals(keeps, Array.from({ length: Math.min(count, 32) }, (_, number) => number as MemberNumber));
    const guesses = membership.members.map(({ card }) => guessesOf(membership, card.id));
    assertEquals(guesses, Array.from({ length: count }, (_, number) => EACH[number] ?? 0));
    assert(guesses.reduce((sum, one) => sum + one, 0) <= 96);
  });
}

Deno.test("who is shown the channel as it was when he came answers no more than in the channel as it is", () => {
  const whole = crowd(40);
  const alone = whole.members.map((_, place) => membershipOf(whole.members.slice(0, place + 1)));
  const guesses = whole.members.map(({ card }, place) => guessesOf(alone[place] ?? whole, card.id));
  assertEquals(guesses.reduce((sum, one) => sum + one, 0), 96);
});

Deno.test("admins keep the door first, the most senior before the others, then who has been a member longer", () => {
  const members = [member(3), member(5, 40), member(8), member(9, 12), member(70)];
  const inOrder = [9, 5, 3, 8, 70] as MemberNumber[];
  assertEquals(keepers(membershipOf(members)).map(({ number }) => number), inOrder);
  assertEquals(keepers(membershipOf(members.toReversed())).map(({ number }) => number), inOrder);
});

Deno.test("an admin keeps the door although thirty-two came before him, and the last of those no longer does", () => {
  const members = Array.from({ length: 40 }, (_, number) => member(number, number === 39 ? 100 : undefined));
  const membership = membershipOf(members);
  assertEquals(keepers(membership).map(({ number }) => number).slice(0, 2), [39, 0] as MemberNumber[]);
  assertEquals([30, 31].map((number) => guessesOf(membership, member(number).card.id)), [1, 0]);
});

Deno.test("who is no member keeps no door and answers no guess", () => {
  for (const count of [0, 1, 1000]) assertEquals(guessesOf(crowd(count), identityOf("eve").id), 0);
  assertEquals(keepers(crowd(0)), []);
});
