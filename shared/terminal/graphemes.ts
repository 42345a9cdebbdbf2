/** Where one character as a person sees it ends and the next begins. */

const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** The characters of a text, as a person counts them. */
export function graphemes(text: string): readonly string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** The beginning of the character before this place; 0 at the beginning. */
export function before(text: string, at: number): number {
  return at <= 0 ? 0 : segmenter.segment(text).containing(at - 1)?.index ?? 0;
}

/** The end of the character that this place is in or in front of; the text's own end at the end. */
export function after(text: string, at: number): number {
  const found = segmenter.segment(text).containing(at);
  return found ? found.index + found.segment.length : text.length;
}

/** This place, or, inside a character, that character's end. */
export function snapped(text: string, at: number): number {
  const found = segmenter.segment(text).containing(at);
  return found === undefined || found.index === at ? Math.min(at, text.length) : found.index + found.segment.length;
}
