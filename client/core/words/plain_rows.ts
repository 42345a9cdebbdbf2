/** Rows of a channel as lines that are only ever added: "12:34:56 alice: hello", "12:34:56 * alice let bob in." */
import type { IdentityId } from "../../../shared/ids.ts";
import type { Message, Row } from "../events.ts";
import type { ChannelState } from "../state/channel_state.ts";
import { backwards, forwards } from "../state/row_list.ts";
import { showRow } from "../state/show_row.ts";
import type { ShownRow } from "../state/shown_row.ts";
import type { Reader } from "./aside_words.ts";
import { changeWords, spoken, type Utterance } from "./message_words.ts";
import { rowWords } from "./row_words.ts";
import { clockTime, dayOf } from "./time_words.ts";

/** Who reads the lines (undefined: they are about nobody of his name), and how a time stands in front of them. */
export interface LineStyle {
  readonly self: IdentityId | undefined;
  readonly time?: (at: number) => string;
}

/** What new rows add to a channel's lines. */
export function newRowLines(channel: ChannelState, rows: readonly Row[], style: LineStyle): readonly string[] {
  const lines: string[] = [];
  let before = channel;
  for (const row of rows) {
    const after = showRow(before, row);
    lines.push(...newRowLine(row, { before, after, style }));
    before = after;
  }
  return lines;
}

/** The last rows that are shown already, as they read now, with their days where those are not today. */
export function shownRowLines(
  channel: ChannelState,
  { self, most, today }: { readonly self: IdentityId; readonly most: number; readonly today: string },
): readonly string[] {
  const lines: string[] = [];
  let day = today;
  for (const row of [...forwards(channel.rows)].filter(({ type }) => type !== "presence").slice(-most)) {
    const at = row.type === "message" ? row.at : row.type === "deed" ? row.deed.at : undefined;
    const next = at === undefined ? day : dayOf(at);
    lines.push(...next === day ? [] : [`-- ${next}`], ...rowLines(row, channel, { self }));
    day = next;
  }
  return day === today ? lines : [...lines, `-- ${today}`];
}

/** What others have said since then. */
export function newMessageLines(channel: ChannelState, self: IdentityId, since: number): readonly string[] {
  const news = [...forwards(channel.rows)].filter((row) => row.type === "message" && !row.own && row.at >= since);
  return news.flatMap((row) => rowLines(row, channel, { self }));
}

/** One row that is shown already. */
export function rowLines(row: ShownRow, channel: ChannelState, style: LineStyle): readonly string[] {
  const { self } = style;
  if (row.type === "message") return told(row.at, spoken(row, { rows: channel.rows, self }), style);
  const words = rowWords(row, readerOf(channel, self));
  if (words === undefined) return [];
  if (row.type === "missing" || row.type === "unreadable" || row.type === "failed") return [`! ${words}`];
  if (row.type === "deed") return [sentence(words, row.deed.at, style)];
  return [sentence(words, row.type === "aside" ? timeOf(row.message) : undefined, style)];
}

function newRowLine(
  row: Row,
  { before, after, style }: { readonly before: ChannelState; readonly after: ChannelState; readonly style: LineStyle },
): readonly string[] {
  if (row.type === "message" && isChange(row.message)) {
    const words = changeWords(row.message, { rows: before.rows, self: style.self });
    return words === undefined ? [] : [sentence(words, timeOf(row.message), style)];
  }
  if (after.rows === before.rows) return [];
  const [shown] = backwards(after.rows);
  return shown ? rowLines(shown, after, style) : [];
}

/** "12:34:56 * bob left." */
function sentence(words: string, at: number | undefined, { time = clockTime }: LineStyle): string {
  return at === undefined ? `* ${words}` : `${time(at)} * ${words}`;
}

/** What follows the first line of a message is indented: nobody else's line can be faked in it. */
function told(at: number, { who, text }: Utterance, style: LineStyle): readonly string[] {
  if (text === undefined) return [sentence(who, at, style)];
  const { time = clockTime } = style;
  const [first = "", ...others] = text.split("\n");
  const indent = " ".repeat(time(at).length + 1);
  return [`${time(at)} ${who}: ${first}`, ...others.map((line) => indent + line)];
}

function readerOf(channel: ChannelState, self: IdentityId | undefined): Reader {
  return {
    self,
    open: channel.view?.membership.policy.open ?? false,
    fileOf: (key) => channel.files.get(key),
    nickOf(id) {
      for (const row of backwards(channel.rows)) {
        if (row.type !== "aside" || row.message.content.type !== "asks") continue;
        if (row.message.content.card.id === id) return row.message.content.card.nick;
      }
      return undefined;
    },
  };
}

function timeOf({ content }: Message): number | undefined {
  return "at" in content ? content.at : undefined;
}

function isChange({ content: { type } }: Message): boolean {
  return type === "edit" || type === "erase" || type === "react";
}
