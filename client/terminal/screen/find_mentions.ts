/** Where a text names somebody: a nick behind an @. Who is called so is for others to know. */
import { nameKey } from "../../../shared/names.ts";
import type { Part } from "./wrap.ts";

export interface FoundMention extends Part {
  /** nameKey of what stands behind the @. */
  readonly key: string;
}

const MENTION = /(?<![\p{L}\p{N}\p{M}_])@([^\s@]+)/gu;
const BEHIND = /[^\p{L}\p{N}\p{M}_]+$/u;

export function findMentions(text: string): readonly FoundMention[] {
  if (!text.includes("@")) return [];
  return Array.from(text.matchAll(MENTION), ({ 0: found, index }) => {
    const bare = found.replace(BEHIND, "");
    return { from: index, to: index + bare.length, key: nameKey(bare.slice(1)) };
  }).filter(({ key }) => key !== "");
}
