/**
 * Edits, deletions and reactions of messages that are not shown yet: a page of history begins anywhere, and what was said before it may come later. They wait
 * by message, oldest first, and are bounded: who changes what never was fills no memory.
 */
import type { MessageRef } from "../content.ts";
import type { Message } from "../events.ts";
import { changed } from "./change_message.ts";
import type { MessageRow } from "./shown_row.ts";

export type LateChanges = ReadonlyMap<string, readonly Message[]>;

const MOST_MESSAGES = 1000;
const MOST_OF_ONE = 100;

export const NONE_LATE: LateChanges = new Map();

/** With one more, newer than all. */
export function withLate(late: LateChanges, of: MessageRef, message: Message): LateChanges {
  const before = late.get(keyOf(of)) ?? [];
  // Of somebody's edits only the last one counts: all of them would be kept for nothing.
  const counting = message.content.type === "edit" ? before.filter((one) => !isEditBy(one, message)) : before;
  return withAll(late, keyOf(of), [...counting, message]);
}

/** With those of older rows, which come before. */
export function withEarlier(late: LateChanges, earlier: LateChanges): LateChanges {
  let all = late;
  for (const [key, messages] of earlier) all = withAll(all, key, [...messages, ...all.get(key) ?? []]);
  return all;
}

/** Applies to a message what waited for it. */
export function settle(row: MessageRow, late: LateChanges): MessageRow {
  return (late.get(keyOf(row.id)) ?? []).reduce(changed, row);
}

/** Without what waited for these messages. */
export function withoutThese(late: LateChanges, settled: readonly MessageRow[]): LateChanges {
  const left = new Map(late);
  for (const { id } of settled) left.delete(keyOf(id));
  return left;
}

function isEditBy({ content, from }: Message, { from: { id } }: Message): boolean {
  return content.type === "edit" && from.id === id;
}

function withAll(late: LateChanges, key: string, messages: readonly Message[]): LateChanges {
  const all = new Map(late).set(key, messages.slice(-MOST_OF_ONE));
  const [oldest] = all.keys();
  if (all.size > MOST_MESSAGES && oldest !== undefined) all.delete(oldest);
  return all;
}

function keyOf({ author, counter }: MessageRef): string {
  return `${author}:${counter}`;
}
