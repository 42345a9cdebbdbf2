/** A PIN that nobody chose and everybody can say: three words. */
import type { Random } from "./crypto/identity.ts";
import { PIN_WORDS } from "./pin_words.ts";

const WORDS = 3;

/** Three words, each of them any of all with the same chance. */
export function suggestPin(random: Random): string {
  const drawn = random(WORDS * 2);
  const words = Array.from({ length: WORDS }, (_, at) => {
    // A power of two: no word is likelier than another.
    const number = ((drawn[at * 2] ?? 0) << 8 | (drawn[at * 2 + 1] ?? 0)) % PIN_WORDS.length;
    return PIN_WORDS[number] ?? "";
  });
  return words.join("-");
}
