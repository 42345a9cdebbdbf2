/** Ctrl-F: through the messages of the window in front that hold a text, the newest first; what is not loaded yet is fetched. */
import { type Key, labelOf } from "../../../shared/terminal/key.ts";
import { before } from "../../../shared/terminal/graphemes.ts";
import { clean } from "../../../shared/terminal/clean.ts";
import type { ChatState } from "../../core/state.ts";
import { backwards, forwards } from "../../core/state/row_list.ts";
import { findText } from "../screen/find_text.ts";
import { scroll } from "../screen/scroll.ts";
import type { SearchView } from "../screen/view.ts";
import type { ScreenClient } from "./screen_client.ts";

type Act = (client: ScreenClient, search: SearchView) => void;

const ACTS: Readonly<Record<string, Act>> = {
  ...{ up: older, "ctrl-p": older, "ctrl-r": older, "ctrl-f": older, pageup: older, enter: older },
  ...{ down: newer, "ctrl-n": newer, "ctrl-s": newer, pagedown: newer },
  backspace: (client, { text }) => seek(client, text.slice(0, before(text, text.length))),
  "ctrl-u": (client) => seek(client, ""),
  escape: (client) => end(client, true),
  "ctrl-g": (client) => end(client, true),
  "ctrl-c": (client) => end(client, true),
};
const LONGEST = 200;

export function beginSearch(client: ScreenClient): void {
  if (client.current !== undefined) {
    client.showing.look({ search: { text: "", current: undefined }, overlay: undefined });
  }
}

/** Whether the key was for the search. */
export function pressSearch(client: ScreenClient, key: Key): boolean {
  const { showing: { view: { search } } } = client;
  if (!search) return false;
  if (key.type === "text" || key.type === "paste") {
    seek(client, clean(search.text + key.text).slice(0, LONGEST));
    return true;
  }
  const act = key.type === "key" ? ACTS[labelOf(key)] : undefined;
  act?.(client, search);
  return act !== undefined || key.type === "key";
}

/** Looks for another text, the newest that has it. */
function seek(client: ScreenClient, text: string): void {
  client.showing.look({ search: { text, current: undefined } });
  if (text !== "") show(client, text, found(client.state, client, { text, before: Infinity }));
}

function older(client: ScreenClient, { text, current = Infinity }: SearchView): void {
  const cursor = found(client.state, client, { text, before: current });
  if (cursor !== undefined || text === "") return show(client, text, cursor);
  void client.older.fetch(client).then((came) => {
    if (client.showing.view.search?.text !== text) return;
    if (came) older(client, { text, current });
    else client.glass.ring();
  });
}

function newer(client: ScreenClient, { text, current }: SearchView): void {
  if (current === undefined) return client.glass.ring();
  show(client, text, found(client.state, client, { text, behind: current }));
}

function show(client: ScreenClient, text: string, cursor: number | undefined): void {
  const { state, current, glass: { options } } = client;
  if (cursor === undefined || current === undefined) return client.glass.ring();
  client.showing.look({ search: { text, current: cursor } });
  const step = { type: "row", cursor, text } as const;
  client.showing.lookAt(current, { anchor: scroll(state, client.showing.shown, { ...options, step }) });
}

/** Back to the end, where one writes. */
function end(client: ScreenClient, back: boolean): void {
  client.showing.look({ search: undefined });
  if (back && client.current !== undefined) client.showing.lookAt(client.current, { anchor: undefined });
}

/** The nearest message that holds it, before a cursor or behind one. */
function found(
  { channels }: ChatState,
  { current }: ScreenClient,
  { text, before, behind }: { readonly text: string; readonly before?: number; readonly behind?: number },
): number | undefined {
  const channel = current === undefined ? undefined : channels.get(current);
  if (!channel) return undefined;
  for (const row of before === undefined ? forwards(channel.rows) : backwards(channel.rows)) {
    if (row.type !== "message" || row.number === undefined) continue;
    const fits = before === undefined ? row.cursor > (behind ?? 0) : row.cursor < before;
    if (fits && findText(row.text ?? "", text).length > 0) return row.cursor;
  }
  return undefined;
}
