/** The argument that says for how long: "for 2h". */
import { formatDuration } from "../../../../shared/duration.ts";
import { LONGEST_MS, takeDuration, type TakenDuration } from "../../../../shared/take_duration.ts";
import { quote } from "../quote.ts";
import { type Argument, misused, taken } from "./argument.ts";

/** Milliseconds; undefined: for ever. */
export const forTime: Argument<number | undefined> = {
  form: "[for 2h]",
  needs: undefined,
  kind: { type: "duration" },
  take(typed) {
    const time = takeDuration(typed);
    return time.ok ? taken(time.ms, time.rest) : misused(whyNot(time));
  },
};

const FORM = "Write 30m, 2h or 7d.";

function whyNot({ word, slip }: Extract<TakenDuration, { readonly ok: false }>): string {
  switch (slip) {
    case "none":
      return `How long? ${FORM}`;
    case "form":
      return `${quote(word)} is no time. ${FORM}`;
    case "over":
      return `${quote(word)} is over at once.`;
    case "long":
      return `${quote(word)} is longer than ${formatDuration(LONGEST_MS)}: without a time it is for ever.`;
    default:
      return slip satisfies never;
  }
}
