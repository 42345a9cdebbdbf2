/** Who was in a channel when its log was last read, as a vault keeps it: enough to show it, and to write to it, while there is no line to read the log on. */
import { card } from "../../shared/card.ts";
import { channelId, head, identityId, memberNumber } from "../../shared/ids.ts";
import type { Member, Membership } from "../../shared/log/membership.ts";
import { policy } from "../../shared/log/policy.ts";
import { MOST_BANS, MOST_INVITES } from "../../shared/log/rules.ts";
import { nickKey, nickLook } from "../../shared/skeleton.ts";
import {
  as,
  type Field,
  flag,
  list,
  record,
  text,
  u16,
  u32,
  u53,
  type Values,
  versionedList,
} from "../../shared/wire.ts";

const memberFields = { number: memberNumber, card, adminSince: list(u32, 1), mutedUntil: u53 };
const savedMember: Field<Member> = as(record(memberFields), restoredMember, flattenedMember);

const fields = {
  ...{ channel: channelId, name: text(200), head, count: u32, epoch: u32, time: u53, policy, owed: flag },
  /** An entry changes one member or none, and then all are saved. */
  members: versionedList(savedMember, 65_535),
  invites: list(record({ number: memberNumber, card, usesLeft: u16, until: u53 }), MOST_INVITES),
  bans: list(record({ identity: identityId, until: u53 }), MOST_BANS),
};

export const savedMembership: Field<Membership> = as(record(fields), restored, flattened);

function restored({ bans, ...rest }: Values<typeof fields>): Membership {
  return { ...rest, bans: new Map(bans.map(({ identity, until }) => [identity, until])) };
}

function flattened({ bans, ...rest }: Membership): Values<typeof fields> {
  return { ...rest, bans: [...bans].map(([identity, until]) => ({ identity, until })) };
}

function restoredMember({ number, card, adminSince: [adminSince], mutedUntil }: Values<typeof memberFields>): Member {
  return { number, card, nickKey: nickKey(card.nick), nickLook: nickLook(card.nick), adminSince, mutedUntil };
}

function flattenedMember({ number, card, adminSince, mutedUntil }: Member): Values<typeof memberFields> {
  return { number, card, adminSince: adminSince === undefined ? [] : [adminSince], mutedUntil };
}
