/** Colours as terminals of each depth have them. */
import { type Colour, RGB } from "./style.ts";

/** How many colours a terminal has: none at all, its own sixteen, the 256 of xterm, or any. */
export type Depth = "none" | "16" | "256" | "truecolor";

/** A colour: red, green and blue as 0xrrggbb, and which of the terminal's sixteen stands for it. */
export type Shade = readonly [rgb: number, ansi: number];

/** The colour in a depth that has colours. */
export function shadeIn([rgb, ansi]: Shade, depth: Exclude<Depth, "none">): Colour {
  switch (depth) {
    case "truecolor":
      return RGB + rgb;
    case "256":
      return nearest(rgb);
    case "16":
      return ansi;
    default:
      return depth satisfies never;
  }
}

const STEPS = [0, 95, 135, 175, 215, 255];

/** The nearest of xterm's cube and greys. The first sixteen are whatever the person made of them. */
function nearest(rgb: number): Colour {
  const parts = [rgb >> 16, (rgb >> 8) & 255, rgb & 255];
  const [red = 0, green = 0, blue = 0] = parts.map(nearestStep);
  const grey = Math.max(0, Math.min(23, Math.round((parts.reduce((sum, part) => sum + part, 0) / 3 - 8) / 10)));
  const inCube = distance(parts, [STEPS[red] ?? 0, STEPS[green] ?? 0, STEPS[blue] ?? 0]);
  const inGreys = distance(parts, [8 + grey * 10, 8 + grey * 10, 8 + grey * 10]);
  return inGreys < inCube ? 232 + grey : 16 + 36 * red + 6 * green + blue;
}

function nearestStep(part: number): number {
  return STEPS.reduce((best, step, at) => Math.abs(step - part) < Math.abs((STEPS[best] ?? 0) - part) ? at : best, 0);
}

function distance(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, part, at) => sum + (part - (b[at] ?? 0)) ** 2, 0);
}
