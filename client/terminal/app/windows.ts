/** Which windows there are, in their order, and which one a person means. */
import type { ChannelId } from "../../../shared/ids.ts";
import { nameKey } from "../../../shared/names.ts";
import type { ChatState } from "../../core/state.ts";
import { listChannels, type ListedChannel } from "../screen/list_channels.ts";

/** The window so many further on, around the end. */
export function besides(state: ChatState, current: ChannelId | undefined, by: number): ChannelId | undefined {
  const all = listChannels(state);
  const at = all.findIndex(({ channel }) => channel.id === current);
  const from = at < 0 && by < 0 ? 0 : at;
  return all[(from + by + all.length) % Math.max(1, all.length)]?.channel.id;
}

/** The window with this number. */
export function numbered(state: ChatState, number: number): ChannelId | undefined {
  return listChannels(state).find((listed) => listed.number === number)?.channel.id;
}

/** Where something waits: first where I am mentioned, else the next one behind the current. */
export function nextUnread(state: ChatState, current: ChannelId | undefined): ChannelId | undefined {
  const all = listChannels(state);
  const at = all.findIndex(({ channel }) => channel.id === current);
  const others = [...all.slice(at + 1), ...all.slice(0, Math.max(0, at))];
  const waits = others.find(({ channel }) => channel.mentions > 0) ?? others.find(({ channel }) => channel.unread > 0);
  return waits?.channel.id;
}

/** Those whose names have this in them; those that begin with it first. */
export function called(state: ChatState, typed: string): readonly ListedChannel[] {
  const wanted = nameKey(typed.trim().replace(/^@/, ""));
  const fitting = listChannels(state).filter(({ name }) => nameKey(name).includes(wanted));
  const begins = ({ name }: ListedChannel) => nameKey(name).startsWith(wanted) ? 0 : 1;
  return fitting.toSorted((a, b) => begins(a) - begins(b));
}
