/** Which key the terminals of the world mean by which letter or number of a sequence: xterm and its kin, rxvt, the Linux console, kitty. */
import type { KeyName } from "./key.ts";

/** ESC [ A, and ESC O A in application mode. */
export const BY_LETTER: Readonly<Record<string, KeyName>> = {
  A: "up",
  B: "down",
  C: "right",
  D: "left",
  F: "end",
  H: "home",
  P: "f1",
  Q: "f2",
  R: "f3",
  S: "f4",
  Z: "tab",
};

/** ESC [ I and ESC [ O, from a terminal that was asked to say so. */
export const BY_FOCUS: Readonly<Record<string, KeyName>> = { I: "focus", O: "blur" };

/** rxvt's arrows with shift (ESC [ a) and with ctrl (ESC O a). */
export const BY_SMALL_LETTER: Readonly<Record<string, KeyName>> = { a: "up", b: "down", c: "right", d: "left" };

/** ESC [ 3 ~ */
export const BY_NUMBER: Readonly<Record<string, KeyName>> = {
  1: "home",
  2: "insert",
  3: "delete",
  4: "end",
  5: "pageup",
  6: "pagedown",
  7: "home",
  8: "end",
  11: "f1",
  12: "f2",
  13: "f3",
  14: "f4",
  15: "f5",
  17: "f6",
  18: "f7",
  19: "f8",
  20: "f9",
  21: "f10",
  23: "f11",
  24: "f12",
};

/** ESC [ [ A: the Linux console and Node on Windows. */
export const BY_CONSOLE_LETTER: Readonly<Record<string, KeyName>> = { A: "f1", B: "f2", C: "f3", D: "f4", E: "f5" };

/** The bytes that are keys by themselves. A line feed is not among them: that is ctrl-j. */
export const BY_CONTROL: Readonly<Record<string, KeyName>> = {
  "\b": "backspace",
  "\t": "tab",
  "\r": "enter",
  "\x7f": "backspace",
};

/** The keypad in application mode: ESC O j to y. */
export const KEYPAD: Readonly<Record<string, string>> = {
  X: "=",
  j: "*",
  k: "+",
  l: ",",
  m: "-",
  n: ".",
  o: "/",
  ...Object.fromEntries(Array.from("0123456789", (digit, at) => [String.fromCharCode(0x70 + at), digit])),
};

/** The numbers that kitty gives to keys without a character: ESC [ 57417 u. */
export const BY_CODE: Readonly<Record<number, KeyName>> = {
  8: "backspace",
  9: "tab",
  13: "enter",
  27: "escape",
  127: "backspace",
  57414: "enter",
  57417: "left",
  57418: "right",
  57419: "up",
  57420: "down",
  57421: "pageup",
  57422: "pagedown",
  57423: "home",
  57424: "end",
  57425: "insert",
  57426: "delete",
};

/** kitty's keypad, as what stands on its keys: from 57399 on. */
export const FIRST_KEYPAD_CODE = 57399;
export const KEYPAD_CODES = "0123456789./*-+";

/** What every terminal but kitty cannot tell from these keys, so that nothing depends on which terminal it is. */
export const SAME_AS_CTRL: Readonly<Record<string, KeyName>> = {
  "[": "escape",
  h: "backspace",
  i: "tab",
  m: "enter",
};
