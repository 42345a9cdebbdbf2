/** How the screen is to look: what the person or his terminal asks for, and what follows from it. */
import { type Depth, shadeIn } from "./colour_depth.ts";
import { ATTRIBUTES, COLOURLESS, type Role } from "./roles.ts";
import { ASCII_SIGNS, type Signs, UNICODE_SIGNS } from "./signs.ts";
import type { Colour, Style } from "./style.ts";
import type { Theme } from "./theme.ts";
import { contrast } from "./themes/contrast.ts";
import { dark } from "./themes/dark.ts";
import { light } from "./themes/light.ts";

const THEMES = { dark, light, "high-contrast": contrast } as const satisfies Readonly<Record<string, Theme>>;

export type ThemeName = keyof typeof THEMES;

/** What can be asked for. */
export interface LookOptions {
  readonly theme: ThemeName;
  readonly depth: Depth;
  /** Whether anything beyond ASCII is drawn. What people write is theirs. */
  readonly unicode: boolean;
  /** How many minutes east of Greenwich the clocks went at a time. */
  readonly minutesEast: (at: number) => number;
}

/** Made once: layouts are kept for as long as it is the same. */
export interface Look {
  readonly styles: Readonly<Record<Role, Style>>;
  /** By which people are told apart; the more, the better. */
  readonly nicks: readonly Style[];
  readonly signs: Signs;
  readonly minutesEast: (at: number) => number;
}

export function lookOf({ theme, depth, unicode, minutesEast }: LookOptions): Look {
  const styles = Object.fromEntries(
    Object.entries(ATTRIBUTES).map(([role]) => [role, styleOf(role as Role, THEMES[theme], depth)]),
  ) as Record<Role, Style>;
  const nicks = nickColours(THEMES[theme], depth).map((fg) => ({ ...styles.nick, fg }));
  return {
    styles,
    nicks: nicks.length > 0 ? nicks : [styles.nick],
    signs: unicode ? UNICODE_SIGNS : ASCII_SIGNS,
    minutesEast,
  };
}

function styleOf(role: Role, { tints }: Theme, depth: Depth): Style {
  if (depth === "none") return { ...ATTRIBUTES[role], ...COLOURLESS[role] };
  const { fg, bg } = tints[role] ?? {};
  return {
    ...ATTRIBUTES[role],
    ...fg && { fg: shadeIn(fg, depth) },
    ...bg && { bg: shadeIn(bg, depth) },
  };
}

function nickColours({ nicks, ansiNicks }: Theme, depth: Depth): readonly Colour[] {
  if (depth === "none") return [];
  if (depth === "16") return ansiNicks;
  // Two may be the same in 256 colours.
  return [...new Set(nicks.map((rgb) => shadeIn([rgb, 0], depth)))];
}
