/** A list over the messages: what moves it, and what closes it. Whoever writes on wants to see what he answers. */
import { type Key, labelOf } from "../../../shared/terminal/key.ts";
import { overlayEnd } from "../screen/overlay.ts";
import type { OverlayView } from "../screen/view.ts";
import type { ScreenClient } from "./screen_client.ts";

/** By how many lines; a page is the screen's. */
const LINES: Readonly<Record<string, number>> = { up: -1, down: 1, home: -Infinity, end: Infinity };
const PAGES: Readonly<Record<string, number>> = { pageup: -1, pagedown: 1 };
const CLOSES: ReadonlySet<string> = new Set(["escape", "enter", "ctrl-c", "ctrl-g"]);
/** Rows of the screen that are no lines of the list: topic, status, input, title and one to overlap. */
const AROUND = 5;

/** Whether the key was for the list. */
export function pressOverlay(client: ScreenClient, key: Key): boolean {
  const { view: { overlay }, glass: { options: { size, look } } } = client;
  if (!overlay) return false;
  const label = key.type === "key" ? labelOf(key) : "";
  const page = Math.max(1, size.rows - AROUND);
  const by = LINES[label] ?? (PAGES[label] ?? 0) * page;
  if (by !== 0) {
    const end = overlayEnd(overlay, look, { width: size.columns, height: page + 1 });
    client.look({ overlay: scrolled(overlay, by, end) });
    return true;
  }
  if (CLOSES.has(label)) client.look({ overlay: undefined });
  else if (key.type === "text" || key.type === "paste") client.look({ overlay: undefined });
  return CLOSES.has(label);
}

function scrolled(overlay: OverlayView, by: number, end: number): OverlayView {
  return { ...overlay, scroll: Math.max(0, Math.min(end, overlay.scroll + by)) };
}
