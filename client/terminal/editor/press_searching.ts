/** ctrl-r: each key narrows or moves the search through what was sent; any other key takes what was found and goes on from there. */
import { clean } from "../../../shared/terminal/clean.ts";
import { graphemes, snapped } from "../../../shared/terminal/graphemes.ts";
import { type Key, labelOf } from "../../../shared/terminal/key.ts";
import { type Draft } from "./draft.ts";
import { type EditorState, type EditorStep, type Mode, WRITING } from "./editor_state.ts";
import { changeDraft, recall } from "./sheet.ts";

export type Searching = Extract<Mode, { readonly type: "searching" }>;

const LONGEST_WANTED = 200;
const STOPPING: ReadonlySet<string> = new Set(["escape", "ctrl-g", "ctrl-c"]);
const TAKING: ReadonlySet<string> = new Set(["enter", "tab"]);

/** A step, or undefined for a key that ends the search with what it found. */
export function pressSearching(state: EditorState, mode: Searching, key: Key): EditorStep | undefined {
  if (key.type === "mouse") return { state, action: { type: "pass" } };
  if (key.type !== "key") return typed(state, mode, clean(key.type === "paste" ? key.text.trim() : key.text));
  const label = labelOf(key);
  if (STOPPING.has(label)) return { state: { ...state, mode: WRITING, sought: mode.wanted || state.sought } };
  if (TAKING.has(label)) return { state: takeFound(state, mode) };
  switch (label) {
    case "ctrl-r":
      return mode.wanted === "" ? typed(state, mode, state.sought) : searched(state, mode, -1);
    case "ctrl-s":
      return searched(state, mode, 1);
    case "backspace":
      return erased(state, mode);
    default:
      return undefined;
  }
}

/** What was found becomes the draft, and the draft can be brought back. */
export function takeFound(state: EditorState, mode: Searching): EditorState {
  const writing = { ...state, mode: WRITING, sought: mode.wanted || state.sought };
  const draft = foundDraft(state, mode);
  if (mode.found === undefined || !draft) return writing;
  return { ...writing, sheet: changeDraft(recall(state.sheet, mode.found), draft) };
}

/** The line that was found, the cursor where what was wanted begins. */
export function foundDraft({ sheet }: EditorState, { found, wanted }: Searching): Draft | undefined {
  const text = found === undefined ? undefined : sheet.lines[found];
  if (text === undefined) return undefined;
  return { text, cursor: snapped(text, Math.max(0, text.toLowerCase().indexOf(wanted.toLowerCase()))) };
}

function typed(state: EditorState, mode: Searching, text: string): EditorStep {
  const wanted = (mode.wanted + text).slice(0, LONGEST_WANTED).toWellFormed();
  const from = mode.found ?? state.sheet.lines.length - 1;
  return moved(state, { ...mode, wanted }, find(state, { wanted, from, by: -1 }));
}

/** The same again, older (-1) or newer (1); not the same line twice. */
function searched(state: EditorState, mode: Searching, by: -1 | 1): EditorStep {
  const { lines } = state.sheet;
  const { wanted, found } = mode;
  const other = found === undefined ? undefined : lines[found];
  return moved(state, mode, find(state, { wanted, from: (found ?? lines.length) + by, by, other }));
}

function erased(state: EditorState, mode: Searching): EditorStep {
  const wanted = graphemes(mode.wanted).slice(0, -1).join("");
  const found = find(state, { wanted, from: state.sheet.lines.length - 1, by: -1 });
  return { state: { ...state, mode: { ...mode, wanted, found, failed: wanted !== "" && found === undefined } } };
}

function moved(state: EditorState, mode: Searching, found: number | undefined): EditorStep {
  if (mode.wanted === "" || found !== undefined) {
    return { state: { ...state, mode: { ...mode, found, failed: false } } };
  }
  return { state: { ...state, mode: { ...mode, failed: true } }, action: { type: "bell" } };
}

function find(
  { sheet: { lines } }: EditorState,
  { wanted, from, by, other }: { wanted: string; from: number; by: -1 | 1; other?: string | undefined },
): number | undefined {
  if (wanted === "") return undefined;
  const lower = wanted.toLowerCase();
  for (let at = from; at >= 0 && at < lines.length; at += by) {
    const line = lines[at];
    if (line !== undefined && line !== other && line.toLowerCase().includes(lower)) return at;
  }
  return undefined;
}
