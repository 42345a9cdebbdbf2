import { assertEquals } from "@std/assert";
import { type Circumstances, guessCapabilities } from "../../../../client/terminal/tty/guess_capabilities.ts";
import type { Variables } from "../../../../client/terminal/tty/known_terminals.ts";

const usual: Circumstances = { platform: "linux", isTerminal: true, color: "auto" };
const windows: Circumstances = { ...usual, platform: "win32" };

function depth(variables: Variables, circumstances: Partial<Circumstances> = {}): string {
  return guessCapabilities(variables, { ...usual, ...circumstances }).depth;
}

Deno.test("how many colours there are is what the person asked for here, what he asked for everywhere, what the terminal has", () => {
  const xterm = { TERM: "xterm-256color" };
  const cases: readonly (readonly [variables: Variables, circumstances: Partial<Circumstances>, depth: string])[] = [
    [xterm, {}, "256"],
    [{ TERM: "xterm" }, {}, "16"],
    [{ TERM: "xterm-256color", COLORTERM: "truecolor" }, {}, "truecolor"],
    [{ TERM: "xterm", COLORTERM: "24bit" }, {}, "truecolor"],
    [{ TERM: "xterm-direct" }, {}, "truecolor"],
    [{ TERM: "xterm-kitty" }, {}, "truecolor"],
    [{ TERM: "linux" }, {}, "16"],
    [{ TERM: "vt100" }, {}, "none"],
    [{ TERM: "unheard-of" }, {}, "none"],
    [{ TERM: "unheard-of-color" }, {}, "16"],
    [{ TERM: "dumb" }, {}, "none"],
    [{}, {}, "none"],
    [{ TERM: "xterm-256color", TERM_PROGRAM: "Apple_Terminal" }, {}, "256"],
    [{ TERM: "screen-256color", TMUX: "/tmp/x", KITTY_WINDOW_ID: "1" }, {}, "256"],
    [{}, windows, "truecolor"],
    [{ WT_SESSION: "x" }, windows, "truecolor"],
    [{ ...xterm, NO_COLOR: "1" }, {}, "none"],
    [{ ...xterm, NO_COLOR: "" }, {}, "256"],
    [{ ...xterm, CLICOLOR: "0" }, {}, "none"],
    [{ ...xterm, CLICOLOR: "1" }, {}, "256"],
    [xterm, { isTerminal: false }, "none"],
    [{ ...xterm, CLICOLOR_FORCE: "1" }, { isTerminal: false }, "256"],
    [{ CLICOLOR_FORCE: "1" }, { isTerminal: false }, "16"],
    [{ CLICOLOR_FORCE: "0" }, { isTerminal: false }, "none"],
    [{ ...xterm, NO_COLOR: "1", CLICOLOR_FORCE: "1" }, {}, "none"],
    [xterm, { color: "never" }, "none"],
    [{ ...xterm, NO_COLOR: "1" }, { color: "always" }, "256"],
    [{ TERM: "dumb" }, { color: "always", isTerminal: false }, "16"],
  ];
  for (const [variables, circumstances, expected] of cases) {
    assertEquals(depth(variables, circumstances), expected, JSON.stringify([variables, circumstances]));
  }
});

Deno.test("there is a screen only where the cursor can be moved", () => {
  const cases: readonly (readonly [variables: Variables, circumstances: Partial<Circumstances>, screen: boolean])[] = [
    [{ TERM: "xterm" }, {}, true],
    [{ TERM: "vt100" }, {}, true],
    [{ TERM: "dumb" }, {}, false],
    [{ TERM: "" }, {}, false],
    [{}, {}, false],
    [{}, windows, true],
    [{ TERM: "dumb" }, windows, false],
    [{ TERM: "xterm" }, { isTerminal: false }, false],
  ];
  for (const [variables, circumstances, expected] of cases) {
    const { screen } = guessCapabilities(variables, { ...usual, ...circumstances });
    assertEquals(screen, expected, JSON.stringify([variables, circumstances]));
  }
});

