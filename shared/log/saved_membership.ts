/**
 * A membership as it is kept, by a vault to show a channel and write to it while there is no line, by a relay to go on from there in a long log. The members are
 * a part by themselves, which is large and which a vault seldom writes; the other part says what has become of them since.
 */
import { card } from "../card.ts";
import { channelId, head, type IdentityId, identityId, memberNumber } from "../ids.ts";
import type { Member, Membership } from "./membership.ts";
import { policy } from "./policy.ts";
import { MOST_BANS, MOST_INVITES } from "./rules.ts";
import { nickKey, nickLook } from "../skeleton.ts";
import { as, type Field, flag, list, record, text, u16, u32, u53, type Values } from "../wire.ts";

const MOST_MEMBERS = 65_535;

const memberFields = { number: memberNumber, card, adminSince: list(u32, 1), mutedUntil: u53 };
const savedMember: Field<Member> = as(record(memberFields), restoredMember, flattenedMember);

/** Members, in the order of their numbers, as every membership has them. */
export const savedMembers: Field<readonly Member[]> = list(savedMember, MOST_MEMBERS);

const times: Field<ReadonlyMap<IdentityId, number>> = as(
  list(record({ identity: identityId, until: u53 }), MOST_BANS),
  (all) => new Map(all.map(({ identity, until }) => [identity, until])),
  (all) => [...all].map(([identity, until]) => ({ identity, until })),
);

const fields = {
  ...{ channel: channelId, name: text(200), head, count: u32, epoch: u32, time: u53, policy, owed: flag },
  invites: list(record({ number: memberNumber, card, usesLeft: u16, until: u53 }), MOST_INVITES),
  bans: times,
  mutes: times,
  /** Of the members as they were written last, these are members no more, */
  gone: list(memberNumber, MOST_MEMBERS),
  /** and these have come since, or are other than they were. */
  others: list(savedMember, MOST_MEMBERS),
};

/** A membership, beside its members as they were written last. */
export const savedMembership = record(fields);
export type SavedMembership = Values<typeof fields>;

/** What is written of it beside members that were written. */
export function flattened({ members, ...rest }: Membership, written: readonly Member[]): SavedMembership {
  return { ...rest, ...differences(written, members) };
}

/** How many members' difference that is. */
export function distance({ gone, others }: SavedMembership): number {
  return gone.length + others.length;
}

export function restored({ gone, others, ...rest }: SavedMembership, written: readonly Member[]): Membership {
  const replaced = new Set([...gone, ...others.map(({ number }) => number)]);
  const members = [...written.filter(({ number }) => !replaced.has(number)), ...others];
  return {
    ...rest,
    members: members.toSorted((a, b) => a.number - b.number),
  };
}

/** Both are in the order of their numbers, and a member that is the same value has not changed. */
function differences(before: readonly Member[], now: readonly Member[]): Pick<SavedMembership, "gone" | "others"> {
  const gone = [];
  const others = [];
  let place = 0;
  for (const member of now) {
    // Nearly all: they are not even looked into.
    if (before[place] === member) {
      place++;
      continue;
    }
    for (let old = before[place]; old && old.number < member.number; old = before[++place]) gone.push(old.number);
    const old = before[place];
    if (old !== member) others.push(member);
    if (old?.number === member.number) place++;
  }
  gone.push(...before.slice(place).map(({ number }) => number));
  return { gone, others };
}

function restoredMember({ number, card, adminSince: [adminSince], mutedUntil }: Values<typeof memberFields>): Member {
  return { number, card, nickKey: nickKey(card.nick), nickLook: nickLook(card.nick), adminSince, mutedUntil };
}

function flattenedMember({ number, card, adminSince, mutedUntil }: Member): Values<typeof memberFields> {
  return { number, card, adminSince: adminSince === undefined ? [] : [adminSince], mutedUntil };
}
