/** Chats for the tests of the screen: people, channels and what was said in them, as the engine would tell it. */
import { sha256 } from "@noble/hashes/sha2.js";
import type { MessageRef, Said } from "../../../../client/core/content.ts";
import type { ChannelView, Deed, Event, JoinRequest, Message, Row } from "../../../../client/core/events.ts";
import { type ChatState, NO_CHAT, reduce } from "../../../../client/core/state.ts";
import type { Card } from "../../../../shared/card.ts";
import {
  type ChannelId,
  channelId,
  head,
  identityId,
  type MemberNumber,
  memberNumber,
} from "../../../../shared/ids.ts";
import type { Act } from "../../../../shared/log/entry.ts";
import type { Member } from "../../../../shared/log/membership.ts";
import type { Policy } from "../../../../shared/log/policy.ts";
import { nickKey, nickLook } from "../../../../shared/skeleton.ts";
import { decode, encode, u32 } from "../../../../shared/wire.ts";

/** Tuesday, 5 March 2024, 12:00:00 in Greenwich. */
export const NOON = 1_709_640_000_000;
export const ME = "alice";
export const OPEN_POLICY: Policy = { locked: false, keep: false, history: true, adminsSetTopic: false, open: false };

const utf8 = new TextEncoder();

export function card(nick: string): Card {
  const id = decode(identityId, sha256(utf8.encode(nick)));
  return { id, box: new Uint8Array(32), nick, bind: new Uint8Array(64) };
}

export function channelOf(seed: number): ChannelId {
  return decode(channelId, sha256(utf8.encode(`channel ${seed}`)).slice(0, 16));
}

export function numberOf(number: number): MemberNumber {
  return decode(memberNumber, encode(u32, number));
}

export interface RoomOptions {
  readonly id: ChannelId;
  readonly name?: string;
  /** By their numbers, from 0; alice is me. */
  readonly members: readonly string[];
  readonly here?: readonly string[];
  readonly admins?: readonly string[];
  readonly muted?: readonly string[];
  readonly other?: string;
  readonly topic?: string;
  readonly policy?: Partial<Policy>;
  readonly requests?: readonly JoinRequest[];
  readonly sends?: boolean;
}

/** What is known of a channel. */
export function room(options: RoomOptions): ChannelView {
  const { id, name = "", members, here = members, admins = [], muted = [], other, topic = "" } = options;
  const policy = { ...OPEN_POLICY, ...options.policy };
  const nowhere = decode(head, new Uint8Array(32));
  return {
    ...{
      id,
      name,
      topic,
      pin: undefined,
      requests: options.requests ?? [],
      former: [],
      read: 0,
      sends: options.sends ?? true,
    },
    membership: {
      ...{ channel: id, name, head: nowhere, count: 9, epoch: 0, time: NOON, policy, owed: false },
      members: members.map((nick, at) =>
        member(nick, at, { admin: admins.includes(nick), muted: muted.includes(nick) })
      ),
      invites: [],
      bans: new Map(),
      mutes: new Map(),
    },
    you: numberOf(members.indexOf(ME)),
    other: other === undefined ? undefined : card(other),
    present: new Set(here.map((nick) => numberOf(members.indexOf(nick)))),
  };
}

function member(
  nick: string,
  number: number,
  { admin, muted }: { readonly admin: boolean; readonly muted: boolean },
): Member {
  return {
    ...{ number: numberOf(number), card: card(nick), nickKey: nickKey(nick), nickLook: nickLook(nick) },
    adminSince: admin ? number : undefined,
    mutedUntil: muted ? NOON * 2 : 0,
  };
}

/** One channel while it is told: each thing gets the next cursor and is a minute later. */
export class Telling {
  readonly rows: Row[] = [];
  #cursor: number;
  #at: number;
  readonly #members: readonly string[];

  constructor(
    members: readonly string[],
    { cursor = 0, at = NOON }: { readonly cursor?: number; readonly at?: number } = {},
  ) {
    this.#members = members;
    this.#cursor = cursor;
    this.#at = at;
  }

  /** Gives what others can answer. */
  says(nick: string, text: string, { reply }: { readonly reply?: MessageRef } = {}): MessageRef {
    return this.#said(nick, { type: "text", at: this.#at, reply: reply ? [reply] : [], text });
  }

  edits(nick: string, of: MessageRef, text: string): void {
    this.#said(nick, { type: "edit", at: this.#at, of, text });
  }

  erases(nick: string, of: MessageRef): void {
    this.#said(nick, { type: "erase", at: this.#at, of });
  }

  reacts(nick: string, of: MessageRef, emoji: string): void {
    this.#said(nick, { type: "react", at: this.#at, of, emoji, on: true });
  }

  topic(nick: string, topic: string): void {
    this.#said(nick, { type: "topic", at: this.#at, topic });
  }

  asks(nick: string, who: string): void {
    this.#said(nick, { type: "asks", at: this.#at, card: card(who), proven: true });
  }

  denies(nick: string, who: string): void {
    this.#said(nick, { type: "denied", at: this.#at, identity: card(who).id, letter: new Uint8Array(0) });
  }

  does(nick: string, act: Act, { whom, reason = "" }: { readonly whom?: string; readonly reason?: string } = {}): void {
    const deed: Deed = {
      act,
      by: card(nick),
      whom: whom === undefined ? undefined : card(whom),
      at: this.#at,
      cursor: this.#next(),
      before: OPEN_POLICY,
      reason,
    };
    this.rows.push({ type: "deed", deed });
  }

  missing(nick: string | undefined, count: number): void {
    this.rows.push({
      type: "missing",
      from: nick === undefined ? undefined : card(nick),
      count,
      cursor: this.#cursor + 1,
    });
  }

  unreadable(count: number, why: string): void {
    this.rows.push({ type: "unreadable", count, why, cursor: this.#next() });
  }

  begins(): void {
    this.rows.push({ type: "begins", cursor: this.#cursor + 1 });
  }

  later(ms: number): void {
    this.#at += ms;
  }

  #said(nick: string, content: Said): MessageRef {
    const message = said(nick, content, { members: this.#members, cursor: this.#next() });
    this.rows.push({ type: "message", message });
    return message.id;
  }

  #next(): number {
    this.#at += 61_000;
    return ++this.#cursor;
  }
}

/** A message of somebody; without a cursor it is on its way. */
export function said(nick: string, content: Said, { members, cursor, counter = cursor ?? 0 }: {
  readonly members: readonly string[];
  readonly cursor?: number;
  readonly counter?: number;
}): Message {
  const author = numberOf(Math.max(0, members.indexOf(nick)));
  return { id: { author, counter }, from: card(nick), own: nick === ME, cursor, content };
}

export function told(...events: readonly Event[]): ChatState {
  return events.reduce(reduce, NO_CHAT);
}

/** A channel of which all was said before I came. */
export function channelEvents(view: ChannelView, rows: readonly Row[]): readonly Event[] {
  const read = Number.MAX_SAFE_INTEGER;
  return [{ type: "rows", channel: view.id, rows }, { type: "channel", view: { ...view, read } }];
}
