/** The first key of what a terminal sent: the grammar of escape sequences. A sequence that it does not know is nothing. */
import { type Held, type Key, named, type NamedKey } from "./key.ts";
import {
  BY_CONSOLE_LETTER,
  BY_CONTROL,
  BY_FOCUS,
  BY_LETTER,
  BY_NUMBER,
  BY_SMALL_LETTER,
  KEYPAD,
} from "./key_tables.ts";
import { codedKey, heldIn, mouseKey } from "./coded_key.ts";

/** A key, or nothing of use, and how long it is. */
export interface Found {
  readonly key?: Key | undefined;
  readonly length: number;
}

/** ESC [ parameters letter. */
interface Sequence {
  /** Each as it stands between semicolons. */
  readonly parameters: readonly string[];
  readonly letter: string;
}

const ESC = "\x1b";
const BEL = "\x07";
/** What ends an answer where BEL does not. */
const ST = `${ESC}\\`;
/** No sequence of a sane terminal is longer; what does not end by then is thrown away. */
const LONGEST_SEQUENCE = 64;
/** The mouse of a terminal too old to say it in numbers: three characters follow. */
const OLD_MOUSE = 6;
/** What rxvt ends its numbers with instead of saying what is held. */
const RXVT: Readonly<Record<string, Partial<Held>>> = {
  "^": { ctrl: true },
  "$": { shift: true },
  "@": { ctrl: true, shift: true },
};

/** The first key of a text that is not empty, or undefined while it is cut off. */
export function nextKey(input: string): Found | undefined {
  if (input.startsWith(ESC)) return escaped(input);
  const text = input.match(/^\P{Cc}+/u)?.[0];
  if (text !== undefined) return { key: { type: "text", text }, length: text.length };
  return { key: controlled(input.charAt(0)), length: 1 };
}

function controlled(char: string): NamedKey | undefined {
  const name = BY_CONTROL[char];
  if (name !== undefined) return named(name);
  if (char === "\0") return named(" ", { ctrl: true });
  // C1, the eight-bit control characters: no keyboard sends them.
  if (char > "\x1f") return undefined;
  return named(String.fromCharCode(char.charCodeAt(0) + 0x40).toLowerCase(), { ctrl: true });
}

function escaped(input: string): Found | undefined {
  if (input === ESC) return undefined;
  switch (input[1]) {
    case "[":
      return control(input);
    case "O":
      return single(input);
    case "]":
    case "P":
    case "^":
    case "_":
      return answer(input);
    default:
      return withAlt(input);
  }
}

/** ESC [ parameters letter. */
function control(input: string): Found | undefined {
  const rest = input.slice(2);
  if (rest.startsWith("[")) return onConsole(rest);
  const parameters = rest.match(/^[0-?]*/)?.[0] ?? "";
  const between = rest.slice(parameters.length).match(/^[ -/]*/)?.[0] ?? "";
  // Without a letter behind it, which an answer of the terminal has, rxvt's "$" is the end.
  const shifted = between.startsWith("$") && /^\d+$/.test(parameters);
  const at = parameters.length + (shifted ? 0 : between.length);
  const letter = rest[at];
  const length = 2 + at + 1;
  if (letter === undefined) return length > LONGEST_SEQUENCE ? { length } : undefined;
  // Broken off by something that no sequence contains, which is read for itself.
  if (!shifted && (letter < "@" || letter > "~")) return { length: length - 1 };
  if (letter === "M" && at === 0) return input.length < OLD_MOUSE ? undefined : { length: OLD_MOUSE };
  return { key: sequenceKey({ parameters: parameters.split(";"), letter }), length };
}

function onConsole(rest: string): Found | undefined {
  const letter = rest[1];
  if (letter === undefined) return undefined;
  const name = BY_CONSOLE_LETTER[letter];
  return { key: name && named(name), length: 4 };
}

function sequenceKey({ parameters, letter }: Sequence): Key | undefined {
  const [first = "", second = "1", third = ""] = parameters;
  // An answer to a question nobody asked.
  if (/^[?>=]/.test(first)) return undefined;
  if (letter === "u") return codedKey(first, second);
  if (letter === "~" && first === "27") return codedKey(third, second);
  if (first.startsWith("<")) return mouseKey(parameters, letter);
  const rxvt = RXVT[letter];
  const name = letter === "~" || rxvt ? BY_NUMBER[first] : BY_LETTER[letter];
  if (name !== undefined) return withHeld(name, { held: second, ...rxvt, ...(letter === "Z" && { shift: true }) });
  const arrow = BY_SMALL_LETTER[letter];
  if (arrow !== undefined) return named(arrow, { shift: true });
  const focus = first === "" ? BY_FOCUS[letter] : undefined;
  return focus && named(focus);
}

function withHeld(name: string, { held, ...more }: Partial<Held> & { readonly held: string }): NamedKey | undefined {
  const is = heldIn(held);
  return is && named(name, { ...is, ...more });
}

/** ESC O letter: arrows and the like from a terminal in application mode. */
function single(input: string): Found | undefined {
  const letter = input[2];
  if (letter === undefined) return undefined;
  // Something else begins there.
  if (letter === ESC) return { key: named("O", { alt: true }), length: 2 };
  return { key: singleKey(letter), length: 3 };
}

function singleKey(letter: string): Key | undefined {
  const name = letter === "M" ? "enter" : BY_LETTER[letter];
  if (name !== undefined) return named(name);
  const arrow = BY_SMALL_LETTER[letter];
  if (arrow !== undefined) return named(arrow, { ctrl: true });
  const text = KEYPAD[letter];
  return text === undefined ? undefined : { type: "text", text };
}

/** A terminal's answer to a question nobody asked: up to BEL or ESC \. */
function answer(input: string): Found | undefined {
  const ends = [input.indexOf(BEL) + 1, input.indexOf(ST) + ST.length].filter((end) => end >= 3);
  const length = Math.min(...ends);
  if (Number.isFinite(length)) return { length };
  return input.length > LONGEST_SEQUENCE ? { length: LONGEST_SEQUENCE } : undefined;
}

function withAlt(input: string): Found | undefined {
  const rest = input.slice(1);
  if (rest.startsWith(ESC + ESC)) return { key: named("escape"), length: 1 };
  // Two escapes are alt and whatever the second one begins.
  const found = rest.startsWith(ESC) ? escaped(rest) : nextKey([...rest.slice(0, 2)][0] ?? "");
  if (found === undefined) return undefined;
  const length = found.length + 1;
  switch (found.key?.type) {
    case "key":
      return { key: { ...found.key, alt: true }, length };
    case "text":
      return { key: named(found.key.text, { alt: true }), length };
    default:
      return { length };
  }
}
