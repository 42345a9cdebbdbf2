/** Tab: what the text in front of the cursor can become is found, put in if there is only one, and otherwise offered. */
import type { Candidate } from "../../core/commands/complete_text.ts";
import type { PathRequest } from "../../core/commands/complete.ts";
import { graphemes } from "../../../shared/terminal/graphemes.ts";
import { type Draft, replaced } from "./draft.ts";
import type { EditorContext, EditorState, EditorStep } from "./editor_state.ts";
import { WRITING } from "./editor_state.ts";
import { withDraft } from "./write.ts";

interface Offered {
  readonly from: number;
  readonly candidates: readonly Candidate[];
  /** By Tab, and not by typing on. */
  readonly tab: boolean;
}

/** Asks what the draft can become. */
export function completeDraft(
  state: EditorState,
  context: EditorContext,
  { tab }: { readonly tab: boolean },
): EditorStep {
  const { text, cursor } = state.sheet.draft;
  const { from, candidates, request } = context.complete(text, cursor);
  if (request) return ask(state, request, { from, tab });
  return offered(state, { from, candidates, tab });
}

/** The candidates that a "complete" action asked for. They come to nothing if a key was pressed since. */
export function offer(
  state: EditorState,
  { ticket, candidates }: { readonly ticket: number; readonly candidates: readonly Candidate[] },
): EditorStep {
  if (state.asked?.ticket !== ticket) return { state };
  return offered({ ...state, asked: undefined }, { ...state.asked, candidates });
}

/** Puts a candidate in; a space follows unless it is a folder, behind which one goes on. */
export function accept(state: EditorState, from: number, { text }: Candidate): EditorStep {
  const { draft } = state.sheet;
  const spaced = draft.text[draft.cursor] === " ";
  const by = text.endsWith("/") ? text : `${text} `;
  const to = draft.cursor + (spaced && by.endsWith(" ") ? 1 : 0);
  return withDraft({ ...state, mode: WRITING }, replaced(draft, { from, to, by }));
}

function ask(state: EditorState, request: PathRequest, { from, tab }: { from: number; tab: boolean }): EditorStep {
  const ticket = state.tickets + 1;
  return {
    state: { ...state, tickets: ticket, asked: { ticket, from, tab } },
    action: { type: "complete", ticket, request },
  };
}

function offered(state: EditorState, { from, candidates, tab }: Offered): EditorStep {
  const writing = { ...state, mode: WRITING };
  const [only] = candidates;
  if (only === undefined) return tab ? { state: writing, action: { type: "bell" } } : { state: writing };
  if (candidates.length === 1 && tab) return accept(writing, from, only);
  const { state: extended } = tab ? extend(writing, { from, candidates }) : { state: writing };
  return { state: { ...extended, mode: { type: "choosing", from, candidates, chosen: 0 } } };
}

/** Puts in what all candidates begin with, where that is more than is there. */
function extend(state: EditorState, { from, candidates }: Omit<Offered, "tab">): EditorStep {
  const { draft } = state.sheet;
  const common = commonBeginning(candidates.map(({ text }) => text));
  const typed = draft.text.slice(from, draft.cursor);
  if (common.length <= typed.length || !sameBeginning(common, typed)) return { state };
  return withDraft(state, replaced(draft, { from, to: draft.cursor, by: common }));
}

/** Whether accepting would put in nothing but a space. */
export function isComplete({ text, cursor }: Draft, from: number, candidate: Candidate): boolean {
  return text.slice(from, cursor) === candidate.text;
}

function sameBeginning(text: string, typed: string): boolean {
  return text.toLowerCase().startsWith(typed.toLowerCase());
}

/** The beginning that all share, whatever the case; as the first one has it. */
function commonBeginning(texts: readonly string[]): string {
  const [first = [], ...others] = texts.map(graphemes);
  const differs = first.findIndex((grapheme, index) =>
    others.some((other) => other[index]?.toLowerCase() !== grapheme.toLowerCase())
  );
  return (differs < 0 ? first : first.slice(0, differs)).join("");
}
