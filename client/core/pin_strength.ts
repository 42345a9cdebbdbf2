/**
 * What a PIN is worth against who does not know it. Nobody can try PINs but at the door, where the members answer so many guesses and no more
 * (PROTOCOL.md, 6): what counts is how many PINs of its kind there are, and whether it is one that everybody tries first.
 */
import { canonicalPin } from "./canonical_pin.ts";
import { PIN_WORDS } from "./pin_words.ts";

/** What all members of the largest channel answer together, until an admin changes the PIN or a rule, or removes somebody. */
export const GUESSES = 96;

export type PinStrength =
  /** Among the first that anybody tries. */
  | { readonly type: "known" }
  /** Who uses up all guesses gets in once in so many times, if it was drawn by lot; what kind of PIN it is, in words. */
  | { readonly type: "weak"; readonly oneIn: number; readonly kind: string }
  | { readonly type: "strong"; readonly oneIn: number };

/** From here on nobody needs to be told. */
const STRONG = 1_000_000;
const KNOWN: ReadonlySet<string> = new Set(
  ("password passwort secret geheim letmein welcome qwerty qwertz azerty asdf abc abcd abc123 iloveyou admin test pychat chat pin hello monkey dragon " +
    "1q2w3e 1q2w3e4r 2580 1212 6969 1313 1004 2468 1357 112233 123321 121212 password1 passw0rd").split(" "),
);
const KINDS: readonly (readonly [form: RegExp, letters: number, called: string])[] = [
  [/^[0-9]+$/, 10, "digit"],
  [/^[a-z]+$/, 26, "small letter"],
  [/^[A-Z]+$/, 26, "capital letter"],
  [/^[a-z0-9]+$/, 36, "small letter or digit"],
  [/^[A-Za-z0-9]+$/, 62, "letter or digit"],
];
const PRINTABLE = 95;

/** Of a PIN that is not empty. */
export function pinStrength(typed: string): PinStrength {
  const pin = canonicalPin(typed);
  if (isKnown(pin.toLowerCase())) return { type: "known" };
  const { count, kind } = kindOf(pin);
  const oneIn = Math.floor(count / GUESSES);
  return oneIn >= STRONG ? { type: "strong", oneIn } : { type: "weak", oneIn: Math.max(1, oneIn), kind };
}

function kindOf(pin: string): { readonly count: number; readonly kind: string } {
  const words = pin.toLowerCase().split(/[-_ .]+/);
  const listed = words.every((word) => PIN_WORDS.includes(word));
  if (listed) return { count: PIN_WORDS.length ** words.length, kind: several(words.length, "common word") };
  const length = [...pin].length;
  const [, letters, called] = KINDS.find(([form]) => form.test(pin)) ?? [undefined, PRINTABLE, "character"];
  return { count: letters ** length, kind: several(length, called) };
}

/** One letter again and again, a run of a keyboard or an alphabet, a year, a day, or what every list of bad passwords has. */
function isKnown(pin: string): boolean {
  if (KNOWN.has(pin) || /^(.)\1*$/u.test(pin) || /^(.{2,3})\1+$/u.test(pin)) return true;
  const runs = ["01234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm"];
  const inRun = runs.some((run) => run.includes(pin) || [...run].reverse().join("").includes(pin));
  return inRun || /^(19|20)[0-9]{2}$/.test(pin);
}

function several(count: number, what: string): string {
  return count === 1 ? `1 ${what}` : `${count} ${what.replace(/( or |$)/g, "s$1")}`;
}
