/**
 * Finds members by identity and by nick without a look at each: in a channel of a thousand every entry asks for several. A roll belongs to one list of
 * members and moves on to the next one, so that an entry costs its change; a list that is left behind gets another when it is asked again.
 */
import type { IdentityId, MemberNumber } from "../ids.ts";
import type { Member } from "./membership.ts";

/** Who came or went from one list to the next; what else became of a member changes nothing here. */
export interface Move {
  readonly came?: Member | undefined;
  readonly gone?: Member | undefined;
}

/** Fewer are sooner looked through. */
const MANY = 32;

class Roll {
  readonly ids = new Map<IdentityId, MemberNumber>();
  readonly keys = new Map<string, MemberNumber>();
  readonly looks = new Map<string, MemberNumber>();

  add({ number, card, nickKey, nickLook }: Member): void {
    this.ids.set(card.id, number);
    this.keys.set(nickKey, number);
    this.looks.set(nickLook, number);
  }

  remove({ card, nickKey, nickLook }: Member): void {
    this.ids.delete(card.id);
    this.keys.delete(nickKey);
    this.looks.delete(nickLook);
  }
}

const rolls = new WeakMap<readonly Member[], Roll>();

/** The number of the member with this identity. */
export function numberById(members: readonly Member[], id: IdentityId): MemberNumber | undefined {
  if (members.length < MANY) return members.find(({ card }) => card.id === id)?.number;
  return rollOf(members).ids.get(id);
}

/** The number of the member whose nick reads like this; else of the one whose nick looks like that. */
export function numberByNick(members: readonly Member[], key: string, look: string): MemberNumber | undefined {
  if (members.length < MANY) {
    return (members.find(({ nickKey }) => nickKey === key) ?? members.find(({ nickLook }) => nickLook === look))
      ?.number;
  }
  const { keys, looks } = rollOf(members);
  return keys.get(key) ?? looks.get(look);
}

/** The members after a change: the roll, if there is one, is theirs from now on. */
export function movedOn(before: readonly Member[], after: readonly Member[], { came, gone }: Move): readonly Member[] {
  const roll = rolls.get(before);
  if (!roll) return after;
  rolls.delete(before);
  if (gone) roll.remove(gone);
  if (came) roll.add(came);
  rolls.set(after, roll);
  return after;
}

function rollOf(members: readonly Member[]): Roll {
  const known = rolls.get(members);
  if (known) return known;
  const roll = new Roll();
  for (const member of members) roll.add(member);
  rolls.set(members, roll);
  return roll;
}
