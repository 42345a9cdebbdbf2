/** A short list of things to choose from: state and a key in, the next state or the choice out. It knows no terminal. */
import { type Key, labelOf } from "../../../shared/terminal/key.ts";

/** Something that can be chosen. */
export interface Item<Word extends string = string> {
  readonly word: Word;
  readonly label: string;
  /** What else is to be known of it; it is left out where there is no room. */
  readonly about?: string;
}

export interface ListState<Word extends string = string> {
  readonly title: string;
  readonly items: readonly Item<Word>[];
  /** The place of the one that Enter takes. */
  readonly marked: number;
}

export type ListStep<Word extends string> =
  | { readonly type: "choosing"; readonly state: ListState<Word> }
  | { readonly type: "chosen"; readonly word: Word }
  /** One step back. */
  | { readonly type: "back" }
  /** Out of all of it. */
  | { readonly type: "left" };

const MOVES: Readonly<Record<string, -1 | 1>> = {
  ...{ down: 1, tab: 1, j: 1, "ctrl-n": 1 },
  ...{ up: -1, "shift-tab": -1, k: -1, "ctrl-p": -1 },
};
const TAKES: ReadonlySet<string> = new Set(["enter", "ctrl-j", "right", " "]);
const BACK: ReadonlySet<string> = new Set(["escape", "left", "backspace"]);
const LEAVES: ReadonlySet<string> = new Set(["ctrl-c", "ctrl-d", "q"]);

/** A list in which this word is marked, or the first one. */
export function listOf<Word extends string>(
  title: string,
  items: readonly Item<Word>[],
  marked: string | undefined,
): ListState<Word> {
  return { title, items, marked: Math.max(0, items.findIndex(({ word }) => word === marked)) };
}

/** Keys as a list takes them: what was typed in one go comes as one text. */
export function oneByOne(keys: readonly Key[]): readonly Key[] {
  return keys.flatMap((key): readonly Key[] => {
    return key.type === "text" ? [...key.text].map((text) => ({ type: "text", text })) : [key];
  });
}

/** What a key does to the list. A number only marks: who is used to Enter behind it must not answer the next question with that. */
export function pressList<Word extends string>(state: ListState<Word>, key: Key): ListStep<Word> {
  const { items, marked } = state;
  const label = key.type === "key" ? labelOf(key) : key.type === "text" ? key.text.toLowerCase() : "";
  const move = MOVES[label];
  if (move !== undefined) return choosing(state, (marked + move + items.length) % items.length);
  if (label === "home") return choosing(state, 0);
  if (label === "end") return choosing(state, items.length - 1);
  if (/^[1-9]$/.test(label) && Number(label) <= items.length) return choosing(state, Number(label) - 1);
  if (BACK.has(label)) return { type: "back" };
  if (LEAVES.has(label)) return { type: "left" };
  const item = TAKES.has(label) ? items[marked] : undefined;
  return item ? { type: "chosen", word: item.word } : { type: "choosing", state };
}

function choosing<Word extends string>(state: ListState<Word>, marked: number): ListStep<Word> {
  return { type: "choosing", state: { ...state, marked } };
}
