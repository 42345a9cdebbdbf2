/** What stands in front of a row: when, and who or a sign. */
import { widthOf } from "./cell.ts";
import { cut } from "./cut.ts";
import { TIME_WIDTH } from "./gutter.ts";
import type { RowContext } from "./row_context.ts";
import { blank, joined, type Line, styled } from "./span.ts";
import type { Style } from "./style.ts";
import { timeText } from "./time_text.ts";

export interface Margin {
  /** When; undefined: not known. */
  readonly at: number | undefined;
  /** Its number, which is shown instead of the time where numbers are: it is the same eight columns. */
  readonly number?: number | undefined;
  /** A nick or a sign. */
  readonly text: string;
  readonly style: Style;
}

/** "12:34:56   alice: " */
export function nickMargin(margin: Margin, context: RowContext): Line {
  const { look: { signs }, gutter } = context;
  const name = cut(margin.text, gutter.nick, signs.ellipsis);
  const space = gutter.columns ? blank(gutter.nick - widthOf(name)) : blank(0);
  return joined([time(margin, context), space, styled(`${name}:`, margin.style), blank(1)]);
}

/** "12:34:56       -> " */
export function signMargin(margin: Margin, context: RowContext): Line {
  const { gutter } = context;
  const space = gutter.columns ? blank(gutter.nick + 1 - widthOf(margin.text)) : blank(0);
  return joined([time(margin, context), space, styled(margin.text, margin.style), blank(1)]);
}

function time({ at, number }: Margin, { look, gutter, numbers }: RowContext): Line {
  if (!gutter.times) return blank(0);
  if (numbers && number !== undefined) {
    return joined([styled(`#${number}`.padStart(TIME_WIDTH), look.styles.heading), blank(1)]);
  }
  // Where there are no columns, a time that is not known leaves no gap.
  if (at === undefined) return blank(gutter.columns ? TIME_WIDTH + 1 : 0);
  return joined([styled(timeText(at, look.minutesEast), look.styles.faint), blank(1)]);
}
