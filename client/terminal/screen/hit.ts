/** What is at a place of the screen: where a click goes. It looks at the same stage as what draws. */
import type { ChannelId } from "../../../shared/ids.ts";
import type { ChatState } from "../../core/state.ts";
import { tabAt } from "./channel_bar.ts";
import { channelAt } from "./channel_list.ts";
import type { DrawOptions } from "./scene.ts";
import type { ScreenPlace } from "./screen.ts";
import { setUp } from "./stage.ts";
import type { ScreenView } from "./view.ts";

/** The window that is named there; undefined where none is. */
export function windowAt(
  state: ChatState,
  view: ScreenView,
  options: DrawOptions & { readonly place: ScreenPlace },
): ChannelId | undefined {
  if (view.overlay || view.dialog) return undefined;
  const { scene, arrangement, stacked } = setUp(state, view, options);
  const { tabs, topic, alarms, body, main, channelPane, channelBlock } = arrangement;
  const { row, column } = options.place;
  if (tabs > 0 && row === 0) return tabAt(scene, column);
  const line = row - tabs - topic - alarms;
  if (channelPane > 0 && line < body && column < channelPane) return channelAt(scene, { height: body, line });
  // Blocks above each other: the one of windows comes first.
  if (!channelBlock || line >= stacked.length || column >= main) return undefined;
  return channelAt(scene, { height: Math.min(Math.floor(body / 3), scene.channels.length + 1), line });
}
