/** A list over the messages, which can be longer than the screen. */
import { widthOf } from "./cell.ts";
import { cut } from "./cut.ts";
import { legibleLine } from "./legible.ts";
import type { Look } from "./look.ts";
import { blank, filled, joined, type Line, slice, styled } from "./span.ts";
import type { OverlayLine, OverlayView } from "./view.ts";
import { wrap } from "./wrap.ts";

interface Room {
  readonly width: number;
  readonly height: number;
}

const WIDEST_LEFT = 32;
/** Where the right side stands below the left one. */
const MOST_INDENT = 4;
const LEAST_FOR_PAIRS = 60;
const EDGE = 2;

/** Title, the lines in sight, and exactly as many as there is room for. */
export function overlayLines(overlay: OverlayView, look: Look, room: Room): readonly Line[] {
  const all = laidOut(overlay, look, room.width);
  const height = Math.max(0, room.height - 1);
  const from = Math.max(0, Math.min(overlay.scroll, all.length - height));
  const shown = all.slice(from, from + height);
  const missing = Array.from({ length: height - shown.length }, () => blank(0));
  const title = titleLine(overlay, look, { from, to: from + shown.length, of: all.length, width: room.width });
  return [title, ...shown, ...missing].slice(0, room.height);
}

/** The greatest scroll that shows anything more. */
export function overlayEnd(overlay: OverlayView, look: Look, { width, height }: Room): number {
  return Math.max(0, laidOut(overlay, look, width).length - Math.max(0, height - 1));
}

function titleLine(
  { title, hint = "Esc closes" }: OverlayView,
  { styles }: Look,
  { from, to, of, width }: {
    readonly from: number;
    readonly to: number;
    readonly of: number;
    readonly width: number;
  },
): Line {
  const where = from === 0 && to === of ? "" : `${from + 1} to ${to} of ${of}   `;
  const keys = where === "" ? "" : "PgUp PgDn   ";
  const left = styled(` ${legibleLine(title)} `, styles.popupTitle);
  const rights = [`${where}${keys}${hint} `, `${where}${hint} `, where].map((text) => styled(text, styles.popupHint));
  const right = rights.find((line) => left.width + line.width <= width) ?? blank(0);
  return joined([filled(left, width - right.width, styles.popup), right]);
}

function laidOut({ lines }: OverlayView, look: Look, width: number): readonly Line[] {
  const most = width < LEAST_FOR_PAIRS ? 0 : WIDEST_LEFT;
  const lefts = lines.map((line) => line.type === "pair" ? widthOf(legibleLine(line.left)) : 0);
  const left = lefts.filter((one) => one <= most).reduce((widest, one) => Math.max(widest, one), 0);
  return lines.flatMap((line) => layLine(line, look, { left, width: Math.max(MOST_INDENT + 1, width - EDGE) }));
}

function layLine(
  line: OverlayLine,
  look: Look,
  { left, width }: { readonly left: number; readonly width: number },
): readonly Line[] {
  const { styles, signs } = look;
  switch (line.type) {
    case "heading":
      return [joined([blank(1), styled(cut(legibleLine(line.text), width, signs.ellipsis), styles.dialogTitle)])];
    case "text":
      return wrapped(line.text, width).map((text) => joined([blank(1), styled(text, styles.text)]));
    case "hint":
      return wrapped(line.text, width).map((text) => joined([blank(1), styled(text, styles.faint)]));
    case "pair":
      return layPair(line, look, { left, width });
    default:
      return line satisfies never;
  }
}

/** What is too long to stand beside anything stands above it. */
function layPair(
  pair: Extract<OverlayLine, { readonly type: "pair" }>,
  { styles }: Look,
  { left, width }: { readonly left: number; readonly width: number },
): readonly Line[] {
  const name = joined([blank(1), styled(legibleLine(pair.left), styles.option)]);
  const beside = left > 0 && name.width <= left + 1;
  const indent = left > 0 ? left + 3 : MOST_INDENT;
  const texts = wrapped(pair.right, width - indent).map((text) => styled(text, styles.faint));
  const lines = texts.map((text, at) => joined([beside && at === 0 ? filled(name, indent) : blank(indent), text]));
  return beside ? lines : [slice(name, 0, width), ...lines];
}

function wrapped(text: string, width: number): readonly string[] {
  const said = legibleLine(text);
  return wrap(said, { first: Math.max(1, width), others: Math.max(1, width) }).map(({ from, to }) =>
    said.slice(from, to)
  );
}
