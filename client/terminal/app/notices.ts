/** Lines for me alone, as the line client prints them, made into notices of a window: "-- " tells, "! " complains, what is indented goes on. */
import type { ChannelState } from "../../core/state/channel_state.ts";
import { NO_ROWS } from "../../core/state/row_list.ts";
import { endOf } from "../screen/place.ts";
import type { Notice } from "../screen/view.ts";

/** How many are kept of a window. */
const MOST_NOTICES = 200;
const TIMED = /^\d\d:\d\d:\d\d \* /;

/** The notices behind the end of this channel; undefined: where there is none. */
export function noticesOf(lines: readonly string[], channel: ChannelState | undefined, at: number): readonly Notice[] {
  const place = endOf(channel?.rows ?? NO_ROWS);
  const notices: Notice[] = [];
  for (const line of lines) {
    const last = notices.at(-1);
    if (last && /^\s/.test(line)) notices[notices.length - 1] = { ...last, text: `${last.text}\n${line}` };
    else notices.push({ place, at, type: line.startsWith("! ") ? "error" : "answer", text: bare(line) });
  }
  return notices;
}

/** With others behind them; the oldest go. */
export function withNotices(before: readonly Notice[], more: readonly Notice[]): readonly Notice[] {
  return [...before, ...more].slice(-MOST_NOTICES);
}

function bare(line: string): string {
  return line.replace(/^(--|!) /, "").replace(TIMED, "");
}
