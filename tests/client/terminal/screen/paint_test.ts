import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { graphemes } from "../../../../shared/terminal/graphemes.ts";
import { columnsOf } from "../../../../shared/terminal/width.ts";
import { widthOf } from "../../../../client/terminal/screen/cell.ts";
import { paint, type PaintCaps } from "../../../../client/terminal/screen/paint.ts";
import { RowCells } from "../../../../client/terminal/screen/row_cells.ts";
import type { Screen } from "../../../../client/terminal/screen/screen.ts";
import { joined, type Row, slice, type Span } from "../../../../client/terminal/screen/span.ts";
import { RGB, type Style } from "../../../../client/terminal/screen/style.ts";
import { Emulator, type GridCell, type Measure, seen } from "./emulator.ts";

const ALL: PaintCaps = { unicode: true, links: true, synchronised: true, title: true };
const BLANK: GridCell = { text: " ", style: {}, link: undefined };
const PLAIN_ROW: Row = [{ text: "hello", style: {} }];

/** Counts as we do. */
const ours: Measure = (text) => graphemes(text).map((glyph) => [glyph, columnsOf(glyph)]);
/** Counts code points, as older terminals do: a family is as wide as its members. */
const byCodePoint: Measure = (text) =>
  Array.from(text, (char) => [char, /^[\p{M}\p{Cf}\u{1f3fb}-\u{1f3ff}]$/u.test(char) ? 0 : columnsOf(char)]);

function screenOf(rows: readonly Row[], columns: number, rest: Partial<Screen> = {}): Screen {
  return { columns, rows, cursor: { row: 0, column: 0 }, title: "chat", ...rest };
}

function expected({ rows, columns }: Screen): readonly (readonly (GridCell | undefined)[])[] {
  return rows.map((row) => {
    const cells = row.flatMap(({ text, style, link }) =>
      graphemes(text).flatMap((text): readonly (GridCell | undefined)[] => {
        const cell = { text, style, link };
        return columnsOf(text) === 2 ? [cell, undefined] : [cell];
      })
    );
    return [...cells, ...Array.from({ length: columns - cells.length }, () => BLANK)].map(seen);
  });
}

function gridOf({ grid }: Emulator): readonly (readonly (GridCell | undefined)[])[] {
  return grid.map((row) => row.map(seen));
}

Deno.test("paint() sends nothing where nothing changed, and only the cursor where only that moved", () => {
  const screen = screenOf([PLAIN_ROW], 10);
  assertEquals(paint(screen, screen, ALL), "");
  assertEquals(paint(screen, screenOf([[{ text: "hello", style: {} }]], 10), ALL), "");
  assertEquals(paint(screen, { ...screen, cursor: { row: 0, column: 4 } }, ALL), "\x1b[1;5H\x1b[?25h");
  assertEquals(paint(screen, { ...screen, cursor: undefined }, ALL), "\x1b[?25l");
});

Deno.test("paint() sends what changed in a row, with as few styles as it can, and erases what is left of it", () => {
  const table: readonly (readonly [what: string, before: Row, after: Row, output: string])[] = [
    ["a letter", [{ text: "hello", style: {} }], [{ text: "hallo", style: {} }], "\x1b[1;2Ha"],
    ["a shorter text", [{ text: "hello", style: {} }], [{ text: "hel", style: {} }], "\x1b[1;4H\x1b[K"],
    [
      "a style",
      [{ text: "ab", style: {} }],
      [{ text: "a", style: {} }, { text: "b", style: { bold: true } }],
      "\x1b[1;2H\x1b[1mb\x1b[m",
    ],
    [
      "one style after another",
      [],
      [{ text: "a", style: { fg: 1, bold: true } }, { text: "b", style: { fg: 1 } }],
      "\x1b[1;1H\x1b[1;31ma\x1b[22mb\x1b[m",
    ],
    ["half of a wide character", [{ text: "日本", style: {} }], [{ text: "日x", style: {} }], "\x1b[1;3Hx\x1b[K"],
    [
      "two places far apart",
      [{ text: "a234567890123b", style: {} }],
      [{ text: "A234567890123B", style: {} }],
      "\x1b[1;1HA\x1b[1;14HB",
    ],
    ["a colour of 256", [], [{ text: "a", style: { fg: 208 } }], "\x1b[1;1H\x1b[38;5;208ma\x1b[m"],
    ["a bright colour behind it", [], [{ text: "a", style: { bg: 12 } }], "\x1b[1;1H\x1b[104ma\x1b[m"],
    ["any colour", [], [{ text: "a", style: { fg: RGB + 0x102030 } }], "\x1b[1;1H\x1b[38;2;16;32;48ma\x1b[m"],
    [
      "bold that becomes dim",
      [],
      [{ text: "a", style: { bold: true } }, { text: "b", style: { dim: true } }],
      "\x1b[1;1H\x1b[1ma\x1b[22;2mb\x1b[m",
    ],
  ];
  for (const [what, before, after, output] of table) {
    const sent = paint(screenOf([before], 20), screenOf([after], 20), { ...ALL, synchronised: false });
    assertEquals(sent, `\x1b[?25l\x1b[?7l${output}\x1b[?7h\x1b[1;1H\x1b[?25h`, what);
  }
});

Deno.test("paint() makes a link that only the address's own characters can be part of", () => {
  const link = (target: string) =>
    paint(screenOf([[]], 9), screenOf([[{ text: "x", style: {}, link: target }]], 9), ALL);
  // deno-lint-ignore no-control-regex
  assert(/\x1b\]8;id=\w+;https:\/\/example\.com\/\x1b\\x\x1b\]8;;\x1b\\/.test(link("https://example.com/")));
  for (const bad of ["https://x/\x1b]0;pwned\x07", "https://x/ y", "https://x/ü", ""]) {
    assert(!link(bad).includes("\x1b]8;"), bad);
  }
  const caps = { ...ALL, links: false };
  assert(!paint(undefined, screenOf([[{ text: "x", style: {}, link: "https://x/" }]], 9), caps).includes("]8"));
});

