/** What a terminal can be asked to do besides showing text. Nothing that is handed in can end the sequence it is put into. */
import { clean } from "../../../shared/terminal/clean.ts";
import { graphemes } from "../../../shared/terminal/graphemes.ts";
import type { Notifying } from "./known_terminals.ts";

export const BELL = "\x07";

const OSC = "\x1b]";
/** Understood by all, also by those that do not know ST. */
const END = "\x07";
/** Terminals give up on more; xterm's own limit is about this. */
const LONGEST_COPY = 74_994;
const LONGEST_NOTICE = 200;
const LONGEST_TITLE = 120;
/** In units; those that are longer count for more. */
const LONGEST_CHARACTER = 8;

/** Puts a text into the clipboard (OSC 52), also of a computer far away; undefined for one that terminals would refuse. */
export function copySequence(text: string): string | undefined {
  const base64 = new TextEncoder().encode(text).toBase64();
  return base64.length > LONGEST_COPY ? undefined : `${OSC}52;c;${base64}${END}`;
}

/** Shows a notification outside of the terminal's window. */
export function notifySequence(
  way: Notifying,
  { title, text }: { readonly title: string; readonly text: string },
): string {
  const [head, body] = [shortened(title, LONGEST_TITLE), shortened(text, LONGEST_NOTICE)];
  switch (way) {
    case "osc9":
      // A text that begins with a number and a semicolon is a command to some terminals: "4;1;50" is a progress bar.
      return `${OSC}9;${`${head}: ${body}`.replace(/^(?=[\d;])/, " ")}${END}`;
    case "osc777":
      return `${OSC}777;notify;${head.replaceAll(";", ",")};${body.replaceAll(";", ",")}${END}`;
    default:
      return way satisfies never;
  }
}

function shortened(text: string, most: number): string {
  const cut = text.length > most * LONGEST_CHARACTER;
  const characters = graphemes(clean(text.slice(0, most * LONGEST_CHARACTER)));
  // The last one may be half a character.
  return cut || characters.length > most
    ? `${characters.slice(0, -1).slice(0, most - 1).join("")}\u2026`
    : characters.join("");
}
