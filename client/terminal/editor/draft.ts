/** A text being written and the cursor in it, which is always between two characters as a person sees them. */
import { snapped } from "../../../shared/terminal/graphemes.ts";

export interface Draft {
  readonly text: string;
  /** An index into the text. */
  readonly cursor: number;
}

/** Whoever has more to say means a file: this is more than a message takes. */
export const LONGEST_DRAFT = 1 << 16;

export const EMPTY_DRAFT: Draft = { text: "", cursor: 0 };

/** A text with the cursor behind it. */
export function draftOf(text: string): Draft {
  return { text, cursor: text.length };
}

/** Something else stands where `from` to `to` was, the cursor behind it; what now touches may have become one character. */
export function replaced({ text }: Draft, { from, to, by = "" }: { from: number; to: number; by?: string }): Draft {
  const whole = text.slice(0, from) + by + text.slice(to);
  return { text: whole, cursor: snapped(whole, from + by.length) };
}

/** Where the line that the cursor is in begins. */
export function lineBegin({ text, cursor }: Draft): number {
  return cursor === 0 ? 0 : text.lastIndexOf("\n", cursor - 1) + 1;
}

/** Where it ends. */
export function lineEnd({ text, cursor }: Draft): number {
  const end = text.indexOf("\n", cursor);
  return end < 0 ? text.length : end;
}
