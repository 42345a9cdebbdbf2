/** Where a text holds what somebody searches for, in any case. */
import type { Part } from "./wrap.ts";

export function findText(text: string, wanted: string): readonly Part[] {
  const where = lowered(text);
  const sought = lowered(wanted);
  const found: Part[] = [];
  if (sought === "") return found;
  for (let at = where.indexOf(sought); at >= 0; at = where.indexOf(sought, at + sought.length)) {
    found.push({ from: at, to: at + sought.length });
  }
  return found;
}

/** A letter that grows in lower case (U+0130) would shift all that follows: it stays. */
function lowered(text: string): string {
  const lower = text.toLowerCase();
  if (lower.length === text.length) return lower;
  return Array.from(text, (char) => char.toLowerCase().length === char.length ? char.toLowerCase() : char).join("");
}
