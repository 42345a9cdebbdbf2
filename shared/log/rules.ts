/**
 * Who may do what: the rules of PROTOCOL.md section 5, the same for every client and the relay. They know nothing of bytes and signatures.
 * A rule answers with undefined, or with a sentence for the person who tried.
 */
import { type Card } from "../card.ts";
import { type MemberNumber } from "../ids.ts";
import { type Entry, type EntryOf, NOWHERE, type Op } from "./entry.ts";
import {
  inviteById,
  inviteOf,
  isAdmin,
  isBanned,
  isMuted,
  isPrivate,
  isSenior,
  type Member,
  memberById,
  memberByNick,
  memberOf,
  type Membership,
} from "./membership.ts";

/** How many invites of a channel are alive at once: each is a wrap in every rekey. */
export const MOST_INVITES = 64;
/** How many bans are in force at once, and how many who went while they were muted are remembered. */
export const MOST_BANS = 1000;

/** Here every key holder gets the new key in a wrap; a copy under the old key would give it to whom these shut out. */
export const WRAPPED_FOR_ALL: ReadonlySet<Op> = new Set(["remove", "rekey", "revoke"]);

/** What a relay limits beyond what everybody does. */
export interface Limits {
  /** How many members a channel may have. */
  readonly members?: number | undefined;
}

type Refusal = string | undefined;
type Later = Exclude<Op, "create">;

/** What a rule looks at. An invite is the author of an add only; for it, `author` is undefined. */
interface Case<K extends Later> {
  readonly membership: Membership;
  readonly entry: EntryOf<K>;
  readonly author: Member | undefined;
  readonly limits: Limits;
}

const WHEN_OWED: ReadonlySet<Op> = new Set(["rekey", "remove", "leave", "revoke"]);
const IN_PRIVATE: ReadonlySet<Op> = new Set(["add", "leave", "rekey"]);
const NOT_HERE = "That member is not in this channel.";
const IN_THE_PAST = "That time is over already.";

/** Why this entry may not come next, in words for the person who tried; undefined if it may. */
export function refusal(membership: Membership | undefined, entry: Entry, limits: Limits = {}): Refusal {
  if (entry.op === "create") return membership ? "This channel exists already." : misbegun(entry);
  if (!membership) return "A channel begins with its creation.";
  const author = memberOf(membership, entry.author);
  return misplaced(membership, entry) ??
    shut(membership, entry, author) ??
    leaking(membership, entry) ??
    judge(entry.op, { membership, entry, author, limits });
}

/** Whether an entry was written for another state of this channel: its author has to catch up and decide again. */
export function isStale(membership: Membership, entry: Entry): boolean {
  const next = entry.prev === membership.head && entry.seq === membership.count;
  return entry.channel === membership.channel && !next;
}

function misbegun(entry: EntryOf<"create">): Refusal {
  const { seq, author, prev } = NOWHERE;
  if (entry.seq !== seq || entry.author !== author || entry.prev !== prev) return "A creation comes first in its log.";
  if (entry.epoch.fwd.length > 0 || entry.epoch.back.length > 0) return "A new channel has no key before its first.";
}

function misplaced(membership: Membership, entry: Entry): Refusal {
  if (entry.channel !== membership.channel) return "That was written for another channel.";
  if (isStale(membership, entry)) return "The channel has changed meanwhile.";
  if (entry.time < membership.time) return "The clock is behind what was done here last.";
}

/** What holds for everything that is done in a channel. */
function shut(membership: Membership, entry: Entry, author: Member | undefined): Refusal {
  if (membership.members.length === 0) return "This channel is over: its last member left.";
  if (!author && !inviteOf(membership, entry.author, entry.time)) return "Only a member can do that.";
  if (!author && entry.op !== "add") return "An invite can only let somebody in.";
  if (isPrivate(membership) && !IN_PRIVATE.has(entry.op)) return "A private channel has no admins, bans or settings.";
  if (membership.owed && !WHEN_OWED.has(entry.op)) return "Somebody left: the channel needs a new key first.";
}

/** A client that forgets itself must not hand a key to whom the channel keeps from it. */
function leaking(membership: Membership, entry: Entry): Refusal {
  if (entry.op === "leave" || entry.op === "create") return;
  const { fwd, back } = entry.epoch;
  if (fwd.length > 0 && WRAPPED_FOR_ALL.has(entry.op)) return "The new key must not be readable with the old one.";
  const shared = membership.policy.history && (!("policy" in entry) || entry.policy.history);
  if (back.length > 0 && !shared) return "The old key must not be readable with the new one: history is not shared.";
}

