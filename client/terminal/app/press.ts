/** What a key at the screen is for: a question, a search or a list that stands in front; else the draft, and what is left over moves. */
import { graphemes } from "../../../shared/terminal/graphemes.ts";
import { type Key, labelOf, named, type NamedKey } from "../../../shared/terminal/key.ts";
import { complete } from "../../core/commands/complete.ts";
import { offer } from "../editor/complete_draft.ts";
import type { EditorAction, EditorContext, EditorStep } from "../editor/editor_state.ts";
import { press as pressEditor } from "../editor/press.ts";
import { giveBack } from "../editor/windows.ts";
import { editorWidth } from "./compose_view.ts";
import { KEYS } from "./keys.ts";
import { pressMouse } from "./press_mouse.ts";
import { pressOverlay } from "./press_overlay.ts";
import { pressSearch } from "./press_search.ts";
import { sendPasted } from "./send_pasted.ts";
import type { ScreenClient } from "./screen_client.ts";

type ActionOf<K extends EditorAction["type"]> = Extract<EditorAction, { readonly type: K }>;

type Act<K extends EditorAction["type"]> = (client: ScreenClient, action: ActionOf<K>) => void;

const SUSPENDS = "ctrl-z";
const TWICE = [named("escape"), named("escape")];

export function press(client: ScreenClient, key: Key): void {
  if (key.type === "key" && (key.name === "focus" || key.name === "blur")) {
    return client.showing.attend(key.name === "focus");
  }
  if (key.type === "mouse") return pressMouse(client, key);
  // Pressed twice over a slow line, it comes as one.
  if (key.type === "key" && labelOf(key) === "alt-escape") return TWICE.forEach((one) => press(client, one));
  // Whatever stands in front, it is there again behind fg.
  if (key.type === "key" && labelOf(key) === SUSPENDS) return KEYS[SUSPENDS]?.(client);
  if (!goesOn(client, key) && client.asker.open.press(key)) return;
  const { search, overlay } = client.showing.view;
  if ((search || overlay) && key.type === "key" && isTorn(key)) return pressApart(client, key);
  if (pressSearch(client, key) || pressOverlay(client, key)) return;
  const step = pressEditor(client.showing.editor, key, editorContext(client));
  take(client, step, key);
}

/** A choice that comes up in the middle of a sentence is not made by its next letter, nor by the Enter behind it. */
function goesOn({ asker: { open: { first } }, writes }: ScreenClient, key: Key): boolean {
  if (!first || first.typed || !writes) return false;
  return key.type === "text" || key.type === "paste" || (key.type === "key" && GOES_ON.has(labelOf(key)));
}

const GOES_ON: ReadonlySet<string> = new Set(["enter", "backspace"]);

function take(client: ScreenClient, { state, action }: EditorStep, key?: Key): void {
  client.write(state);
  if (action?.type === "pass") return moveBy(client, key);
  const act = action && ACTIONS[action.type] as ((client: ScreenClient, action: EditorAction) => void);
  if (action) act?.(client, action);
}

const ACTIONS: { readonly [K in Exclude<EditorAction["type"], "pass">]: Act<K> } = {
  submit: (client, { text }) => client.submit(text),
  file: (client, { text }) => {
    const { current, showing: { editor: { window } } } = client;
    if (current === undefined) return;
    void sendPasted(client, current, text).then((why) => {
      if (why === undefined) return;
      client.print(`! ${why} What you pasted is where you write.`);
      client.write(giveBack(client.showing.editor, window, text));
    });
  },
  complete: (client, { ticket, request }) => {
    void client.folders.pathsBegun(request).then((candidates) => {
      take(client, offer(client.showing.editor, { ticket, candidates }));
      client.showing.changed();
    });
  },
  leave: (client) => client.quit(),
  bell: (client) => client.glass.ring(),
};

function moveBy(client: ScreenClient, key: Key | undefined): void {
  if (key?.type !== "key") return;
  const act = KEYS[labelOf(key)];
  if (act) return act(client);
  if (isTorn(key)) pressApart(client, key);
}

/** Escape and a letter right behind it look like the letter with Alt. */
function isTorn({ alt, name }: NamedKey): boolean {
  return alt && graphemes(name).length === 1;
}

/** Where Alt means nothing, nothing that was typed may get lost: half a command would be a message. */
function pressApart(client: ScreenClient, key: NamedKey): void {
  press(client, named("escape"));
  press(client, key.ctrl ? { ...key, alt: false } : { type: "text", text: key.name });
}

function editorContext(client: ScreenClient): EditorContext {
  const { showing: { state, view }, glass: { options } } = client;
  return {
    width: editorWidth(view, { state, options }),
    files: client.current !== undefined,
    complete: (text, cursor) => complete(text, cursor, client.contextIn(client.current)),
  };
}
