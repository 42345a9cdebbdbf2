/**
 * The characters of a text as a person sees them. Intl.Segmenter knows them all, but takes six times as long; so what people write most is cut by an expression
 * that says the same.
 */
import { graphemes } from "../../../shared/terminal/graphemes.ts";

/** Letters, ideographs, syllables and signs that are characters by themselves. */
const LETTERS =
  " -~\\u00a0-\\u00ac\\u00ae-\\u02ff\\u0370-\\u0482\\u048a-\\u0556\\u05d0-\\u05ea\\u0620-\\u064a\\u2010-\\u2027\\u2030-\\u205e\\u2100-\\u2bff" +
  "\\u3000-\\u3029\\u3030-\\u3098\\u309b-\\u319f\\u3400-\\u4dbf\\u4e00-\\ua48c\\uac00-\\ud7a3\\uf900-\\ufaff\\uff01-\\uff9d";
/** What belongs to the character before it, whichever that is: marks, styles, skins, tags. */
const BEHIND = "\\u0300-\\u036f\\ufe0e\\ufe0f\\u20e3\\u{1f3fb}-\\u{1f3ff}\\u{e0020}-\\u{e007f}";
const JOINER = "\\u200d";
const FLAG = "\\u{1f1e6}-\\u{1f1ff}";
const EMOJI = "\\p{Extended_Pictographic}";

const ONLY_LETTERS = new RegExp(`^[${LETTERS}]*$`);
const ONLY_COMMON = new RegExp(`^[${LETTERS}${BEHIND}${JOINER}${FLAG}${EMOJI}]*$`, "u");
const COMMON = new RegExp(
  [
    `${EMOJI}(?:[${BEHIND}]*${JOINER}${EMOJI})*[${BEHIND}${JOINER}]*`,
    `[${FLAG}]{1,2}[${BEHIND}${JOINER}]*`,
    `[^][${BEHIND}${JOINER}]*`,
  ].join("|"),
  "gu",
);

export function characters(text: string): readonly string[] {
  if (ONLY_LETTERS.test(text)) return text.split("");
  return ONLY_COMMON.test(text) ? text.match(COMMON) ?? [] : graphemes(text);
}