const rules: { readonly [K in Later]: (the: Case<K>) => Refusal } = {
  add({ membership, entry, author, limits }) {
    if (author && membership.policy.locked && !isAdmin(author)) {
      return "Only an admin lets people into a locked channel.";
    }
    // Only as the second entry: else who stays after a leave could give the other's place to a third.
    if (isPrivate(membership) && membership.count > 1) return "A private channel is for the two it was opened for.";
    if (membership.members.length >= (limits.members ?? Infinity)) return "This channel is full.";
    if (memberByNick(membership, entry.card.nick)) return `The name "${entry.card.nick}" is taken here.`;
    return unfit(entry.card, membership, entry.time);
  },
  remove({ membership, entry, author }) {
    const target = memberOf(membership, entry.member);
    if (!isAdmin(author)) return "Only an admin can remove a member.";
    if (!target) return NOT_HERE;
    // Whoever removes draws the new key, which who goes must not know.
    if (target === author) return "Nobody can remove himself, only leave.";
    if (outranked(author, target)) return "An admin cannot remove an admin who is senior to him.";
    if (entry.banUntil > entry.time && inForce(membership.bans, entry.time) >= MOST_BANS) {
      return "This channel has too many bans.";
    }
  },
  leave: () => undefined,
  rekey({ membership, author }) {
    if (!membership.owed && !isAdmin(author)) return "Only an admin can change the key unasked.";
  },
  policy({ author }) {
    if (!isAdmin(author)) return "Only an admin can change what holds in a channel.";
  },
  op({ membership, entry, author }) {
    if (!isAdmin(author)) return "Only an admin can make a member admin.";
    return noHeir(membership, entry.member);
  },
  deop({ membership, entry, author }) {
    const target = memberOf(membership, entry.member);
    if (!isAdmin(author)) return "Only an admin can take an admin's power back.";
    if (!target) return NOT_HERE;
    if (!isAdmin(target)) return `"${target.card.nick}" is no admin.`;
    if (target !== author && !isSenior(author, target)) {
      return "An admin cannot take the power of one who is senior to him.";
    }
    // Else succession would give it back to the longest-standing member, who may be himself.
    if (membership.members.filter(isAdmin).length === 1) return "The only admin has to make another one first.";
  },
  transfer({ membership, entry, author }) {
    if (!isAdmin(author)) return "Only an admin can hand his power over.";
    return noHeir(membership, entry.member);
  },
  mute({ membership, entry, author }) {
    const target = memberOf(membership, entry.member);
    if (!isAdmin(author)) return "Only an admin can mute a member.";
    if (!target) return NOT_HERE;
    if (outranked(author, target)) return "An admin cannot mute an admin who is senior to him.";
    if (entry.until <= entry.time) return IN_THE_PAST;
  },
  unmute({ membership, entry, author }) {
    const target = memberOf(membership, entry.member);
    if (!isAdmin(author)) return "Only an admin can unmute a member.";
    if (!target) return NOT_HERE;
    if (target === author) return "Nobody can unmute himself.";
    if (!isMuted(target, entry.time)) return `"${target.card.nick}" is not muted.`;
  },
  ban({ membership, entry, author }) {
    const inside = memberById(membership, entry.identity);
    if (!isAdmin(author)) return "Only an admin can ban somebody.";
    if (inside) return `"${inside.card.nick}" is in this channel: remove him with a ban.`;
    if (entry.until <= entry.time) return IN_THE_PAST;
    if (!isBanned(membership, entry.identity, entry.time) && inForce(membership.bans, entry.time) >= MOST_BANS) {
      return "This channel has too many bans.";
    }
  },
  unban({ membership, entry, author }) {
    if (!isAdmin(author)) return "Only an admin can lift a ban.";
    if (!isBanned(membership, entry.identity, entry.time)) return "That identity is not banned.";
  },
  invite({ membership, entry, author }) {
    if (!isAdmin(author)) return "Only an admin can make an invite.";
    if (entry.uses === 0) return "An invite needs at least one use.";
    if (entry.until <= entry.time) return IN_THE_PAST;
    if (alive(membership.invites, entry.time) >= MOST_INVITES) return "This channel has too many invites.";
    return unfit(entry.card, membership, entry.time);
  },
  revoke({ membership, entry, author }) {
    if (!isAdmin(author)) return "Only an admin can revoke an invite.";
    if (!inviteOf(membership, entry.invite, entry.time)) return "That invite is over already.";
  },
};

function judge<K extends Later>(op: K, the: Case<K>): Refusal {
  return rules[op](the);
}

/** Why an identity may not come in, as a member or as an invite. */
function unfit(card: Card, membership: Membership, time: number): Refusal {
  const inside = memberById(membership, card.id);
  if (inside) return `"${inside.card.nick}" is in this channel already.`;
  if (inviteById(membership, card.id, time)) return "An invite cannot be used as a member.";
  if (isBanned(membership, card.id, time)) return `"${card.nick}" is banned from this channel.`;
}

function noHeir(membership: Membership, number: MemberNumber): Refusal {
  const target = memberOf(membership, number);
  if (!target) return NOT_HERE;
  if (isAdmin(target)) return `"${target.card.nick}" is an admin already.`;
}

/** How many are not over by then: those that are go with the next entry. */
function inForce(bans: Membership["bans"], time: number): number {
  return [...bans.values()].filter((until) => until > time).length;
}

function alive(invites: Membership["invites"], time: number): number {
  return invites.filter(({ until }) => until > time).length;
}

function outranked(author: Member, target: Member): boolean {
  return isSenior(target, author);
}
