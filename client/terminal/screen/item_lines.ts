/** The lines of one item of a channel, laid out or remembered. */
import { fileKey, type FileView } from "../../core/files/file_view.ts";
import { type ChannelState, isWhole } from "../../core/state/channel_state.ts";
import { rowAt } from "../../core/state/row_list.ts";
import type { MessageRow, ShownRow } from "../../core/state/shown_row.ts";
import { rowWords } from "../../core/words/row_words.ts";
import { fileLines } from "./file_lines.ts";
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
      return row ? saidLines(row, { of: item.message, fate: signs.pending }, options) : [];
    }
    case "closed":
      return toldLines({ sign: "wrong", role: "error", at: undefined, text: overWords(item.why, options) }, context);
    default:
      return item satisfies never;
  }
}

function rowLines(row: ShownRow, options: ItemOptions): readonly Line[] {
  const { channel, layouts, context } = options;
  if (row.type === "message") {
    const fate = messageFate(row, channel, context.look.signs);
    return saidLines(row, { of: row, fate }, options);
  }
  const file = fileOf(row, channel);
  // It is another object whenever something about it changes.
  if (file) return layouts.lines(file, () => fileLines(row, file, context), { context });
  const said = row.type === "failed" ? saidRow(row.message) : undefined;
  if (row.type === "failed" && said) {
    return saidLines(said, { of: row, failure: `not sent: ${row.why}` }, options);
  }
  return layouts.lines(row, () => sentenceLines(row, context), { context });
}

/** What a message was made of, which its lines are remembered by, and what became of it. */
interface Said extends Partial<Pick<MessageDetails, "fate" | "failure">> {
  readonly of: object;
}

function saidLines(
  row: MessageRow,
  { of, fate = "", failure }: Said,
  { channel, layouts, context, found }: ItemOptions,
): readonly Line[] {
  const quoted = row.reply && layouts.quoted.find(channel.rows, row.reply);
  const current = found !== undefined && row.number === found;
  const details = { fate, failure, quoted, current };
  return layouts.lines(of, () => messageLines(row, details, context), { context, details });
}

/** The file that a row offers. */
function fileOf(row: ShownRow, { files }: ChannelState): FileView | undefined {
  if (row.type !== "aside" || row.message.content.type !== "file") return undefined;
  return files.get(fileKey({ ...row.message.content, from: row.message.from }));
}

/** Why it is over, unless the row before says so already. */
function overWords(why: string, { channel: { rows }, context }: ItemOptions): string {
  const last = rowAt(rows, rows.length - 1);
  return last && rowWords(last, context.reader) === why ? "You are not in this channel any more." : why;
}

/** That there is more above, where there is. */
function headLines(channel: ChannelState, context: RowContext): readonly Line[] {
  if (isWhole(channel) || channel.rows.length === 0) return [];
  const { signs } = context.look;
  const words = channel.rows.trimmed ? "what is older is not kept on this screen" : `${signs.up} older messages`;
  return [ruleLine(words, "faint", context)];
}
