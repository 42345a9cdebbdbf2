/** The keys that take something out of the draft, and how far each reaches. */
import { after, before } from "../../../shared/terminal/graphemes.ts";
import { type Draft, lineBegin, lineEnd } from "./draft.ts";
import { blankBegin, wordBegin, wordEnd } from "./words.ts";

/** From where to where; the cursor is at one end. */
type Reach = (draft: Draft) => readonly [from: number, to: number];

const wordBefore: Reach = ({ text, cursor }) => [wordBegin(text, cursor), cursor];
const wordBehind: Reach = ({ text, cursor }) => [cursor, wordEnd(text, cursor)];

export const KILLS: Readonly<Record<string, Reach>> = {
  "ctrl-k": restOfLine,
  "ctrl-u": beginOfLine,
  "ctrl-w": ({ text, cursor }) => [blankBegin(text, cursor), cursor],
  "alt-backspace": wordBefore,
  "ctrl-backspace": wordBefore,
  "alt-d": wordBehind,
  "alt-delete": wordBehind,
  "ctrl-delete": wordBehind,
};

/** At the end of a line, its break. */
function restOfLine(draft: Draft): readonly [number, number] {
  const end = lineEnd(draft);
  return [draft.cursor, end > draft.cursor ? end : after(draft.text, end)];
}

/** At the beginning of a line, the break before it. */
function beginOfLine(draft: Draft): readonly [number, number] {
  const begin = lineBegin(draft);
  return [begin < draft.cursor ? begin : before(draft.text, begin), draft.cursor];
}
