/** The editor as these tests use it: bytes of a terminal in, a draft with "|" for its cursor out. */
import { complete } from "../../../../client/core/commands/complete.ts";
import {
  type EditorAction,
  type EditorContext,
  type EditorState,
  type EditorStep,
  openEditor,
} from "../../../../client/terminal/editor/editor_state.ts";
import { press } from "../../../../client/terminal/editor/press.ts";
import type { Draft } from "../../../../client/terminal/editor/draft.ts";
import type { Key } from "../../../../shared/terminal/key.ts";
import { KeyReader } from "../../../../shared/terminal/keys.ts";
import { admin } from "../../core/commands/story.ts";

export const LEFT = "\x1b[D";
export const RIGHT = "\x1b[C";
export const UP = "\x1b[A";
export const DOWN = "\x1b[B";
export const HOME = "\x1b[H";
export const END = "\x1b[F";
export const DELETE = "\x1b[3~";
export const ESC = "\x1b";
export const SHIFT_TAB = "\x1b[Z";
/** alt-_ as kitty says it: what others send is also how an answer of the terminal begins, and takes a moment to be known. */
export const REDO = "\x1b[95;3u";
export const ALT_ENTER = "\x1b\r";

const PASTE_BEGIN = "\x1b[200~";
const PASTE_END = "\x1b[201~";

/** Alice of story.ts writes in Work, on a screen of 20 columns. */
export const context: EditorContext = {
  width: 20,
  files: true,
  complete: (text, cursor) => complete(text, cursor, admin),
};
export const fresh = openEditor("Work");

export interface Typed {
  readonly state: EditorState;
  readonly draft: string;
  /** But for "pass", which has no effect. */
  readonly actions: readonly EditorAction[];
}

/** What comes of these keys. */
export function typed(input: string, from: EditorState = fresh, around: EditorContext = context): Typed {
  const actions: EditorAction[] = [];
  let state = from;
  for (const key of keysOf(input)) {
    const step: EditorStep = press(state, key, around);
    if (step.action && step.action.type !== "pass") actions.push(step.action);
    state = step.state;
  }
  return { state, draft: marked(state.sheet.draft), actions };
}

/** One character after the other, as they are typed; a paste at once. */
function keysOf(input: string): readonly Key[] {
  const [begin = "", ...others] = input.split(PASTE_BEGIN);
  const pieces = others.flatMap((other) => {
    const [text = "", behind = ""] = other.split(PASTE_END);
    return [pasted(text), ...behind];
  });
  const reader = new KeyReader();
  const keys = [...begin, ...pieces].map((piece) => reader.read(new TextEncoder().encode(piece)));
  return [...keys.flat(), ...reader.flush()];
}

export function pasted(text: string): string {
  return PASTE_BEGIN + text + PASTE_END;
}

export function marked({ text, cursor }: Draft): string {
  return `${text.slice(0, cursor)}|${text.slice(cursor)}`;
}
