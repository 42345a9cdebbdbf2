/** Addresses in a text: where they are and what a click on them opens. */
import type { Part } from "./wrap.ts";

export interface FoundLink extends Part {
  /** Undefined where it is too long for a terminal to take. */
  readonly target: string | undefined;
}

const ADDRESS = /\bhttps?:\/\/[^\s<>"“”„«»]+/gi;
const BEHIND = /[.,;:!?'’…)\]}*_~|]+$/;
/** What VTE takes; others take no less. */
const LONGEST_TARGET = 2048;

export function findLinks(text: string): readonly FoundLink[] {
  return Array.from(text.matchAll(ADDRESS), ({ 0: found, index }) => {
    const address = withoutPunctuation(found);
    return { from: index, to: index + address.length, target: targetOf(address) };
  });
}

/** A sentence's end belongs to the sentence; a bracket that was opened in the address, to the address. */
function withoutPunctuation(found: string): string {
  const bare = found.replace(BEHIND, "");
  const open = (sign: string) => bare.split(sign).length - 1;
  const next = found.charAt(bare.length);
  const pairs: readonly (readonly [string, string])[] = [["(", ")"], ["[", "]"]];
  const closes = pairs.some(([begin, end]) => next === end && open(begin) > open(end));
  return closes ? bare + next : bare;
}

/** In the characters that an address may have. */
function targetOf(address: string): string | undefined {
  const target = address.toWellFormed().replace(/[^!-~]+/gu, encodeURIComponent);
  return target.length <= LONGEST_TARGET ? target : undefined;
}
