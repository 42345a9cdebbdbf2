/** A text on its way to the clipboard, and what can honestly be said of that: no terminal tells whether it took it. */
import { plural } from "../../core/words/whose.ts";
import { graphemes } from "../../../shared/terminal/graphemes.ts";
import { copySequence } from "../tty/osc.ts";

/** Whether the terminal takes copies (OSC 52): some never do, tmux only if it is told to. */
export type Clipboard = "none" | "tmux" | "some";

const WAY_OUT = "Select the text with the mouse instead; F7 and F8 hide what stands beside it.";

/** Sends it; the line that says what came of it. */
export function copyOut(text: string, clipboard: Clipboard, send: (sequence: string) => boolean): string {
  if (clipboard === "none") return `! This terminal takes no copies from programs. ${WAY_OUT}`;
  const sequence = copySequence(text);
  if (sequence === undefined || !send(sequence)) return `! That is more than terminals take. ${WAY_OUT}`;
  const sent = `-- Sent to your clipboard: ${plural(graphemes(text).length, "character")}.`;
  const doubt = clipboard === "tmux"
    ? "tmux passes it on only after: tmux set -g set-clipboard on"
    : "If it is not there, this terminal does not let programs copy.";
  return `${sent} ${doubt}`;
}
