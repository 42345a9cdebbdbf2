/** What a key does while the editor asks: what is to become of a paste, and whether to leave. */
import type { Key } from "../../../shared/terminal/key.ts";
import { type EditorState, type EditorStep, WRITING } from "./editor_state.ts";
import { cancelPaste, paste, pasteAsMessage } from "./paste.ts";
import {
  LEAVE_KEYS,
  LEAVE_OPTIONS,
  type Leaving,
  PASTE_KEYS,
  type PasteAnswer,
  pasteOptions,
  type Pasting,
  replyTo,
} from "./question.ts";

/** What becomes of the paste. A key that is no answer is not taken for one: there is much to lose. */
export function answerPaste(state: EditorState, mode: Pasting, key: Key): EditorStep {
  if (key.type === "paste") return paste(state, key, mode);
  const reply = replyTo(key, { options: pasteOptions(mode), selected: mode.selected, keys: PASTE_KEYS });
  if (!reply) return { state, action: { type: key.type === "text" ? "bell" : "pass" } };
  if (reply.type === "choose") return { state: { ...state, mode: { ...mode, selected: reply.selected } } };
  return settlePaste(state, mode, reply.answer);
}

/** Whether to leave; undefined for a key that goes on writing instead. */
export function answerLeaving(state: EditorState, mode: Leaving, key: Key): EditorStep | undefined {
  const reply = replyTo(key, { options: LEAVE_OPTIONS, selected: mode.selected, keys: LEAVE_KEYS });
  if (!reply) return undefined;
  if (reply.type === "choose") return { state: { ...state, mode: { ...mode, selected: reply.selected } } };
  return { state: { ...state, mode: WRITING }, ...(reply.answer === "leave" && { action: { type: "leave" } }) };
}

function settlePaste(state: EditorState, { pasted }: Pasting, answer: PasteAnswer): EditorStep {
  switch (answer) {
    case "message":
      return pasteAsMessage(state, pasted);
    case "file":
      return { state: { ...state, mode: WRITING }, action: { type: "file", text: pasted } };
    case "cancel":
      return { state: cancelPaste(state, pasted) };
    default:
      return answer satisfies never;
  }
}
