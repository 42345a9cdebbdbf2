/**
 * What a terminal sends, as keys. It knows the escape sequences of xterm and its kin, takes them in pieces of any size, and never
 * fails: a sequence that it does not know is nothing.
 */

/** Keys that have a name rather than a text. */
export type KeyName =
  | "backspace"
  | "delete"
  | "down"
  | "end"
  | "enter"
  | "escape"
  | "home"
  | "insert"
  | "left"
  | "pagedown"
  | "pageup"
  | "right"
  | "tab"
  | "up";

/** A key with what was held down; `name` is a KeyName or, with ctrl or alt, a letter or sign. */
export interface NamedKey {
  readonly type: "key";
  readonly name: string;
  readonly ctrl: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
}

/** One thing that the person at the terminal did. */
export type Key =
  | NamedKey
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "paste"; readonly text: string };

/** What a step of the reader found at the beginning of its input: a key or nothing of use, and how long it is. */
interface Found {
  readonly key?: Key;
  readonly length: number;
}

const ESC = "\x1b";
const BEL = "\x07";
/** What ends an answer where BEL does not. */
const ST = `${ESC}\\`;
const PASTE_BEGIN = `${ESC}[200~`;
const PASTE_END = `${ESC}[201~`;
/** No sequence of a sane terminal is longer; what does not end by then is thrown away. */
const LONGEST_SEQUENCE = 64;
/** The most that one paste brings in; the rest of it is let go. */
const LONGEST_PASTE = 1 << 20;

const BY_LETTER: Readonly<Record<string, KeyName>> = {
  A: "up",
  B: "down",
  C: "right",
  D: "left",
  F: "end",
  H: "home",
  Z: "tab",
};
const BY_NUMBER: Readonly<Record<string, KeyName>> = {
  1: "home",
  2: "insert",
  3: "delete",
  4: "end",
  5: "pageup",
  6: "pagedown",
  7: "home",
  8: "end",
};
const BY_CONTROL: Readonly<Record<string, KeyName>> = {
  "\b": "backspace",
  "\t": "tab",
  "\n": "enter",
  "\r": "enter",
  "\x7f": "backspace",
};

/** Turns bytes into keys; keeps what is cut off at the end of one read for the next. */
export class KeyReader {
  readonly #decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  #pending = "";
  #paste: string | undefined;

  /** Whether an escape waits for what follows it: if nothing does for a moment, call `flush`. */
  get waiting(): boolean {
    return this.#paste === undefined && this.#pending !== "";
  }

  /** The keys that these bytes complete. */
  read(bytes: Uint8Array): readonly Key[] {
    this.#pending += this.#decoder.decode(bytes, { stream: true });
    const keys: Key[] = [];
    for (let found = this.#next(); found !== undefined; found = this.#next()) {
      this.#pending = this.#pending.slice(found.length);
      if (found.key) keys.push(found.key);
    }
    return keys;
  }

  /** Nothing followed: a lone escape was the Escape key, and half a sequence was alt and a key. */
  flush(): readonly Key[] {
    if (!this.waiting) return [];
    const pending = this.#pending;
    this.#pending = "";
    if (pending === ESC) return [named("escape")];
    if (pending === ESC + ESC) return [named("escape", { alt: true })];
    return pending.length === 2 ? [named(pending.slice(1), { alt: true })] : [];
  }

  #next(): Found | undefined {
    if (this.#paste !== undefined) return this.#pasted(this.#paste);
    if (this.#pending === "") return undefined;
    if (this.#pending.startsWith(PASTE_BEGIN)) {
      this.#paste = "";
      return { length: PASTE_BEGIN.length };
    }
    return nextKey(this.#pending);
  }

  /** Takes what is surely not the beginning of the paste's end. */
  #pasted(before: string): Found | undefined {
    const end = this.#pending.indexOf(PASTE_END);
    const sure = end >= 0 ? end : Math.max(0, this.#pending.length - PASTE_END.length + 1);
    const text = (before + this.#pending.slice(0, sure)).slice(0, LONGEST_PASTE);
    if (end >= 0) {
      this.#paste = undefined;
      return { key: { type: "paste", text: text.toWellFormed() }, length: end + PASTE_END.length };
    }
    this.#paste = text;
    this.#pending = this.#pending.slice(sure);
    return undefined;
  }
}

/** The first key of a text that is not empty, or undefined while it is cut off. */
function nextKey(input: string): Found | undefined {
  if (input.startsWith(ESC)) return escaped(input);
  const text = input.match(/^\P{Cc}+/u)?.[0];
  if (text !== undefined) return { key: { type: "text", text }, length: text.length };
  const key = controlled(input.charAt(0));
  return key ? { key, length: 1 } : { length: 1 };
}

function controlled(char: string): NamedKey | undefined {
  const name = BY_CONTROL[char];
  if (name !== undefined) return named(name);
  if (char === "\0") return named(" ", { ctrl: true });
  // C1, the eight-bit control characters: no keyboard sends them.
  if (char > "\x1f") return undefined;
  return named(String.fromCharCode(char.charCodeAt(0) + 0x60), { ctrl: true });
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
  // The Linux console's F1 to F5.
  if (rest.startsWith("[")) return rest.length < 2 ? undefined : { length: 4 };
  const parameters = rest.match(/^[0-?]*/)?.[0] ?? "";
  const between = rest.slice(parameters.length).match(/^[ -/]*/)?.[0] ?? "";
  const letter = rest[parameters.length + between.length];
  const length = 2 + parameters.length + between.length + 1;
  if (letter === undefined) return length > LONGEST_SEQUENCE ? { length } : undefined;
  // Broken off by something that no sequence contains, which is read for itself.
  if (letter < "@" || letter > "~") return { length: length - 1 };
  const [number = "", held = "1"] = parameters.split(";");
  const name = letter === "~" ? BY_NUMBER[number] : BY_LETTER[letter];
  if (name === undefined) return { length };
  const bits = (Number(held) || 1) - 1;
  const shift = (bits & 1) > 0 || letter === "Z";
  return { key: named(name, { shift, alt: (bits & 2) > 0, ctrl: (bits & 4) > 0 }), length };
}

/** ESC O letter: arrows and the like from a terminal in application mode. */
function single(input: string): Found | undefined {
  const letter = input[2];
  if (letter === undefined) return undefined;
  const name = letter === "M" ? "enter" : BY_LETTER[letter];
  return name === undefined ? { length: 3 } : { key: named(name), length: 3 };
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

function named(name: string, { ctrl = false, alt = false, shift = false } = {}): NamedKey {
  return { type: "key", name, ctrl, alt, shift };
}
