/** The mouse, where it was asked for: its wheel scrolls, a click goes to the window that it is on. */
import type { MouseKey } from "../../../shared/terminal/key.ts";
import { windowAt } from "../screen/hit.ts";
import { move } from "./keys.ts";
import { scrollOverlay } from "./press_overlay.ts";
import type { ScreenClient } from "./screen_client.ts";

/** By how many lines a notch of the wheel moves. */
const NOTCH = 3;
const LEFT = 0;

export function pressMouse(client: ScreenClient, key: MouseKey): void {
  if (client.asker.open.first) return;
  if (key.action === "wheelup") return turn(client, -NOTCH);
  if (key.action === "wheeldown") return turn(client, NOTCH);
  if (key.action !== "press" || key.button !== LEFT) return;
  const { showing: { state, shown }, glass: { options } } = client;
  const id = windowAt(state, shown, { ...options, place: key });
  if (id !== undefined) client.goTo(id);
}

function turn(client: ScreenClient, lines: number): void {
  if (client.showing.view.overlay) scrollOverlay(client, lines);
  else move(client, { type: "lines", lines });
}
