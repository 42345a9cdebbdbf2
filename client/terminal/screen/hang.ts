/** A text behind what stands in its first line's margin, wrapped, every line under the other. */
import { widthOf } from "./cell.ts";
import type { Gutter } from "./gutter.ts";
import { cutRows, type Mark } from "./marks.ts";
import { blank, joined, type Line } from "./span.ts";
import { wrap } from "./wrap.ts";

/** A legible text, and marks that cover it. */
export interface MarkedText {
  readonly text: string;
  readonly marks: readonly Mark[];
}

export function hang(margin: Line, { text, marks }: MarkedText, { width, indent }: Gutter): readonly Line[] {
  const parts = wrap(text, { first: width - margin.width, others: width - indent });
  const rows = cutRows(text, marks, parts);
  return parts.map(({ from, to }, at) => {
    const line = { spans: rows[at] ?? [], width: widthOf(text.slice(from, to)) };
    return joined([at === 0 ? margin : blank(indent), line]);
  });
}
