/**
 * A line being written: state and a key in, the next state and what else is wanted out. It has the habits of readline, knows no
 * terminal, and its cursor is always between two characters as a person sees them.
 */
import { clean, cleanLines } from "./clean.ts";
import { after, before, graphemes, snapped } from "./graphemes.ts";
import type { Key, NamedKey } from "./key.ts";

export interface LineState {
  readonly text: string;
  /** An index into the text. */
  readonly cursor: number;
  /** The lines submitted, oldest first. */
  readonly history: readonly string[];
  /** Which line of the history is shown; its length for the line being written. */
  readonly place: number;
  /** The line being written, while the history is looked through. */
  readonly draft: string;
  /** What ctrl-k, ctrl-u or ctrl-w took last, for ctrl-y. */
  readonly killed: string;
}

/** What a key wants besides another state. */
export type LineEffect =
  | { readonly type: "submit"; readonly line: string }
  | { readonly type: "exit" }
  | { readonly type: "suspend" }
  | { readonly type: "redraw" }
  | { readonly type: "show"; readonly candidates: readonly string[] }
  | { readonly type: "bell" };

/** What can stand from `from` up to the cursor. */
export interface Completion {
  readonly from: number;
  readonly candidates: readonly string[];
}

/** What a line is for. */
export interface LineRules {
  /** What the text in front of the cursor can become; it must not throw. */
  complete(text: string): Completion;
  /** Whether the text may have line breaks (pasted, or by alt-enter); otherwise they become spaces. */
  readonly breaks: boolean;
}

export interface LineStep {
  readonly state: LineState;
  readonly effect?: LineEffect;
}

type Edit = (state: LineState, rules: LineRules) => LineStep;

/** Whoever pastes more meant a file. */
const LONGEST_LINE = 1 << 16;
const LONGEST_HISTORY = 500;

const EDITS: Readonly<Record<string, Edit>> = {
  left: (state) => moved(state, before(state.text, state.cursor)),
  right: (state) => moved(state, after(state.text, state.cursor)),
  home: (state) => moved(state, 0),
  end: (state) => moved(state, state.text.length),
  "ctrl-left": (state) => moved(state, wordBegin(state.text, state.cursor)),
  "ctrl-right": (state) => moved(state, wordEnd(state.text, state.cursor)),
  backspace: (state) => replaced(state, before(state.text, state.cursor), state.cursor),
  delete: (state) => replaced(state, state.cursor, after(state.text, state.cursor)),
  up: (state) => recalled(state, state.place - 1),
  down: (state) => recalled(state, state.place + 1),
  tab: completed,
  enter: submitted,
  "alt-enter": (state, rules) => rules.breaks ? inserted(state, "\n", rules) : { state },
  "ctrl-c": (state) => state.text === "" ? { state, effect: { type: "exit" } } : { state: written(state, "") },
  "ctrl-d": (state, rules) => state.text === "" ? { state, effect: { type: "exit" } } : edit(state, DELETE, rules),
  "ctrl-k": (state) => killed(state, state.cursor, state.text.length),
  "ctrl-u": (state) => killed(state, 0, state.cursor),
  "ctrl-w": (state) => killed(state, wordBegin(state.text, state.cursor, isNoSpace), state.cursor),
  "alt-backspace": (state) => killed(state, wordBegin(state.text, state.cursor), state.cursor),
  "alt-d": (state) => killed(state, state.cursor, wordEnd(state.text, state.cursor)),
  "ctrl-y": (state, rules) => inserted(state, state.killed, rules),
  "ctrl-l": (state) => ({ state, effect: { type: "redraw" } }),
  "ctrl-z": (state) => ({ state, effect: { type: "suspend" } }),
};

/** Other keys for the same edits. */
const SAME: Readonly<Record<string, string>> = {
  "ctrl-a": "home",
  "ctrl-e": "end",
  "ctrl-b": "left",
  "ctrl-f": "right",
  "ctrl-p": "up",
  "ctrl-n": "down",
  "alt-b": "ctrl-left",
  "alt-f": "ctrl-right",
  "alt-left": "ctrl-left",
  "alt-right": "ctrl-right",
  "ctrl-delete": "alt-d",
  "ctrl-j": "enter",
};

