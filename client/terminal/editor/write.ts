/** The ways in which a draft changes: something is put in, taken out, or put in again; all of it can be undone. */
import { cleanLines } from "../../../shared/terminal/clean.ts";
import { changeDraft } from "./sheet.ts";
import { type Draft, LONGEST_DRAFT, replaced } from "./draft.ts";
import type { EditorState, EditorStep, Last } from "./editor_state.ts";
import { keepKilled } from "./kill_ring.ts";
import { KILLS } from "./kills.ts";

const TOO_LONG = "That does not fit: what is written here is as long as it can be.";

/** The state with another draft. With `type`, changes of that type that follow each other are undone as one. */
export function withDraft(
  state: EditorState,
  draft: Draft,
  { type, was }: { readonly type?: "typing" | "erasing"; readonly was?: Last } = {},
): EditorStep {
  if (draft.text.length > LONGEST_DRAFT) return { state: { ...state, notice: TOO_LONG }, action: { type: "bell" } };
  const sheet = changeDraft(state.sheet, draft, { goesOn: type !== undefined && was?.type === type });
  // What changed nothing is no beginning of anything.
  const changed = draft.text !== state.sheet.draft.text;
  return { state: { ...state, sheet, ...(type && changed && { last: { type } }) } };
}

/** Puts a text in at the cursor. */
export function insert(state: EditorState, text: string): EditorStep {
  const { draft } = state.sheet;
  return withDraft(state, replaced(draft, { from: draft.cursor, to: draft.cursor, by: text }));
}

/** The same, for what is typed: a word at a time is undone. */
export function type(state: EditorState, typed: string, was: Last): EditorStep {
  const { draft } = state.sheet;
  const text = cleanLines(typed);
  const begins = /^\S/.test(text) && /\s$/.test(draft.text.slice(0, draft.cursor));
  return withDraft(state, replaced(draft, { from: draft.cursor, to: draft.cursor, by: text }), {
    type: "typing",
    ...(!begins && { was }),
  });
}

/** Takes out what a key of KILLS reaches, and keeps it. */
export function kill(state: EditorState, label: string, was: Last): EditorStep | undefined {
  const { draft } = state.sheet;
  const reach = KILLS[label]?.(draft);
  if (!reach) return undefined;
  const [from, to] = reach;
  if (from === to) return { state };
  const killed = draft.text.slice(from, to);
  const side = from < draft.cursor ? "before" : "behind";
  const kills = keepKilled(state.kills, { killed, side, inRow: was.type === "killing" });
  return withDraft({ ...state, kills, last: { type: "killing" } }, replaced(draft, { from, to }));
}

/** Puts in again what was taken out last. */
export function yank(state: EditorState): EditorStep {
  const [newest] = state.kills;
  if (newest === undefined) return { state, action: { type: "bell" } };
  return yanked(state, { from: state.sheet.draft.cursor, kill: 0 });
}

/** Instead of what was just put in again, what was taken out before that. */
export function yankOlder(state: EditorState, was: Last): EditorStep {
  if (was.type !== "yanking") return { state, action: { type: "bell" } };
  return yanked(state, { from: was.from, kill: (was.kill + 1) % state.kills.length });
}

function yanked(state: EditorState, { from, kill }: { readonly from: number; readonly kill: number }): EditorStep {
  const { draft } = state.sheet;
  const step = withDraft(state, replaced(draft, { from, to: draft.cursor, by: state.kills[kill] ?? "" }));
  return step.action ? step : { state: { ...step.state, last: { type: "yanking", from, kill } } };
}
