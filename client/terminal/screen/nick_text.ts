/** A nick as it is shown: cleaned, and never what I am called on my own screen. */
import { nickKey } from "../../../shared/skeleton.ts";
import { legibleLine } from "./legible.ts";

/** What stands for me, where others have their nicks. */
export const OWN_NICK = "You";

const OWN_KEY = nickKey(OWN_NICK);

/** Who calls himself "You", or what looks like it, would put words into my mouth: no nick has an @. */
export function nickText(nick: string): string {
  const text = legibleLine(nick);
  return text.length <= 2 * OWN_NICK.length && nickKey(text) === OWN_KEY ? `@${text}` : text;
}
