/** On which terms the screen has this terminal: what it can do, and how the person wants it to look. */
import process from "node:process";
import { lookOf, type ThemeName } from "../screen/look.ts";
import { guessCapabilities } from "../tty/guess_capabilities.ts";
import type { Notifying, Variables } from "../tty/known_terminals.ts";
import type { Modes } from "../tty/modes.ts";
import type { Clipboard } from "./copy_out.ts";
import type { Optics } from "./glass.ts";

export interface ScreenTerms {
  readonly optics: Optics;
  /** Those of a terminal that shows UTF-8; undefined where it need not be asked whether it does. */
  readonly asked: Optics | undefined;
  readonly modes: Modes;
  readonly variables: Variables;
  /** How the computer is told of mentions; undefined: it is not. */
  readonly notifying: Notifying | undefined;
  readonly clipboard: Clipboard;
}

export interface ScreenWishes {
  readonly variables: Variables;
  readonly isTerminal: boolean;
  readonly color: "auto" | "always" | "never";
  readonly theme: ThemeName;
  readonly ascii: boolean;
  readonly notify: boolean;
  readonly mouse: boolean;
}

/** Undefined where there can be no screen. */
export function screenTerms(wishes: ScreenWishes): ScreenTerms | undefined {
  const { variables, isTerminal, color, theme, ascii, notify, mouse } = wishes;
  const can = guessCapabilities(variables, { platform: process.platform, isTerminal, color });
  if (!can.screen) return undefined;
  const { depth, links, synchronised, title, paste, keyboard } = can;
  const minutesEast = (at: number) => -new Date(at).getTimezoneOffset();
  const optics = (unicode: boolean): Optics => ({
    look: lookOf({ theme, depth, unicode: unicode && !ascii, minutesEast }),
    caps: { unicode, links, synchronised, title },
  });
  return {
    optics: optics(can.unicode),
    asked: can.unsure ? optics(true) : undefined,
    modes: { paste, keyboard, mouse, focus: paste, title },
    variables,
    notifying: notify ? can.notify ?? "osc9" : undefined,
    clipboard: clipboardOf(can.clipboard, variables),
  };
}

function clipboardOf(worthTrying: boolean, { TMUX }: Variables): Clipboard {
  if (!worthTrying) return "none";
  return TMUX === undefined ? "some" : "tmux";
}
