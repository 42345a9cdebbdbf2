/** The keys that change the text and keep nothing of it: a character goes, or something changes its place or its case. */
import { after, before, graphemes } from "../../../shared/terminal/graphemes.ts";
import { type Draft, lineBegin, lineEnd, replaced } from "./draft.ts";
import { wordBegin, wordEnd } from "./words.ts";

/** What becomes of the draft. */
type Edit = (draft: Draft) => Draft;

/** What a whole row of deletions is undone as one. */
export const ERASING: Readonly<Record<string, Edit>> = {
  backspace: (draft) => replaced(draft, { from: before(draft.text, draft.cursor), to: draft.cursor }),
  delete: eraseAfter,
  "ctrl-d": eraseAfter,
};

export const CHANGING: Readonly<Record<string, Edit>> = {
  "ctrl-t": swapCharacters,
  "alt-t": swapWords,
  "alt-u": (draft) => recase(draft, (word) => word.toUpperCase()),
  "alt-l": (draft) => recase(draft, (word) => word.toLowerCase()),
  "alt-c": (draft) => recase(draft, capitalize),
};

function eraseAfter(draft: Draft): Draft {
  return replaced(draft, { from: draft.cursor, to: after(draft.text, draft.cursor) });
}

/** The one before the cursor with the one behind it; at the end of a line, the two before. */
function swapCharacters(draft: Draft): Draft {
  const { text, cursor } = draft;
  const begin = lineBegin(draft);
  const middle = cursor === lineEnd(draft) && cursor > begin ? before(text, cursor) : cursor;
  const [from, to] = [before(text, middle), after(text, middle)];
  if (middle <= begin || from < begin || to === middle) return draft;
  return replaced(draft, { from, to, by: text.slice(middle, to) + text.slice(from, middle) });
}

/** The word that the cursor is in or in front of with the one before it. */
function swapWords(draft: Draft): Draft {
  const { text, cursor } = draft;
  const second = wordBegin(text, wordEnd(text, cursor));
  const first = wordBegin(text, second);
  const [firstEnd, to] = [wordEnd(text, first), wordEnd(text, second)];
  if (firstEnd > second || first === second) return draft;
  const by = text.slice(second, to) + text.slice(firstEnd, second) + text.slice(first, firstEnd);
  return replaced(draft, { from: first, to, by });
}

function recase(draft: Draft, change: (word: string) => string): Draft {
  const { text, cursor } = draft;
  const to = wordEnd(text, cursor);
  return replaced(draft, { from: cursor, to, by: change(text.slice(cursor, to)) });
}

/** What stands in front of the first letter stays: "(hello" -> "(Hello". */
function capitalize(word: string): string {
  const at = word.search(/[\p{L}\p{N}]/u);
  if (at < 0) return word;
  const [first = ""] = graphemes(word.slice(at));
  return word.slice(0, at) + first.toUpperCase() + word.slice(at + first.length).toLowerCase();
}
