/**
 * Who keeps a channel's door, and how many wrong PINs each of them answers: by the log alone, so that no relay can send a guess to every member of a large
 * channel. All of them together answer 96.
 */
import type { IdentityId } from "../ids.ts";
import type { Member, Membership } from "./membership.ts";

/** How many members answer at a door: the admins first, then who has been a member longer. */
const MOST_KEEPERS = 32;
const GUESSES = 96;
const MOST_OF_ONE = 12;

/** In the order in which a relay asks those of them who are there. */
export function keepers({ members }: Membership): readonly Member[] {
  return [...members].sort((a, b) => rank(a) - rank(b)).slice(0, MOST_KEEPERS);
}

/** How many guesses this one answers that are not proven right. */
export function guessesOf(membership: Membership, id: IdentityId): number {
  const all = keepers(membership);
  if (!all.some(({ card }) => card.id === id)) return 0;
  return Math.min(MOST_OF_ONE, Math.floor(GUESSES / all.length));
}

/** An admin comes before everybody who is none, and in both groups the earlier one first. */
function rank({ adminSince, number }: Member): number {
  return adminSince ?? 0x1_0000_0000 + number;
}
