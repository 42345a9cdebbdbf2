/** What each event of a channel makes of it: a row an event. */
import { memberOf } from "../../../shared/log/membership.ts";
import type { MemberNumber } from "../../../shared/ids.ts";
import type { ChannelView, Event } from "../events.ts";
import type { MessageRef } from "../content.ts";
import { fileKey } from "../files/file_view.ts";
import { MOST_FILES } from "../files/saved_file.ts";
import { type ChannelState, ownNick } from "./channel_state.ts";
import { mentions } from "./mentions.ts";
import { backwards, replaceLast, rowAt } from "./row_list.ts";
import { add, showRow } from "./show_row.ts";
import { showOlder } from "./show_older.ts";
import { sameRef } from "./shown_row.ts";

/** What happens in one channel and changes what is shown of it. */
export type ChannelEvent = Extract<Event, { readonly type: keyof typeof changes }>;
type EventOf<K extends Event["type"]> = Extract<Event, { readonly type: K }>;

const changes = {
  channel: (channel: ChannelState, { view }: EventOf<"channel">) => withView(channel, view),
  rows: (channel: ChannelState, { rows }: EventOf<"rows">) => rows.reduce(showRow, channel),
  olderRows: (channel: ChannelState, { rows }: EventOf<"olderRows">) => showOlder(channel, rows),
  pending: (channel: ChannelState, { message }: EventOf<"pending">): ChannelState => {
    const others = channel.pending.filter(({ id }) => !sameRef(id, message.id));
    return { ...channel, pending: [...others, message] };
  },
  failed: (channel: ChannelState, { id, why }: EventOf<"failed">) => fail(channel, id, why),
  renumbered: (channel: ChannelState, { from, to }: EventOf<"renumbered">): ChannelState => {
    const pending = channel.pending.map((message) => sameRef(message.id, from) ? { ...message, id: to } : message);
    return { ...channel, pending };
  },
  typing: (channel: ChannelState, { who, on }: EventOf<"typing">): ChannelState => {
    const others = [...channel.typing].filter((number) => number !== who);
    return { ...channel, typing: new Set(on ? [...others, who] : others) };
  },
  read: (channel: ChannelState, { who, cursor }: EventOf<"read">): ChannelState => {
    // Nobody has read what was never said.
    const upTo = Math.min(cursor, channel.newest);
    if (upTo <= (channel.reads.get(who) ?? 0)) return channel;
    return { ...channel, reads: new Map(channel.reads).set(who, upTo) };
  },
  status: (channel: ChannelState, { who, away, text }: EventOf<"status">): ChannelState => {
    const statuses = new Map(channel.statuses);
    if (away || text !== "") statuses.set(who, { away, text });
    else statuses.delete(who);
    return { ...channel, statuses };
  },
  arrived: (channel: ChannelState, { who }: EventOf<"arrived">) => present(channel, who, true),
  left: (channel: ChannelState, { who }: EventOf<"left">) => present(channel, who, false),
  file: (channel: ChannelState, { file }: EventOf<"file">): ChannelState => {
    const files = [...new Map(channel.files).set(fileKey(file), file)];
    return { ...channel, files: new Map(files.slice(-MOST_FILES)) };
  },
  wrongPins: (channel: ChannelState, { count }: EventOf<"wrongPins">): ChannelState => ({
    ...channel,
    wrongPins: count,
  }),
} as const;

/** The channel after that happened in it. */
export function changeChannel(channel: ChannelState, event: ChannelEvent): ChannelState {
  const change = changes[event.type] as (channel: ChannelState, event: ChannelEvent) => ChannelState;
  return change(channel, event);
}

/** The channel after everything up to this cursor was read here. */
export function readUpTo(channel: ChannelState, cursor: number): ChannelState {
  return cursor <= channel.readUpTo ? channel : unreadSince(channel, cursor);
}

function unreadSince(channel: ChannelState, cursor: number): ChannelState {
  const nick = ownNick(channel);
  let unread = 0;
  let called = 0;
  for (const row of backwards(channel.rows)) {
    if (row.type !== "message") continue;
    if (row.cursor <= cursor) break;
    if (row.own) continue;
    unread++;
    if (nick !== undefined && mentions(row.text ?? "", nick)) called++;
  }
  return { ...channel, readUpTo: cursor, unread, mentions: called };
}

/** The channel after it is over for me: what was on its way stays here. */
export function closeChannel(channel: ChannelState, why: string): ChannelState {
  const failed = channel.pending.reduce((shown, message) => fail(shown, message.id, why), channel);
  return { ...failed, closed: why, typing: new Set(), statuses: new Map() };
}

/** Who is no longer there neither types nor is away. */
function withView(channel: ChannelState, view: ChannelView): ChannelState {
  const { present, membership } = view;
  const here = ([number]: readonly [MemberNumber, unknown]) => present.has(number);
  const isMember = ([number]: readonly [MemberNumber, unknown]) => memberOf(membership, number) !== undefined;
  const seen = { ...channel, view };
  return {
    // What was read on another day is said by the first view; who is called by what came before it, too.
    ...(channel.view ? seen : unreadSince(seen, view.read)),
    typing: new Set([...channel.typing].filter((number) => present.has(number))),
    statuses: new Map([...channel.statuses].filter(here)),
    reads: channel.view?.membership === membership ? channel.reads : new Map([...channel.reads].filter(isMember)),
    policy: channel.policy ?? membership.policy,
  };
}

function fail(channel: ChannelState, id: MessageRef, why: string): ChannelState {
  const message = channel.pending.find((pending) => sameRef(pending.id, id));
  if (!message) return channel;
  const pending = channel.pending.filter((one) => one !== message);
  return add({ ...channel, pending }, { type: "failed", message, why });
}

/** Whose line comes and goes leaves one row, not a hundred. */
function present(channel: ChannelState, who: EventOf<"arrived">["who"], here: boolean): ChannelState {
  const row = { type: "presence", who, here } as const;
  const last = rowAt(channel.rows, channel.rows.length - 1);
  if (last?.type !== "presence" || last.who.id !== who.id) return add(channel, row);
  return { ...channel, rows: replaceLast(channel.rows, row) };
}
