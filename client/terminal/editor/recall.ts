/** Up and down: through the rows of the draft, and past its ends through what was sent. */
import type { EditorContext, EditorState, EditorStep, Last } from "./editor_state.ts";
import { cellOf, placeAt, rowsOf } from "./rows.ts";
import { recall } from "./sheet.ts";

/** One row up (-1) or down (1), in the column where climbing began; from the first and the last row, a line of the history. */
export function climb(
  state: EditorState,
  by: -1 | 1,
  { was, context }: { readonly was: Last; readonly context: EditorContext },
): EditorStep {
  const { draft } = state.sheet;
  const rows = rowsOf(draft.text, context.width);
  const cell = cellOf(draft.text, rows, draft.cursor);
  const row = rows[cell.row + by];
  if (!row) return recallLine(state, state.sheet.place + by, was);
  const column = was.type === "climbing" ? was.column : cell.column;
  const cursor = placeAt(draft.text, row, column);
  return {
    state: { ...state, sheet: { ...state.sheet, draft: { ...draft, cursor } }, last: { type: "climbing", column } },
  };
}

/** The line at a place of the history. Looking through several is undone as one. */
export function recallLine(state: EditorState, place: number, was: Last): EditorStep {
  const sheet = recall(state.sheet, place, { goesOn: was.type === "recalling" });
  return { state: { ...state, sheet, last: sheet === state.sheet ? was : { type: "recalling" } } };
}
