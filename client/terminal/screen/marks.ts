/** Parts of a text that look other than the rest, cut into the lines it was wrapped into. */
import { before, snapped } from "../../../shared/terminal/graphemes.ts";
import type { Row, Span } from "./span.ts";
import type { Style } from "./style.ts";
import type { Part } from "./wrap.ts";

/** A part of a text and how it looks. */
export interface Mark extends Part {
  readonly style: Style;
  readonly link?: string;
}

/** Whoever writes a message of nothing but addresses makes nobody's screen slow: what follows is plain text. */
const MOST_MARKS = 200;
const ASCII = /^[\n -~]*$/;

/** The whole text in marks: these, which rise and do not overlap, and the rest in a style of its own. */
export function cover(text: string, marks: readonly Mark[], rest: Style): readonly Mark[] {
  const all: Mark[] = [];
  let at = 0;
  for (const mark of snappedMarks(text, marks)) {
    if (mark.from > at) all.push({ from: at, to: mark.from, style: rest });
    all.push(mark);
    at = mark.to;
  }
  if (at < text.length) all.push({ from: at, to: text.length, style: rest });
  return all;
}

/** Marks that cover a text, with others over them; where one of those is, a link stays a link. */
export function overlay(text: string, under: readonly Mark[], over: readonly Mark[]): readonly Mark[] {
  const rising = snappedMarks(text, over);
  if (rising.length === 0) return under;
  const edges = new Set(rising.flatMap(({ from, to }) => [from, to]));
  const cuts = [...edges].sort((a, b) => a - b);
  let next = 0;
  return splitAt(under, cuts).map((mark) => {
    while ((rising[next]?.to ?? Infinity) <= mark.from) next++;
    const above = rising[next];
    return above && above.from <= mark.from ? { ...mark, style: above.style } : mark;
  });
}

/** The rows of a text that marks cover, one for each part; parts rise. */
export function cutRows(text: string, marks: readonly Mark[], parts: readonly Part[]): readonly Row[] {
  let first = 0;
  return parts.map((part) => {
    while ((marks[first]?.to ?? Infinity) <= part.from) first++;
    const row: Span[] = [];
    for (let at = first; at < marks.length; at++) {
      const mark = marks[at];
      if (!mark || mark.from >= part.to) break;
      row.push(spanOf(text.slice(Math.max(mark.from, part.from), Math.min(mark.to, part.to)), mark));
    }
    return row;
  });
}

function spanOf(text: string, { style, link }: Mark): Span {
  return link === undefined ? { text, style } : { text, style, link };
}

/** None of them cuts a character in two, and none overlaps the one before. */
function snappedMarks(text: string, marks: readonly Mark[]): readonly Mark[] {
  const some = marks.slice(0, MOST_MARKS);
  if (ASCII.test(text)) return some;
  let at = 0;
  return some.flatMap((mark) => {
    const from = Math.max(at, begin(text, mark.from));
    const to = snapped(text, mark.to);
    if (to <= from) return [];
    at = to;
    return [{ ...mark, from, to }];
  });
}

/** The beginning of the character that this place is in. */
function begin(text: string, at: number): number {
  const end = snapped(text, at);
  return end === at ? at : before(text, end);
}

function splitAt(marks: readonly Mark[], cuts: readonly number[]): readonly Mark[] {
  let next = 0;
  return marks.flatMap((mark) => {
    const pieces: Mark[] = [];
    let from = mark.from;
    while ((cuts[next] ?? Infinity) <= from) next++;
    for (let cut = cuts[next]; cut !== undefined && cut < mark.to; cut = cuts[++next]) {
      pieces.push({ ...mark, from, to: cut });
      from = cut;
    }
    return [...pieces, { ...mark, from }];
  });
}
