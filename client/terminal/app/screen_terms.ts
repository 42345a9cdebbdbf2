/** On which terms the screen has this terminal: what it can do, and how the person wants it to look. */
import process from "node:process";
import { type Look, lookOf, type ThemeName } from "../screen/look.ts";
import type { PaintCaps } from "../screen/paint.ts";
import { guessCapabilities } from "../tty/guess_capabilities.ts";
import type { Notifying, Variables } from "../tty/known_terminals.ts";
import type { Modes } from "../tty/modes.ts";

export interface ScreenTerms {
  readonly look: Look;
  readonly caps: PaintCaps;
  readonly modes: Modes;
  readonly variables: Variables;
  /** How the computer is told of mentions; undefined: it is not. */
  readonly notifying: Notifying | undefined;
}

export interface ScreenWishes {
  readonly variables: Variables;
  readonly isTerminal: boolean;
  readonly color: "auto" | "always" | "never";
  readonly theme: ThemeName;
  readonly ascii: boolean;
  readonly notify: boolean;
}

/** Undefined where there can be no screen. */
export function screenTerms(
  { variables, isTerminal, color, theme, ascii, notify }: ScreenWishes,
): ScreenTerms | undefined {
  const can = guessCapabilities(variables, { platform: process.platform, isTerminal, color });
  if (!can.screen) return undefined;
  const { depth, links, synchronised, title, paste, keyboard } = can;
  const unicode = can.unicode && !ascii;
  return {
    look: lookOf({ theme, depth, unicode, minutesEast: (at) => -new Date(at).getTimezoneOffset() }),
    caps: { unicode: can.unicode, links, synchronised, title },
    modes: { paste, keyboard, mouse: false, focus: paste, title },
    variables,
    notifying: notify ? can.notify ?? "osc9" : undefined,
  };
}
