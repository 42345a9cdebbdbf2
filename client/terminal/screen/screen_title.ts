/** The title of the terminal's window: where one is, and whether anything waits. */
import { unreadOf } from "./channel_entry.ts";
import { cut } from "./cut.ts";
import type { Scene } from "./scene.ts";

const WIDEST_NAME = 40;

export function screenTitle({ channels, view, look: { signs } }: Scene): string {
  const here = channels.find(({ channel }) => channel.id === view.current);
  const { unread, mentions } = unreadOf(channels);
  const waits = mentions > 0 ? `(@${mentions}) ` : unread > 0 ? `(${unread}) ` : "";
  const name = here ? `${cut(here.name, WIDEST_NAME, signs.ellipsis)} ${signs.dash} ` : "";
  return `${waits}${name}pychat`;
}
