/** What a person does at a terminal, one thing at a time. */

/** Keys that have a name rather than a text; "focus" and "blur" are the terminal's window coming and going. */
export type KeyName =
  | "backspace"
  | "blur"
  | "delete"
  | "down"
  | "end"
  | "enter"
  | "escape"
  | "f1"
  | "f2"
  | "f3"
  | "f4"
  | "f5"
  | "f6"
  | "f7"
  | "f8"
  | "f9"
  | "f10"
  | "f11"
  | "f12"
  | "focus"
  | "home"
  | "insert"
  | "left"
  | "pagedown"
  | "pageup"
  | "right"
  | "tab"
  | "up";

/** What was held down with a key. */
export interface Held {
  readonly ctrl: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
}

/** A key with what was held down; `name` is a KeyName or, with ctrl or alt, a letter or sign. */
export interface NamedKey extends Held {
  readonly type: "key";
  readonly name: string;
}

/** The mouse, from a terminal that was asked for it. */
export interface MouseKey extends Held {
  readonly type: "mouse";
  readonly action: "press" | "release" | "move" | "wheelup" | "wheeldown";
  /** 0 is the left one, 1 the middle, 2 the right, 3 none. */
  readonly button: number;
  /** Counted from 0. */
  readonly column: number;
  readonly row: number;
}

/** Several characters at once that nobody typed. */
export interface PasteKey {
  readonly type: "paste";
  readonly text: string;
  /** There was more of it than is taken. */
  readonly cut?: true;
}

/** One thing that the person at the terminal did. */
export type Key = NamedKey | MouseKey | PasteKey | { readonly type: "text"; readonly text: string };

/** A key by its name, with nothing held down but what is said. */
export function named(name: string, { ctrl = false, alt = false, shift = false }: Partial<Held> = {}): NamedKey {
  return { type: "key", name, ctrl, alt, shift };
}

/** A key as tables name it: "ctrl-alt-shift-left". */
export function labelOf({ name, ctrl, alt, shift }: NamedKey): string {
  return `${ctrl ? "ctrl-" : ""}${alt ? "alt-" : ""}${shift ? "shift-" : ""}${name}`;
}
