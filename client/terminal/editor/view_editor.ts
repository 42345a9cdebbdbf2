/** What a screen has to show of the editor: rows of text and the cursor's cell, candidates, a question, and one line that says what is going on. */
import { MOST_TEXT } from "../../core/content.ts";
import type { DialogView, EditorView, PopupView } from "../screen/view.ts";
import type { Draft } from "./draft.ts";
import type { EditorState } from "./editor_state.ts";
import { foundDraft } from "./press_searching.ts";
import { LEAVE_OPTIONS, type Option, pasteOptions, type Pasting } from "./question.ts";
import { cellOf, type Row, rowsOf } from "./rows.ts";

export interface EditorSight {
  /** Its lines are rows that fit the width, so that Up and Down go where it seems they do. */
  readonly editor: EditorView;
  readonly popup: PopupView | undefined;
  readonly dialog: DialogView | undefined;
  /** A search, a complaint; empty if there is nothing to say. */
  readonly notice: string;
}

/** What is to be seen where the text has so many columns. */
export function viewEditor(state: EditorState, width: number): EditorSight {
  const { text, cursor } = shownDraft(state);
  const rows = rowsOf(text, width);
  const { row, column } = cellOf(text, rows, cursor);
  return {
    editor: {
      lines: rows.map((row) => textOf(text, row)),
      cursor: { line: row, column: Math.min(column, Math.max(0, width - 1)) },
    },
    popup: popupOf(state, (at) => {
      const cell = cellOf(text, rows, at);
      return cell.row === row ? cell.column : 0;
    }),
    dialog: dialogOf(state),
    notice: noticeOf(state),
  };
}

function shownDraft(state: EditorState): Draft {
  const found = state.mode.type === "searching" ? foundDraft(state, state.mode) : undefined;
  return found ?? state.sheet.draft;
}

/** The space that a row was broken behind is not there to be seen. */
function textOf(text: string, { from, to, goesOn }: Row): string {
  const shown = text.slice(from, to);
  return goesOn && shown.endsWith(" ") ? shown.slice(0, -1) : shown;
}

function popupOf({ mode }: EditorState, columnOf: (at: number) => number): PopupView | undefined {
  if (mode.type !== "choosing") return undefined;
  return { candidates: mode.candidates, selected: mode.chosen, column: columnOf(mode.from) };
}

function dialogOf({ mode }: EditorState): DialogView | undefined {
  switch (mode.type) {
    case "pasting":
      return askPaste(mode);
    case "leaving":
      return { title: "Leave pychat?", text: "", options: LEAVE_OPTIONS.map(shownOption), selected: mode.selected };
    case "writing":
    case "choosing":
    case "searching":
      return undefined;
    default:
      return mode satisfies never;
  }
}

function askPaste(mode: Pasting): DialogView {
  const { pasted, fits, selected } = mode;
  const lines = pasted.trimEnd().split("\n").length;
  const size = `${Math.ceil(bytesOf(pasted) / 1024)} KiB`;
  return {
    title: fits ? `${lines} lines pasted` : `${size} pasted`,
    text: fits ? "What are they to become?" : "That is too much for one message.",
    options: pasteOptions(mode).map(shownOption),
    selected,
  };
}

function shownOption({ key, label }: Option<string>): { readonly key: string; readonly label: string } {
  return { key, label };
}

function noticeOf({ mode, notice, sheet }: EditorState): string {
  if (mode.type !== "searching") return notice || excess(sheet.draft.text);
  return `${mode.failed ? "Nothing more in what you sent" : "Search what you sent"}: ${mode.wanted}`;
}

/** By how much the draft is too long for one message. */
function excess(text: string): string {
  // Nearly none is so long that its bytes need be counted.
  const over = text.length * 3 > MOST_TEXT ? bytesOf(text) - MOST_TEXT : 0;
  return over > 0 ? `${over} bytes too long for one message` : "";
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
