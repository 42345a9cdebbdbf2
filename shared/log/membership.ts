/** What a member log describes: who is in a channel, with what powers, under which policy. How it comes to be so is not known here. */
import { type Card } from "../card.ts";
import { type ChannelId, type Head, type IdentityId, type MemberNumber } from "../ids.ts";
import { nickKey, nickLook } from "../skeleton.ts";
import { type Policy } from "./policy.ts";
import { numberById, numberByNick } from "./roll.ts";

/** Whoever, or whatever, came into the channel by an entry: its seq is the number. */
export interface Numbered {
  readonly number: MemberNumber;
}

/** Somebody who is in. */
export interface Member extends Numbered {
  readonly card: Card;
  /** How his nick reads, in any case: no two members have the same. */
  readonly nickKey: string;
  /** How his nick looks as he writes it: no two members have the same. */
  readonly nickLook: string;
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
export interface Invite extends Numbered {
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
  /** Until when each stays muted who went while he was; whoever went first comes first. */
  readonly mutes: ReadonlyMap<IdentityId, number>;
}

/** The member with this number, if he is in. */
export function memberOf(membership: Membership, number: MemberNumber): Member | undefined {
  return byNumber(membership.members, number);
}

/** The member with this identity, if he is in. */
export function memberById(membership: Membership, id: IdentityId): Member | undefined {
  const number = numberById(membership.members, id);
  return number === undefined ? undefined : memberOf(membership, number);
}

/** The member with this nick, however it is written; else the one whose nick looks like it. */
export function memberByNick(membership: Membership, nick: string): Member | undefined {
  const number = numberByNick(membership.members, nickKey(nick), nickLook(nick));
  return number === undefined ? undefined : memberOf(membership, number);
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

function byNumber<T extends Numbered>(all: readonly T[], number: MemberNumber): T | undefined {
  const place = placeOf(all, number);
  return place < 0 ? undefined : all[place];
}

/** Where the one with this number stands, by bisection: numbers rise. -1: there is none. */
export function placeOf(all: readonly Numbered[], number: MemberNumber): number {
  let low = 0;
  let high = all.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const one = all[middle];
    if (one && one.number < number) low = middle + 1;
    else high = middle;
  }
  return all[low]?.number === number ? low : -1;
}
