/** The argument of /pin: nothing, or "off". A PIN in its place is refused, and not repeated. */
import { type Argument, misused, taken } from "./argument.ts";

/** Whether there is to be none. */
export const newPin: Argument<boolean> = {
  form: "[off]",
  needs: undefined,
  kind: { type: "choice", words: () => ["off"] },
  take(typed) {
    if (typed === "") return taken(false, "");
    if (typed.toLowerCase() === "off") return taken(true, "");
    return misused("A PIN is never typed in the line, where it could be read; it is asked for.");
  },
};
