/**
 * What a screen shows, made of all that the engine tells: a pure function of the events in their order. It knows no engine, no screen and no clock, and
 * costs little: what an event does not concern is shared with the state before.
 */
import type { ChannelId } from "../../shared/ids.ts";
import type { Event } from "./events.ts";
import type { FileView } from "./files/file_view.ts";
import { changeChannel, type ChannelEvent, closeChannel, readUpTo } from "./state/channel_changes.ts";
import { blankChannel, type ChannelState, isOpen, type OpenChannel } from "./state/channel_state.ts";

type EventOf<K extends Event["type"]> = Extract<Event, { readonly type: K }>;

export interface ChatState {
  /** How the line to the relay is. */
  readonly line: EventOf<"line">;
  /** What the relay says of itself, once it was reached. */
  readonly relay: EventOf<"relay"> | undefined;
  /** What its operator said to all, oldest first. */
  readonly notices: readonly string[];
  /** Loud things, oldest first: something is wrong with the relay, or somebody is not who he was. */
  readonly alarms: readonly (EventOf<"alarm"> | EventOf<"changedIdentity">)[];
  /** Whom I ignore, and whose safety number I compared. */
  readonly people: EventOf<"people">;
  /** Channels into which somebody let me without my asking. */
  readonly invited: readonly EventOf<"invited">[];
  /** In the order of their windows. */
  readonly channels: ReadonlyMap<ChannelId, ChannelState>;
}

/** How many notices, alarms and invitations are kept, each. */
const MOST_KEPT = 100;

/** Before anything was told. */
export const NO_CHAT: ChatState = {
  line: { type: "line", state: "connecting" },
  relay: undefined,
  notices: [],
  alarms: [],
  people: { type: "people", ignored: [], verified: new Map() },
  invited: [],
  channels: new Map(),
};

/** The state after an event. */
export function reduce(state: ChatState, event: Event): ChatState {
  switch (event.type) {
    case "line":
      return { ...state, line: event };
    case "relay":
      return { ...state, relay: event };
    case "people":
      return { ...state, people: event };
    case "notice":
      return { ...state, notices: kept(state.notices, event.text) };
    case "alarm":
    case "changedIdentity":
      return { ...state, alarms: kept(state.alarms, event) };
    case "invited":
      return { ...state, invited: kept(state.invited.filter(({ channel }) => channel !== event.channel), event) };
    case "closed":
      return withChannel(state, event.channel, (channel) => closeChannel(channel, event.why));
    case "asks":
      // The view that follows lists him.
      return state;
    case "channel":
      return inChannel(state, event.view.id, event);
    case "file":
      return inChannel(state, event.file.channel, event);
    default:
      return inChannel(state, event.channel, event);
  }
}

/** The state after somebody read a channel up to this cursor on this screen. */
export function read(state: ChatState, id: ChannelId, cursor: number): ChatState {
  return withChannel(state, id, (channel) => readUpTo(channel, cursor));
}

/** The state without a channel that is over. */
export function dismiss(state: ChatState, id: ChannelId): ChatState {
  const channels = new Map(state.channels);
  if (channels.get(id)?.closed !== undefined) channels.delete(id);
  return { ...state, channels };
}

/** The channels I am in, in the order of their windows. */
export function openChannels({ channels }: ChatState): readonly OpenChannel[] {
  return [...channels.values()].filter(isOpen);
}

/** The files of all channels that I am in, by their numbers. */
export function filesOf({ channels }: ChatState): readonly FileView[] {
  const all = [...channels.values()].filter(({ closed }) => closed === undefined).flatMap((
    { files },
  ) => [...files.values()]);
  return all.sort((a, b) => a.number - b.number);
}

function inChannel(state: ChatState, id: ChannelId, event: ChannelEvent): ChatState {
  const known = state.channels.get(id);
  const begins = event.type === "rows" || event.type === "channel";
  if (known?.closed !== undefined && !begins) return state;
  // Who comes back into a channel that was over sees it anew.
  const channel = known && known.closed === undefined ? known : blankChannel(id);
  const invited = known ? state.invited : state.invited.filter(({ channel }) => channel !== id);
  return { ...state, invited, channels: new Map(state.channels).set(id, changeChannel(channel, event)) };
}

function withChannel(state: ChatState, id: ChannelId, change: (channel: ChannelState) => ChannelState): ChatState {
  const channel = state.channels.get(id);
  return channel ? { ...state, channels: new Map(state.channels).set(id, change(channel)) } : state;
}

function kept<T>(all: readonly T[], one: T): readonly T[] {
  return [...all, one].slice(-MOST_KEPT);
}
