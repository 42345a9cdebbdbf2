/** Arguments of one word: choices and numbers. */
import type { CommandContext } from "../context.ts";
import { quote } from "../quote.ts";
import { type Argument, misused, refused, splitWord, taken } from "./argument.ts";

export const onOff: Argument<boolean> = choice({ on: true, off: false }, { yes: true, no: false });

/** One of these words, in any case; what it stands for is the value. `others` are words for the same that help does not show. */
export function choice<const T>(
  words: Readonly<Record<string, T>>,
  others: Readonly<Record<string, T>> = {},
): Argument<T> {
  const shown = Object.keys(words);
  const all = new Map([...Object.entries(words), ...Object.entries(others)]);
  return {
    form: shown.join("|"),
    needs: inWords(shown),
    kind: { type: "choice", words: () => shown },
    take(typed) {
      const { word, rest } = splitWord(typed);
      const value = all.get(word.toLowerCase());
      return value === undefined ? misused(`It takes ${inWords(shown)}, not ${quote(word)}.`) : taken(value, rest);
    },
  };
}

/** A whole number from 1 to `most`. */
export function count(form: string, most: number): Argument<number> {
  return {
    form,
    needs: "a number",
    kind: { type: "other" },
    take(typed) {
      const { word, rest } = splitWord(typed);
      const value = /^\d{1,9}$/.test(word) ? Number(word) : 0;
      const fits = value >= 1 && value <= most;
      return fits ? taken(value, rest) : misused(`${quote(word)} is no number from 1 to ${most}.`);
    },
  };
}

/** How often an invite can be used; undefined if the first word is no number. */
export function uses(most: number): Argument<number | undefined> {
  const number = count("[uses]", most);
  return {
    ...number,
    needs: undefined,
    take: (typed, context) => /^\d+(\s|$)/.test(typed) ? number.take(typed, context) : taken(undefined, typed),
  };
}

/** The number of an invite that is alive. */
export const invite: Argument<number> = {
  form: "number",
  needs: "the number of an invite: /invites shows them",
  kind: { type: "choice", words: (context) => numbers(context).map(String) },
  take(typed, context) {
    const { word, rest } = splitWord(typed);
    const [, digits] = word.match(/^#?(\d{1,15})$/) ?? [];
    if (digits === undefined) return misused(`${quote(word)} is no number of an invite: /invites shows them.`);
    if (!numbers(context).includes(Number(digits))) {
      return refused(`There is no invite ${digits}: /invites shows those that are alive.`);
    }
    return taken(Number(digits), rest);
  },
};

function numbers({ channel }: CommandContext): readonly number[] {
  return channel?.invites ?? [];
}

/** "a", "a or b", "a, b or c" */
function inWords(words: readonly string[]): string {
  return [words.slice(0, -1).join(", "), words.at(-1) ?? ""].filter((part) => part !== "").join(" or ");
}
