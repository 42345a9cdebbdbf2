/** A frame around lines, and one piece of the screen over another. */
import type { Signs } from "./signs.ts";
import { filled, joined, type Line, slice, styled } from "./span.ts";
import type { Style } from "./style.ts";

export interface Frame {
  /** Outside. */
  readonly width: number;
  readonly signs: Signs;
  readonly border: Style;
  readonly title: Line;
}

/** The lines in a frame: two more than they are. */
export function boxed(lines: readonly Line[], { width, signs, border, title }: Frame): readonly Line[] {
  const [topLeft = "", topRight = "", bottomLeft = "", bottomRight = ""] = signs.corners;
  const inner = Math.max(0, width - 2);
  const head = title.width === 0 ? title : joined([styled(" ", border), title, styled(" ", border)]);
  const rule = slice(joined([head, styled(signs.horizontal.repeat(inner), border)]), 0, inner);
  const side = styled(signs.vertical, border);
  return [
    joined([styled(topLeft, border), rule, styled(topRight, border)]),
    ...lines.map((line) => joined([side, filled(line, inner), side])),
    styled(bottomLeft + signs.horizontal.repeat(inner) + bottomRight, border),
  ];
}

/** The lines with others over them, from a place on. */
export function over(
  under: readonly Line[],
  lines: readonly Line[],
  { row, column }: { readonly row: number; readonly column: number },
): readonly Line[] {
  return under.map((line, at) => {
    const above = lines[at - row];
    if (!above) return line;
    const end = column + above.width;
    return joined([filled(slice(line, 0, column), column), above, slice(line, end, Math.max(end, line.width))]);
  });
}
