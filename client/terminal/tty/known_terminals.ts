/** What the terminals of the world can do, as far as one may guess from the variables they set. Nothing is asked of the terminal: the answers would come as keys. */
import type { Depth } from "../screen/colour_depth.ts";

/** The environment. */
export type Variables = Readonly<Record<string, string>>;

/** How a terminal is told to notify, if it can be. */
export type Notifying = "osc9" | "osc777";

export interface Features {
  /** The colours that it surely has, whatever TERM says. */
  readonly depth: Depth;
  /** It can draw more than ASCII, whatever the language is set to. */
  readonly unicode: boolean;
  /** It says what is pasted (2004). */
  readonly paste: boolean;
  /** OSC 8. */
  readonly links: boolean;
  /** OSC 52: worth trying. */
  readonly clipboard: boolean;
  /** Mode 2026; who does not know it ignores it. */
  readonly synchronised: boolean;
  /** Kitty's way to say shift-enter. */
  readonly keyboard: boolean;
  readonly title: boolean;
  readonly notify: Notifying | undefined;
}

interface KnownTerminal {
  readonly name: string;
  readonly is: (variables: Variables, platform: string) => boolean;
  readonly features: (variables: Variables) => Features;
}

const NONE: Features = {
  depth: "none",
  unicode: false,
  paste: false,
  links: false,
  clipboard: false,
  synchronised: false,
  keyboard: false,
  title: false,
  notify: undefined,
};
/** What nobody minds who does not know it. */
const HARMLESS: Features = { ...NONE, paste: true, clipboard: true, synchronised: true, title: true };
const MODERN: Features = { ...HARMLESS, depth: "truecolor", unicode: true, links: true };
const KITTY_LIKE: Features = { ...MODERN, keyboard: true, notify: "osc9" };

/** The first that fits. Multiplexers come first: in them, the variables of the terminal around them are still set. */
const TERMINALS: readonly KnownTerminal[] = [
  row("tmux", ({ TMUX, TERM }) => TMUX !== undefined || /^tmux/.test(TERM ?? ""), (variables) => ({
    ...HARMLESS,
    links: versionOf(variables) >= 3.4,
  })),
  row("screen", ({ STY, TERM }) => STY !== undefined || /^screen/.test(TERM ?? ""), { ...HARMLESS, clipboard: false }),
  row("the Linux console", ({ TERM }) => TERM === "linux", { ...NONE, depth: "16" }),
  row("kitty", ({ TERM, KITTY_WINDOW_ID }) => TERM === "xterm-kitty" || KITTY_WINDOW_ID !== undefined, KITTY_LIKE),
  row("Ghostty", ({ TERM, TERM_PROGRAM }) => TERM === "xterm-ghostty" || TERM_PROGRAM === "ghostty", KITTY_LIKE),
  row("WezTerm", program("WezTerm"), KITTY_LIKE),
  row("iTerm2", program("iTerm.app"), KITTY_LIKE),
  row("foot", ({ TERM }) => /^foot/.test(TERM ?? ""), { ...KITTY_LIKE, notify: "osc777" }),
  row(
    "Alacritty",
    ({ TERM, ALACRITTY_WINDOW_ID }) => /^alacritty/.test(TERM ?? "") || ALACRITTY_WINDOW_ID !== undefined,
    {
      ...KITTY_LIKE,
      notify: undefined,
    },
  ),
  row("Windows Terminal", ({ WT_SESSION }) => WT_SESSION !== undefined, MODERN),
  row("Visual Studio Code", program("vscode"), MODERN),
  row("mintty", program("mintty"), MODERN),
  row("Terminal.app", program("Apple_Terminal"), { ...HARMLESS, depth: "256", unicode: true, clipboard: false }),
  row("Konsole", ({ KONSOLE_VERSION }) => KONSOLE_VERSION !== undefined, { ...MODERN, clipboard: false }),
  row("VTE", ({ VTE_VERSION }) => Number(VTE_VERSION) >= 5000, { ...MODERN, clipboard: false, notify: "osc777" }),
  row("rxvt", ({ TERM }) => /^rxvt/.test(TERM ?? ""), { ...HARMLESS, clipboard: false, notify: "osc777" }),
  // Its window may have any code page and a font that has no boxes.
  row("the Windows console", ({ TERM }, platform) => platform === "win32" && TERM === undefined, {
    ...NONE,
    depth: "truecolor",
    title: true,
  }),
];

/** What the terminal that set these variables can do. */
export function featuresOf(variables: Variables, platform: string): Features {
  return TERMINALS.find(({ is }) => is(variables, platform))?.features(variables) ?? HARMLESS;
}

function row(
  name: string,
  is: KnownTerminal["is"],
  features: Features | ((variables: Variables) => Features),
): KnownTerminal {
  return { name, is, features: typeof features === "function" ? features : () => features };
}

function program(name: string): KnownTerminal["is"] {
  return ({ TERM_PROGRAM }) => TERM_PROGRAM === name;
}

function versionOf({ TERM_PROGRAM_VERSION }: Variables): number {
  return Number.parseFloat(TERM_PROGRAM_VERSION ?? "") || 0;
}
