/** The state of a channel after one more entry, which is believed: rules.ts says whether it may come, replay.ts whether it is signed. */
import { type Head, type IdentityId, type MemberNumber } from "../ids.ts";
import { nickKey, nickLook } from "../skeleton.ts";
import { type Entry, type EntryOf, numberOf, type Op } from "./entry.ts";
import {
  type Invite,
  isAdmin,
  isMuted,
  type Member,
  memberOf,
  type Membership,
  type Numbered,
  placeOf,
} from "./membership.ts";
import { movedOn } from "./roll.ts";
import { MOST_BANS } from "./rules.ts";

type Later = Exclude<Op, "create">;

/** The state after an entry that rules.ts has nothing against; `head` is that entry's. */
export function apply(membership: Membership | undefined, entry: Entry, head: Head): Membership {
  if (entry.op === "create") return created(entry, head);
  if (!membership) throw new RangeError(`Cannot apply "${entry.op}": the log is empty`);
  const before: Membership = {
    ...membership,
    head,
    count: entry.seq + 1,
    time: entry.time,
    epoch: entry.op === "leave" ? membership.epoch : entry.seq,
    ...expired(membership, entry.time),
  };
  return { ...before, ...effect(entry.op, before, entry) };
}

function effect<K extends Later>(op: K, before: Membership, entry: EntryOf<K>): Partial<Membership> {
  return effects[op](before, entry);
}

const effects: { readonly [K in Later]: (membership: Membership, entry: EntryOf<K>) => Partial<Membership> } = {
  add(membership, entry) {
    const { mutes } = membership;
    const came = { ...newcomer(entry), mutedUntil: mutes.get(entry.card.id) ?? 0 };
    const members = movedOn(membership.members, [...membership.members, came], { came });
    return { members, invites: spent(membership.invites, entry.author), mutes: forgotten(mutes, entry.card.id) };
  },
  remove(membership, entry) {
    const removed = memberOf(membership, entry.member);
    const banned = removed && entry.banUntil > entry.time;
    return {
      members: movedOn(membership.members, without(membership.members, entry.member), { gone: removed }),
      policy: entry.policy,
      bans: banned ? new Map(membership.bans).set(removed.card.id, entry.banUntil) : membership.bans,
      // He may have kept an invite's link, and would read on, or come back, with its key.
      invites: [],
      mutes: remembered(membership, removed),
      owed: false,
    };
  },
  leave(membership, entry) {
    const gone = memberOf(membership, entry.author);
    const left = succeeded(without(membership.members, entry.author), entry.seq);
    return { members: movedOn(membership.members, left, { gone }), mutes: remembered(membership, gone), owed: true };
  },
  rekey: () => ({ owed: false }),
  policy: (_, entry) => ({ policy: entry.policy }),
  op: (membership, entry) => changed(membership, entry.member, { adminSince: entry.seq }),
  deop: (membership, entry) => changed(membership, entry.member, { adminSince: undefined }),
  transfer(membership, entry) {
    const members = changed(membership, entry.member, { adminSince: entry.seq });
    return changed({ ...membership, ...members }, entry.author, { adminSince: undefined });
  },
  mute: (membership, entry) => changed(membership, entry.member, { mutedUntil: entry.until }),
  unmute: (membership, entry) => changed(membership, entry.member, { mutedUntil: 0 }),
  ban: (membership, entry) => ({ bans: new Map(membership.bans).set(entry.identity, entry.until) }),
  unban: (membership, entry) => ({ bans: forgotten(membership.bans, entry.identity) }),
  invite(membership, entry) {
    const { card, uses, until } = entry;
    return { invites: [...membership.invites, { number: numberOf(entry), card, usesLeft: uses, until }] };
  },
  revoke: (membership, entry) => ({ invites: without(membership.invites, entry.invite), owed: false }),
};

function created(entry: EntryOf<"create">, head: Head): Membership {
  return {
    channel: entry.channel,
    name: entry.name,
    head,
    count: 1,
    epoch: 0,
    time: entry.time,
    policy: entry.policy,
    owed: false,
    members: [{ ...newcomer(entry), adminSince: 0 }],
    invites: [],
    bans: new Map(),
    mutes: new Map(),
  };
}

function newcomer(entry: EntryOf<"create" | "add">): Member {
  const { card } = entry;
  const compared = { nickKey: nickKey(card.nick), nickLook: nickLook(card.nick) };
  return { number: numberOf(entry), card, ...compared, adminSince: undefined, mutedUntil: 0 };
}

/** Invites, bans and mutes that are over at this time are forgotten: time never goes back, so they stay over. */
function expired(membership: Membership, time: number): Pick<Membership, "invites" | "bans" | "mutes"> {
  const { invites, bans, mutes } = membership;
  return {
    invites: invites.every((invite) => invite.until > time) ? invites : invites.filter((invite) => invite.until > time),
    bans: inForce(bans, time),
    mutes: inForce(mutes, time),
  };
}

type Times = ReadonlyMap<IdentityId, number>;

function inForce(times: Times, time: number): Times {
  for (const until of times.values()) {
    if (until <= time) return new Map([...times].filter(([, until]) => until > time));
  }
  return times;
}

function forgotten(times: Times, id: IdentityId): Times {
  return times.has(id) ? new Map([...times].filter(([other]) => other !== id)) : times;
}

/** Who goes and comes back is as muted as he was: else he could unmute himself. Of too many, who went first is forgotten. */
function remembered({ mutes, time }: Membership, gone: Member | undefined): Times {
  if (!gone || !isMuted(gone, time)) return mutes;
  const all = [...mutes, [gone.card.id, gone.mutedUntil] as const];
  return new Map(all.slice(-MOST_BANS));
}

/** With an invite's last use goes the invite. */
function spent(invites: readonly Invite[], number: MemberNumber): readonly Invite[] {
  if (!invites.some((invite) => invite.number === number)) return invites;
  return invites
    .map((invite) => invite.number === number ? { ...invite, usesLeft: invite.usesLeft - 1 } : invite)
    .filter((invite) => invite.usesLeft > 0);
}

/** When the last admin is gone, the longest-standing member becomes admin. */
function succeeded(members: readonly Member[], seq: number): readonly Member[] {
  const [heir, ...others] = members;
  if (!heir || members.some(isAdmin)) return members;
  return [{ ...heir, adminSince: seq }, ...others];
}

function changed(membership: Membership, number: MemberNumber, change: Partial<Member>): Pick<Membership, "members"> {
  const { members } = membership;
  const place = placeOf(members, number);
  const member = members[place];
  return { members: member ? movedOn(members, members.with(place, { ...member, ...change }), {}) : members };
}

function without<T extends Numbered>(all: readonly T[], number: MemberNumber): readonly T[] {
  const place = placeOf(all, number);
  return place < 0 ? all : all.toSpliced(place, 1);
}
