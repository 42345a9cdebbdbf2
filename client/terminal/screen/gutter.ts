/** What stands in front of messages, and how wide: a column of times and one of nicks, or, where there is no room for columns, both in the first line. */

export interface Gutter {
  /** All columns there are. */
  readonly width: number;
  /** Whether nicks and texts stand in columns. */
  readonly columns: boolean;
  /** Whether times are shown. */
  readonly times: boolean;
  /** The most columns of a nick. */
  readonly nick: number;
  /** Where the lines of a text begin; in columns the first one, too. */
  readonly indent: number;
}

export const TIME_WIDTH = 8;
const LEAST_FOR_COLUMNS = 56;
const LEAST_FOR_TIMES = 28;
const LEAST_NICK = 4;

/** What fits into so many columns where the longest nick has so many. */
export function gutterFor(width: number, widestNick: number): Gutter {
  if (width < LEAST_FOR_COLUMNS) {
    const indent = width < LEAST_FOR_TIMES ? 1 : 2;
    return { width, columns: false, times: width >= LEAST_FOR_TIMES, nick: Math.max(LEAST_NICK, width >> 2), indent };
  }
  const most = width >= 100 ? 16 : width >= 70 ? 12 : 10;
  const nick = Math.max(LEAST_NICK, Math.min(most, widestNick));
  return { width, columns: true, times: true, nick, indent: TIME_WIDTH + 1 + nick + 2 };
}
