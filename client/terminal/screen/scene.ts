/** All that the parts of the screen are drawn from. */
import type { IdentityId } from "../../../shared/ids.ts";
import { memberOf } from "../../../shared/log/membership.ts";
import type { ChatState } from "../../core/state.ts";
import type { ChannelState } from "../../core/state/channel_state.ts";
import type { Layouts } from "./layouts.ts";
import { listChannels, type ListedChannel } from "./list_channels.ts";
import type { Look } from "./look.ts";
import { type People, peopleOf } from "./people.ts";
import type { ScreenSize } from "./screen.ts";
import { NEW_WINDOW, type ScreenView, type WindowView } from "./view.ts";

export interface Scene {
  readonly state: ChatState;
  readonly view: ScreenView;
  readonly size: ScreenSize;
  readonly look: Look;
  readonly layouts: Layouts;
  readonly channels: readonly ListedChannel[];
  /** The one in front, if there is one. */
  readonly channel: ChannelState | undefined;
  readonly window: WindowView;
  readonly people: People;
  /** Whose safety numbers were compared. */
  readonly verified: ReadonlySet<IdentityId>;
}

/** What is needed to draw, beside what is drawn. */
export interface DrawOptions {
  readonly size: ScreenSize;
  readonly look: Look;
  /** From one drawing to the next. */
  readonly layouts: Layouts;
}

export function sceneOf(state: ChatState, view: ScreenView, { size, look, layouts }: DrawOptions): Scene {
  const channel = view.current === undefined ? undefined : state.channels.get(view.current);
  const window = (channel && view.windows.get(channel.id)) ?? NEW_WINDOW;
  const { membership, you } = channel?.view ?? {};
  const people = layouts.people.of([membership, you, look], () => {
    const self = membership && you !== undefined ? memberOf(membership, you)?.card : undefined;
    return peopleOf(membership?.members ?? [], self, look);
  });
  const verified = new Set(state.people.verified.values());
  return { state, view, size, look, layouts, channels: listChannels(state), channel, window, people, verified };
}
