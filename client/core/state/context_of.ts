/** What the meaning of a typed line depends on, made of what is shown. */
import type { ChannelId, IdentityId } from "../../../shared/ids.ts";
import {
  isAdmin,
  isBanned,
  isMuted,
  type Member,
  memberById,
  memberOf,
  type Membership,
} from "../../../shared/log/membership.ts";
import type {
  CommandContext,
  CurrentChannel,
  KnownChannel,
  KnownFile,
  Person,
  ShownMessage,
} from "../commands/context.ts";
import type { Message } from "../events.ts";
import type { FileView } from "../files/file_view.ts";
import { type ChatState, filesOf, openChannels } from "../state.ts";
import { isWhole, type OpenChannel } from "./channel_state.ts";
import { forwards } from "./row_list.ts";
import type { MessageRow, ShownRow } from "./shown_row.ts";

/** The context of a line that is typed in this channel's window, or where no channel is shown. */
export function contextOf(state: ChatState, current: ChannelId | undefined): CommandContext {
  const open = openChannels(state);
  const here = open.find(({ id }) => id === current);
  const files = filesOf(state).map(knownFile);
  const over = here || current === undefined ? undefined : state.channels.get(current)?.id;
  return {
    channel: here && currentOf(here),
    over,
    channels: open.map(knownOf),
    files,
    ignored: ignoredIn(state, open),
  };
}

function knownFile({ number, own, state: { type } }: FileView): KnownFile {
  const offered = !own && (type === "offered" || type === "failed");
  return { number, offered, moving: type === "waiting" || type === "moving" };
}

function knownOf({ view }: OpenChannel): KnownChannel {
  const { membership, you, id, name, other } = view;
  const people = membership.members.filter(({ number }) => number !== you).map((member) =>
    personOf(member, membership)
  );
  return { id, name, other: other?.nick, people };
}

function currentOf(channel: OpenChannel): CurrentChannel {
  const { membership, you, requests } = channel.view;
  const self = memberOf(membership, you);
  const rows = [...forwards(channel.rows)];
  const gone = new Map(channel.view.former.map(({ id, nick }) => [id, nick]));
  for (const { card } of membership.members) gone.delete(card.id);
  return {
    ...knownOf(channel),
    you: self?.card.nick ?? "",
    admin: isAdmin(self),
    asking: requests.map(({ card }) => card.nick),
    banned: [...gone].filter(([id]) => isBanned(membership, id)).map(([, nick]) => nick),
    former: [...gone.values()],
    invites: membership.invites.map(({ number }) => number),
    unsent: unsentIn(channel, rows),
    earlier: !channel.rows.trimmed && !isWhole(channel),
    messages: rows.filter((row) => row.type === "message").filter(isThere).map((row) => messageOf(row, self?.card.id)),
  };
}

function personOf(member: Member, { time }: Membership): Person {
  const { nick, id } = member.card;
  return { nick, id, admin: isAdmin(member), muted: isMuted(member, time) };
}

/** Whom I ignore, as far as somebody of that identity is or was in a channel of mine. */
function ignoredIn({ people: { ignored } }: ChatState, open: readonly OpenChannel[]): readonly Person[] {
  return ignored.flatMap((id) => personIn(open, id) ?? []);
}

function personIn(open: readonly OpenChannel[], id: IdentityId): Person | undefined {
  for (const { view: { membership } } of open) {
    const member = memberById(membership, id);
    if (member) return personOf(member, membership);
  }
  const left = open.flatMap(({ view: { former } }) => former).find((card) => card.id === id);
  return left && { nick: left.nick, id, admin: false, muted: false };
}

/** What became of my last message, where it is not among the rows. */
function unsentIn({ pending }: OpenChannel, rows: readonly ShownRow[]): CurrentChannel["unsent"] {
  if (pending.some(isMessage)) return "pending";
  const last = rows.findLast((row) =>
    row.type === "message" ? row.own : row.type === "failed" && isMessage(row.message)
  );
  return last?.type === "failed" ? "failed" : undefined;
}

/** Not one that only changes another. */
function isMessage({ content }: Message): boolean {
  return content.type === "text" || content.type === "file";
}

function isThere({ text }: MessageRow): boolean {
  return text !== undefined;
}

function messageOf({ id, number, from, own, reactions }: MessageRow, self: IdentityId | undefined): ShownMessage {
  const reacted = reactions.filter(({ by }) => by.some(({ id }) => id === self)).map(({ emoji }) => emoji);
  return { ref: id, number, nick: from.nick, own, reacted };
}
