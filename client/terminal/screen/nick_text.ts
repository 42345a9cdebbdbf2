/** A nick as it is shown: cleaned, and never what I am called on my own screen. */
import { nickKey, nickLook } from "../../../shared/skeleton.ts";
import { legibleLine } from "./legible.ts";

/** What stands for me, where others have their nicks. */
export const OWN_NICK = "You";

const ASCII = /^[ -~]*$/;

/** Who calls himself "You", or what looks like it, would put words into my mouth: no nick has an @. */
export function nickText(nick: string): string {
  const text = legibleLine(nick);
  return looksLikeMe(text) ? `@${text}` : text;
}

function looksLikeMe(text: string): boolean {
  if (ASCII.test(text)) return /^y[o0]u$/i.test(text);
  if (text.length > 2 * OWN_NICK.length) return false;
  return nickKey(text) === nickKey(OWN_NICK) || nickLook(text) === nickLook(OWN_NICK);
}
