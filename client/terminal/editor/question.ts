/** What the editor asks: the answers there are, and which of them a key gives. */
import { type Key, labelOf } from "../../../shared/terminal/key.ts";
import type { Mode } from "./editor_state.ts";

export type Pasting = Extract<Mode, { readonly type: "pasting" }>;
export type Leaving = Extract<Mode, { readonly type: "leaving" }>;

/** One answer. */
export interface Option<A extends string> {
  readonly answer: A;
  /** What gives it at once. */
  readonly key: string;
  readonly label: string;
}

export type PasteAnswer = "message" | "file" | "cancel";
export type LeaveAnswer = "leave" | "stay";

/** What a key comes to: an answer, or another option that is chosen. */
export type Reply<A extends string> =
  | { readonly type: "answer"; readonly answer: A }
  | { readonly type: "choose"; readonly selected: number };

const AS_MESSAGE: Option<PasteAnswer> = { answer: "message", key: "m", label: "One message" };
const AS_FILE: Option<PasteAnswer> = { answer: "file", key: "f", label: "A file" };
const CANCEL: Option<PasteAnswer> = { answer: "cancel", key: "c", label: "Cancel" };

export const LEAVE_OPTIONS: readonly Option<LeaveAnswer>[] = [
  { answer: "leave", key: "y", label: "Yes" },
  { answer: "stay", key: "n", label: "No" },
];

/** Keys that mean an answer besides its own and Enter. */
export const PASTE_KEYS: Readonly<Record<string, PasteAnswer>> = {
  n: "cancel",
  escape: "cancel",
  "ctrl-g": "cancel",
  "ctrl-c": "cancel",
};
/** Who presses again what he was asked for means it. */
export const LEAVE_KEYS: Readonly<Record<string, LeaveAnswer>> = {
  "ctrl-c": "leave",
  "ctrl-d": "leave",
  escape: "stay",
  "ctrl-g": "stay",
};

const STEPS: Readonly<Record<string, number>> = {
  right: 1,
  down: 1,
  tab: 1,
  left: -1,
  up: -1,
  "shift-tab": -1,
};

/** What can become of a paste. */
export function pasteOptions({ fits, files }: Pasting): readonly Option<PasteAnswer>[] {
  return [...fits ? [AS_MESSAGE] : [], ...files ? [AS_FILE] : [], CANCEL];
}

/** What a key says to a question; undefined for one that says nothing. */
export function replyTo<A extends string>(
  key: Key,
  { options, selected, keys }: {
    readonly options: readonly Option<A>[];
    readonly selected: number;
    readonly keys: Readonly<Record<string, A>>;
  },
): Reply<A> | undefined {
  const label = key.type === "key" ? labelOf(key) : key.type === "text" ? key.text.toLowerCase() : "";
  const step = STEPS[label];
  if (step !== undefined) return { type: "choose", selected: (selected + step + options.length) % options.length };
  const option = label === "enter" ? options[selected] : options.find((one) => one.key === label);
  const answer = option?.answer ?? keys[label];
  return answer === undefined ? undefined : { type: "answer", answer };
}
