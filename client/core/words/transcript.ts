/** A channel's messages as a file: as text for people, or as JSON for programs. */
import { clean, cleanLines } from "../../../shared/terminal/clean.ts";
import type { ChannelState } from "../state/channel_state.ts";
import { forwards } from "../state/row_list.ts";
import type { MessageRow } from "../state/shown_row.ts";
import { clockTime, dayOf, isoTime } from "./time_words.ts";

/** All messages that are loaded and not deleted, oldest first. */
export function transcript(channel: ChannelState, format: "txt" | "json"): string {
  const messages = [...forwards(channel.rows)].filter((row) => row.type === "message").filter(({ text }) =>
    text !== undefined
  );
  if (format === "json") return `${JSON.stringify(messages.map(asRecord), undefined, 2)}\n`;
  return messages.map((row) => `${asLine(row)}\n`).join("");
}

function asLine({ at, from, text = "", edited }: MessageRow): string {
  const who = `${clean(from.nick)}${edited ? " (edited)" : ""}`;
  return `${dayOf(at)} ${clockTime(at)} ${who}: ${cleanLines(text).replaceAll("\n", "\n    ")}`;
}

function asRecord({ number, at, from, text, edited, reactions }: MessageRow): unknown {
  return {
    number,
    at: isoTime(at),
    from: from.nick,
    identity: from.id,
    text,
    edited,
    reactions: reactions.map(({ emoji, by }) => ({ emoji, by: by.map(({ nick }) => nick) })),
  };
}
