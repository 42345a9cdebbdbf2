/**
 * Whether the terminal takes what it is sent for UTF-8, asked of itself where nothing says so: it is sent a letter of two bytes, and says how far that took its
 * cursor. Who does not answer is taken for one that does not.
 */

/** No terminal takes it for a wide one, whatever East Asian habits it has; where each byte is a letter, it takes two columns. */
const LETTER = "\u00e5";
/** What no keyboard sends from the first row but shift-F3, which is nobody's here. */
// deno-lint-ignore no-control-regex
const ANSWER = /\x1b\[1;(\d{1,4})R/;

/** To be sent while the screen is still empty; it is empty again afterwards. */
export const UTF8_QUESTION = `\x1b[H${LETTER}\x1b[6n\r\x1b[K`;

/** What was answered, and what else was sent; undefined where there is no answer among it. */
export function utf8Answer(
  bytes: Uint8Array,
): { readonly utf8: boolean; readonly rest: readonly Uint8Array[] } | undefined {
  // A character a byte: only ASCII is looked for.
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  const found = ANSWER.exec(text);
  if (!found) return undefined;
  const end = found.index + found[0].length;
  const rest = [bytes.subarray(0, found.index), bytes.subarray(end)].filter(({ length }) => length > 0);
  return { utf8: found[1] === "2", rest };
}
