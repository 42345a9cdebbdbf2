/** Events as an engine tells them, for tests of what is made of them: alice is the reader, bob and carol are with her in Work. */
import { cardOf, createIdentity } from "../../../client/core/crypto/identity.ts";
import type { MessageRef, Said } from "../../../client/core/content.ts";
import type { ChannelView, Event, Message, Row } from "../../../client/core/events.ts";
import { type ChatState, NO_CHAT, reduce } from "../../../client/core/state.ts";
import type { ChannelState } from "../../../client/core/state/channel_state.ts";
import { forwards } from "../../../client/core/state/row_list.ts";
import type { ShownRow } from "../../../client/core/state/shown_row.ts";
import type { Card } from "../../../shared/card.ts";
import { type ChannelId, channelId, head, type MemberNumber, memberNumber } from "../../../shared/ids.ts";
import type { Act } from "../../../shared/log/entry.ts";
import type { Member, Membership } from "../../../shared/log/membership.ts";
import type { Policy } from "../../../shared/log/policy.ts";
import { nickKey, nickLook } from "../../../shared/skeleton.ts";
import { decode, encode, u32 } from "../../../shared/wire.ts";

export const WORK: ChannelId = decode(channelId, new Uint8Array(16).fill(1));
export const HOME: ChannelId = decode(channelId, new Uint8Array(16).fill(2));
export const [alice, bob, carol, dave] = ["alice", "bob", "carol", "dave"].map(cardFor) as [Card, Card, Card, Card];
export const POLICY: Policy = { locked: false, keep: false, history: true, adminsSetTopic: false, open: false };
/** Under which numbers they are in; bob has come back as 7. */
export const NUMBERS = new Map([[alice.id, 0], [bob.id, 1], [carol.id, 2], [dave.id, 3]]);

export interface ViewOptions {
  readonly id?: ChannelId;
  readonly name?: string;
  readonly members?: readonly Card[];
  readonly present?: readonly Card[];
  readonly policy?: Policy;
  readonly other?: Card;
  readonly more?: Partial<ChannelView>;
  readonly membership?: Partial<Membership>;
}

/** What alice knows of a channel. */
export function view(options: ViewOptions = {}): ChannelView {
  const { id = WORK, name = "Work", members = [alice, bob, carol], present = members, policy = POLICY } = options;
  const membership: Membership = {
    ...{ channel: id, name, head: decode(head, new Uint8Array(32)), count: 9, epoch: 0, time: 1000, policy },
    ...{ owed: false, members: members.map(memberFor), invites: [], bans: new Map(), mutes: new Map() },
    ...options.membership,
  };
  const you = number(alice);
  return {
    ...{ id, name, membership, you, other: options.other, pin: "1234", topic: "", requests: [], sends: true },
    ...{ former: [], read: 0 },
    present: new Set(present.map(number)),
    ...options.more,
  };
}

export function channel(options: ViewOptions = {}): Event {
  return { type: "channel", view: view(options) };
}

export function rows(...all: readonly Row[]): Event {
  return { type: "rows", channel: WORK, rows: all };
}

export function older(...all: readonly Row[]): Event {
  return { type: "olderRows", channel: WORK, rows: all };
}

/** A message at a place of the stream, its author's counter the same as its cursor. */
export function said(from: Card, cursor: number, content: Said | string): Row {
  return { type: "message", message: message(from, cursor, content) };
}

export function message(from: Card, cursor: number, content: Said | string, counter = cursor): Message {
  const text = typeof content === "string" ? { type: "text", at: cursor, reply: [], text: content } as const : content;
  return { id: { author: number(from), counter }, from, own: from === alice, cursor, content: text };
}

/** One of alice's that is on its way. */
export function pending(counter: number, content: Said | string): Event {
  return { type: "pending", channel: WORK, message: { ...message(alice, 0, content, counter), cursor: undefined } };
}

export function ref(from: Card, counter: number): MessageRef {
  return { author: number(from), counter };
}

export function edit(of: MessageRef, text: string): Said {
  return { type: "edit", at: 0, of, text };
}

export function erase(of: MessageRef): Said {
  return { type: "erase", at: 0, of };
}

export function react(of: MessageRef, emoji: string, on = true): Said {
  return { type: "react", at: 0, of, emoji, on };
}

export function deed(by: Card, cursor: number, act: Act, whom?: Card): Row {
  return { type: "deed", deed: { act, by, whom, at: cursor, cursor, before: undefined, reason: "" } };
}

/** The state after these events. */
export function after(...events: readonly Event[]): ChatState {
  return events.reduce(reduce, NO_CHAT);
}

/** Work, after these events. */
export function work(...events: readonly Event[]): ChannelState {
  return workOf(after(...events));
}

export function workOf(state: ChatState): ChannelState {
  const channel = state.channels.get(WORK);
  if (!channel) throw new Error("Cannot look at Work: nothing was told of it");
  return channel;
}

/** What is shown, a word or two a row: "bob: hello*" was edited, "bob: -" deleted. */
export function shown(channel: ChannelState): readonly string[] {
  return [...forwards(channel.rows)].map(rowShown);
}

export function number(of: Card): MemberNumber {
  return numbered(NUMBERS.get(of.id) ?? 99);
}

export function numbered(value: number): MemberNumber {
  return decode(memberNumber, encode(u32, value));
}

function rowShown(row: ShownRow): string {
  switch (row.type) {
    case "message": {
      const reactions = row.reactions.map(({ emoji, by }) => ` ${emoji}${by.map(({ nick }) => nick).join("+")}`).join(
        "",
      );
      return `${row.from.nick}: ${row.text ?? "-"}${row.edited ? "*" : ""}${reactions}`;
    }
    case "deed":
      return `${row.deed.by.nick} ${row.deed.act.op}`;
    case "failed":
      return `failed: ${row.why}`;
    case "presence":
      return `${row.who.nick} ${row.here ? "here" : "gone"}`;
    case "aside":
      return `${row.message.from.nick} ${row.message.content.type}`;
    default:
      return row.type;
  }
}

function cardFor(nick: string, seed: number): Card {
  return cardOf(createIdentity((size) => new Uint8Array(size).fill(seed + 1)), nick);
}

function memberFor(card: Card): Member {
  const { nick } = card;
  const adminSince = card === alice ? 0 : undefined;
  return { number: number(card), card, nickKey: nickKey(nick), nickLook: nickLook(nick), adminSince, mutedUntil: 0 };
}
