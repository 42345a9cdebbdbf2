/** What was said, as lines of text that are only ever added: what changes an earlier message is told, since that line cannot change any more. */
import type { Card } from "../../../shared/card.ts";
import type { IdentityId } from "../../../shared/ids.ts";
import { clean, cleanLines } from "../../../shared/terminal/clean.ts";
import type { MessageRef } from "../content.ts";
import type { Message } from "../events.ts";
import { findMessage } from "../state/change_message.ts";
import type { RowList } from "../state/row_list.ts";
import type { MessageRow, ShownRow } from "../state/shown_row.ts";
import { clockTime } from "./time_words.ts";
import { object, subject } from "./whose.ts";

/** Among which rows it is said, and who reads it. */
export interface Hearing {
  readonly rows: RowList<ShownRow>;
  readonly self: IdentityId | undefined;
}

/** Somebody says something, or changes what he said: who, without his name's colon where it is a sentence about him. */
export interface Utterance {
  /** "alice", "You answer bob" */
  readonly who: string;
  /** What is said, with its line breaks; undefined where `who` is the whole sentence. */
  readonly text: string | undefined;
}

const LONGEST_EXCERPT = 40;

/** A message that is shown, as it reads now. That it was edited stands by the name, which nobody can write himself. */
export function spoken(
  { from, text, reply, edited }: Pick<MessageRow, "from" | "text" | "reply" | "edited">,
  hearing: Hearing,
): Utterance {
  const by = subject(from, hearing.self);
  if (text === undefined) return { who: `${by} deleted this message.`, text: undefined };
  const who = reply ? `${by} ${answers(from, hearing)} ${named(reply, hearing)}` : by;
  return { who: edited ? `${who} (edited)` : who, text: cleanLines(text) };
}

/** What a message changes, as a sentence; undefined for what changes nothing here. */
export function changeWords({ content, from }: Message, hearing: Hearing): string | undefined {
  if (content.type !== "edit" && content.type !== "erase" && content.type !== "react") return undefined;
  const target = findMessage(hearing.rows, content.of);
  const by = subject(from, hearing.self);
  if (content.type === "react") {
    const emoji = clean(content.emoji);
    const what = named(content.of, hearing);
    return content.on ? `${by} reacted ${emoji} to ${what}.` : `${by} took ${emoji} back from ${what}.`;
  }
  if (target && target.from.id !== from.id) return undefined;
  const which = target ? `${excerpt(target)} of ${clockTime(target.at)}` : "an earlier message";
  if (content.type === "erase") return `${by} deleted ${target ? `a message of ${clockTime(target.at)}` : which}.`;
  return `${by} changed ${which} to: ${clean(content.text)}`;
}

/** The beginning of a message, in quotes. */
export function excerpt({ text }: Pick<MessageRow, "text">): string {
  const characters = [...clean(text ?? "")];
  const shown = characters.slice(0, LONGEST_EXCERPT).join("").trimEnd();
  return `"${shown}${characters.length > LONGEST_EXCERPT ? "\u2026" : ""}"`;
}

function answers({ id }: Card, { self }: Hearing): string {
  return id === self ? "answer" : "answers";
}

function named(ref: MessageRef, { rows, self }: Hearing): string {
  const row = findMessage(rows, ref);
  if (!row) return "an earlier message";
  const who = object(row.from, self);
  return row.text === undefined ? `a deleted message of ${who}` : `${who} (${excerpt(row)})`;
}
