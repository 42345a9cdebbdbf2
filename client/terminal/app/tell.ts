/** What an event means for the person besides what the screen shows of the state anyway: lines for him alone, and a sound. */
import type { ChannelId } from "../../../shared/ids.ts";
import { clean } from "../../../shared/terminal/clean.ts";
import type { Event } from "../../core/events.ts";
import type { ChatState } from "../../core/state.ts";
import { titleOf } from "../../core/words/titles.ts";
import { rings } from "../bell.ts";
import type { Preferences } from "../client.ts";
import { eventLines, type EventScene } from "../plain_events.ts";

/** Lines, and in whose window they belong: undefined for the one in front, or none. */
export interface Told {
  readonly lines: readonly string[];
  readonly channel: ChannelId | undefined;
}

/** What no row, bar or list shows; each with the window it belongs into. */
const TOLD: {
  readonly [K in Event["type"]]?: (
    event: Extract<Event, { readonly type: K }>,
    scene: EventScene,
  ) => ChannelId | "front" | undefined;
} = {
  notice: () => "front",
  invited: () => "front",
  channel: ({ view }) => view.id,
  asks: ({ channel }) => channel,
  // In its own window it is said anyway.
  closed: ({ channel, why }, { current }) => why === YOU_LEFT || channel === current ? undefined : "front",
  // Its row may be far above by then.
  file: ({ file: { channel, state } }) => FILE_ENDS.has(state.type) ? channel : undefined,
};
/** Why the engine says that a channel is over that I left. */
export const YOU_LEFT = "You left.";
const FILE_ENDS: ReadonlySet<string> = new Set(["saved", "failed", "gone"]);

export function toldLines(event: Event, scene: EventScene): readonly Told[] {
  // The bar has it until there is a line again, and that is soon.
  if (event.type === "line" && event.state === "offline" && event.ended) {
    return [{ lines: [`! ${clean(event.why)}`], channel: scene.current }];
  }
  const where = TOLD[event.type] as ((event: Event, scene: EventScene) => ChannelId | "front" | undefined) | undefined;
  const place = where?.(event, scene);
  if (place === undefined) return [];
  const channel = place === "front" ? scene.current : place;
  const lines = eventLines(event, { ...scene, current: channel });
  return lines.length > 0 ? [{ lines, channel }] : [];
}

/** What a notification outside of the terminal's window says: who wrote where, and nothing of what. */
export function notificationOf(
  event: Event,
  { channels }: ChatState,
): { readonly title: string; readonly text: string } {
  if (event.type !== "rows") return { title: "pychat", text: "Something is wrong: have a look." };
  const view = channels.get(event.channel)?.view;
  const from = event.rows.findLast((row) => row.type === "message" && !row.message.own);
  const nick = from?.type === "message" ? clean(from.message.from.nick) : "Somebody";
  return { title: view ? titleOf(view) : "pychat", text: `${nick} wrote something for you.` };
}

/** Whether it makes a sound: what is meant for me, and what is wrong. */
export function soundOf(event: Event, { after }: EventScene, { notify }: Preferences): boolean {
  if (event.type === "alarm" || event.type === "changedIdentity") return true;
  if (event.type !== "rows") return false;
  const view = after.channels.get(event.channel)?.view;
  return view !== undefined && event.rows.some((row) => rings(row, view, notify.get(event.channel) ?? "mentions"));
}
