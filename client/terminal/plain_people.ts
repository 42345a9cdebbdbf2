/** Lists of people and of what concerns them, as lines. */
import { formatTimeLeft } from "../../shared/duration.ts";
import { NEVER } from "../../shared/log/entry.ts";
import {
  admins,
  isAdmin,
  isMuted,
  isPrivate,
  type Member,
  memberByNick,
  type Membership,
} from "../../shared/log/membership.ts";
import type { IdentityId } from "../../shared/ids.ts";
import { clean } from "../../shared/terminal/clean.ts";
import type { ChannelView } from "../core/events.ts";
import { safetyNumber } from "../core/crypto/safety_number.ts";
import type { ChatState } from "../core/state.ts";
import type { OpenChannel } from "../core/state/channel_state.ts";
import { presenceWords } from "../core/words/presence_words.ts";
import { clockTime } from "../core/words/time_words.ts";
import { titleOf } from "../core/words/titles.ts";
import { plural } from "../core/words/whose.ts";
import { aligned } from "./aligned.ts";

/** Who looks, and when. */
export interface Looking {
  readonly self: IdentityId;
  readonly now: number;
}

const SHORT_ID = 16;

/** Who is in, or who is there now. */
export function listMembers(channel: OpenChannel, online: boolean, looking: Looking): readonly string[] {
  const { membership, present } = channel.view;
  const listed = membership.members.filter(({ number }) => !online || present.has(number));
  const title = online ? `Online in ${titleOf(channel.view)}` : `Members of ${titleOf(channel.view)}`;
  return [`${title}: ${listed.length}`, ...aligned(listed.map((member) => memberRow(member, channel, looking)))];
}

/** What is known of one of them, and what I hold of him. */
export function describePerson(
  channel: OpenChannel,
  nick: string,
  { people, ...looking }: Looking & { readonly people: ChatState["people"] },
): readonly string[] {
  const member = memberByNick(channel.view.membership, nick);
  if (!member) return [`Nobody here is called "${clean(nick)}".`];
  const { id } = member.card;
  const [name = "", how = "", powers = ""] = memberRow(member, channel, looking);
  const also = [
    ...powers === "" ? [] : [powers],
    ...[...people.verified.values()].includes(id) ? ["verified"] : [],
    ...people.ignored.includes(id) ? ["ignored by you"] : [],
  ];
  const read = channel.reads.get(member.number);
  return [
    clean(name),
    ...aligned([
      ["is", how],
      ...also.length === 0 ? [] : [["also", also.join(", ")]],
      ...read === undefined ? [] : [["has read up to", `#${read}`]],
      ["identity", `${id.slice(0, SHORT_ID)}\u2026`],
    ]),
  ];
}

export function listAdmins({ view }: OpenChannel, { self }: Looking): readonly string[] {
  const names = admins(view.membership).map(({ card }) =>
    card.id === self ? `${clean(card.nick)} (you)` : clean(card.nick)
  );
  return [
    names.length === 0
      ? "Nobody is admin here."
      : `Admin${names.length === 1 ? "" : "s"} of ${titleOf(view)}: ${names.join(", ")}`,
  ];
}

/** Who asks to be let in. */
export function listRequests({ view }: OpenChannel): readonly string[] {
  if (view.requests.length === 0) return ["Nobody asks to join."];
  const rows = view.requests.map(({ card, proven, at }) => [
    card.nick,
    `since ${clockTime(at)}`,
    proven ? "knew the PIN" : view.membership.policy.open ? "" : "did not show that he knows the PIN",
  ]);
  return [`Ask to join ${titleOf(view)}: ${rows.length}`, ...aligned(rows)];
}

/** Who is banned; of whom nothing tells the nick, the identity. */
export function listBans(channel: OpenChannel, { now }: Looking): readonly string[] {
  const { bans } = channel.view.membership;
  const rows = [...bans].filter(([, until]) => until > now).map((
    [id, until],
  ) => [nickOf(channel, id), untilWords(until, now)]);
  return rows.length === 0
    ? ["Nobody is banned."]
    : [`Banned from ${titleOf(channel.view)}: ${rows.length}`, ...aligned(rows)];
}

/** Whom I ignore, of so many in all: the nicks of those that a channel of mine knows. */
export function ignoredWords(nicks: readonly string[], all: number): string {
  if (all === 0) return "You ignore nobody.";
  const others = all === nicks.length ? [] : [`${all - nicks.length} whom none of your channels knows`];
  return `You ignore ${[...nicks.map(clean), ...others].join(", ")}.`;
}

/** Those that still let somebody in. */
export function livingInvites({ membership }: ChannelView, now: number): Membership["invites"] {
  return membership.invites.filter(({ until }) => until > now);
}

export function listInvites({ view }: OpenChannel, { now }: Looking): readonly string[] {
  const rows = livingInvites(view, now).map((
    { number, usesLeft, until },
  ) => [`#${number}`, plural(usesLeft, "use"), untilWords(until, now)]);
  return rows.length === 0
    ? ["There is no invite."]
    : [`Invites to ${titleOf(view)}: ${rows.length}`, ...aligned(rows)];
}

/** The safety number, and what it is for. */
export function showSafetyNumber({ view }: OpenChannel, nick: string, { self }: Looking): readonly string[] {
  const member = memberByNick(view.membership, nick);
  if (!member) return [`Nobody here is called "${clean(nick)}".`];
  const other = clean(member.card.nick);
  const groups = safetyNumber(self, member.card.id).split(" ");
  return [
    `The safety number of you and ${other}:`,
    `  ${groups.slice(0, 6).join(" ")}`,
    `  ${groups.slice(6).join(" ")}`,
    `Compare it with ${other} another way, by voice or side by side. If it is the same: /verify ${other} ok`,
  ];
}

function memberRow(member: Member, channel: OpenChannel, { self, now }: Looking): readonly string[] {
  const powers = [
    ...member.card.id === self ? ["you"] : [],
    ...isAdmin(member) && !isPrivate(channel.view.membership) ? ["admin"] : [],
    ...isMuted(member, now) ? ["muted"] : [],
  ];
  return [member.card.nick, presenceWords(channel, member.number), powers.join(", ")];
}

function untilWords(until: number, now: number): string {
  return until === NEVER ? "for ever" : `for another ${formatTimeLeft(until - now)}`;
}

function nickOf({ view }: OpenChannel, id: IdentityId): string {
  return view.former.findLast((card) => card.id === id)?.nick ?? `${id.slice(0, SHORT_ID)}\u2026`;
}
