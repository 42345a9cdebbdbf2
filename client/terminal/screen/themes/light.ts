/** For a light background, whichever it is. */
import type { Theme } from "../theme.ts";

const BAR = [0xdfe4ee, 7] as const;
const POPUP = [0xe8ecf5, 7] as const;
const INK = [0x1c2130, 0] as const;
const WHITE = [0xffffff, 15] as const;
const GREY = [0x7b8296, 8] as const;
const BLUE = [0x1a5fb4, 4] as const;
const GREEN = [0x26762c, 2] as const;
const YELLOW = [0x8f5f00, 3] as const;
const ORANGE = [0xb4460a, 5] as const;
const RED = [0xb3163a, 1] as const;

export const light: Theme = {
  tints: {
    faint: { fg: GREY },
    own: { fg: INK },
    mention: { fg: ORANGE },
    mentioned: { fg: ORANGE },
    link: { fg: BLUE },
    quote: { fg: [0x5c6478, 8] },
    deleted: { fg: GREY },
    mark: { fg: GREY },
    reaction: { fg: [0x4a5165, 8] },
    ownReaction: { fg: BLUE },
    join: { fg: YELLOW },
    leave: { fg: RED },
    info: { fg: [0x3c5a8a, 6] },
    warning: { fg: ORANGE },
    error: { fg: RED },
    notice: { fg: [0x0b6b68, 6] },
    day: { fg: [0x5a6a90, 6] },
    unread: { fg: RED },
    match: { fg: INK, bg: [0xffe08a, 11] },
    currentMatch: { fg: INK, bg: [0xffb37a, 13] },
    heading: { fg: [0x4a5165, 0] },
    border: { fg: [0xb6bccb, 7] },
    selected: { fg: INK, bg: [0xcbd7ee, 7] },
    online: { fg: GREEN },
    away: { fg: YELLOW },
    offline: { fg: GREY },
    admin: { fg: YELLOW },
    prompt: { fg: BLUE },
    bar: { fg: INK, bg: BAR },
    barFaint: { fg: [0x626a7e, 0], bg: BAR },
    barStrong: { fg: INK, bg: BAR },
    barGood: { fg: GREEN, bg: BAR },
    barWarning: { fg: [0x7d4f00, 4], bg: BAR },
    barBad: { fg: RED, bg: BAR },
    badge: { fg: WHITE, bg: BLUE },
    mentionBadge: { fg: WHITE, bg: ORANGE },
    popup: { fg: INK, bg: POPUP },
    popupTitle: { fg: INK, bg: POPUP },
    popupHint: { fg: [0x626a7e, 0], bg: POPUP },
    popupSelected: { fg: WHITE, bg: BLUE },
    dialogTitle: { fg: BLUE },
    optionSelected: { fg: WHITE, bg: BLUE },
    alarm: { fg: WHITE, bg: RED },
  },
  // OKLCH: eight hues 45 degrees apart at L 0.52, then between them at 0.42; each as colourful as can be shown.
  // deno-fmt-ignore
  nicks: [
    0xb32f5c, 0xa44c06, 0x7c6705, 0x267e05, 0x087970, 0x0e7397, 0x505ac8, 0x9240a4,
    0x89211e, 0x69440a, 0x4a5303, 0x055c3e, 0x065860, 0x014e8e, 0x57368e, 0x7c2462,
  ],
  ansiNicks: [4, 2, 5, 6, 12, 13],
};
