/** The messages of the window in front: what is laid out of them, and where they end on the screen. */
import type { IdentityId } from "../../../shared/ids.ts";
import { memberById } from "../../../shared/log/membership.ts";
import type { ChannelState } from "../../core/state/channel_state.ts";
import { backwards } from "../../core/state/row_list.ts";
import { bottomOf } from "./anchor.ts";
import { ChannelBlocks } from "./channel_blocks.ts";
import { gutterFor } from "./gutter.ts";
import type { RowContext } from "./row_context.ts";
import type { Scene } from "./scene.ts";
import { Timeline } from "./timeline.ts";
import { type Bottom, endBottom, settled } from "./viewport.ts";

export interface WindowPane {
  readonly timeline: Timeline;
  readonly blocks: ChannelBlocks;
  /** The last line in sight. */
  readonly bottom: Bottom;
}

export function windowPane(scene: Scene, channel: ChannelState, { width, height }: {
  readonly width: number;
  readonly height: number;
}): WindowPane {
  const { window, view: { search }, layouts } = scene;
  const context = rowContext(scene, channel, width);
  const timeline = new Timeline(channel, window);
  const found = search?.current;
  const blocks = new ChannelBlocks(timeline, { channel, layouts, context, found, readUpTo: window.readUpTo });
  const bottom = window.anchor ? bottomOf(timeline, blocks, window.anchor) : endBottom(blocks);
  return { timeline, blocks, bottom: settled(blocks, bottom, height) };
}

/** The same object while all that it says is the same. */
export function rowContext(scene: Scene, channel: ChannelState | undefined, width: number): RowContext {
  const { look, people, view, layouts } = scene;
  const { numbers } = view;
  const search = view.search?.text ?? "";
  // Of whom a row tells that is no member, a request or an earlier row knows the nick.
  const strangers = [channel?.view?.requests, channel?.rows.chunks[0]?.[0]];
  const open = channel?.view?.membership.policy.open ?? false;
  return layouts.context.of([look, people, channel?.id, open, width, numbers, search, ...strangers], () => ({
    ...{ look, people, numbers, search },
    gutter: gutterFor(width, people.widest),
    reader: { self: people.self, open, nickOf: (id) => channel && nickOf(id, channel) },
  }));
}

/** Of a member, or of who asked to be one. */
function nickOf(id: IdentityId, { view, rows }: ChannelState): string | undefined {
  const member = view && memberById(view.membership, id);
  if (member) return member.card.nick;
  for (const row of backwards(rows)) {
    if (row.type !== "aside" || row.message.content.type !== "asks") continue;
    if (row.message.content.card.id === id) return row.message.content.card.nick;
  }
  return undefined;
}
