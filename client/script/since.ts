/** From where on somebody wants to read: a time ago ("1h"), a date ("2026-11-21", "2026-11-21T16:30"), or behind a message's number. */
import { parseDuration } from "../../shared/duration.ts";
import type { Kind } from "../../shared/option_kinds.ts";

export type Since =
  /** So many milliseconds ago. */
  | { readonly type: "ago"; readonly ms: number }
  /** A moment, where this computer is. */
  | { readonly type: "at"; readonly time: number }
  /** What comes behind that number. */
  | { readonly type: "after"; readonly number: number };

export const since: Kind<Since> = {
  hint: "WHEN",
  takes: "a time ago such as 10m, 1h or 2d, a date such as 2026-11-21 or 2026-11-21T16:30, or a message's number",
  read(written) {
    if (/^[0-9]{1,15}$/.test(written)) return { type: "after", number: Number(written) };
    const ms = parseDuration(written);
    if (ms !== undefined) return { type: "ago", ms };
    const time = dateIn(written);
    return time === undefined ? undefined : { type: "at", time };
  },
};

/** The date alone would be midnight in Greenwich. */
function dateIn(written: string): number | undefined {
  if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2})?)?$/.test(written)) {
    return undefined;
  }
  const text = written.replace(" ", "T");
  if (!isDay(text.slice(0, 10))) return undefined;
  const time = new Date(text.includes("T") ? text : `${text}T00:00`).getTime();
  return Number.isNaN(time) ? undefined : time;
}

/** The 30th of February would be read as the 2nd of March. */
function isDay(day: string): boolean {
  const midnight = new Date(`${day}T00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day);
}
