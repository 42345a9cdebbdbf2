/** The pane of windows, one a line. */
import type { ChannelId } from "../../../shared/ids.ts";
import { channelLabel, unreadBadge } from "./channel_entry.ts";
import { legibleLine } from "./legible.ts";
import type { ListedChannel } from "./list_channels.ts";
import type { Scene } from "./scene.ts";
import { blank, filled, joined, type Line, slice, styled } from "./span.ts";
import { cut } from "./cut.ts";

/** As many lines as there is room for; the window in front is among them. */
export function channelList(
  scene: Scene,
  { width, height }: { readonly width: number; readonly height: number },
): readonly Line[] {
  const { state, view, look } = scene;
  const title = cut(legibleLine(state.relay?.name || view.relay), Math.max(0, width - 1), look.signs.ellipsis);
  const head = joined([blank(1), styled(title, look.styles.heading)]);
  const entries = inSight(scene, height).map((entry) => entryLine(entry, scene, width));
  return [slice(head, 0, width), ...entries].slice(0, height);
}

/** The window in this line of a list so high. */
export function channelAt(
  scene: Scene,
  { height, line }: { readonly height: number; readonly line: number },
): ChannelId | undefined {
  return inSight(scene, height)[line - 1]?.channel.id;
}

function inSight({ channels, view }: Scene, height: number): readonly ListedChannel[] {
  const room = Math.max(0, height - 1);
  const current = channels.findIndex(({ channel }) => channel.id === view.current);
  const first = Math.max(0, Math.min(current - (room >> 1), channels.length - room));
  return channels.slice(first, first + room);
}

function entryLine(entry: ListedChannel, { view, look }: Scene, width: number): Line {
  const current = entry.channel.id === view.current;
  const base = current ? look.styles.selected : look.styles.text;
  const badge = unreadBadge(entry.channel, look);
  const label = channelLabel(entry, look, { base, width: width - badge.width - 2 });
  return slice(joined([filled(joined([blank(1, base), label]), width - badge.width, base), badge]), 0, width);
}
