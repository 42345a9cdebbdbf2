/** What a program orders, a JSON object a line, as what the engine understands: a row an order. docs/scripts.md tells what each of them does. */
import { parseDuration } from "../../shared/duration.ts";
import { memberNumberFrom } from "../../shared/ids.ts";
import type { MessageRef } from "../core/content.ts";
import type { ChannelIntent } from "../core/intents.ts";

/** An order that can be tried. */
export interface Order {
  /** Whatever the program marks it with; it stands in the answer. */
  readonly tag: unknown;
  /** In which channel; undefined: in the one that was named at the start. */
  readonly channel: string | undefined;
  /** To whom alone; undefined: to all. */
  readonly to: string | undefined;
  readonly intent: ChannelIntent;
}

/** Something that is no order: why not. */
export interface NoOrder {
  readonly tag: unknown;
  readonly why: string;
}

type Fields = Readonly<Record<string, unknown>>;

/** What is wrong with a field. */
class Wrong extends Error {}

const ORDERS: Readonly<Record<string, (fields: Fields) => ChannelIntent>> = {
  say: (of) => ({ type: "say", text: text(of, "text"), reply: "reply" in of ? ref(of, "reply") : undefined }),
  edit: (of) => ({ type: "edit", message: ref(of, "of"), text: text(of, "text") }),
  delete: (of) => ({ type: "erase", message: ref(of, "of") }),
  react: (of) => ({ type: "react", message: ref(of, "of"), emoji: text(of, "emoji"), on: flag(of, "on", true) }),
  topic: (of) => ({ type: "topic", text: text(of, "text") }),
  typing: (of) => ({ type: "typing", on: flag(of, "on", true) }),
  approve: (of) => ({ type: "approve", nick: text(of, "nick") }),
  deny: (of) => ({ type: "deny", nick: text(of, "nick"), reason: reason(of) }),
  kick: (of) => ({ type: "kick", nick: text(of, "nick"), reason: reason(of) }),
  ban: (of) => ({ type: "ban", nick: text(of, "nick"), ms: forTime(of), reason: reason(of) }),
  unban: (of) => ({ type: "unban", nick: text(of, "nick") }),
  mute: (of) => ({ type: "mute", nick: text(of, "nick"), ms: forTime(of) }),
  unmute: (of) => ({ type: "unmute", nick: text(of, "nick") }),
};

/** The order in a line. */
export function readOrder(line: string): Order | NoOrder {
  const fields = parsed(line);
  if (!fields) return { tag: undefined, why: "That is no JSON object in one line." };
  const { tag, type } = fields;
  const order = typeof type === "string" && Object.hasOwn(ORDERS, type) ? ORDERS[type] : undefined;
  if (!order) return { tag, why: `There is no order of that type: there are ${Object.keys(ORDERS).join(", ")}.` };
  try {
    const to = "to" in fields ? text(fields, "to") : undefined;
    return { tag, channel: "channel" in fields ? text(fields, "channel") : undefined, to, intent: order(fields) };
  } catch (error) {
    if (error instanceof Wrong) return { tag, why: error.message };
    throw error;
  }
}

function parsed(line: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value as Fields : undefined;
  } catch {
    return undefined;
  }
}

function text(of: Fields, field: string): string {
  const value = of[field];
  if (typeof value === "string") return value.toWellFormed();
  throw new Wrong(`"${field}" has to be a text.`);
}

function flag(of: Fields, field: string, usual: boolean): boolean {
  const value = of[field] ?? usual;
  if (typeof value === "boolean") return value;
  throw new Wrong(`"${field}" has to be true or false.`);
}

function reason(of: Fields): string {
  return "reason" in of ? text(of, "reason") : "";
}

function forTime(of: Fields): number | undefined {
  if (!("for" in of)) return undefined;
  const ms = parseDuration(text(of, "for"));
  if (ms !== undefined) return ms;
  throw new Wrong('"for" has to be a time such as "10m" or "2h".');
}

/** "3.17", as records have it. */
function ref(of: Fields, field: string): MessageRef {
  const [, number, counter] = text(of, field).match(/^([0-9]{1,10})\.([0-9]{1,15})$/) ?? [];
  const author = number === undefined ? undefined : memberNumberFrom(Number(number));
  if (author !== undefined && counter !== undefined) return { author, counter: Number(counter) };
  throw new Wrong(`"${field}" has to be a message's id, such as "3.17".`);
}
