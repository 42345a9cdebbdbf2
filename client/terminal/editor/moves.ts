/** The keys that move the cursor and change nothing. */
import { after, before } from "../../../shared/terminal/graphemes.ts";
import { type Draft, lineBegin, lineEnd } from "./draft.ts";
import { wordBegin, wordEnd } from "./words.ts";

/** Where the cursor goes. */
type Move = (draft: Draft) => number;

const left: Move = ({ text, cursor }) => before(text, cursor);
const right: Move = ({ text, cursor }) => after(text, cursor);
const wordLeft: Move = ({ text, cursor }) => wordBegin(text, cursor);
const wordRight: Move = ({ text, cursor }) => wordEnd(text, cursor);
const begin: Move = () => 0;
const end: Move = ({ text }) => text.length;

export const MOVES: Readonly<Record<string, Move>> = {
  left,
  "ctrl-b": left,
  right,
  "ctrl-f": right,
  home: lineBegin,
  "ctrl-a": lineBegin,
  end: lineEnd,
  "ctrl-e": lineEnd,
  "ctrl-home": begin,
  "ctrl-end": end,
  "alt-b": wordLeft,
  "alt-left": wordLeft,
  "ctrl-left": wordLeft,
  "alt-f": wordRight,
  "alt-right": wordRight,
  "ctrl-right": wordRight,
};
