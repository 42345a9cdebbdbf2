/** A captured screen as a picture: text in a monospaced font on rectangles, so that it can be read and searched in a page. */

interface Pen {
  readonly fg: string | undefined;
  readonly bg: string | undefined;
  readonly bold: boolean;
  readonly inverse: boolean;
  readonly dim: boolean;
}

interface Run {
  readonly text: string;
  readonly pen: Pen;
}

const PLAIN: Pen = { fg: undefined, bg: undefined, bold: false, inverse: false, dim: false };
const INK = "#d8dee9";
const PAPER = "#14171d";
/** In pixels: a column, a row, and what is around all of it. */
const CELL = { width: 8.4, height: 18, edge: 12 };
const BASELINE = 13;
const SIXTEEN = [
  ...["#2e3440", "#bf616a", "#a3be8c", "#ebcb8b", "#81a1c1", "#b48ead", "#88c0d0", "#e5e9f0"],
  ...["#4c566a", "#d06f79", "#b1d196", "#f0d399", "#8cafd2", "#c895bf", "#93ccdc", "#eceff4"],
];
// deno-lint-ignore no-control-regex
const SEQUENCE = /\x1b\[([\d;]*)m|\x1b\][^\x1b]*\x1b\\|([^\x1b]+)/g;

/** `columns` is how wide the terminal was; `widthOf` how many of them a text takes. */
export function svgOf(
  capture: string,
  { columns, title, widthOf }: {
    readonly columns: number;
    readonly title: string;
    readonly widthOf: (text: string) => number;
  },
): string {
  const rows = capture.split("\n");
  const [width, height] = [columns * CELL.width + 2 * CELL.edge, rows.length * CELL.height + 2 * CELL.edge];
  let pen = PLAIN;
  const lines = rows.flatMap((row, at) => {
    const { runs, pen: after } = readRow(row, pen);
    pen = after;
    return rowLines(runs, at, widthOf);
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${shown(width)} ${height}" role="img">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="100%" height="100%" rx="8" fill="${PAPER}"/>`,
    `<g font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="14" xml:space="preserve">`,
    ...lines,
    "</g>",
    "</svg>",
    "",
  ].join("\n");
}

/** A row begins as the one before ended. */
function readRow(row: string, begin: Pen): { readonly runs: readonly Run[]; readonly pen: Pen } {
  const runs: Run[] = [];
  let pen = begin;
  for (const [, codes, text] of row.matchAll(SEQUENCE)) {
    if (text !== undefined) runs.push({ text, pen });
    else if (codes !== undefined) pen = restyled(pen, codes === "" ? [0] : codes.split(";").map(Number));
  }
  return { runs, pen };
}

function restyled(pen: Pen, codes: readonly number[]): Pen {
  const left = [...codes];
  let now = pen;
  for (let code = left.shift(); code !== undefined; code = left.shift()) now = { ...now, ...change(code, left) };
  return now;
}

function change(code: number, left: number[]): Partial<Pen> {
  if (code === 0) return PLAIN;
  if (code === 1) return { bold: true };
  if (code === 2) return { dim: true };
  if (code === 7) return { inverse: true };
  if (code === 22) return { bold: false, dim: false };
  if (code === 27) return { inverse: false };
  if (code === 38) return { fg: extended(left) };
  if (code === 48) return { bg: extended(left) };
  if (code === 39) return { fg: undefined };
  if (code === 49) return { bg: undefined };
  if ((code >= 30 && code < 38) || (code >= 90 && code < 98)) return { fg: SIXTEEN[code < 38 ? code - 30 : code - 82] };
  if ((code >= 40 && code < 48) || (code >= 100 && code < 108)) {
    return { bg: SIXTEEN[code < 48 ? code - 40 : code - 92] };
  }
  return {};
}

function extended(left: number[]): string {
  if (left.shift() === 2) return `#${left.splice(0, 3).map((part) => part.toString(16).padStart(2, "0")).join("")}`;
  const number = left.shift() ?? 0;
  if (number < 16) return SIXTEEN[number] ?? INK;
  const levels = number < 232 ? cube(number - 16) : Array.from({ length: 3 }, () => 8 + 10 * (number - 232));
  return `#${levels.map((level) => level.toString(16).padStart(2, "0")).join("")}`;
}

function cube(number: number): readonly number[] {
  return [Math.floor(number / 36), Math.floor(number / 6) % 6, number % 6].map((step) =>
    step === 0 ? 0 : 55 + 40 * step
  );
}

function rowLines(runs: readonly Run[], row: number, widthOf: (text: string) => number): readonly string[] {
  const y = CELL.edge + row * CELL.height;
  let column = 0;
  return runs.flatMap(({ text, pen }) => {
    const [x, wide] = [CELL.edge + column * CELL.width, widthOf(text) * CELL.width];
    column += widthOf(text);
    const [fg, bg] = pen.inverse ? [pen.bg ?? PAPER, pen.fg ?? INK] : [pen.fg ?? INK, pen.bg];
    const paper = bg === undefined
      ? []
      : [`<rect x="${shown(x)}" y="${y}" width="${shown(wide)}" height="${CELL.height}" fill="${bg}"/>`];
    if (text.trim() === "") return paper;
    const look = `${pen.bold ? ' font-weight="bold"' : ""}${pen.dim ? ' opacity="0.6"' : ""}`;
    const place = `x="${shown(x)}" y="${y + BASELINE}" textLength="${shown(wide)}" lengthAdjust="spacingAndGlyphs"`;
    return [...paper, `<text ${place} fill="${fg}"${look}>${escaped(text)}</text>`];
  });
}

function shown(pixels: number): string {
  return String(Math.round(pixels * 10) / 10);
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
