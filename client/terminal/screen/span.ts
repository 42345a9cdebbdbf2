/** Styled text, in rows of known width. Nothing here knows what it says. */
import { glyphs, widthOf } from "./cell.ts";
import { PLAIN, showsOnBlank, type Style } from "./style.ts";

/** A text in one style; with `link`, what a click on it opens. */
export interface Span {
  readonly text: string;
  readonly style: Style;
  readonly link?: string;
}

export type Row = readonly Span[];

/** A row that knows how many columns it takes. */
export interface Line {
  readonly spans: Row;
  readonly width: number;
}

export const EMPTY: Line = { spans: [], width: 0 };

/** A text in a style, as a line. */
export function styled(text: string, style: Style): Line {
  return text === "" ? EMPTY : { spans: [{ text, style }], width: widthOf(text) };
}

/** So many blank columns. */
export function blank(width: number, style: Style = PLAIN): Line {
  return width <= 0 ? EMPTY : { spans: [{ text: " ".repeat(width), style }], width };
}

/** Lines one behind the other, as one. */
export function joined(lines: readonly Line[]): Line {
  return { spans: lines.flatMap(({ spans }) => spans), width: lines.reduce((sum, { width }) => sum + width, 0) };
}

/** Exactly so wide: cut off, or with blanks behind it. */
export function filled(line: Line, width: number, style: Style = PLAIN): Line {
  if (line.width > width) return slice(line, 0, width);
  return line.width === width ? line : joined([line, blank(width - line.width, style)]);
}

/** The columns from `from` up to `to`. Half of a wide character is a blank. */
export function slice(line: Line, from: number, to: number): Line {
  // What was laid out to fit is not measured again.
  if (from <= 0 && line.width <= to) return line;
  const spans: Span[] = [];
  let at = 0;
  for (const span of line.spans) {
    if (at >= to) break;
    const width = widthOf(span.text);
    if (at + width > from) {
      const text = at >= from && at + width <= to ? span.text : sliceText(span.text, from - at, to - at);
      if (text !== "") spans.push({ ...span, text });
    }
    at += width;
  }
  return { spans, width: Math.max(0, Math.min(to, at) - Math.max(0, from)) };
}

function sliceText(text: string, from: number, to: number): string {
  let at = 0;
  let kept = "";
  for (const { text: glyph, width } of glyphs(text)) {
    const end = at + width;
    if (at >= from && end <= to) kept += glyph;
    else if (end > from && at < to) kept += " ".repeat(Math.min(end, to) - Math.max(at, from));
    at = end;
  }
  return kept;
}

/** Without blanks at the end that nobody sees. */
export function trimmed(line: Line): Line {
  const spans = [...line.spans];
  let { width } = line;
  for (let last = spans.at(-1); last && !showsOnBlank(last.style); last = spans.at(-1)) {
    const text = last.text.replace(/ +$/, "");
    width -= last.text.length - text.length;
    if (text === last.text) break;
    spans.pop();
    if (text !== "") spans.push({ ...last, text });
  }
  return { spans, width };
}
