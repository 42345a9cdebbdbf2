/** What stands in front of a row: when, and who or a sign. */
import { widthOf } from "./cell.ts";
import { cut } from "./cut.ts";
import { TIME_WIDTH } from "./gutter.ts";
import type { RowContext } from "./row_context.ts";
import { blank, joined, type Line, styled } from "./span.ts";
import type { Style } from "./style.ts";
import { timeText } from "./time_text.ts";

/** When it was, or which number it has: it is the same eight columns. */
export interface Moment {
  /** Undefined: not known. */
  readonly at: number | undefined;
  readonly number?: number | undefined;
}

/** "12:34:56   alice: " */
export function nickMargin(moment: Moment, nick: string, style: Style, context: RowContext): Line {
  const { look: { signs }, gutter } = context;
  const name = cut(nick, gutter.nick, signs.ellipsis);
  const space = gutter.columns ? blank(gutter.nick - widthOf(name)) : blank(0);
  return joined([time(moment, context), space, styled(`${name}:`, style), blank(1)]);
}

/** "12:34:56       → " */
export function signMargin(moment: Moment, sign: string, style: Style, context: RowContext): Line {
  const { gutter } = context;
  const space = gutter.columns ? blank(gutter.nick + 1 - widthOf(sign)) : blank(0);
  return joined([time(moment, context), space, styled(sign, style), blank(1)]);
}

function time({ at, number }: Moment, { look, gutter, numbers }: RowContext): Line {
  if (!gutter.times) return blank(0);
  if (numbers && number !== undefined) {
    return joined([styled(`#${number}`.padStart(TIME_WIDTH), look.styles.heading), blank(1)]);
  }
  // Where there are no columns, a time that is not known leaves no gap.
  if (at === undefined) return blank(gutter.columns ? TIME_WIDTH + 1 : 0);
  return joined([styled(timeText(at, look.minutesEast), look.styles.faint), blank(1)]);
}
