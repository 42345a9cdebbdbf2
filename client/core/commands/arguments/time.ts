/** The argument that says for how long: "for 2h". The "for" may be left out, and does not make a time of what is none: "for spamming" is a reason. */
import { formatDuration, parseDuration } from "../../../../shared/duration.ts";
import { quote } from "../quote.ts";
import { type Argument, misused, splitWord, type Taken, taken } from "./argument.ts";

/** Ten years. Who wants longer wants for ever, which is said by no time at all. */
const LONGEST_MS = 3650 * 86_400_000;
/** A time in another form than ours. To take it for a reason would ban for ever. */
const LIKE_A_TIME =
  /^(?:\d+|an?|one|half(?: an?)?)\s*(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?|months?|y|years?)(?!\S)/i;

/** Milliseconds; undefined: for ever. */
export const forTime: Argument<number | undefined> = {
  form: "[for 2h]",
  needs: undefined,
  kind: { type: "duration" },
  take(typed) {
    const [, said = "", time = ""] = typed.match(/^(for(?!\S)\s*)?(.*)$/is) ?? [];
    const { word, rest } = splitWord(time);
    const ms = parseDuration(word);
    if (ms !== undefined) return within(ms, { word, rest });
    if (LIKE_A_TIME.test(time) || (said !== "" && /^(\d|$)/.test(word))) {
      return misused(word === "" ? `How long? ${FORM}` : `${quote(word)} is no time. ${FORM}`);
    }
    return taken(undefined, typed);
  },
};

const FORM = "Write 30m, 2h or 7d.";

function within(ms: number, { word, rest }: { readonly word: string; readonly rest: string }): Taken<number> {
  if (ms === 0) return misused(`${quote(word)} is over at once.`);
  if (ms > LONGEST_MS) {
    return misused(`${quote(word)} is longer than ${formatDuration(LONGEST_MS)}: without a time it is for ever.`);
  }
  return taken(ms, rest);
}
