/** A PIN that nobody chose, for a channel whose old one somebody must forget. */
import type { Random } from "./crypto/identity.ts";

/** Digits, because people tell it to each other; the guess budget, not its length, is what protects it. */
const DIGITS = 6;

export function drawPin(random: Random): string {
  const drawn: number[] = [];
  // A byte over 249 would make the lower digits likelier.
  while (drawn.length < DIGITS) drawn.push(...random(DIGITS * 2).filter((byte) => byte < 250).map((byte) => byte % 10));
  return drawn.slice(0, DIGITS).join("");
}
