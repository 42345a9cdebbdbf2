/** What a key does while candidates are offered: it chooses, accepts, closes, or goes on writing and narrows them. */
import { type Key, labelOf } from "../../../shared/terminal/key.ts";
import { accept, completeDraft, isComplete } from "./complete_draft.ts";
import { type EditorState, type EditorStep, type Mode, WRITING } from "./editor_state.ts";
import type { Around } from "./press_writing.ts";

type Choosing = Extract<Mode, { readonly type: "choosing" }>;

const PAGE = 5;
const STEPS: Readonly<Record<string, number>> = {
  tab: 1,
  down: 1,
  "shift-tab": -1,
  up: -1,
  pagedown: PAGE,
  pageup: -PAGE,
};
const CLOSING: ReadonlySet<string> = new Set(["escape", "ctrl-g", "ctrl-c"]);

/** A step, or undefined for a key that is not for the candidates. */
export function pressChoosing(state: EditorState, mode: Choosing, key: Key): EditorStep | undefined {
  if (key.type !== "key") return undefined;
  const label = labelOf(key);
  if (CLOSING.has(label)) return { state: { ...state, mode: WRITING } };
  const by = STEPS[label];
  if (by !== undefined) return { state: { ...state, mode: { ...mode, chosen: stepped(mode, by) } } };
  const candidate = mode.candidates[mode.chosen];
  // Enter where there is nothing left to put in means the line.
  if (label !== "enter" || !candidate || isComplete(state.sheet.draft, mode.from, candidate)) return undefined;
  return accept(state, mode.from, candidate);
}

/** What is left of the candidates after something was written; none that were not there before. */
export function narrow(step: EditorStep, { from, candidates }: Choosing, { context }: Around): EditorStep {
  const { text, cursor } = step.state.sheet.draft;
  if (step.action || cursor <= from) return step;
  const narrowed = completeDraft(step.state, context, { tab: false });
  if (narrowed.action) {
    const typed = text.slice(from, cursor).toLowerCase();
    const left = candidates.filter((candidate) => candidate.text.toLowerCase().startsWith(typed));
    return { ...narrowed, state: { ...narrowed.state, ...(left.length > 0 && { mode: choosing(from, left) }) } };
  }
  const { mode } = narrowed.state;
  return mode.type === "choosing" && mode.from === from ? narrowed : step;
}

function choosing(from: number, candidates: Choosing["candidates"]): Choosing {
  return { type: "choosing", from, candidates, chosen: 0 };
}

/** One step goes around; a page stops at the ends. */
function stepped({ candidates: { length }, chosen }: Choosing, by: number): number {
  if (Math.abs(by) === 1) return (chosen + by + length) % length;
  return Math.min(length - 1, Math.max(0, chosen + by));
}
