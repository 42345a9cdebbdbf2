/** "for 2h" in front of a text. The "for" may be left out, and does not make a time of what is none: "for spamming" is a reason. */
import { parseDuration } from "./duration.ts";

/** Ten years. Who wants longer wants for ever, which is said by no time at all; an end that is later by far could be stored, and not be read again. */
export const LONGEST_MS = 3650 * 86_400_000;
/** A time in another form than ours. To take it for a reason would ban for ever. */
const LIKE_A_TIME =
  /^(?:\d+|an?|one|half(?: an?)?)\s*(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?|months?|y|years?)(?!\S)/i;

/** The time, if the text begins with one, and what is behind it; or which word is no time, and how: "none" is a "for" without any. */
export type TakenDuration =
  | { readonly ok: true; readonly ms: number | undefined; readonly rest: string }
  | { readonly ok: false; readonly word: string; readonly slip: "none" | "form" | "over" | "long" };

/** Takes a time from the front of `typed`, which begins without spaces. */
export function takeDuration(typed: string): TakenDuration {
  const [, said = "", time = ""] = typed.match(/^(for(?!\S)\s*)?(.*)$/is) ?? [];
  const [, word = "", rest = ""] = time.match(/^(\S*)\s*(.*)$/s) ?? [];
  const ms = parseDuration(word);
  if (ms === undefined) {
    const slip = LIKE_A_TIME.test(time) || (said !== "" && /^(\d|$)/.test(word));
    return slip ? { ok: false, word, slip: word === "" ? "none" : "form" } : { ok: true, ms, rest: typed };
  }
  if (ms === 0) return { ok: false, word, slip: "over" };
  return ms > LONGEST_MS ? { ok: false, word, slip: "long" } : { ok: true, ms, rest };
}
