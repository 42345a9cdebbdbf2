/** One row of a channel as it is shown: a message with all that was done to it since, or something else that stands between messages. */
import type { Card } from "../../../shared/card.ts";
import type { Policy } from "../../../shared/log/policy.ts";
import type { MessageRef } from "../content.ts";
import type { Deed, Message, Row } from "../events.ts";

/** Who reacted with one emoji, in their order. */
export interface Reaction {
  readonly emoji: string;
  readonly by: readonly Card[];
}

/** Something that was said. */
export interface MessageRow {
  readonly type: "message";
  readonly id: MessageRef;
  /** Its short number, the same for every member and ever after: its cursor. Undefined where that is not its own. */
  readonly number: number | undefined;
  readonly cursor: number;
  readonly from: Card;
  readonly own: boolean;
  /** When, by its author's clock. */
  readonly at: number;
  /** What it answers. */
  readonly reply: MessageRef | undefined;
  /** As it reads now; undefined when its author deleted it. */
  readonly text: string | undefined;
  readonly edited: boolean;
  readonly reactions: readonly Reaction[];
}

/** Something that was done, and the policy that it changed where that is known. */
export interface DeedRow {
  readonly type: "deed";
  readonly deed: Deed;
  readonly before: Policy | undefined;
}

export type ShownRow =
  | MessageRow
  | DeedRow
  /** Said, but no message to read: a topic, a request, a denial, or what only a later version knows. */
  | { readonly type: "aside"; readonly message: Message }
  /** An own message that will never be sent, and why. */
  | { readonly type: "failed"; readonly message: Message; readonly why: string }
  /** Somebody came or went, as the line to him did. */
  | { readonly type: "presence"; readonly who: Card; readonly here: boolean }
  | Exclude<Row, { readonly type: "message" | "deed" }>;

/** Where a row stands in the channel's stream; undefined for what is not of it. */
export function cursorOf(row: ShownRow): number | undefined {
  switch (row.type) {
    case "deed":
      return row.deed.cursor;
    case "aside":
      return row.message.cursor;
    case "failed":
    case "presence":
      return undefined;
    default:
      return row.cursor;
  }
}

export function sameRef(a: MessageRef, b: MessageRef): boolean {
  return a.author === b.author && a.counter === b.counter;
}
