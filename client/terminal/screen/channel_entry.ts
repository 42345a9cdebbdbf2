/** One window in a list of windows: number, sign, name, and what is unread. */
import { cut } from "./cut.ts";
import type { ListedChannel } from "./list_channels.ts";
import type { Look } from "./look.ts";
import type { Role } from "./roles.ts";
import { blank, joined, type Line, styled } from "./span.ts";
import type { Style } from "./style.ts";

const MOST_COUNTED = 999;

/** "3 # Work"; cut where it is wider. */
export function channelLabel({ number, name, other }: ListedChannel, { styles, signs }: Look, options: {
  readonly base: Style;
  readonly width: number;
}): Line {
  const { base, width } = options;
  const count = styled(number === undefined ? signs.over : String(number), { ...styles.faint, ...base });
  const sign = other === undefined
    ? styled(signs.channel, { ...styles.faint, ...base })
    : styled(signs[other], { ...styles[other], ...base });
  const begin = joined([count, blank(1, base), sign, blank(1, base)]);
  return joined([begin, styled(cut(name, Math.max(0, width - begin.width), signs.ellipsis), base)]);
}

/** What is unread somewhere. */
export interface Unread {
  readonly unread: number;
  readonly mentions: number;
}

export function unreadOf(entries: readonly ListedChannel[]): Unread {
  return entries.reduce((sum, { channel: { unread, mentions } }) => {
    return { unread: sum.unread + unread, mentions: sum.mentions + mentions };
  }, { unread: 0, mentions: 0 });
}

/** " 12 ", " 12 @2 " or " @2 ", or nothing. */
export function unreadBadge({ unread, mentions }: Unread, { styles }: Look): Line {
  if (unread === 0 && mentions === 0) return blank(0);
  const role: Role = mentions > 0 ? "mentionBadge" : "badge";
  const called = mentions > 0 ? `@${counted(mentions)}` : "";
  const words = unread > mentions ? `${counted(unread)}${called === "" ? "" : ` ${called}`}` : called;
  return styled(` ${words} `, styles[role]);
}

function counted(count: number): string {
  return count > MOST_COUNTED ? `${MOST_COUNTED}+` : String(count);
}
