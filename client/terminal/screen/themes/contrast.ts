/** For who sees little: nothing is grey, and what stands out is turned around. For a dark background. */
import type { Theme } from "../theme.ts";

const BLACK = [0x000000, 0] as const;
const WHITE = [0xffffff, 15] as const;
const YELLOW = [0xffff00, 11] as const;
const CYAN = [0x00ffff, 14] as const;
const GREEN = [0x00ff00, 10] as const;
const RED = [0xff9090, 9] as const;

export const contrast: Theme = {
  tints: {
    text: { fg: WHITE },
    faint: { fg: WHITE },
    own: { fg: WHITE },
    mention: { fg: BLACK, bg: YELLOW },
    mentioned: { fg: YELLOW },
    link: { fg: CYAN },
    quote: { fg: WHITE },
    deleted: { fg: WHITE },
    mark: { fg: WHITE },
    reaction: { fg: WHITE },
    ownReaction: { fg: CYAN },
    join: { fg: YELLOW },
    leave: { fg: RED },
    info: { fg: CYAN },
    warning: { fg: YELLOW },
    error: { fg: RED },
    notice: { fg: CYAN },
    day: { fg: WHITE },
    unread: { fg: YELLOW },
    match: { fg: BLACK, bg: CYAN },
    currentMatch: { fg: BLACK, bg: YELLOW },
    heading: { fg: WHITE },
    border: { fg: WHITE },
    selected: { fg: BLACK, bg: WHITE },
    online: { fg: GREEN },
    away: { fg: YELLOW },
    offline: { fg: WHITE },
    admin: { fg: YELLOW },
    prompt: { fg: YELLOW },
    bar: { fg: BLACK, bg: WHITE },
    barFaint: { fg: BLACK, bg: WHITE },
    barStrong: { fg: BLACK, bg: WHITE },
    barGood: { fg: BLACK, bg: WHITE },
    barWarning: { fg: BLACK, bg: YELLOW },
    barBad: { fg: WHITE, bg: [0xb00000, 1] },
    badge: { fg: BLACK, bg: CYAN },
    mentionBadge: { fg: BLACK, bg: YELLOW },
    popup: { fg: BLACK, bg: WHITE },
    popupTitle: { fg: BLACK, bg: WHITE },
    popupHint: { fg: BLACK, bg: WHITE },
    popupSelected: { fg: BLACK, bg: YELLOW },
    dialogTitle: { fg: YELLOW },
    option: { fg: WHITE },
    optionSelected: { fg: BLACK, bg: YELLOW },
    alarm: { fg: WHITE, bg: [0xb00000, 1] },
  },
  // OKLCH: eight hues 45 degrees apart at L 0.84, then between them at 0.92.
  // deno-fmt-ignore
  nicks: [
    0xfeb2c3, 0xfeb993, 0xedc812, 0x81e86a, 0x1ce9d7, 0x86d7fd, 0xbcc7fc, 0xefb0fd,
    0xfedbd6, 0xfedfb9, 0xdfeea1, 0xa6fad0, 0xa8f3fe, 0xd4e7fc, 0xe7e0fd, 0xfdd8ee,
  ],
  ansiNicks: [14, 10, 13, 11, 12],
};
