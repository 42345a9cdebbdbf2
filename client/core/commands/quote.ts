/** What was typed, as an answer repeats it: what was pasted must not do in an error what it may not do in a message. */
import { clean } from "../../../shared/terminal/clean.ts";

const MOST_QUOTED = 60;

/** In quotes, clean, and not at any length. */
export function quote(typed: string): string {
  return `"${abridge(typed)}"`;
}

/** Clean, and not at any length. */
export function abridge(typed: string): string {
  const characters = [...clean(typed)];
  return characters.length > MOST_QUOTED ? `${characters.slice(0, MOST_QUOTED).join("")}\u2026` : characters.join("");
}
