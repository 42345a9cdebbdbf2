/** What a terminal is told so that what follows looks so: only what is other than before. */
import { type Colour, RGB, type Style } from "./style.ts";

const RESET = "\x1b[m";
const PARTS = [
  ["bold", 1, 22],
  ["dim", 2, 22],
  ["italic", 3, 23],
  ["underline", 4, 24],
  ["inverse", 7, 27],
  ["strike", 9, 29],
] as const satisfies readonly (readonly [keyof Style, number, number])[];

/** From one style to another; empty where nothing changes. */
export function changeStyle(from: Style, to: Style): string {
  if (from === to) return "";
  const codes = changes(from, to);
  if (codes.length === 0) return "";
  const anew = changes({}, to);
  if (anew.length === 0) return RESET;
  // The reset itself is one code, which an empty parameter stands for.
  return `\x1b[${(codes.length <= anew.length + 1 ? codes : ["", ...anew]).join(";")}m`;
}

function changes(from: Style, to: Style): readonly string[] {
  const gone = PARTS.filter(([part]) => from[part] && !to[part]).map(([, , off]) => off);
  const off = [...new Set(gone)];
  // Bold and dim end together.
  const come = PARTS.filter(([part, , end]) => to[part] && (!from[part] || off.some((code) => code === end)));
  return [
    ...off.map(String),
    ...come.map(([, on]) => String(on)),
    ...(from.fg === to.fg ? [] : [colour(to.fg, 30)]),
    ...(from.bg === to.bg ? [] : [colour(to.bg, 40)]),
  ];
}

/** `base` is 30 for letters and 40 for what is behind them. */
function colour(value: Colour | undefined, base: 30 | 40): string {
  if (value === undefined) return String(base + 9);
  if (value < 8) return String(base + value);
  if (value < 16) return String(base + 60 + value - 8);
  if (value < RGB) return `${base + 8};5;${value}`;
  const rgb = value - RGB;
  return `${base + 8};2;${rgb >> 16};${(rgb >> 8) & 255};${rgb & 255}`;
}
