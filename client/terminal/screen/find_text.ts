/** Where a text holds what somebody searches for, in any case. */
import type { Part } from "./wrap.ts";

export function findText(text: string, wanted: string): readonly Part[] {
  const sought = wanted.toLowerCase();
  const lower = text.toLowerCase();
  // A letter that grows in lower case (U+0130) would shift all that follows.
  const where = lower.length === text.length ? lower : text;
  const found: Part[] = [];
  if (sought === "") return found;
  for (let at = where.indexOf(sought); at >= 0; at = where.indexOf(sought, at + sought.length)) {
    found.push({ from: at, to: at + sought.length });
  }
  return found;
}
