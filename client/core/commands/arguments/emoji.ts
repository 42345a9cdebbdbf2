/** The argument that is an emoji: itself, a shortcode with its colons or without. */
import { completeShortcode, emojiNamed } from "../../emoji.ts";
import { quote } from "../quote.ts";
import { type Argument, misused, splitWord, taken } from "./argument.ts";

export const emoji: Argument<string> = {
  form: "emoji",
  needs: "an emoji",
  kind: { type: "emoji" },
  take(typed) {
    const { word, rest } = splitWord(typed);
    const name = word.replace(/^:|:$/g, "").toLowerCase();
    const value = asEmoji(word) ?? emojiNamed(name);
    if (value !== undefined) return taken(value, rest);
    const [near] = /^[a-z\d_+-]{2,}$/.test(name) ? completeShortcode(name, 1) : [];
    const hint = near === undefined ? "/emoji looks for one." : `Did you mean :${near.name}:?`;
    return misused(`${quote(word)} is no emoji. ${hint}`);
  },
};

/** The word, if it is one emoji; a heart that was typed as a sign becomes the picture, or there would be two kinds of it. */
function asEmoji(word: string): string | undefined {
  const IS_EMOJI = /^\p{RGI_Emoji}$/v;
  return [word, `${word}\ufe0f`].find((form) => IS_EMOJI.test(form));
}
