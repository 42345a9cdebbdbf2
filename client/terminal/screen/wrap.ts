/**
 * Where a text breaks into lines: at spaces, between ideographs, and inside a word only where it is longer than a line; so a URL stays whole wherever it can.
 * It counts columns and knows no style.
 */
import { glyphs, widthOf } from "./cell.ts";

/** A part of a text, as two indices into it. */
export interface Part {
  readonly from: number;
  readonly to: number;
}

/** Columns of the first line, which may have something in front of it, and of those that follow. */
export interface WrapWidth {
  readonly first: number;
  readonly others: number;
}

/** What is not broken: a part of a text and its columns. */
interface Chunk extends Part {
  readonly width: number;
}

const WORDS = / +|[^ ]+/g;
const IDEOGRAPHS = /[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\u{1f000}-\u{3ffff}]/u;
/** What does not begin a line: it belongs to what stands before it. */
const CLOSES = /^[\u00a0、。，．：；！？」』）】〉》〕｝ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ…)\]},.;:!?]/u;
const ADDRESS = /:\/\//;

/** The lines of a text that is legible. Spaces where a line breaks are in none of them. */
export function wrap(text: string, width: WrapWidth): readonly Part[] {
  const lines: Part[] = [];
  let from = 0;
  for (const paragraph of text.split("\n")) {
    const first = lines.length === 0 ? width.first : width.others;
    for (const part of wrapParagraph(paragraph, { first, others: width.others })) lines.push(shifted(part, from));
    from += paragraph.length + 1;
  }
  return lines;
}

function wrapParagraph(text: string, width: WrapWidth): readonly Part[] {
  // Most of what people write is short.
  if (text.length <= width.first && widthOf(text) <= width.first) return [trimmed(text)];
  const lines: Part[] = [];
  let line: Chunk = { from: 0, to: 0, width: 0 };
  let gap = 0;
  for (const chunk of chunksOf(text)) {
    const room = lines.length === 0 ? width.first : Math.max(1, width.others);
    const isSpace = text[chunk.from] === " ";
    if (isSpace) {
      gap = chunk.width;
    } else if (line.width + gap + chunk.width <= room) {
      line = { from: line.from, to: chunk.to, width: line.width + gap + chunk.width };
      gap = 0;
    } else {
      // A first line with hardly any room stays empty.
      if (line.width > 0 || (lines.length === 0 && width.first < width.others)) lines.push(line);
      const pieces = broken(text, chunk, Math.max(1, width.others));
      for (const piece of pieces.slice(0, -1)) lines.push(piece);
      line = pieces.at(-1) ?? chunk;
      gap = 0;
    }
  }
  return [...lines, line];
}

/** Words, the spaces between them, and ideographs each for itself. */
function* chunksOf(text: string): Generator<Chunk> {
  for (const { 0: word, index } of text.matchAll(WORDS)) {
    if (ADDRESS.test(word) || !IDEOGRAPHS.test(word)) {
      yield { from: index, to: index + word.length, width: widthOf(word) };
    } else {
      yield* ideographs(word, index);
    }
  }
}

function* ideographs(word: string, index: number): Generator<Chunk> {
  let chunk: Chunk = { from: index, to: index, width: 0 };
  let open = false;
  for (const { text, width } of glyphs(word)) {
    const wide = width === 2;
    if (chunk.width > 0 && (wide || !open) && !CLOSES.test(text)) {
      yield chunk;
      chunk = { from: chunk.to, to: chunk.to, width: 0 };
    }
    chunk = { from: chunk.from, to: chunk.to + text.length, width: chunk.width + width };
    open = !wide;
  }
  yield chunk;
}

/** A chunk that is wider than a line, in lines. */
function broken(text: string, chunk: Chunk, width: number): readonly Chunk[] {
  if (chunk.width <= width) return [chunk];
  const pieces: Chunk[] = [];
  let piece: Chunk = { from: chunk.from, to: chunk.from, width: 0 };
  for (const glyph of glyphs(text.slice(chunk.from, chunk.to))) {
    if (piece.width > 0 && piece.width + glyph.width > width) {
      pieces.push(piece);
      piece = { from: piece.to, to: piece.to, width: 0 };
    }
    piece = { from: piece.from, to: piece.to + glyph.text.length, width: piece.width + glyph.width };
  }
  return [...pieces, piece];
}

function trimmed(text: string): Part {
  return { from: 0, to: text.replace(/ +$/, "").length };
}

function shifted({ from, to }: Part, by: number): Part {
  return { from: from + by, to: to + by };
}
