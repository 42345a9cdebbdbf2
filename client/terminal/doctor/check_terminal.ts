/** How well the screen can be drawn here. Nothing is asked of the terminal: what it is said to be is all there is to go by. */
import { type Circumstances, guessCapabilities } from "../tty/guess_capabilities.ts";
import type { Variables } from "../tty/known_terminals.ts";
import type { Finding, State } from "./finding.ts";

export interface TerminalFacts extends Pick<Circumstances, "platform" | "isTerminal"> {
  readonly variables: Variables;
  /** Undefined where there is no terminal. */
  readonly columns: number | undefined;
}

/** What is narrower has room for a few words a row. */
const NARROW = 40;

export function checkTerminal({ variables, columns = 0, ...here }: TerminalFacts): Finding {
  const { screen, unicode, depth } = guessCapabilities(variables, { ...here, color: "auto" });
  if (!here.isTerminal) return terminal("ok", "there is none here: pychat would write plain lines");
  if (!screen) {
    return terminal(
      "warn",
      "TERM does not say what it is, so pychat would only write plain lines. Set TERM, perhaps to xterm-256color.",
    );
  }
  if (!unicode) {
    return terminal(
      "warn",
      "its language setting is not UTF-8: lines are drawn in ASCII, and letters and emoji may be garbled. " +
        'Set LANG to one that ends in "UTF-8".',
    );
  }
  if (columns < NARROW) return terminal("warn", `only ${columns} columns: make it wider, or its letters smaller.`);
  return terminal("ok", `${columns} columns, UTF-8, ${COLOURS[depth]}`);
}

const COLOURS = { none: "no colours", "16": "16 colours", "256": "256 colours", truecolor: "all colours" } as const;

function terminal(state: State, says: string): Finding {
  return { about: "terminal", state, says };
}