const DELETE: NamedKey = { type: "key", name: "delete", ctrl: false, alt: false, shift: false };

/** An empty line with nothing remembered. */
export const emptyLine: LineState = { text: "", cursor: 0, history: [], place: 0, draft: "", killed: "" };

/** What a key does to the line. */
export function edit(state: LineState, key: Key, rules: LineRules): LineStep {
  if (key.type === "mouse") return { state };
  if (key.type !== "key") return inserted(state, key.text, rules);
  const label = `${key.ctrl ? "ctrl-" : ""}${key.alt ? "alt-" : ""}${key.name}`;
  return EDITS[SAME[label] ?? label]?.(state, rules) ?? { state };
}

/** The line with another text, the cursor behind it; what was looked up in the history is left. */
export function written(state: LineState, text: string): LineState {
  return { ...state, text, cursor: text.length, place: state.history.length, draft: "" };
}

function moved(state: LineState, cursor: number): LineStep {
  return { state: { ...state, cursor } };
}

/** Puts something else where `from` to `to` was; what now touches may have become one character. */
function replaced(state: LineState, from: number, to: number, by = ""): LineStep {
  const text = state.text.slice(0, from) + by + state.text.slice(to);
  return { state: { ...state, text, cursor: snapped(text, from + by.length) } };
}

function inserted(state: LineState, typed: string, rules: LineRules): LineStep {
  const text = rules.breaks ? cleanLines(typed) : clean(typed);
  if (state.text.length + text.length > LONGEST_LINE) return { state, effect: { type: "bell" } };
  return replaced(state, state.cursor, state.cursor, text);
}

function killed(state: LineState, from: number, to: number): LineStep {
  if (from === to) return { state };
  return replaced({ ...state, killed: state.text.slice(from, to) }, from, to);
}

function recalled(state: LineState, place: number): LineStep {
  const { history } = state;
  if (place < 0 || place > history.length) return { state };
  const draft = state.place === history.length ? state.text : state.draft;
  const text = history[place] ?? draft;
  return { state: { ...state, place, draft, text, cursor: text.length } };
}

function submitted(state: LineState): LineStep {
  const line = state.text;
  const repeated = line.trim() === "" || line === state.history.at(-1);
  const history = repeated ? state.history : [...state.history, line].slice(-LONGEST_HISTORY);
  return { state: written({ ...state, history }, ""), effect: { type: "submit", line } };
}

function completed(state: LineState, rules: LineRules): LineStep {
  const { from, candidates } = rules.complete(state.text.slice(0, state.cursor));
  const [only] = candidates;
  if (only === undefined) return { state, effect: { type: "bell" } };
  if (candidates.length === 1) {
    const gap = only.endsWith("/") || state.text[state.cursor] === " " ? "" : " ";
    return replaced(state, from, state.cursor, only + gap);
  }
  const common = commonBeginning(candidates);
  if (common.length <= state.cursor - from) return { state, effect: { type: "show", candidates } };
  return replaced(state, from, state.cursor, common);
}

/** The beginning that all share, whatever the case; as the first one has it. */
function commonBeginning(candidates: readonly string[]): string {
  const [first = [], ...others] = candidates.map(graphemes);
  const differs = first.findIndex((grapheme, index) =>
    others.some((other) => other[index]?.toLowerCase() !== grapheme.toLowerCase())
  );
  return (differs < 0 ? first : first.slice(0, differs)).join("");
}

function wordBegin(text: string, cursor: number, inWord = isWord): number {
  let at = cursor;
  while (at > 0 && !inWord(text.charAt(at - 1))) at--;
  while (at > 0 && inWord(text.charAt(at - 1))) at--;
  return snapped(text, at);
}

function wordEnd(text: string, cursor: number): number {
  let at = cursor;
  while (at < text.length && !isWord(text.charAt(at))) at++;
  while (at < text.length && isWord(text.charAt(at))) at++;
  return snapped(text, at);
}

/** Half a surrogate pair counts as a letter, so that no word ends inside an emoji. */
function isWord(unit: string): boolean {
  return /[\p{L}\p{N}\p{M}\p{Cs}_]/u.test(unit);
}

function isNoSpace(unit: string): boolean {
  return !/\s/.test(unit);
}