Deno.test("paint() sends a title that cannot leave its place, and only where there is one", () => {
  const screen = screenOf([[]], 9, { title: "a\x07\x1b]0;b" });
  assert(paint(undefined, screen, ALL).includes("\x1b]2;a␇␛]0;b\x1b\\"));
  assert(!paint(undefined, screen, { ...ALL, title: false }).includes("]2;"));
});

Deno.test("paint() sends nothing but ASCII to who cannot show more", () => {
  const screen = screenOf([[{ text: "Zoë 日本 👩‍👩‍👧‍👦!\u00a0ok", style: {} }]], 20, { title: "x" });
  const sent = paint(undefined, screen, { ...ALL, unicode: false });
  assert(sent.includes("Zo? ???? ??! ok"));
  // deno-lint-ignore no-control-regex
  assert(/^[\x1b -~]*$/.test(sent));
});

const style: fc.Arbitrary<Style> = fc.constantFrom<Style>(
  ...[{}, {}, { bold: true }, { fg: 3 }, { fg: 12, bold: true }, { bg: 4 }, { dim: true }, { inverse: true }],
  ...[{ fg: RGB + 0xff8800 }, { fg: 208, bg: 17, underline: true }, { strike: true }, { italic: true, fg: 1 }],
);
const glyph = fc.constantFrom(
  ...["a", "b", "c", " ", " ", " ", "日", "本", "é", "e\u0301", "│", "नि", "क्ष"],
  ...["👍", "👍🏽", "👩‍👩‍👧‍👦", "❤️", "🇩🇪", "1️⃣", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "★"],
);
const span: fc.Arbitrary<Span> = fc.record({
  text: fc.array(glyph, { minLength: 1, maxLength: 6 }).map((all) => all.join("")),
  style,
}).chain(({ text, style }) =>
  fc.constantFrom<Span>({ text, style }, { text, style }, { text, style, link: "https://example.com/" })
);

function screens(columns: number, rows: number): fc.Arbitrary<Screen> {
  const row = fc.array(span, { maxLength: 5 }).map((spans) => {
    return slice(joined(spans.map((span) => ({ spans: [span], width: widthOf(span.text) }))), 0, columns).spans;
  });
  return fc.array(row, { minLength: rows, maxLength: rows }).map((rows) => screenOf(rows, columns));
}

/** Two or three screens of one size, neighbours often alike. */
const sequence = fc.tuple(fc.integer({ min: 1, max: 24 }), fc.integer({ min: 1, max: 4 })).chain(([columns, rows]) =>
  fc.tuple(screens(columns, rows), screens(columns, rows), fc.array(fc.boolean(), { minLength: rows, maxLength: rows }))
    .map(
      (
        [first, second, kept],
      ) => [first, { ...second, rows: second.rows.map((row, at) => kept[at] ? first.rows[at] ?? row : row) }],
    )
);

Deno.test("whatever was on the screen, paint() makes of it what is to be there", () => {
  fc.assert(
    fc.property(sequence, ([first, second]) => {
      if (!first || !second) return;
      const terminal = new Emulator({ columns: first.columns, rows: first.rows.length }, ours);
      terminal.write(paint(undefined, first, ALL));
      assertEquals(gridOf(terminal), expected(first));
      terminal.write(paint(first, second, ALL));
      assertEquals(gridOf(terminal), expected(second));
      assert(terminal.atRest);
    }),
    { numRuns: 500 },
  );
});

Deno.test("where a terminal counts the columns of an emoji otherwise, only that emoji looks otherwise", () => {
  fc.assert(
    fc.property(sequence, ([first, second]) => {
      if (!first || !second) return;
      const terminal = new Emulator({ columns: first.columns, rows: first.rows.length }, byCodePoint);
      for (const [before, after] of [[undefined, first], [first, second]] as const) {
        terminal.write(paint(before, after, ALL));
        const grid = gridOf(terminal);
        for (const [row, wanted] of expected(after).entries()) {
          const { spills } = new RowCells(after.columns).read(after.rows[row] ?? []);
          for (const [column, cell] of wanted.entries()) {
            const emoji = spills[column] ?? 0;
            if (cell !== undefined && emoji === 0) assertEquals(bare(grid[row]?.[column]), bare(cell));
          }
        }
      }
      assert(terminal.atRest);
    }),
    { numRuns: 500, examples: [[[oneRow("本"), oneRow("a👩‍👩‍👧‍👦")]]] },
  );
});

function oneRow(text: string): Screen {
  return screenOf([[{ text, style: {} }]], 17);
}

/** Its marks are for the terminal to put where it likes. */
function bare(cell: GridCell | undefined): GridCell | undefined {
  return cell && { ...cell, text: cell.text.normalize("NFD").charAt(0) };
}

Deno.test("a terminal of another size is painted anew, whatever was there", () => {
  const small = screenOf([PLAIN_ROW], 10);
  for (const other of [screenOf([PLAIN_ROW], 11), screenOf([PLAIN_ROW, PLAIN_ROW], 10)]) {
    const terminal = new Emulator({ columns: other.columns, rows: other.rows.length }, ours);
    terminal.write(`\x1b[1;1H${"x".repeat(10)}`);
    terminal.write(paint(small, other, ALL));
    assertEquals(gridOf(terminal), expected(other));
  }
});
