/** What the message editor is between two keys, and what a key comes to. It knows windows by name and nothing of what is in them. */
import type { Candidate } from "../../core/commands/complete_text.ts";
import type { Completion, PathRequest } from "../../core/commands/complete.ts";
import { EMPTY_SHEET, type Sheet } from "./sheet.ts";

export interface EditorState {
  /** The window whose draft is being written. */
  readonly window: string;
  readonly sheet: Sheet;
  /** Those of the other windows. */
  readonly others: ReadonlyMap<string, Sheet>;
  /** What was taken out of drafts, newest first. */
  readonly kills: readonly string[];
  readonly last: Last;
  readonly mode: Mode;
  /** The candidates that are waited for. */
  readonly asked: Asked | undefined;
  /** How often something was asked. */
  readonly tickets: number;
  /** What was last looked for in the history. */
  readonly sought: string;
  /** Said once, until the next key. */
  readonly notice: string;
}

/** What the last key did, as far as it matters to the next one. */
export type Last =
  | { readonly type: "nothing" }
  | { readonly type: "typing" | "erasing" | "recalling" | "killing" }
  /** What stands from `from` to the cursor came out of the ring. */
  | { readonly type: "yanking"; readonly from: number; readonly kill: number }
  /** Up and down keep to this column, also through shorter rows. */
  | { readonly type: "climbing"; readonly column: number };

export type Mode =
  | { readonly type: "writing" }
  /** One of the candidates will stand from `from` to the cursor. */
  | {
    readonly type: "choosing";
    readonly from: number;
    readonly candidates: readonly Candidate[];
    readonly chosen: number;
  }
  /** In the lines that were sent; `found` is the place of the one that is shown. */
  | {
    readonly type: "searching";
    readonly wanted: string;
    readonly found: number | undefined;
    readonly failed: boolean;
  }
  /** What is to become of a paste: text for a message, if it fits into one, or a file, where one can be sent. */
  | {
    readonly type: "pasting";
    readonly pasted: string;
    readonly fits: boolean;
    readonly files: boolean;
    readonly selected: number;
  }
  /** Whether to leave pychat. */
  | { readonly type: "leaving"; readonly selected: number };

export interface Asked {
  readonly ticket: number;
  readonly from: number;
  /** By Tab, and not by typing on while there are candidates. */
  readonly tab: boolean;
}

/** What a key wants besides another state. */
export type EditorAction =
  | { readonly type: "submit"; readonly text: string }
  /** A paste that is to go out as a file. */
  | { readonly type: "file"; readonly text: string }
  /** Whoever knows answers with `offer`. */
  | { readonly type: "complete"; readonly ticket: number; readonly request: PathRequest }
  | { readonly type: "leave" }
  | { readonly type: "bell" }
  /** This key is not the editor's. */
  | { readonly type: "pass" };

export interface EditorStep {
  readonly state: EditorState;
  readonly action?: EditorAction;
}

/** What the editor has to know of what is around it. */
export interface EditorContext {
  /** The columns of the screen that the text has. */
  readonly width: number;
  /** Whether a file can be sent from here. */
  readonly files: boolean;
  /** What the text can become at the cursor; it must not throw. */
  complete(text: string, cursor: number): Completion;
}

export const WRITING: Mode = { type: "writing" };
export const NOTHING: Last = { type: "nothing" };

/** An editor in which nothing was written yet. */
export function openEditor(window: string): EditorState {
  return {
    window,
    sheet: EMPTY_SHEET,
    others: new Map(),
    kills: [],
    last: NOTHING,
    mode: WRITING,
    asked: undefined,
    tickets: 0,
    sought: "",
    notice: "",
  };
}
