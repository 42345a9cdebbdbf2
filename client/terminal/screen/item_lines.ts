/** The lines of one item of a channel, laid out or remembered. */
import { type ChannelState, isWhole } from "../../core/state/channel_state.ts";
import type { MessageRow, ShownRow } from "../../core/state/shown_row.ts";
import type { Layouts } from "./layouts.ts";
import { messageFate } from "./message_fate.ts";
import { type MessageDetails, messageLines } from "./message_lines.ts";
import type { RowContext } from "./row_context.ts";
import { ruleLine } from "./rule_line.ts";
import { saidRow } from "./said_row.ts";
import { sentenceLines, toldLines } from "./sentence_lines.ts";
import type { Line } from "./span.ts";
import type { Item } from "./timeline.ts";

export interface ItemOptions {
  readonly channel: ChannelState;
  readonly layouts: Layouts;
  readonly context: RowContext;
  /** The cursor of the message that the search found last. */
  readonly found: number | undefined;
}

export function itemLines(item: Item, options: ItemOptions): readonly Line[] {
  const { channel, context } = options;
  const { signs } = context.look;
  switch (item.type) {
    case "head":
      return headLines(channel, context);
    case "row":
      return rowLines(item.row, options);
    case "pending": {
      const row = saidRow(item.message);
      return row ? saidLines(item.message, row, { fate: signs.pending, failure: undefined }, options) : [];
    }
    case "closed":
      return toldLines({ sign: "wrong", role: "error", at: undefined, text: item.why }, context);
    default:
      return item satisfies never;
  }
}

function rowLines(row: ShownRow, options: ItemOptions): readonly Line[] {
  const { channel, layouts, context } = options;
  if (row.type === "message") {
    const fate = messageFate(row, channel, context.look.signs);
    return saidLines(row, row, { fate, failure: undefined }, options);
  }
  const said = row.type === "failed" ? saidRow(row.message) : undefined;
  if (row.type === "failed" && said) {
    return saidLines(row, said, { fate: "", failure: `not sent: ${row.why}` }, options);
  }
  return layouts.lines(row, context, undefined, () => sentenceLines(row, context));
}

/** `of` is what the lines are remembered by. */
function saidLines(
  of: object,
  row: MessageRow,
  became: Pick<MessageDetails, "fate" | "failure">,
  { channel, layouts, context, found }: ItemOptions,
): readonly Line[] {
  const quoted = row.reply && layouts.quoted.find(channel.rows, row.reply);
  const current = found !== undefined && row.number === found;
  const details = { ...became, quoted, current };
  return layouts.lines(of, context, details, () => messageLines(row, details, context));
}

/** That there is more above, where there is. */
function headLines(channel: ChannelState, context: RowContext): readonly Line[] {
  if (isWhole(channel) || channel.rows.length === 0) return [];
  const { signs } = context.look;
  const words = channel.rows.trimmed ? "what is older is not kept on this screen" : `${signs.up} older messages`;
  return [ruleLine(words, "faint", context)];
}
