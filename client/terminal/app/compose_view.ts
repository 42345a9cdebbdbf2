/** The view that is drawn: what the person did with the screen, put together with the draft, the question and the search of this moment. */
import type { ChatState } from "../../core/state.ts";
import { ownNick } from "../../core/state/channel_state.ts";
import { commandCalled } from "../../core/commands/commands.ts";
import type { EditorState } from "../editor/editor_state.ts";
import { viewEditor } from "../editor/view_editor.ts";
import { widthOf } from "../screen/cell.ts";
import { cut } from "../screen/cut.ts";
import { legibleLine } from "../screen/legible.ts";
import type { DrawOptions } from "../screen/scene.ts";
import { ASCII_SIGNS } from "../screen/signs.ts";
import type { EditorView, ScreenView, SearchView } from "../screen/view.ts";
import { type Question, viewQuestion } from "./question.ts";

export interface Moment {
  readonly state: ChatState;
  readonly now: number;
  readonly editor: EditorState;
  readonly question: Question | undefined;
  readonly options: DrawOptions;
}

const LEAST_FOR_NICK = 30;
const HINT = "Write, or /help";
const HOME_HINT = "/join NAME, or /help";

export function composeView(view: ScreenView, moment: Moment): ScreenView {
  const { now, editor, question, options } = moment;
  const { signs } = options.look;
  const prompt = promptOf(view, moment);
  const { editor: written, popup, dialog, notice } = viewEditor(editor, editorWidth(view, moment));
  return {
    ...view,
    busy: view.busy && question === undefined,
    ...{ now, popup, numbers: namesMessage(editor.sheet.draft.text) },
    // Beside the text there would be room for the beginning of it.
    editorSays: view.search ? "" : notice,
    editor: view.search
      ? searchLine(view.search)
      : { ...written, prompt, ...notice === "" && { hint: view.current === undefined ? HOME_HINT : HINT } },
    dialog: question ? viewQuestion(question, { prompt: signs.prompt, ascii: signs === ASCII_SIGNS }) : dialog,
  };
}

/** The columns that the text has beside its prompt. */
export function editorWidth(view: ScreenView, moment: Pick<Moment, "state" | "options">): number {
  const { size: { columns } } = moment.options;
  return Math.max(1, columns - widthOf(promptOf(view, moment)) - 1);
}

function promptOf({ current }: ScreenView, { state, options }: Pick<Moment, "state" | "options">): string {
  const { size, look: { signs } } = options;
  const channel = current === undefined ? undefined : state.channels.get(current);
  const nick = channel && ownNick(channel);
  return fitted(
    nick === undefined || size.columns < LEAST_FOR_NICK ? signs.prompt : `${nick} ${signs.prompt}`,
    options,
  );
}

function fitted(prompt: string, { size, look }: DrawOptions): string {
  return cut(legibleLine(prompt), Math.floor(size.columns / 3), look.signs.ellipsis);
}

function searchLine({ text, current }: SearchView): EditorView {
  return {
    lines: [text],
    cursor: { line: 0, column: widthOf(text) },
    prompt: text !== "" && current === undefined ? "Not found:" : "Search:",
    hint: "what is to be found here; Up and Down go through it",
  };
}

/** Whether the command being typed takes the number of a message. */
function namesMessage(text: string): boolean {
  const [, name] = /^\s*\/([^/\s]\S*)\s/.exec(text) ?? [];
  const called = name === undefined ? undefined : commandCalled(name);
  return called?.command.args.some(({ kind }) => kind.type === "message") ?? false;
}