Deno.test("more than ASCII is drawn where the language says so, or, without one, the terminal", () => {
  const TERM = "xterm-256color";
  const cases: readonly (readonly [variables: Variables, circumstances: Partial<Circumstances>, unicode: boolean])[] = [
    [{ TERM, LANG: "en_US.UTF-8" }, {}, true],
    [{ TERM, LANG: "de_DE.utf8" }, {}, true],
    [{ TERM, LANG: "C" }, {}, false],
    [{ TERM, LANG: "ru_RU.KOI8-R" }, {}, false],
    [{ TERM, LANG: "en_US.UTF-8", LC_ALL: "C" }, {}, false],
    [{ TERM, LANG: "C", LC_CTYPE: "C.UTF-8" }, {}, true],
    [{ TERM, LANG: "en_US.UTF-8", LC_ALL: "" }, {}, true],
    [{ TERM }, {}, false],
    [{ TERM: "xterm-kitty" }, {}, true],
    [{ TERM, VTE_VERSION: "7200" }, {}, true],
    [{ TERM, TERM_PROGRAM: "Apple_Terminal" }, { platform: "darwin" }, true],
    [{ TERM: "linux", LANG: "en_US.UTF-8" }, {}, false],
    [{}, windows, false],
    [{ WT_SESSION: "x" }, windows, true],
    [{ TERM_PROGRAM: "vscode" }, windows, true],
    [{ TERM: "xterm-256color", TERM_PROGRAM: "mintty", LANG: "en_US.UTF-8" }, windows, true],
  ];
  for (const [variables, circumstances, expected] of cases) {
    const { unicode } = guessCapabilities(variables, { ...usual, ...circumstances });
    assertEquals(unicode, expected, JSON.stringify([variables, circumstances]));
  }
});

Deno.test("the terminal is asked whether it shows UTF-8 where nobody has said so", () => {
  const TERM = "xterm-256color";
  const cases: readonly (readonly [variables: Variables, circumstances: Partial<Circumstances>, unsure: boolean])[] = [
    [{ TERM }, {}, true],
    [{ TERM, LANG: "C" }, {}, true],
    [{ TERM, LC_ALL: "POSIX", LANG: "en_US.UTF-8" }, {}, true],
    [{}, windows, true],
    [{ TERM, LANG: "en_US.UTF-8" }, {}, false],
    [{ TERM, LANG: "ru_RU.KOI8-R" }, {}, false],
    [{ TERM: "xterm-kitty" }, {}, false],
    [{ TERM: "linux" }, {}, false],
  ];
  for (const [variables, circumstances, expected] of cases) {
    const { unsure } = guessCapabilities(variables, { ...usual, ...circumstances });
    assertEquals(unsure, expected, JSON.stringify([variables, circumstances]));
  }
});

Deno.test("what else a terminal can do is known of the known ones, and of others what they do not mind", () => {
  const TERM = "xterm-256color";
  const can = (variables: Variables, circumstances = usual) => {
    const { paste, links, clipboard, synchronised, keyboard, title, notify } = guessCapabilities(
      variables,
      circumstances,
    );
    const all = { paste, links, clipboard, synchronised, keyboard, title };
    return [...Object.entries(all).flatMap(([name, has]) => has ? [name] : []), ...(notify ? [notify] : [])].join(" ");
  };
  const cases: readonly (readonly [variables: Variables, can: string, circumstances?: Circumstances])[] = [
    [{ TERM }, "paste clipboard synchronised title"],
    [{ TERM: "xterm-kitty" }, "paste links clipboard synchronised keyboard title osc9"],
    [{ TERM: "xterm-ghostty" }, "paste links clipboard synchronised keyboard title osc9"],
    [{ TERM, TERM_PROGRAM: "WezTerm" }, "paste links clipboard synchronised keyboard title osc9"],
    [{ TERM, TERM_PROGRAM: "iTerm.app" }, "paste links clipboard synchronised keyboard title osc9"],
    [{ TERM: "foot" }, "paste links clipboard synchronised keyboard title osc777"],
    [{ TERM: "alacritty" }, "paste links clipboard synchronised keyboard title"],
    [{ TERM, VTE_VERSION: "7200" }, "paste links synchronised title osc777"],
    [{ TERM, VTE_VERSION: "4000" }, "paste clipboard synchronised title"],
    [{ TERM, KONSOLE_VERSION: "230400" }, "paste links synchronised title"],
    [{ TERM: "rxvt-unicode-256color" }, "paste synchronised title osc777"],
    [{ TERM, TERM_PROGRAM: "Apple_Terminal" }, "paste synchronised title"],
    [{ TERM: "linux" }, ""],
    [{ TERM: "screen", STY: "1" }, "paste synchronised title"],
    [
      { TERM: "tmux-256color", TMUX: "x", TERM_PROGRAM: "tmux", TERM_PROGRAM_VERSION: "3.3a" },
      "paste clipboard synchronised title",
    ],
    [
      { TERM, TMUX: "x", TERM_PROGRAM: "tmux", TERM_PROGRAM_VERSION: "3.4" },
      "paste links clipboard synchronised title",
    ],
    [{ TERM, TMUX: "x", KITTY_WINDOW_ID: "1" }, "paste clipboard synchronised title"],
    [{ WT_SESSION: "x" }, "paste links clipboard synchronised title", windows],
    [{}, "title", windows],
  ];
  for (const [variables, expected, circumstances] of cases) {
    assertEquals(can(variables, circumstances), expected, JSON.stringify(variables));
  }
});
