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

/** Members, keepers, and how many guesses each of those answers. */
const TABLE = [
  [1, 1, 12],
  [7, 7, 12],
  [8, 8, 12],
  [9, 9, 10],
  [31, 31, 3],
  [32, 32, 3],
  [33, 32, 3],
  [1000, 32, 3],
] as const;

for (const [count, keeping, each] of TABLE) {
  Deno.test(`of ${count} members ${keeping} keep the door with ${each} guesses each, at most 96 together`, () => {
    const membership = crowd(count);
    const keeps = keepers(membership).map(({ number }) => number);
    assertEquals(keeps, Array.from({ length: keeping }, (_, number) => number as MemberNumber));
    const guesses = membership.members.map(({ card }) => guessesOf(membership, card.id));
    assertEquals(guesses, Array.from({ length: count }, (_, number) => number < keeping ? each : 0));
    assert(guesses.reduce((sum, one) => sum + one, 0) <= 96);
  });
}

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
  assertEquals([30, 31].map((number) => guessesOf(membership, member(number).card.id)), [3, 0]);
});

Deno.test("who is no member keeps no door and answers no guess", () => {
  for (const count of [0, 1, 1000]) assertEquals(guessesOf(crowd(count), identityOf("eve").id), 0);
  assertEquals(keepers(crowd(0)), []);
});
