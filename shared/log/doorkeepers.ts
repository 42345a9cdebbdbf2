/**
 * Who keeps a channel's door, and how many wrong PINs each of them answers: by the log alone, so that no relay can send a guess to every member of a large
 * channel. All of them together answer 96.
 */
import type { IdentityId } from "../ids.ts";
import type { Member, Membership } from "./membership.ts";

/** How many members answer at a door: the admins first, then who has been a member longer. */
const MOST_KEEPERS = 32;
/**
 * How many guesses belong to a place in that order: 4 * 12 + 20 * 2 + 8 * 1 = 96. By the place alone, not by how many there are: else a relay that shows
 * each keeper the log as it was when he came would have each of them answer as if he were alone.
 */
const FIRST = { keepers: 4, guesses: 12 };
const NEXT = { keepers: 24, guesses: 2 };

/** In the order in which a relay asks those of them who are there. */
export function keepers({ members }: Membership): readonly Member[] {
  return [...members].sort((a, b) => rank(a) - rank(b)).slice(0, MOST_KEEPERS);
}

/** How many guesses this one answers that are not proven right. */
export function guessesOf(membership: Membership, id: IdentityId): number {
  const place = keepers(membership).findIndex(({ card }) => card.id === id);
  if (place < 0) return 0;
  return place < FIRST.keepers ? FIRST.guesses : place < NEXT.keepers ? NEXT.guesses : 1;
}

/** An admin comes before everybody who is none, and in both groups the earlier one first. */
function rank({ adminSince, number }: Member): number {
  return adminSince ?? 0x1_0000_0000 + number;
}
