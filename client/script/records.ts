/** What is heard, as records for programs: one JSON object each, with plain values only. docs/scripts.md tells what each of them means. */
import type { Card } from "../../shared/card.ts";
import { NEVER } from "../../shared/log/entry.ts";
import type { MessageRef } from "../core/content.ts";
import type { ChannelView, Deed, Event, Message, Row } from "../core/events.ts";
import { isoTime } from "../core/words/time_words.ts";

/** One JSON object. */
export type Heard = { readonly type: string } & { readonly [field: string]: unknown };

/** What turns a line around on a terminal, or commands it, and what JSON may hold as it is. */
const UNSEEN = /[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** As one line, with nothing in it that a terminal would obey: JSON has another way to write that. */
export function jsonOf(record: Heard): string {
  return JSON.stringify(record).replace(UNSEEN, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** What people call a message: whose, and his how manyeth. */
export function refText({ author, counter }: MessageRef): string {
  return `${author}.${counter}`;
}

/** A channel's name, or of a private one "@" and who else is in it. */
export function channelText({ name, other }: Pick<ChannelView, "name" | "other">): string {
  return name === "" ? `@${other?.nick ?? ""}` : name;
}

/** What a row of this channel tells; undefined for what is nothing to a program. */
export function rowRecord(row: Row, channel: string): Heard | undefined {
  switch (row.type) {
    case "message":
      return messageRecord(row.message, channel);
    case "deed":
      return deedRecord(row.deed, channel);
    case "missing":
      return { type: "missing", channel, from: row.from?.nick, count: row.count };
    case "unreadable":
      return { type: "unreadable", channel, count: row.count, why: row.why };
    case "begins":
      return undefined;
    default:
      return row satisfies never;
  }
}

/** What an event tells that is no row. */
export function eventRecord(event: Event, nameOf: (id: ChannelView["id"]) => string): Heard | undefined {
  switch (event.type) {
    case "line":
      return event.state === "connecting"
        ? undefined
        : { type: event.state, ...event.state === "offline" && { why: event.why } };
    case "notice":
      return { type: "notice", text: event.text };
    case "alarm":
      return {
        type: "alarm",
        channel: event.channel === undefined ? undefined : nameOf(event.channel),
        why: event.why,
      };
    case "arrived":
    case "left":
      return { type: event.type, channel: nameOf(event.channel), ...person(event.who) };
    case "asks":
      return {
        ...{ type: "asks", channel: nameOf(event.channel), ...person(event.request.card) },
        knewPin: event.request.proven,
      };
    case "wrongPins":
      return { type: "wrongPins", channel: nameOf(event.channel), count: event.count };
    case "failed":
      return { type: "failed", channel: nameOf(event.channel), id: refText(event.id), why: event.why };
    case "renumbered":
      return { type: "renumbered", channel: nameOf(event.channel), from: refText(event.from), to: refText(event.to) };
    case "closed":
      return { type: "closed", channel: nameOf(event.channel), why: event.why };
    default:
      return undefined;
  }
}

function messageRecord(message: Message, channel: string): Heard | undefined {
  const { content, id, own, cursor: number, from } = message;
  const by = { channel, number, id: refText(id), from: from.nick, identity: from.id, own };
  switch (content.type) {
    case "text":
      return {
        ...{ type: "message", ...by, at: isoTime(content.at), text: content.text },
        ...content.reply[0] && { reply: refText(content.reply[0]) },
      };
    case "edit":
      return { type: "edit", ...by, at: isoTime(content.at), of: refText(content.of), text: content.text };
    case "erase":
      return { type: "delete", ...by, at: isoTime(content.at), of: refText(content.of) };
    case "react":
      return {
        ...{ type: "reaction", ...by, at: isoTime(content.at), of: refText(content.of) },
        ...{ emoji: content.emoji, on: content.on },
      };
    case "topic":
      return { type: "topic", ...by, at: isoTime(content.at), text: content.topic };
    case "file":
      // Its key is nobody's business but pychat's.
      return { type: "file", ...by, at: isoTime(content.at), name: content.name, size: content.size };
    case "asks":
    case "denied":
    case "unknown":
      return undefined;
    default:
      return content satisfies never;
  }
}

/** What was done: "add", "remove", "op" ..., by whom, to whom. */
function deedRecord({ act, by, whom, at, cursor: number, reason }: Deed, channel: string): Heard {
  const until = "until" in act ? act.until : act.op === "remove" ? act.banUntil : 0;
  return {
    ...{ type: "deed", channel, number, at: isoTime(at), did: act.op, from: by.nick, identity: by.id },
    ...whom && { whom: whom.nick, whomIdentity: whom.id },
    ...reason !== "" && { reason },
    ...until === NEVER ? { until: "never" } : until > at ? { until: isoTime(until) } : {},
    ..."policy" in act && { policy: act.policy },
  };
}

function person({ nick, id }: Card): { readonly nick: string; readonly identity: string } {
  return { nick, identity: id };
}
