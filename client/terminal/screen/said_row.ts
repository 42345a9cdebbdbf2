/** An own message that is not in the stream, as the row that it would be. */
import type { Message } from "../../core/events.ts";
import type { MessageRow } from "../../core/state/shown_row.ts";

/** Undefined for what is no message to read: it changes one that is shown. */
export function saidRow({ id, from, own, content }: Message): MessageRow | undefined {
  if (content.type !== "text") return undefined;
  const { at, text, reply: [reply] } = content;
  const place = { number: undefined, cursor: 0 } as const;
  return { type: "message", ...place, id, from, own, at, reply, text, edited: false, reactions: [] };
}
