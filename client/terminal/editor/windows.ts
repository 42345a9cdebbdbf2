/** The editor among several windows: each has its own draft and history, which stay when another one is shown. */
import { cleanLines } from "../../../shared/terminal/clean.ts";
import { draftOf } from "./draft.ts";
import { type EditorState, type EditorStep, NOTHING, WRITING } from "./editor_state.ts";
import { keepKilled } from "./kill_ring.ts";
import { cancelPaste } from "./paste.ts";
import { changeDraft, EMPTY_SHEET } from "./sheet.ts";
import { withDraft } from "./write.ts";

/** Goes on with another window's draft. A paste that waited for an answer is let go, but not for good. */
export function showWindow(state: EditorState, window: string): EditorState {
  if (window === state.window) return state;
  const settled = state.mode.type === "pasting" ? cancelPaste(state, state.mode.pasted) : state;
  const others = new Map(state.others).set(state.window, state.sheet);
  const sheet = others.get(window) ?? EMPTY_SHEET;
  others.delete(window);
  return { ...settled, window, sheet, others, last: NOTHING, mode: WRITING, asked: undefined };
}

/** A window is gone, and its draft with it; what was in it can be put in elsewhere. */
export function forgetWindow(state: EditorState, window: string): EditorState {
  const others = new Map(state.others);
  const sheet = window === state.window ? state.sheet : others.get(window);
  others.delete(window);
  const killed = sheet?.draft.text ?? "";
  const kills = killed.trim() === "" ? state.kills : keepKilled(state.kills, { killed });
  return { ...state, others, kills, ...(window === state.window && { sheet: EMPTY_SHEET, mode: WRITING }) };
}

/** The windows in which something is written that was not sent, the shown one too. */
export function draftedWindows({ window, sheet, others }: EditorState): readonly string[] {
  const all = [[window, sheet] as const, ...others];
  return all.filter(([, { draft }]) => draft.text.trim() !== "").map(([name]) => name);
}

/** Puts a text where the draft is, to be changed or sent: an old message, or one that was refused. Undoing brings the draft back. */
export function rewriteDraft(state: EditorState, text: string): EditorStep {
  return withDraft({ ...state, mode: WRITING, last: NOTHING, asked: undefined }, draftOf(cleanLines(text)));
}

/** The same in any window, for a text that was sent and is refused later; only if nothing else was begun there. */
export function giveBack(state: EditorState, window: string, text: string): EditorState {
  if (window === state.window) return state.sheet.draft.text === "" ? rewriteDraft(state, text).state : state;
  const sheet = state.others.get(window) ?? EMPTY_SHEET;
  if (sheet.draft.text !== "") return state;
  return { ...state, others: new Map(state.others).set(window, changeDraft(sheet, draftOf(cleanLines(text)))) };
}
