/** The message editor: a state and a key in, the next state and what else is wanted out. */
import type { Key } from "../../../shared/terminal/key.ts";
import { type EditorContext, type EditorState, type EditorStep, NOTHING, WRITING } from "./editor_state.ts";
import { paste } from "./paste.ts";
import { answerLeaving, answerPaste } from "./press_answer.ts";
import { narrow, pressChoosing } from "./press_choosing.ts";
import { pressSearching, takeFound } from "./press_searching.ts";
import { type Around, pressWriting } from "./press_writing.ts";
import { type } from "./write.ts";

/** What a key does. With "pass" the state is as it was. */
export function press(state: EditorState, key: Key, context: EditorContext): EditorStep {
  const around = { was: state.last, context };
  const ready = { ...state, last: NOTHING, notice: "", asked: undefined };
  const step = pressIn(ready, key, around);
  return step.action?.type === "pass" ? { state, action: step.action } : step;
}

function pressIn(state: EditorState, key: Key, around: Around): EditorStep {
  const { mode } = state;
  const writing = { ...state, mode: WRITING };
  switch (mode.type) {
    case "writing":
      return write(state, key, around);
    case "choosing": {
      const chosen = pressChoosing(state, mode, key);
      if (chosen) return chosen;
      const step = write(writing, key, around);
      return key.type === "text" || isBackspace(key) ? narrow(step, mode, around) : step;
    }
    case "searching":
      return pressSearching(state, mode, key) ?? write(takeFound(state, mode), key, around);
    case "pasting":
      return answerPaste(state, mode, key);
    case "leaving":
      return answerLeaving(state, mode, key) ?? write(writing, key, around);
    default:
      return mode satisfies never;
  }
}

function write(state: EditorState, key: Key, around: Around): EditorStep {
  switch (key.type) {
    case "text":
      return type(state, key.text, around.was);
    case "paste":
      return paste(state, key, around.context);
    case "key":
      return pressWriting(state, key, around) ?? { state, action: { type: "pass" } };
    case "mouse":
      return { state, action: { type: "pass" } };
    default:
      return key satisfies never;
  }
}

function isBackspace(key: Key): boolean {
  return key.type === "key" && key.name === "backspace";
}
