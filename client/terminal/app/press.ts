/** What a key at the screen is for: a question, a search or a list that stands in front; else the draft, and what is left over moves. */
import { type Key, labelOf } from "../../../shared/terminal/key.ts";
import { complete } from "../../core/commands/complete.ts";
import { offer } from "../editor/complete_draft.ts";
import type { EditorAction, EditorContext, EditorStep } from "../editor/editor_state.ts";
import { press as pressEditor } from "../editor/press.ts";
import { giveBack } from "../editor/windows.ts";
import { editorWidth } from "./compose_view.ts";
import { KEYS } from "./keys.ts";
import { pathsBegun } from "./paths_begun.ts";
import { pressOverlay } from "./press_overlay.ts";
import { pressSearch } from "./press_search.ts";
import type { ScreenClient } from "./screen_client.ts";

type ActionOf<K extends EditorAction["type"]> = Extract<EditorAction, { readonly type: K }>;

type Act<K extends EditorAction["type"]> = (client: ScreenClient, action: ActionOf<K>) => void;

export function press(client: ScreenClient, key: Key): void {
  if (key.type === "key" && (key.name === "focus" || key.name === "blur")) return client.attend(key.name === "focus");
  if (client.asker.open.press(key) || pressSearch(client, key) || pressOverlay(client, key)) return;
  const step = pressEditor(client.editor, key, editorContext(client));
  take(client, step, key);
}

function take(client: ScreenClient, { state, action }: EditorStep, key?: Key): void {
  client.write(state);
  if (action?.type === "pass") return moveBy(client, key);
  const act = action && ACTIONS[action.type] as ((client: ScreenClient, action: EditorAction) => void);
  if (action) act?.(client, action);
}

const ACTIONS: { readonly [K in Exclude<EditorAction["type"], "pass">]: Act<K> } = {
  submit: (client, { text }) => client.submit(text),
  file: (client, { text }) => {
    client.print("! Files cannot be sent yet: what you pasted is where you write.");
    client.write(giveBack(client.editor, client.editor.window, text));
  },
  complete: (client, { ticket, request }) => {
    void pathsBegun(request.prefix).then((candidates) => {
      take(client, offer(client.editor, { ticket, candidates }));
      client.changed();
    });
  },
  leave: (client) => client.quit(),
  bell: (client) => client.ring(),
};

function moveBy(client: ScreenClient, key: Key | undefined): void {
  if (key?.type !== "key") return;
  KEYS[labelOf(key)]?.(client);
}

function editorContext(client: ScreenClient): EditorContext {
  const { state, view, glass: { options } } = client;
  return {
    width: editorWidth(view, { state, options }),
    complete: (text, cursor) => complete(text, cursor, client.contextIn(client.current)),
  };
}
