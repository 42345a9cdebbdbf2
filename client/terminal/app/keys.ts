/** The keys that are not the editor's: they move. A row a key. */
import type { ChannelId } from "../../../shared/ids.ts";
import { arrange } from "../screen/arrangement.ts";
import { comparePlaces } from "../screen/place.ts";
import { scroll, type ScrollStep } from "../screen/scroll.ts";
import type { PanesView } from "../screen/view.ts";
import { askWhere } from "./ask_where.ts";
import { beginSearch } from "./press_search.ts";
import type { ScreenClient } from "./screen_client.ts";
import { besides, nextUnread, numbered } from "./windows.ts";

type Act = (client: ScreenClient) => void;

export const KEYS: Readonly<Record<string, Act>> = {
  pageup: (client) => move(client, { type: "pages", pages: -1 }),
  pagedown: (client) => move(client, { type: "pages", pages: 1 }),
  "shift-pageup": (client) => move(client, { type: "lines", lines: -1 }),
  "shift-pagedown": (client) => move(client, { type: "lines", lines: 1 }),
  "ctrl-pageup": (client) => move(client, { type: "top" }),
  "ctrl-pagedown": (client) => move(client, { type: "end" }),
  "ctrl-n": (client) => go(client, besides(client.state, client.current, 1)),
  "ctrl-p": (client) => go(client, besides(client.state, client.current, -1)),
  "alt-a": (client) => go(client, nextUnread(client.state, client.current)),
  ...Object.fromEntries(
    Array.from({ length: 9 }, (_, at) => [`alt-${at + 1}`, (client: ScreenClient) => {
      go(client, numbered(client.state, at + 1));
    }]),
  ),
  "ctrl-k": askWhere,
  "ctrl-f": beginSearch,
  f1: (client) => client.submit("/help"),
  f7: (client) => toggle(client, "channels"),
  f8: (client) => toggle(client, "members"),
  "ctrl-l": (client) => client.showing.redraw(),
  "ctrl-z": suspend,
  escape: back,
};

/** Moves the window in front; where its top comes into sight, what came before is fetched. */
export function move(client: ScreenClient, step: ScrollStep): void {
  const { showing, current, glass: { options } } = client;
  if (current === undefined) return;
  const { state, shown } = showing;
  const before = shown.windows.get(current)?.anchor;
  const anchor = scroll(state, shown, { ...options, step });
  showing.lookAt(current, { anchor });
  const stuck = anchor !== undefined && before !== undefined && comparePlaces(before.place, anchor.place) === 0 &&
    before.lines === anchor.lines;
  void client.older.fill(client).then((came) => {
    if (came && stuck && client.current === current) move(client, step);
  });
}

function go(client: ScreenClient, id: ChannelId | undefined): void {
  if (id === undefined) client.glass.ring();
  else client.goTo(id);
}

/** What is shown is hidden, and the other way around, also where it is so because of the size. */
function toggle(client: ScreenClient, pane: keyof PanesView): void {
  const { showing: { view: { panes } }, glass: { options: { size } } } = client;
  const now = arrange(size, { panes, channels: 2, members: true, input: 1, alarms: 0 });
  const open = pane === "channels" ? now.channelPane > 0 || now.channelBlock : now.memberPane > 0 || now.memberBlock;
  client.showing.look({ panes: { ...panes, [pane]: !open } });
}

function suspend(client: ScreenClient): void {
  const why = client.suspend();
  if (why !== undefined) client.print(`! ${why}`);
}

/** What is loud is put away first; then the window goes back to its end. */
function back(client: ScreenClient): void {
  const { showing, state: { alarms }, current } = client;
  const { alarmSeen } = showing.view;
  const seen = alarmSeen === undefined ? -1 : alarms.indexOf(alarmSeen);
  const alarm = alarms[seen + 1];
  if (alarm) showing.look({ alarmSeen: alarm });
  else if (current !== undefined) showing.lookAt(current, { anchor: undefined });
}
