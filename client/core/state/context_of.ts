/** What the meaning of a typed line depends on, made of what is shown. */
import type { Card } from "../../../shared/card.ts";
import type { ChannelId, IdentityId } from "../../../shared/ids.ts";
import { isAdmin, isBanned, isMuted, type Member, memberOf, type Membership } from "../../../shared/log/membership.ts";
import type { CommandContext, CurrentChannel, KnownChannel, Person, ShownMessage } from "../commands/context.ts";
import { type ChatState, openChannels } from "../state.ts";
import type { OpenChannel } from "./channel_state.ts";
import { forwards } from "./row_list.ts";
import type { MessageRow, ShownRow } from "./shown_row.ts";

/** The context of a line that is typed in this channel's window, or where no channel is shown. */
export function contextOf(state: ChatState, current: ChannelId | undefined): CommandContext {
  const open = openChannels(state);
  const here = open.find(({ id }) => id === current);
  return { channel: here && currentOf(here), channels: open.map(knownOf), ignored: [] };
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
  const gone = former(rows, membership);
  return {
    ...knownOf(channel),
    you: self?.card.nick ?? "",
    admin: isAdmin(self),
    asking: requests.map(({ card }) => card.nick),
    banned: [...gone].filter(([id]) => isBanned(membership, id)).map(([, nick]) => nick),
    former: [...gone.values()],
    invites: membership.invites.map(({ number }) => number),
    messages: rows.filter((row) => row.type === "message").filter(isThere).map((row) => messageOf(row, self?.card.id)),
  };
}

function personOf(member: Member, { time }: Membership): Person {
  const { nick, id } = member.card;
  return { nick, id, admin: isAdmin(member), muted: isMuted(member, time) };
}

/** Who is in no more, as far as the rows tell, who was last first. */
function former(rows: readonly ShownRow[], { members }: Membership): ReadonlyMap<IdentityId, string> {
  const gone = new Map(rows.flatMap(peopleOf).reverse().map(({ id, nick }) => [id, nick]));
  for (const { card } of members) gone.delete(card.id);
  return gone;
}

/** Who is or was inside, by this row. Invites have cards, too: they let in who uses them. */
function peopleOf(row: ShownRow): readonly Card[] {
  if (row.type === "message") return [row.from];
  if (row.type !== "deed") return [];
  const { act, by, whom } = row.deed;
  return [...act.op === "add" ? [] : [by], ...whom && act.op !== "invite" ? [whom] : []];
}

function isThere({ text }: MessageRow): boolean {
  return text !== undefined;
}

function messageOf({ id, number, from, own, reactions }: MessageRow, self: IdentityId | undefined): ShownMessage {
  const reacted = reactions.filter(({ by }) => by.some(({ id }) => id === self)).map(({ emoji }) => emoji);
  return { ref: id, number, nick: from.nick, own, reacted };
}
