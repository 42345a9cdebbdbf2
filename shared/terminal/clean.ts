/**
 * What others wrote, made safe to show: no character in it can move the cursor, colour the screen, speak to the terminal, turn the
 * line around or hide. What joins letters and emoji stays.
 */

/**
 * Bidi marks, embeddings, overrides and isolates; zero-width spaces and operators; interlinear marks; soft hyphens. Not the joiners
 * U+200C and U+200D, which Persian, Hindi and emoji need.
 */
const INVISIBLE =
  /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb]/g;
/** Tags can hide text in text; the flags of England, Scotland and Wales are a black flag and six of them. */
const STRAY_TAGS = /(?<!\u{1f3f4}[\u{e0020}-\u{e007f}]{0,6})[\u{e0000}-\u{e0fff}]/gu;

/** On one line: breaks and tabs become spaces. */
export function clean(text: string): string {
  return cleanLines(text).replaceAll("\n", " ");
}

/** With its line breaks; a tab becomes a space. */
export function cleanLines(text: string): string {
  return text.toWellFormed()
    .replace(/\r\n?|[\u0085\u2028\u2029\v\f]/g, "\n")
    .replaceAll("\t", " ")
    .replace(/(?!\n)\p{Cc}/gu, pictured)
    .replace(INVISIBLE, "")
    .replace(STRAY_TAGS, "");
}

/** The picture of a control character: the person should see that somebody tried. Those above ASCII have none. */
function pictured(char: string): string {
  return char < "\x20" ? String.fromCharCode(0x2400 + char.charCodeAt(0)) : "\ufffd";
}
