/** What an edit, a deletion or a reaction makes of a message. Only its author changes what he said, under whichever number he is in now. */
import type { Card } from "../../../shared/card.ts";
import type { MessageRef } from "../content.ts";
import type { Message } from "../events.ts";
import { backwards, type RowList } from "./row_list.ts";
import { type MessageRow, type Reaction, sameRef, type ShownRow } from "./shown_row.ts";

/** How many different emoji one message takes: who sends any text as an emoji fills no screen. */
const MOST_EMOJI = 50;

/** The message as it is shown; undefined when it is not among these rows. */
export function findMessage(rows: RowList<ShownRow>, ref: MessageRef): MessageRow | undefined {
  const fits = isMessage(ref);
  for (const row of backwards(rows)) if (fits(row)) return row;
  return undefined;
}

export function isMessage(ref: MessageRef): (row: ShownRow) => row is MessageRow {
  return (row): row is MessageRow => row.type === "message" && sameRef(row.id, ref);
}

/** The message after this was said of it; the same one where it changes nothing. */
export function changed(row: MessageRow, { content, from }: Message): MessageRow {
  if (row.text === undefined) return row;
  const mayChange = from.id === row.from.id;
  if (content.type === "edit" && mayChange) return { ...row, text: content.text, edited: true };
  if (content.type === "erase" && mayChange) return { ...row, text: undefined, reactions: [] };
  if (content.type !== "react") return row;
  const { emoji, on } = content;
  return { ...row, reactions: reacted(row.reactions, { emoji, on, from }) };
}

function reacted(
  reactions: readonly Reaction[],
  { emoji, on, from }: { readonly emoji: string; readonly on: boolean; readonly from: Card },
): readonly Reaction[] {
  const at = reactions.findIndex((reaction) => reaction.emoji === emoji);
  const others = (reactions[at]?.by ?? []).filter(({ id }) => id !== from.id);
  const by = on ? [...others, from] : others;
  if (at >= 0) return by.length > 0 ? reactions.with(at, { emoji, by }) : reactions.toSpliced(at, 1);
  return on && reactions.length < MOST_EMOJI ? [...reactions, { emoji, by }] : reactions;
}
