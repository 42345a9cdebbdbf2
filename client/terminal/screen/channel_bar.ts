/** The windows in one line, where there is no pane of them. */
import type { ChannelId } from "../../../shared/ids.ts";
import { channelLabel, unreadBadge, unreadOf } from "./channel_entry.ts";
import type { ListedChannel } from "./list_channels.ts";
import type { Scene } from "./scene.ts";
import { blank, joined, type Line, slice, styled } from "./span.ts";

const WIDEST_NAME = 20;
/** The signs at both ends, and a count of what is unread there. */
const FOR_HIDDEN = 6;

/** The one in front is always in sight, and as many around it as there is room for; of the others, whether anything waits there. */
export function channelBar(scene: Scene): Line {
  const { channels, look: { styles, signs }, size: { columns } } = scene;
  const { tabs, from, to } = inSight(scene);
  const less = from > 0 ? styled(signs.less, styles.heading) : blank(1);
  const more = to < tabs.length ? styled(signs.more, styles.heading) : blank(0);
  const hidden = unreadOf(channels.filter((_, at) => at < from || at >= to));
  // There is room for one count.
  const waits = unreadBadge({ ...hidden, unread: hidden.mentions || hidden.unread }, scene.look);
  return slice(joined([less, ...tabs.slice(from, to), waits, more]), 0, columns);
}

/** The window whose tab is in this column. */
export function tabAt(scene: Scene, column: number): ChannelId | undefined {
  const { tabs, from, to } = inSight(scene);
  let left = 1;
  for (const [at, { width }] of tabs.slice(from, to).entries()) {
    if (column >= left && column < left + width) return scene.channels[from + at]?.channel.id;
    left += width;
  }
  return undefined;
}

interface Tabs extends Range {
  readonly tabs: readonly Line[];
}

/** Those from `from` up to, and without, `to`. */
interface Range {
  readonly from: number;
  readonly to: number;
}

function inSight(scene: Scene): Tabs {
  const { channels, view, size: { columns } } = scene;
  const tabs = channels.map((entry) => tab(entry, scene));
  const current = Math.max(0, channels.findIndex(({ channel }) => channel.id === view.current));
  const whole = tabs.reduce((sum, { width }) => sum + width, 1) <= columns;
  return { tabs, ...whole ? { from: 0, to: tabs.length } : around(tabs, current, columns - FOR_HIDDEN) };
}

function tab(entry: ListedChannel, { view, look, size }: Scene): Line {
  const base = entry.channel.id === view.current ? look.styles.selected : look.styles.text;
  const label = channelLabel(entry, look, { base, width: Math.min(WIDEST_NAME, size.columns >> 1) });
  return joined([blank(1, base), label, blank(1, base), unreadBadge(entry.channel, look), blank(1)]);
}

/** The next one is taken on the side where fewer are. */
function around(tabs: readonly Line[], current: number, room: number): Range {
  let from = current;
  let to = current + 1;
  let left = room - (tabs[current]?.width ?? 0);
  for (;;) {
    const before = from > 0 ? tabs[from - 1] : undefined;
    const after = tabs[to];
    const fitsBefore = before !== undefined && before.width <= left;
    const fitsAfter = after !== undefined && after.width <= left;
    if (fitsAfter && (!fitsBefore || to - current <= current - from)) {
      left -= after.width;
      to++;
    } else if (fitsBefore) {
      left -= before.width;
      from--;
    } else {
      return { from, to };
    }
  }
}
