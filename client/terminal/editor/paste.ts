/** What is pasted: one line is put in, several ask what is to become of them, and what is too much for a message can be a file. */
import { cleanLines } from "../../../shared/terminal/clean.ts";
import type { PasteKey } from "../../../shared/terminal/key.ts";
import { MOST_TEXT } from "../../core/content.ts";
import { LONGEST_DRAFT } from "./draft.ts";
import { type EditorState, type EditorStep, WRITING } from "./editor_state.ts";
import { keepKilled } from "./kill_ring.ts";
import { insert } from "./write.ts";

/** A tab in front of code is more than the one space that a tab within a line is worth. */
const TAB = "    ";
/** As much as one paste of a terminal brings in. */
const LONGEST_PASTE = 1 << 20;
const TOO_BIG = "Cannot paste that: it is over 1 MB. /file sends a file of any size.";
const LET_GO = "Not pasted. Ctrl-Y puts it in after all.";

/** Takes a paste; what is pasted while another one waits for its answer belongs to it. */
export function paste(
  state: EditorState,
  { text, cut }: PasteKey,
  { files }: { readonly files: boolean },
): EditorStep {
  // A file keeps its tabs and control characters. Terminals make returns of line feeds.
  const pasted = (state.mode.type === "pasting" ? state.mode.pasted : "") + text.replace(/\r\n?/g, "\n");
  if (cut || pasted.length > LONGEST_PASTE) {
    return { state: { ...state, mode: WRITING, notice: TOO_BIG }, action: { type: "bell" } };
  }
  const cleaned = cleanPaste(pasted);
  const fits = fitsBehind(state.sheet.draft.text, cleaned);
  if (fits && !cleaned.includes("\n")) return insert({ ...state, mode: WRITING }, cleaned);
  return { state: { ...state, mode: { type: "pasting", pasted, fits, files, selected: 0 } } };
}

/** Puts it into the draft; sending it is another key. */
export function pasteAsMessage(state: EditorState, pasted: string): EditorStep {
  return insert({ ...state, mode: WRITING }, cleanPaste(pasted));
}

/** Lets go of a paste, but not for good. */
export function cancelPaste(state: EditorState, pasted: string): EditorState {
  const killed = cleanPaste(pasted);
  if (killed.length > LONGEST_DRAFT) return { ...state, mode: WRITING, notice: "Not pasted." };
  const kills = keepKilled(state.kills, { killed });
  return { ...state, mode: WRITING, kills, notice: LET_GO };
}

/** As it can stand in a message; who copied whole lines did not mean the last one's break. */
function cleanPaste(text: string): string {
  const cleaned = cleanLines(text.replaceAll("\t", TAB));
  let end = cleaned.length;
  while (cleaned[end - 1] === "\n") end--;
  return cleaned.slice(0, end);
}

function fitsBehind(draft: string, text: string): boolean {
  const longest = draft.length + text.length;
  // Most pastes are so short that their bytes need not be counted.
  return longest * 3 <= MOST_TEXT || (longest <= LONGEST_DRAFT && bytesOf(draft) + bytesOf(text) <= MOST_TEXT);
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
