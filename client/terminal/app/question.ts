/** A question that stands above everything: what is typed or chosen, key by key. Several wait for each other; the first one is shown. */
import { type Key, labelOf } from "../../../shared/terminal/key.ts";
import { edit, emptyLine, type LineRules, type LineState } from "../../../shared/terminal/line_editor.ts";
import { columns } from "../../../shared/terminal/width.ts";
import type { DialogView } from "../screen/view.ts";

export interface Option {
  readonly key?: string;
  readonly label: string;
}

export interface Question {
  readonly title: string;
  readonly text: string;
  /** What can be chosen; for what is typed, depending on that. */
  readonly options: (typed: string) => readonly Option[];
  /** Undefined: nothing is typed. */
  readonly typed: LineState | undefined;
  readonly secret: boolean;
  /** NONE: until a key moves there, Enter chooses nothing. */
  readonly selected: number;
}

export interface QuestionLook {
  /** In front of what is typed. */
  readonly prompt: string;
  readonly ascii: boolean;
}

/** What a key comes to. */
export type QuestionStep =
  | { readonly type: "asking"; readonly question: Question }
  | { readonly type: "typed"; readonly text: string; readonly chosen: number | undefined }
  | { readonly type: "chosen"; readonly chosen: number }
  | { readonly type: "givenUp" };

type Move = -1 | 1;

const GIVES_UP: ReadonlySet<string> = new Set(["escape", "ctrl-c", "ctrl-d", "ctrl-g"]);
const MOVES: Readonly<Record<string, Move>> = {
  ...{ down: 1, tab: 1, "ctrl-n": 1 },
  ...{ up: -1, "shift-tab": -1, "ctrl-p": -1 },
};
const RULES: LineRules = { breaks: false, complete: () => ({ from: 0, candidates: [] }) };
export const NONE = -1;
/** However long it is: nobody counts the letters of a secret. */
const BULLET = "\u2022";

/** A question whose answer is typed. */
export function typedQuestion(
  { title, text = "", secret = false, options = () => [], begin = "" }: {
    readonly title: string;
    readonly text?: string;
    readonly secret?: boolean;
    readonly options?: Question["options"];
    readonly begin?: string;
  },
): Question {
  return { title, text, options, typed: { ...emptyLine, text: begin, cursor: begin.length }, secret, selected: 0 };
}

/** A question whose answer is chosen. */
export function chosenQuestion(
  { title, text, options, selected = 0 }: {
    readonly title: string;
    readonly text: string;
    readonly options: readonly Option[];
    readonly selected?: number;
  },
): Question {
  return { title, text, options: () => options, typed: undefined, secret: false, selected };
}

/** The question after a key, or what it came to. */
export function pressQuestion(question: Question, key: Key): QuestionStep {
  const label = key.type === "key" ? labelOf(key) : key.type === "text" ? key.text.toLowerCase() : "";
  if (key.type === "key" && GIVES_UP.has(label)) return { type: "givenUp" };
  const options = question.options(question.typed?.text ?? "");
  const move = key.type === "key" ? MOVES[label] : undefined;
  if (move !== undefined && options.length > 0) {
    return asking(question, { selected: (question.selected + move + options.length) % options.length });
  }
  return question.typed ? write(question, question.typed, key) : choose(question, label, options);
}

/** As the screen shows it. */
export function viewQuestion(
  { title, text, options, typed, secret, selected }: Question,
  { prompt, ascii }: QuestionLook,
): DialogView {
  const shown = options(typed?.text ?? "");
  const view = { title, text, options: shown, selected: shown.length > 0 ? selected : undefined };
  if (!typed) return view;
  const hide = (part: string) => secret ? (ascii ? "*" : BULLET).repeat([...part].length) : part;
  const [before, all] = [typed.text.slice(0, typed.cursor), typed.text].map(hide);
  return { ...view, editor: { prompt, lines: [all ?? ""], cursor: { line: 0, column: columns(before ?? "") } } };
}

function write(question: Question, typed: LineState, key: Key): QuestionStep {
  const { state, effect } = edit(typed, key, RULES);
  if (effect?.type !== "submit") return asking(question, { typed: state, selected: 0 });
  const options = question.options(effect.line);
  return { type: "typed", text: effect.line, chosen: options.length > 0 ? question.selected : undefined };
}

function choose(question: Question, label: string, options: readonly Option[]): QuestionStep {
  const chosen = label === "enter" ? question.selected : options.findIndex(({ key }) => key === label);
  return options[chosen] ? { type: "chosen", chosen } : { type: "asking", question };
}

function asking(question: Question, change: Partial<Question>): QuestionStep {
  return { type: "asking", question: { ...question, ...change } };
}
