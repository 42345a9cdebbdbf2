/** What can be completed in anything that is said: mentions, shortcodes, and whom a line begins by addressing. */
import { nameKey } from "../../../shared/names.ts";
import { completeShortcode } from "../emoji.ts";
import type { CommandContext } from "./context.ts";

/** Something that can stand there. */
export interface Candidate {
  readonly text: string;
  /** What it is, for who chooses; may be empty. */
  readonly hint: string;
}

/** What can stand from `from` up to the end of the text. */
export interface Candidates {
  readonly from: number;
  readonly candidates: readonly Candidate[];
}

const MOST_NICKS = 100;
const LEAST_SHORTCODE = 2;

/** What the end of a text can become. */
export function completeText(text: string, context: CommandContext): Candidates {
  const mention = text.match(/(?<=^|[\s("'])@(\S*)$/u);
  if (mention) return { from: mention.index ?? 0, candidates: completeNicks(mention[0], nicksHere(context)) };
  const code = text.match(/(?<![\p{L}\p{N}_:]):([a-z\d_+-]*)$/iu);
  const opened = (text.match(/`/g) ?? []).length % 2 === 1;
  if (!code || opened) return { from: text.length, candidates: [] };
  return { from: code.index ?? 0, candidates: shortcodes(code[1] ?? "") };
}

/** Whom the first word of a line can address: "ali" -> "alice:". */
export function completeAddress(text: string, context: CommandContext): Candidates {
  if (text === "" || /[\s@:]/.test(text)) return { from: text.length, candidates: [] };
  const nicks = completeNicks(text, nicksHere(context));
  return { from: 0, candidates: nicks.map(({ text, hint }) => ({ text: `${text}:`, hint })) };
}

/** The nicks that begin so, with an @ if it was typed. */
export function completeNicks(typed: string, nicks: readonly string[]): readonly Candidate[] {
  const at = typed.startsWith("@") ? "@" : "";
  const key = nameKey(typed.slice(at.length));
  const fitting = nicks.filter((nick) => nameKey(nick).startsWith(key)).slice(0, MOST_NICKS);
  return fitting.map((nick) => ({ text: at + nick, hint: "" }));
}

/** Shortcodes that begin so, the best first; none for less than two characters, which would be nearly all. */
export function shortcodes(typed: string): readonly Candidate[] {
  if (typed.length < LEAST_SHORTCODE) return [];
  return completeShortcode(typed).map(({ name, emoji }) => ({ text: `:${name}:`, hint: emoji }));
}

/** Who spoke last comes first: that is whom one answers. Then the others, by name. */
export function nicksHere({ channel }: CommandContext): readonly string[] {
  if (!channel) return [];
  const here = channel.people.map(({ nick }) => nick).sort((a, b) => nameKey(a) < nameKey(b) ? -1 : 1);
  const present = new Set(here);
  const spoke = channel.messages.map(({ nick }) => nick).filter((nick) => present.has(nick)).reverse();
  return [...new Set([...spoke, ...here])];
}
