/**
 * What a member log describes: who is in a channel, with what powers, under which policy.
 * It computes the state after an entry and believes that entry: rules.ts says whether it may be.
 */
import { type Card } from "../card.ts";
import { type ChannelId, type Head, type IdentityId, type MemberNumber } from "../ids.ts";
import { nameKey } from "../names.ts";
import { type Entry, type EntryOf, type Op } from "./entry.ts";
import { type Policy } from "./policy.ts";

/** Somebody who is in. */
export interface Member {
  readonly number: MemberNumber;
  readonly card: Card;
  /** His nick as it is compared: no two members have the same. */
  readonly nickKey: string;
  /** The seq of the entry that made him admin; undefined for who is none. The lower, the more senior. */
  readonly adminSince: number | undefined;
  /** He may not post before this time; 0 for who never was muted. */
  readonly mutedUntil: number;
}

/** A member with powers. */
export interface Admin extends Member {
  readonly adminSince: number;
}

/** A key pair whose private half is in a link, and which may let people in. */
export interface Invite {
  readonly number: MemberNumber;
  readonly card: Card;
  readonly usesLeft: number;
  readonly until: number;
}

/** The state of a channel after some entry of its log: the same for everybody who replayed the same entries. */
export interface Membership {
  readonly channel: ChannelId;
  /** Empty for a private channel. */
  readonly name: string;
  readonly head: Head;
  /** How many entries there are: the seq of the next one. */
  readonly count: number;
  /** The seq of the entry that opened the current epoch. */
  readonly epoch: number;
  /** The newest entry's time. */
  readonly time: number;
  readonly policy: Policy;
  /** Somebody left who still has the key: a rekey comes before anything else. */
  readonly owed: boolean;
  /** By rising number. */
  readonly members: readonly Member[];
  /** Those that were alive at the newest entry's time, by rising number. */
  readonly invites: readonly Invite[];
  /** When each ban that was in force at the newest entry's time is over. */
  readonly bans: ReadonlyMap<IdentityId, number>;
}

type Later = Exclude<Op, "create">;

/** The member with this number, if he is in. */
export function memberOf(membership: Membership, number: MemberNumber): Member | undefined {
  return byNumber(membership.members, number);
}

/** The member with this identity, if he is in. */
export function memberById(membership: Membership, id: IdentityId): Member | undefined {
  return membership.members.find((member) => member.card.id === id);
}

/** The member with this nick, however it is written. */
export function memberByNick(membership: Membership, nick: string): Member | undefined {
  const key = nameKey(nick);
  return membership.members.find((member) => member.nickKey === key);
}

/** The invite with this number, if it is alive. */
export function inviteOf(membership: Membership, number: MemberNumber, now = membership.time): Invite | undefined {
  const invite = byNumber(membership.invites, number);
  return invite && invite.until > now ? invite : undefined;
}

/** The invite with this identity, if it is alive. */
export function inviteById(membership: Membership, id: IdentityId, now = membership.time): Invite | undefined {
  return membership.invites.find((invite) => invite.card.id === id && invite.until > now);
}

/** Everybody who is to know the channel's key: the members and the invites that are alive. */
export function keyHolders(membership: Membership, now = membership.time): readonly (Member | Invite)[] {
  return [...membership.members, ...membership.invites.filter((invite) => invite.until > now)];
}

export function isAdmin(member: Member | undefined): member is Admin {
  return member?.adminSince !== undefined;
}

/** Whether the first is an admin and the second is none, or became one later. */
export function isSenior(member: Member, to: Member): boolean {
  return (member.adminSince ?? Infinity) < (to.adminSince ?? Infinity);
}

/** The admins, the most senior first. */
export function admins(membership: Membership): readonly Admin[] {
  return membership.members.filter(isAdmin).sort((a, b) => a.adminSince - b.adminSince);
}

export function isMuted(member: Member, now: number): boolean {
  return member.mutedUntil > now;
}

export function isBanned(membership: Membership, id: IdentityId, now = membership.time): boolean {
  return (membership.bans.get(id) ?? 0) > now;
}

/** Two members at most, no name and no door. */
export function isPrivate(membership: Membership): boolean {
  return membership.name === "";
}

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
    return { members: [...membership.members, newcomer(entry)], invites: spent(membership.invites, entry.author) };
  },
  remove(membership, entry) {
    const removed = memberOf(membership, entry.member);
    const banned = removed && entry.banUntil > entry.time;
    return {
      members: without(membership.members, entry.member),
      policy: entry.policy,
      bans: banned ? new Map(membership.bans).set(removed.card.id, entry.banUntil) : membership.bans,
      owed: false,
    };
  },
  leave(membership, entry) {
    return { members: succeeded(without(membership.members, entry.author), entry.seq), owed: true };
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
  unban(membership, entry) {
    return { bans: new Map([...membership.bans].filter(([id]) => id !== entry.identity)) };
  },
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
  };
}

function newcomer(entry: EntryOf<"create" | "add">): Member {
  const { card } = entry;
  return { number: numberOf(entry), card, nickKey: nameKey(card.nick), adminSince: undefined, mutedUntil: 0 };
}

/** Who or what an entry lets in is known by that entry's seq. */
function numberOf(entry: EntryOf<"create" | "add" | "invite">): MemberNumber {
  return entry.seq as MemberNumber;
}

/** Invites and bans that are over at this time are forgotten: time never goes back, so they stay over. */
function expired(membership: Membership, time: number): Pick<Membership, "invites" | "bans"> {
  const { invites, bans } = membership;
  return {
    invites: invites.every((invite) => invite.until > time) ? invites : invites.filter((invite) => invite.until > time),
    bans: [...bans.values()].every((until) => until > time)
      ? bans
      : new Map([...bans].filter(([, until]) => until > time)),
  };
}

/** With an invite's last use goes the invite. */
function spent(invites: readonly Invite[], number: MemberNumber): readonly Invite[] {
  if (!byNumber(invites, number)) return invites;
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
  return { members: membership.members.map((member) => member.number === number ? { ...member, ...change } : member) };
}

function without<T extends { readonly number: MemberNumber }>(all: readonly T[], number: MemberNumber): readonly T[] {
  return all.filter((one) => one.number !== number);
}

/** By bisection: numbers rise. */
function byNumber<T extends { readonly number: MemberNumber }>(all: readonly T[], number: MemberNumber): T | undefined {
  let low = 0;
  let high = all.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const one = all[middle];
    if (one && one.number < number) low = middle + 1;
    else high = middle;
  }
  return all[low]?.number === number ? all[low] : undefined;
}
