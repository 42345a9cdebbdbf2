/** For a dark background, whichever it is. */
import type { Theme } from "../theme.ts";

const BAR = [0x2b3040, 4] as const;
const POPUP = [0x3a4157, 7] as const;
const INK = [0x171a22, 0] as const;
const WHITE = [0xffffff, 15] as const;
const GREY = [0x7f879b, 8] as const;
const BLUE = [0x8fc7ff, 14] as const;
const GREEN = [0xa6da95, 10] as const;
const YELLOW = [0xeed08a, 11] as const;
const ORANGE = [0xf5a97f, 11] as const;
const RED = [0xff7b8b, 9] as const;

export const dark: Theme = {
  tints: {
    faint: { fg: GREY },
    own: { fg: WHITE },
    mention: { fg: ORANGE },
    mentioned: { fg: ORANGE },
    link: { fg: BLUE },
    quote: { fg: [0x9aa3b8, 7] },
    deleted: { fg: GREY },
    mark: { fg: GREY },
    reaction: { fg: [0xb4bccf, 7] },
    ownReaction: { fg: BLUE },
    join: { fg: YELLOW },
    leave: { fg: RED },
    info: { fg: [0x9db4d8, 6] },
    warning: { fg: ORANGE },
    error: { fg: RED },
    notice: { fg: [0x8bd5ca, 14] },
    day: { fg: [0x8a95b3, 6] },
    unread: { fg: RED },
    match: { fg: INK, bg: [0xeed08a, 3] },
    currentMatch: { fg: INK, bg: [0xf5a97f, 11] },
    heading: { fg: [0xb4bccf, 7] },
    border: { fg: [0x4b5268, 8] },
    selected: { fg: WHITE, bg: [0x3d4560, 4] },
    online: { fg: GREEN },
    away: { fg: YELLOW },
    offline: { fg: GREY },
    admin: { fg: YELLOW },
    prompt: { fg: BLUE },
    bar: { fg: [0xd5daea, 15], bg: BAR },
    barFaint: { fg: [0x97a0b8, 7], bg: BAR },
    barStrong: { fg: WHITE, bg: BAR },
    barGood: { fg: GREEN, bg: BAR },
    barWarning: { fg: YELLOW, bg: BAR },
    barBad: { fg: RED, bg: BAR },
    badge: { fg: INK, bg: BLUE },
    mentionBadge: { fg: INK, bg: ORANGE },
    popup: { fg: [0xe3e7f2, 0], bg: POPUP },
    popupTitle: { fg: [0xffffff, 0], bg: POPUP },
    popupHint: { fg: [0xa3acc4, 0], bg: POPUP },
    popupSelected: { fg: INK, bg: BLUE },
    dialogTitle: { fg: BLUE },
    optionSelected: { fg: INK, bg: BLUE },
    alarm: { fg: WHITE, bg: [0xb3263e, 1] },
  },
  // OKLCH: eight hues 45 degrees apart at L 0.80, then between them at 0.68, then at 0.90; each as colourful as can be shown.
  // deno-fmt-ignore
  nicks: [
    0xff9cb3, 0xfea572, 0xd8bd51, 0x90d281, 0x37d8c9, 0x59ccfe, 0xabb9fe, 0xe3a2f2,
    0xe66f64, 0xce8703, 0x93a319, 0x16b37c, 0x0dacbc, 0x4a9cf1, 0xa382e9, 0xd56fb2,
    0xfed1d3, 0xfdd5b7, 0xe4e1ac, 0xbeecc6, 0xa7edec, 0xc1e3fc, 0xdadaff, 0xfacef4,
  ],
  ansiNicks: [14, 10, 13, 12, 6, 2, 5, 3],
};
