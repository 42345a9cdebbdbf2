/** What a key does while a draft is being written: the tables of the editor's keys. */
import { labelOf, type NamedKey } from "../../../shared/terminal/key.ts";
import { completeDraft } from "./complete_draft.ts";
import type { EditorContext, EditorState, EditorStep, Last } from "./editor_state.ts";
import { CHANGING, ERASING } from "./edits.ts";
import { keepKilled } from "./kill_ring.ts";
import { MOVES } from "./moves.ts";
import { climb, recallLine } from "./recall.ts";
import { clear, redo, send, type Sheet, undo } from "./sheet.ts";
import { insert, kill, withDraft, yank, yankOlder } from "./write.ts";

/** What there is to know besides the state. */
export interface Around {
  readonly was: Last;
  readonly context: EditorContext;
}

type Doing = (state: EditorState, around: Around) => EditorStep;

const DOINGS: Readonly<Record<string, Doing>> = {
  enter: submit,
  tab: (state, { context }) => completeDraft(state, context, { tab: true }),
  up: (state, around) => climb(state, -1, around),
  down: (state, around) => climb(state, 1, around),
  "ctrl-up": (state, { was }) => recallLine(state, state.sheet.place - 1, was),
  "ctrl-down": (state, { was }) => recallLine(state, state.sheet.place + 1, was),
  "alt-<": (state, { was }) => recallLine(state, 0, was),
  "alt->": (state, { was }) => recallLine(state, state.sheet.lines.length, was),
  "alt-enter": breakLine,
  "ctrl-j": breakLine,
  "shift-enter": breakLine,
  "ctrl-enter": breakLine,
  "ctrl-y": yank,
  "alt-y": (state, { was }) => yankOlder(state, was),
  "ctrl-_": (state) => returned(state, undo),
  "alt-_": (state) => returned(state, redo),
  "ctrl-r": (state) => ({
    state: { ...state, mode: { type: "searching", wanted: "", found: undefined, failed: false } },
  }),
  "ctrl-c": (state) => isEmpty(state) ? askToLeave(state) : { state: clearDraft(state) },
};

/** Other names of the same keys: what kitty tells apart, and what others send for it. */
const SAME: Readonly<Record<string, string>> = {
  "ctrl-/": "ctrl-_",
  "ctrl-shift--": "ctrl-_",
  "ctrl-shift-_": "ctrl-_",
  "ctrl-alt-_": "alt-_",
  "alt--": "alt-_",
};

/** With nothing written these have nothing to do, and the screen may have a use for them. */
const LEFT_OVER: ReadonlySet<string> = new Set(["ctrl-f", "ctrl-k"]);

/** A step, or undefined for a key that is not the editor's. */
export function pressWriting(state: EditorState, key: NamedKey, around: Around): EditorStep | undefined {
  const label = SAME[labelOf(key)] ?? labelOf(key);
  if (isEmpty(state) && label === "ctrl-d") return askToLeave(state);
  if (isEmpty(state) && LEFT_OVER.has(label)) return undefined;
  return doing(state, label, around) ?? doing(state, label.replace("shift-", ""), around);
}

function doing(state: EditorState, label: string, around: Around): EditorStep | undefined {
  const { draft } = state.sheet;
  const cursor = MOVES[label]?.(draft);
  if (cursor !== undefined) return withDraft(state, { ...draft, cursor });
  const erased = ERASING[label]?.(draft);
  if (erased) return withDraft(state, erased, { type: "erasing", was: around.was });
  const changed = CHANGING[label]?.(draft);
  if (changed) return withDraft(state, changed);
  return DOINGS[label]?.(state, around) ?? kill(state, label, around.was);
}

/** What nobody could see is not sent. */
function submit(state: EditorState): EditorStep {
  const { text } = state.sheet.draft;
  if (text.trim() === "") return { state: { ...state, sheet: clear(state.sheet) } };
  return { state: { ...state, sheet: send(state.sheet) }, action: { type: "submit", text } };
}

/** What could be undone is forgotten when something is sent; what was taken out is not. */
function clearDraft(state: EditorState): EditorState {
  const { text } = state.sheet.draft;
  const kills = text.trim() === "" ? state.kills : keepKilled(state.kills, { killed: text });
  return { ...state, kills, sheet: clear(state.sheet) };
}

function breakLine(state: EditorState): EditorStep {
  return insert(state, "\n");
}

function returned(state: EditorState, back: (sheet: Sheet) => Sheet): EditorStep {
  const sheet = back(state.sheet);
  return sheet === state.sheet ? { state, action: { type: "bell" } } : { state: { ...state, sheet } };
}

function askToLeave(state: EditorState): EditorStep {
  return { state: { ...state, mode: { type: "leaving", selected: 0 } } };
}

function isEmpty({ sheet: { draft, place, lines } }: EditorState): boolean {
  return draft.text === "" && place === lines.length;
}
