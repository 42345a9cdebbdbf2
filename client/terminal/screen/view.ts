/** What the person does with the screen, beside what the engine tells: which channel, how far scrolled, what is typed and asked. Plain data. */
import type { ChannelId } from "../../../shared/ids.ts";
import type { ChatState } from "../../core/state.ts";
import type { Anchor } from "./anchor.ts";
import type { Place } from "./place.ts";

/** Lines that only I see, where they came. */
export interface Notice {
  /** What was the end of the channel then (endOf in place.ts). */
  readonly place: Place;
  readonly at: number;
  readonly type: "answer" | "warning" | "error";
  /** It may have line breaks. */
  readonly text: string;
}

/** One channel's window. */
export interface WindowView {
  /** Undefined: at the end, and following it. */
  readonly anchor: Anchor | undefined;
  /** Up to which cursor it was read when it came to the front: the unread line stands there. Undefined: there is none. */
  readonly readUpTo: number | undefined;
  /** In the order of their places. */
  readonly notices: readonly Notice[];
  /** Whether one of them came while the window was not at its end. */
  readonly answered: boolean;
  /** What is up to here is not shown. */
  readonly cleared: Place | undefined;
}

/** A window that nobody has touched. */
export const NEW_WINDOW: WindowView = {
  anchor: undefined,
  readUpTo: undefined,
  notices: [],
  answered: false,
  cleared: undefined,
};

/** The line being written. It is shown as it is: a secret is given as bullets. */
export interface EditorView {
  /** At least one. */
  readonly lines: readonly string[];
  /** `column` in cells, from 0. */
  readonly cursor: { readonly line: number; readonly column: number };
  /** Instead of my nick. */
  readonly prompt?: string;
  /** Shown while nothing is written. */
  readonly hint?: string;
}

export const NO_EDITOR: EditorView = { lines: [""], cursor: { line: 0, column: 0 } };

/** What the text at the cursor can become. */
export interface PopupView {
  readonly candidates: readonly { readonly text: string; readonly hint: string }[];
  readonly selected: number | undefined;
  /** Where in its line that text begins, in cells. */
  readonly column: number;
}

/** A question that stands above everything. */
export interface DialogView {
  readonly title: string;
  readonly text: string;
  /** `key` is what also chooses it, shown in front of it. */
  readonly options: readonly { readonly key?: string; readonly label: string }[];
  readonly selected: number | undefined;
  /** Where the answer is typed, if it is typed. */
  readonly editor?: EditorView;
}

/** One line, or several when it is long, of an overlay. */
export type OverlayLine =
  | { readonly type: "heading"; readonly text: string }
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "hint"; readonly text: string }
  /** What stands on the left is aligned with its neighbours. */
  | { readonly type: "pair"; readonly left: string; readonly right: string };

/** A list over the messages: help, members, requests. */
export interface OverlayView {
  readonly title: string;
  readonly lines: readonly OverlayLine[];
  /** How many of its lines are above what is shown. */
  readonly scroll: number;
  readonly hint?: string;
}

export interface SearchView {
  readonly text: string;
  /** The cursor of the message that was found last. */
  readonly current: number | undefined;
}

/** Whether a pane is open; undefined: where there is room for it. */
export interface PanesView {
  readonly channels: boolean | undefined;
  readonly members: boolean | undefined;
}

export interface ScreenView {
  readonly now: number;
  /** The relay's address, as people write it. */
  readonly relay: string;
  readonly current: ChannelId | undefined;
  readonly windows: ReadonlyMap<ChannelId, WindowView>;
  /** What is shown where there is no channel. */
  readonly home: readonly Notice[];
  readonly panes: PanesView;
  /** Messages show their numbers instead of their times: somebody is about to name one. */
  readonly numbers: boolean;
  readonly editor: EditorView;
  readonly popup: PopupView | undefined;
  readonly dialog: DialogView | undefined;
  readonly overlay: OverlayView | undefined;
  readonly search: SearchView | undefined;
  /** What the editor says of what is being written; empty: nothing. */
  readonly editorSays: string;
  /** What was typed takes its time. */
  readonly busy: boolean;
  /** When the line is tried again, while there is none. */
  readonly retryAt: number | undefined;
  /** The newest of the state's alarms that was seen and put away. */
  readonly alarmSeen: ChatState["alarms"][number] | undefined;
}

/** Before anybody has touched anything. */
export function newView(relay: string, now: number): ScreenView {
  return {
    ...{ now, relay, current: undefined, windows: new Map(), home: [], numbers: false, editor: NO_EDITOR },
    ...{ popup: undefined, dialog: undefined, overlay: undefined, search: undefined, retryAt: undefined, busy: false },
    editorSays: "",
    panes: { channels: undefined, members: undefined },
    alarmSeen: undefined,
  };
}
