/** The argument of /join: a channel's name or an invite's link, never a PIN. */
import { checkChannelName } from "../../../../shared/names.ts";
import { linkParts } from "../../link_form.ts";
import type { CommandContext } from "../context.ts";
import { type Argument, misused, type Taken, taken } from "./argument.ts";
import { channelsNamed } from "./channel.ts";

export type ToJoin =
  | { readonly type: "link"; readonly link: string }
  /** Undefined: to be asked for. */
  | { readonly type: "name"; readonly name: string | undefined };

/**
 * A second word is refused although a name may have spaces: it may be a PIN, and would go to the relay as part of the name and stay on the screen. It
 * is not repeated in the answer either.
 */
export const toJoin: Argument<ToJoin> = {
  form: "[name|link]",
  needs: undefined,
  kind: { type: "other" },
  take(typed, context) {
    if (typed === "") return taken({ type: "name", name: undefined }, "");
    if (/^\S+:\/\/\S+$/.test(typed) || linkParts(typed)) return taken({ type: "link", link: typed }, "");
    if (/\s/.test(typed) && !isKnown(typed, context)) {
      return misused(
        "A PIN is never typed in the line, where it could be read; it is asked for. A name with spaces is asked for by /join alone.",
      );
    }
    return named(typed);
  },
};

function named(typed: string): Taken<ToJoin> {
  const checked = checkChannelName(typed);
  return checked.ok ? taken({ type: "name", name: checked.name }, "") : misused(checked.why);
}

function isKnown(typed: string, context: CommandContext): boolean {
  return channelsNamed(typed, context).some(({ other }) => other === undefined);
}
