/** Where words begin and end, in every script: "it's" and "foo_bar" are one word, Japanese and Thai are taken apart as readers do. */

const segmenter = new Intl.Segmenter(undefined, { granularity: "word" });
const characters = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** The end of the word that this place is in or in front of; the text's own end behind the last one. */
export function wordEnd(text: string, from: number): number {
  const segments = segmenter.segment(text);
  for (let at = from; at < text.length;) {
    const found = segments.containing(at);
    if (!found) break;
    at = found.index + found.segment.length;
    if (found.isWordLike) return characterEnd(text, at);
  }
  return text.length;
}

/** The beginning of the word that this place is in or behind; 0 in front of the first one. */
export function wordBegin(text: string, from: number): number {
  const segments = segmenter.segment(text);
  for (let at = from; at > 0;) {
    const found = segments.containing(at - 1);
    if (!found) break;
    at = found.index;
    if (found.isWordLike) return characterBegin(text, at);
  }
  return 0;
}

/** The beginning of what stands between spaces. */
export function blankBegin(text: string, from: number): number {
  let at = from;
  while (at > 0 && /\s/.test(text.charAt(at - 1))) at--;
  while (at > 0 && /\S/.test(text.charAt(at - 1))) at--;
  return characterBegin(text, at);
}

// A dictionary may take apart what is one character on the screen.

function characterBegin(text: string, at: number): number {
  return characters.segment(text).containing(at)?.index ?? at;
}

function characterEnd(text: string, at: number): number {
  const found = characters.segment(text).containing(at);
  return !found || found.index === at ? at : found.index + found.segment.length;
}
