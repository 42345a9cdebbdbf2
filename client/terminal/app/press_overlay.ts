/** A list over the messages: what moves it, and what closes it. Whoever writes on wants to see what he answers. */
import { type Key, labelOf } from "../../../shared/terminal/key.ts";
import { overlayEnd } from "../screen/overlay.ts";
import type { ScreenClient } from "./screen_client.ts";

/** By how many lines; a page is the screen's. */
const LINES: Readonly<Record<string, number>> = { up: -1, down: 1, home: -Infinity, end: Infinity };
const PAGES: Readonly<Record<string, number>> = { pageup: -1, pagedown: 1 };
const CLOSES: ReadonlySet<string> = new Set(["escape", "enter", "ctrl-c", "ctrl-g"]);
/** Rows of the screen that are no lines of the list: topic, status, input, title and one to overlap. */
const AROUND = 5;

/** Whether the key was for the list. */
export function pressOverlay(client: ScreenClient, key: Key): boolean {
  if (!client.showing.view.overlay) return false;
  const label = key.type === "key" ? labelOf(key) : "";
  const by = LINES[label] ?? (PAGES[label] ?? 0) * pageOf(client);
  if (by !== 0) {
    scrollOverlay(client, by);
    return true;
  }
  if (CLOSES.has(label)) client.showing.look({ overlay: undefined });
  else if (key.type === "text" || key.type === "paste") client.showing.look({ overlay: undefined });
  return CLOSES.has(label);
}

/** Moves the list by so many lines, within its ends. */
export function scrollOverlay(client: ScreenClient, by: number): void {
  const { showing: { view: { overlay } }, glass: { options: { size, look } } } = client;
  if (!overlay) return;
  const end = overlayEnd(overlay, look, { width: size.columns, height: pageOf(client) + 1 });
  client.showing.look({ overlay: { ...overlay, scroll: Math.max(0, Math.min(end, overlay.scroll + by)) } });
}

function pageOf({ glass: { options: { size: { rows } } } }: ScreenClient): number {
  return Math.max(1, rows - AROUND);
}
