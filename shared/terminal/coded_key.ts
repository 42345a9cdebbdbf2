/** Keys that a terminal says in numbers: which character, what is held; for the mouse, where. */
import { type Held, type Key, type MouseKey, named } from "./key.ts";
import { BY_CODE, FIRST_KEYPAD_CODE, KEYPAD_CODES, SAME_AS_CTRL } from "./key_tables.ts";

const SHIFT = 1;
const ALT = 2;
const CTRL = 4;
/** Super and hyper: what is pressed with them is for the desktop. Meta is bit 8 with xterm and 32 with kitty. */
const DESKTOP = 8 | 16;
const RELEASED = "3";
/** Kitty's keys without a character. */
const PRIVATE_USE = /^[\ue000-\uf8ff]$/;

/** What is held down by "5", or by "5:1" with the kind of event behind it; undefined for a key that comes up again. */
export function heldIn(parameter: string): Held | undefined {
  const [sum = "", event] = parameter.split(":");
  if (event === RELEASED) return undefined;
  const bits = (Number(sum) || 1) - 1;
  return { shift: (bits & SHIFT) > 0, alt: (bits & ALT) > 0, ctrl: (bits & CTRL) > 0 };
}

/** The key of a character's number ("97", "97:65" with what shift makes of it) and what is held. */
export function codedKey(codes: string, parameter: string): Key | undefined {
  const [code = "", shifted = ""] = codes.split(":");
  const held = heldIn(parameter);
  if (!held || ((Number.parseInt(parameter) - 1) & DESKTOP) > 0) return undefined;
  const name = BY_CODE[Number(code)];
  if (name !== undefined) return named(name, held);
  const plain = characterOf(Number(code));
  if (plain === undefined) return undefined;
  const char = held.shift ? characterOf(Number(shifted)) ?? plain.toUpperCase() : plain;
  return held.ctrl || held.alt ? chord(plain, char, held) : { type: "text", text: char };
}

/** With alt alone, a capital letter stands for itself, as it does in terminals that know no better. */
function chord(plain: string, char: string, held: Held): Key {
  if (!held.ctrl) return named(char, { alt: true });
  const same = SAME_AS_CTRL[plain];
  return named(same ?? plain, same === undefined ? held : { ...held, ctrl: false });
}

function characterOf(code: number): string | undefined {
  const digit = KEYPAD_CODES[code - FIRST_KEYPAD_CODE];
  if (digit !== undefined) return digit;
  if (!(code >= 0x20 && code <= 0x10ffff)) return undefined;
  const char = String.fromCodePoint(code);
  return PRIVATE_USE.test(char) || /[\p{Cc}\p{Cs}]/u.test(char) ? undefined : char;
}

/** ESC [ < button ; column ; row M, or m when a button comes up. */
export function mouseKey(parameters: readonly string[], letter: string): MouseKey | undefined {
  const [bits = NaN, column = NaN, row = NaN] = parameters.map((one) => Number.parseInt(one.replace("<", "")));
  if (!(bits >= 0 && column > 0 && row > 0) || !/^[Mm]$/.test(letter)) return undefined;
  const wheel = (bits & 64) > 0;
  // To the left and to the right.
  if (wheel && (bits & 2) > 0) return undefined;
  return {
    type: "mouse",
    action: wheel
      ? (bits & 1) > 0 ? "wheeldown" : "wheelup"
      : letter === "m"
      ? "release"
      : bits & 32
      ? "move"
      : "press",
    button: wheel ? 3 : bits & 3,
    column: column - 1,
    row: row - 1,
    shift: (bits & 4) > 0,
    alt: (bits & 8) > 0,
    ctrl: (bits & 16) > 0,
  };
}
