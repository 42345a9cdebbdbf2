/** What is before the person at a moment: the chat, what he did with the screen, and what he writes; and what becomes of it when a window comes or goes. */
import type { ChannelId } from "../../../shared/ids.ts";
import type { Event } from "../../core/events.ts";
import { type ChatState, dismiss, NO_CHAT, openChannels, read, reduce } from "../../core/state.ts";
import type { ChannelState } from "../../core/state/channel_state.ts";
import { type EditorState, openEditor } from "../editor/editor_state.ts";
import { rewriteDraft, showWindow } from "../editor/windows.ts";
import { endOf } from "../screen/place.ts";
import { NEW_WINDOW, newView, type ScreenView, type WindowView } from "../screen/view.ts";
import { noticesOf, withNotices } from "./notices.ts";

export interface Sitting {
  readonly state: ChatState;
  readonly view: ScreenView;
  readonly editor: EditorState;
}

/** Where what is written belongs while there is no channel. */
export const HOME = "";

export function sitDown(relay: string, now: number): Sitting {
  return { state: NO_CHAT, view: newView(relay, now), editor: openEditor(HOME) };
}

/** After an event. Who comes back into a channel that was over has another window: what he looked at in the old one is not there. */
export function heard(sitting: Sitting, event: Event): Sitting {
  const { state: before, view } = sitting;
  const state = reduce(before, event);
  const id = event.type === "channel" ? event.view.id : event.type === "rows" ? event.channel : undefined;
  const known = id === undefined ? undefined : before.channels.get(id);
  if (id === undefined || (known && known.closed === undefined)) return { ...sitting, state };
  const windows = new Map(view.windows);
  windows.delete(id);
  return { ...sitting, state, view: { ...view, windows } };
}

/** The channel in front. */
export function inFront({ state, view: { current } }: Sitting): ChannelState | undefined {
  return current === undefined ? undefined : state.channels.get(current);
}

/** With a channel in front; one that is over is put away when another one is. */
export function bringToFront(sitting: Sitting, id: ChannelId): Sitting {
  const { state, view, editor } = sitting;
  const channel = state.channels.get(id);
  if (!channel?.view || id === view.current) return sitting;
  // Where nobody has looked yet, what was read on another day counts.
  const upTo = view.windows.has(id) ? channel.readUpTo : channel.view.read;
  const shown = { ...view, current: id, overlay: undefined, search: undefined };
  return withWindow(
    {
      state: view.current === undefined ? state : dismiss(state, view.current),
      view: shown,
      editor: withDraftOf(editor, id),
    },
    id,
    { readUpTo: upTo > 0 && upTo < channel.newest ? upTo : undefined },
  );
}

/** Without a channel that I left. */
export function putAway({ state, view, editor }: Sitting, id: ChannelId): Sitting {
  const without = dismiss(state, id);
  if (id !== view.current) return { state: without, view, editor };
  const home = { state: without, view: { ...view, current: undefined }, editor: showWindow(editor, HOME) };
  const [next] = openChannels(without);
  return next ? bringToFront(home, next.id) : home;
}

export function withView(sitting: Sitting, change: Partial<ScreenView>): Sitting {
  return { ...sitting, view: { ...sitting.view, ...change } };
}

/** With something else about a channel's window. At its end, everything was seen. */
export function withWindow(sitting: Sitting, id: ChannelId, change: Partial<WindowView>): Sitting {
  const { windows } = sitting.view;
  const after = { ...windows.get(id) ?? NEW_WINDOW, ...change };
  const answered = after.answered && after.anchor !== undefined;
  return withView(sitting, { windows: new Map(windows).set(id, { ...after, answered }) });
}

/** With lines for me alone in a channel's window; undefined: where there is none. */
export function withLines(
  sitting: Sitting,
  { lines, id, at }: { readonly lines: readonly string[]; readonly id: ChannelId | undefined; readonly at: number },
): Sitting {
  const { state, view: { home, windows } } = sitting;
  const channel = id === undefined ? undefined : state.channels.get(id);
  const notices = noticesOf(lines, channel, at);
  if (!channel) return withView(sitting, { home: withNotices(home, notices) });
  return withWindow(sitting, channel.id, {
    notices: withNotices(windows.get(channel.id)?.notices ?? [], notices),
    answered: true,
  });
}

/** With nothing in the window in front; what was there is not gone. */
export function cleared(sitting: Sitting): Sitting {
  const channel = inFront(sitting);
  if (!channel) return withView(sitting, { home: [] });
  return withWindow(sitting, channel.id, { cleared: endOf(channel.rows), notices: [], anchor: undefined });
}

/** With the channel in front read up to there. */
export function withRead(sitting: Sitting, id: ChannelId, cursor: number): Sitting {
  return { ...sitting, state: read(sitting.state, id, cursor) };
}

/** What was begun before there was a channel goes on in the first one. */
function withDraftOf(editor: EditorState, id: ChannelId): EditorState {
  const { window, sheet: { draft: { text } } } = editor;
  if (window !== HOME || text === "") return showWindow(editor, id);
  return rewriteDraft(showWindow(rewriteDraft(editor, "").state, id), text).state;
}
