/** Rows of a channel as lines that are only ever added: "12:34:56 alice: hello", "12:34:56 * alice let bob in." */
import type { IdentityId } from "../../shared/ids.ts";
import type { Message, Row } from "../core/events.ts";
import type { ChannelState } from "../core/state/channel_state.ts";
import { backwards, forwards } from "../core/state/row_list.ts";
import { showRow } from "../core/state/show_row.ts";
import type { ShownRow } from "../core/state/shown_row.ts";
import type { Reader } from "../core/words/aside_words.ts";
import { changeWords, spoken, type Utterance } from "../core/words/message_words.ts";
import { rowWords } from "../core/words/row_words.ts";
import { clockTime, dayOf } from "../core/words/time_words.ts";

/** Under the text of a message of several lines: nobody else's line can be faked in it. */
const INDENT = " ".repeat(9);

/** What new rows add to a channel's lines. */
export function newRowLines(channel: ChannelState, rows: readonly Row[], self: IdentityId): readonly string[] {
  const lines: string[] = [];
  let before = channel;
  for (const row of rows) {
    const after = showRow(before, row);
    lines.push(...newRowLine(row, { before, after, self }));
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
    lines.push(...next === day ? [] : [`-- ${next}`], ...rowLines(row, channel, self));
    day = next;
  }
  return day === today ? lines : [...lines, `-- ${today}`];
}

/** What others have said since then. */
export function newMessageLines(channel: ChannelState, self: IdentityId, since: number): readonly string[] {
  const news = [...forwards(channel.rows)].filter((row) => row.type === "message" && !row.own && row.at >= since);
  return news.flatMap((row) => rowLines(row, channel, self));
}

/** One row that is shown already. */
export function rowLines(row: ShownRow, channel: ChannelState, self: IdentityId): readonly string[] {
  if (row.type === "message") return told(row.at, spoken(row, { rows: channel.rows, self }));
  const words = rowWords(row, readerOf(channel, self));
  if (words === undefined) return [];
  if (row.type === "missing" || row.type === "unreadable" || row.type === "failed") return [`! ${words}`];
  if (row.type === "deed") return [sentence(words, row.deed.at)];
  return [sentence(words, row.type === "aside" ? timeOf(row.message) : undefined)];
}

function newRowLine(
  row: Row,
  { before, after, self }: { readonly before: ChannelState; readonly after: ChannelState; readonly self: IdentityId },
): readonly string[] {
  if (row.type === "message" && isChange(row.message)) {
    const words = changeWords(row.message, { rows: before.rows, self });
    return words === undefined ? [] : [sentence(words, timeOf(row.message))];
  }
  if (after.rows === before.rows) return [];
  const [shown] = backwards(after.rows);
  return shown ? rowLines(shown, after, self) : [];
}

/** "12:34:56 * bob left." */
function sentence(words: string, at: number | undefined): string {
  return at === undefined ? `* ${words}` : `${clockTime(at)} * ${words}`;
}

function told(at: number, { who, text }: Utterance): readonly string[] {
  if (text === undefined) return [sentence(who, at)];
  const [first = "", ...others] = text.split("\n");
  return [`${clockTime(at)} ${who}: ${first}`, ...others.map((line) => INDENT + line)];
}

function readerOf(channel: ChannelState, self: IdentityId): Reader {
  return {
    self,
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
