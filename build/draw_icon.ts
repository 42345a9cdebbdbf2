/** pychat's icon as pixels of any size: a speech bubble with a prompt in it. Shapes are distances to their edges, so that they are sharp at every size. */

/** A point; the icon reaches from 0 to 1, downwards. */
type Point = readonly [x: number, y: number];
type Colour = readonly [red: number, green: number, blue: number];
/** How far a point is outside a shape; negative inside. */
type Shape = (at: Point) => number;

const NIGHT: Colour = [13, 59, 71];
const PAPER: Colour = [244, 249, 247];
const EMBER: Colour = [232, 113, 62];

const tile = box([0.5, 0.5], [0.5, 0.5], 0.2);
const bubble = either(box([0.5, 0.45], [0.36, 0.28], 0.11), triangle([0.27, 0.68], [0.5, 0.68], [0.27, 0.9]));
const prompt = either(line([0.3, 0.33], [0.43, 0.45], 0.045), line([0.43, 0.45], [0.3, 0.57], 0.045));
const cursor = box([0.62, 0.56], [0.11, 0.045], 0.01);

/** What lies on what, the undermost first. */
const LAYERS: readonly (readonly [Shape, Colour])[] = [[tile, NIGHT], [bubble, PAPER], [prompt, NIGHT], [
  cursor,
  EMBER,
]];

/** The pixels, row by row: red, green, blue and how solid each is. */
export function drawIcon(size: number): Uint8Array {
  const pixels = new Uint8Array(size * size * 4);
  for (let i = 0; i < size * size; i++) {
    const at: Point = [(i % size + 0.5) / size, (Math.floor(i / size) + 0.5) / size];
    pixels.set(pixel(at, size), i * 4);
  }
  return pixels;
}

function pixel(at: Point, size: number): readonly number[] {
  let colour: Colour = NIGHT;
  for (const [shape, own] of LAYERS) colour = mix(colour, own, covered(shape(at), size));
  return [...colour, Math.round(255 * covered(tile(at), size))];
}

/** How much of a pixel is in a shape from whose edge its middle is so far. */
function covered(distance: number, size: number): number {
  return Math.min(1, Math.max(0, 0.5 - distance * size));
}

function mix(under: Colour, over: Colour, share: number): Colour {
  const [red, green, blue] = under.map((value, i) => Math.round(value + ((over[i] ?? 0) - value) * share));
  return [red ?? 0, green ?? 0, blue ?? 0];
}

function box([middleX, middleY]: Point, [halfWidth, halfHeight]: Point, round: number): Shape {
  return ([x, y]) => {
    const dx = Math.abs(x - middleX) - halfWidth + round;
    const dy = Math.abs(y - middleY) - halfHeight + round;
    return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - round;
  };
}

function line([x1, y1]: Point, [x2, y2]: Point, halfWidth: number): Shape {
  const [dx, dy] = [x2 - x1, y2 - y1];
  return ([x, y]) => {
    const along = Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy)));
    return Math.hypot(x - x1 - along * dx, y - y1 - along * dy) - halfWidth;
  };
}

/** Corners clockwise. */
function triangle(...corners: readonly [Point, Point, Point]): Shape {
  const [a, b, c] = corners;
  const edges = [[a, b], [b, c], [c, a]] as const;
  return ([x, y]) =>
    Math.max(...edges.map(([[x1, y1], [x2, y2]]) => {
      const [dx, dy] = [x2 - x1, y2 - y1];
      return ((x - x1) * -dy + (y - y1) * dx) / -Math.hypot(dx, dy);
    }));
}

function either(one: Shape, other: Shape): Shape {
  return (at) => Math.min(one(at), other(at));
}
