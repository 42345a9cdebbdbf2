/**
 * Emoji by their shortcodes (":smile:"): put into what is said, searched, and completed. It keeps nothing; the table is one text, which
 * tests/client/core/make_emoji_table.ts writes.
 */
import EMOJI_TABLE from "./emoji_table.json" with { type: "json" };

/** One emoji and what it is called. */
export interface Emoji {
  readonly emoji: string;
  /** Its shortcodes without colons; the first is the usual one. */
  readonly names: readonly string[];
  /** What else it is looked for by. */
  readonly words: readonly string[];
  /** What it shows, for who cannot see it. */
  readonly description: string;
  readonly category: string;
}

/** A shortcode without its colons, and what it stands for. */
export interface Shortcode {
  readonly name: string;
  readonly emoji: string;
}

/**
 * Code between backticks, as many before as behind; what is like a URL; some shortcodes. The first two are there to be passed over. The
 * length of a scheme is bounded, or a long word with dots would be read once for each of them.
 */
const PARTS =
  /(?<!`)(`+)(?!`)[^]*?(?<!`)\1(?!`)|(?<![a-z\d])(?:[a-z][a-z\d+.-]{0,15}:\/\/|www\.|mailto:)\S+|((?::[a-z\d_+-]+:)+)/gi;
const SHORTCODE = /:[a-z\d_+-]+:/g;
const IS_NAME = /^[a-z\d_+-]+$/;

/** The text with its shortcodes made emoji, but for those inside a word, a URL or code; everything else stays as it is. */
export function emojify(text: string): string {
  return text.replace(PARTS, (whole: string, _ticks: unknown, codes: string | undefined, at: number) => {
    if (codes === undefined || isInWord(text, at, at + whole.length)) return whole;
    return whole.replace(SHORTCODE, (shortcode) => emojiNamed(shortcode.slice(1, -1)) ?? shortcode);
  });
}

/** The emoji of a shortcode without its colons. */
export function emojiNamed(name: string): string | undefined {
  const at = IS_NAME.test(name) ? EMOJI_TABLE.indexOf(`:${name}:`) : -1;
  if (at < 0) return undefined;
  const from = EMOJI_TABLE.lastIndexOf("\n", at) + 1;
  return EMOJI_TABLE.slice(from, EMOJI_TABLE.indexOf(":", from));
}

/** Every emoji, in the order of a picker: by category, the common ones first. It is read anew each time, in some milliseconds. */
export function listEmoji(): readonly Emoji[] {
  return EMOJI_TABLE.split(/^# /m).slice(1).flatMap((section) => {
    const [category = "", ...lines] = section.trimEnd().split("\n");
    return lines.map((line) => readLine(line, category));
  });
}

/** The emoji that all these words fit, the best first. */
export function findEmoji(words: string, most = 40): readonly Emoji[] {
  const wanted = words.toLowerCase().split(/[\s:_]+/).filter((word) => word !== "");
  if (wanted.length === 0) return [];
  return best(listEmoji().map((emoji) => ({ item: emoji, rank: rankAll(emoji, wanted) })), most);
}

/** The shortcodes that begin so, or of which a later word does; the best first. */
export function completeShortcode(prefix: string, most = 20): readonly Shortcode[] {
  const typed = prefix.toLowerCase();
  const all = listEmoji().flatMap(({ names, emoji }) => names.map((name) => ({ name, emoji })));
  return best(all.map((item) => ({ item, rank: rankName(item.name, typed) })), most);
}

/** A name outranks a word it is looked for by; the whole of it a beginning, a beginning a word in its midst. */
const RANKS: readonly ((emoji: Emoji, word: string) => boolean)[] = [
  ({ names }, word) => names.includes(word),
  ({ names }, word) => names.some((name) => name.split("_").includes(word)),
  ({ words }, word) => words.includes(word),
  ({ names }, word) => names.some((name) => name.startsWith(word)),
  ({ words }, word) => words.some((one) => one.startsWith(word)),
  ({ names }, word) => names.some((name) => name.includes(`_${word}`)),
  ({ description }, word) => description.toLowerCase().includes(word),
];

/**
 * Whether a letter, or another colon, touches these shortcodes. Letters of scripts without spaces between words do not count. (The sets
 * stand in here because building them takes a millisecond that no start should wait for.)
 */
function isInWord(text: string, from: number, to: number): boolean {
  const letter =
    /[[\p{L}\p{M}\p{N}_:]--[\p{Ideographic}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]]/v;
  const [before = ""] = [...text.slice(Math.max(0, from - 2), from)].slice(-1);
  const [after = ""] = text.slice(to, to + 2);
  return letter.test(before) || letter.test(after);
}

interface Ranked<T> {
  readonly item: T;
  /** The lower, the better; infinite if it does not fit. */
  readonly rank: number;
}

function best<T>(all: readonly Ranked<T>[], most: number): readonly T[] {
  const fitting = all.filter(({ rank }) => rank < Infinity).sort((a, b) => a.rank - b.rank);
  return fitting.slice(0, most).map(({ item }) => item);
}

function rankAll(emoji: Emoji, words: readonly string[]): number {
  return words.reduce((sum, word) => sum + rankOf(emoji, word), 0);
}

function rankOf(emoji: Emoji, word: string): number {
  const rank = RANKS.findIndex((fits) => fits(emoji, word));
  return rank < 0 ? Infinity : rank;
}

/** Short names are the common ones. */
function rankName(name: string, typed: string): number {
  if (name.startsWith(typed)) return name.length;
  return name.includes(`_${typed}`) ? 100 + name.length : Infinity;
}

function readLine(line: string, category: string): Emoji {
  const [codes = "", words = "", description = ""] = line.split("|");
  const [emoji = "", ...names] = codes.split(":").filter((part) => part !== "");
  return { emoji, names, words: words.split(",").filter((word) => word !== ""), description, category };
}
