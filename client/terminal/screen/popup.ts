/** What the text at the cursor can become, as a small list. */
import { widthOf } from "./cell.ts";
import { cut } from "./cut.ts";
import { legibleLine } from "./legible.ts";
import type { Look } from "./look.ts";
import { blank, filled, joined, type Line, slice, styled } from "./span.ts";
import type { PopupView } from "./view.ts";

const MOST_SHOWN = 8;
const WIDEST_TEXT = 32;
const WIDEST_HINT = 60;

/** As many candidates as there is room for; the selected one is among them. */
export function popupLines({ candidates, selected }: PopupView, look: Look, room: {
  readonly width: number;
  readonly height: number;
}): readonly Line[] {
  const count = Math.min(candidates.length, MOST_SHOWN, room.height);
  const first = Math.max(0, Math.min((selected ?? 0) - (count >> 1), candidates.length - count));
  const shown = candidates.slice(first, first + count).map(({ text, hint }) => ({
    text: cut(legibleLine(text), WIDEST_TEXT, look.signs.ellipsis),
    hint: cut(legibleLine(hint), WIDEST_HINT, look.signs.ellipsis),
  }));
  const textWidth = shown.reduce((widest, { text }) => Math.max(widest, widthOf(text)), 0);
  const width = shown.reduce(
    (widest, { hint }) => Math.max(widest, textWidth + 2 + (hint === "" ? 0 : 2 + widthOf(hint))),
    0,
  );
  return shown.map(({ text, hint }, at) => {
    const chosen = first + at === selected;
    const style = look.styles[chosen ? "popupSelected" : "popup"];
    const hintStyle = look.styles[chosen ? "popupSelected" : "popupHint"];
    const name = filled(joined([blank(1, style), styled(text, style)]), textWidth + 1, style);
    const line = hint === "" ? name : joined([name, blank(2, style), styled(hint, hintStyle)]);
    return slice(filled(line, width, style), 0, room.width);
  });
}
