/** One more row at the end of a channel: a message becomes a row, and what changes a message changes that one, if it is here or comes later. */
import type { Act } from "../../../shared/log/entry.ts";
import type { Policy } from "../../../shared/log/policy.ts";
import type { MessageRef } from "../content.ts";
import type { Deed, Message, Row } from "../events.ts";
import { changed, findMessage, isMessage } from "./change_message.ts";
import { type ChannelState, isWhole, ownNick } from "./channel_state.ts";
import { withLate } from "./late_changes.ts";
import { mentions } from "./mentions.ts";
import { append, change } from "./row_list.ts";
import { type MessageRow, type Reaction, sameRef, type ShownRow } from "./shown_row.ts";

const NO_REACTIONS: readonly Reaction[] = [];

/** The channel with this row behind all others. */
export function showRow(channel: ChannelState, row: Row): ChannelState {
  switch (row.type) {
    case "message":
      return passed(showMessage(channel, row.message), row.message.cursor ?? 0);
    case "deed":
      return passed(showDeed(channel, row.deed), row.deed.cursor);
    default:
      return passed(add(channel, row), row.cursor);
  }
}

/** The channel with this behind all others, which comes from no stream. */
export function add(channel: ChannelState, row: ShownRow): ChannelState {
  return { ...channel, rows: append(channel.rows, row) };
}

/** A message as it is shown before anybody changed it; undefined for what is none. */
export function messageRow({ id, from, own, cursor = 0, content }: Message, newest: number): MessageRow | undefined {
  if (content.type !== "text") return undefined;
  const { at, text, reply: [reply] } = content;
  // One that was acknowledged after it had gone by has no place of its own.
  const number = cursor > newest ? cursor : undefined;
  // Ten thousand of them are kept: without a spread, V8 keeps all fields in the object itself.
  return {
    type: "message",
    id,
    number,
    cursor,
    from,
    own,
    at,
    reply,
    text,
    edited: false,
    reactions: NO_REACTIONS,
  };
}

function showMessage(channel: ChannelState, message: Message): ChannelState {
  const { content, own, id } = message;
  const here = own ? arrived(channel, id) : withoutTyping(channel, id);
  switch (content.type) {
    case "text":
      return showText(here, message);
    case "edit":
    case "erase":
    case "react":
      return showChange(here, content.of, message);
    default:
      return add(here, { type: "aside", message });
  }
}

function showText(channel: ChannelState, message: Message): ChannelState {
  const row = messageRow(message, channel.newest);
  // Acknowledged twice, or shown already.
  if (!row || (row.number === undefined && findMessage(channel.rows, row.id))) return channel;
  const shown = add(channel, row);
  if (row.own || row.cursor <= channel.readUpTo) return shown;
  const nick = ownNick(channel);
  const calls = nick !== undefined && mentions(row.text ?? "", nick);
  return { ...shown, unread: channel.unread + 1, mentions: channel.mentions + (calls ? 1 : 0) };
}

function showChange(channel: ChannelState, of: MessageRef, message: Message): ChannelState {
  const rows = change(channel.rows, isMessage(of), (row) => changed(row, message));
  if (rows) return { ...channel, rows };
  // Where nothing older can come, what is not here was never said or is long gone.
  const inVain = isWhole(channel) || channel.rows.trimmed;
  return inVain ? channel : { ...channel, late: withLate(channel.late, of, message) };
}

function showDeed(channel: ChannelState, deed: Deed): ChannelState {
  const shown = add(channel, { type: "deed", deed, before: channel.policy });
  return { ...shown, policy: policyOf(deed.act) ?? channel.policy };
}

/** The policy that holds after it, where it says one. */
function policyOf(act: Act): Policy | undefined {
  return "policy" in act ? act.policy : undefined;
}

function passed(channel: ChannelState, cursor: number): ChannelState {
  return cursor > channel.newest ? { ...channel, newest: cursor } : channel;
}

function arrived(channel: ChannelState, id: MessageRef): ChannelState {
  const pending = channel.pending.filter((message) => !sameRef(message.id, id));
  return pending.length === channel.pending.length ? channel : { ...channel, pending };
}

/** Who has said it is no longer writing it. */
function withoutTyping(channel: ChannelState, { author }: MessageRef): ChannelState {
  if (!channel.typing.has(author)) return channel;
  return { ...channel, typing: new Set([...channel.typing].filter((number) => number !== author)) };
}
