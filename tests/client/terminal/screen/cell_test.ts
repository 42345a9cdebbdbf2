import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { glyphs, glyphWidth, widthOf } from "../../../../client/terminal/screen/cell.ts";
import { characters } from "../../../../client/terminal/screen/characters.ts";
import { cut } from "../../../../client/terminal/screen/cut.ts";
import { joined, slice, styled, trimmed } from "../../../../client/terminal/screen/span.ts";
import { graphemes } from "../../../../shared/terminal/graphemes.ts";
import { columns, columnsOf } from "../../../../shared/terminal/width.ts";
import { text } from "./noise.ts";

Deno.test("the short ways to characters and widths lead where the long ones do", () => {
  for (let point = 0x20; point < 0xd800; point++) {
    const char = String.fromCharCode(point);
    const among = `a${char}${char}a한${char}日`;
    const same = glyphWidth(char) === columnsOf(char) && characters(among).join() === graphemes(among).join();
    assert(same, `U+${point.toString(16)}`);
  }
  fc.assert(fc.property(text, (text) => {
    assertEquals(characters(text), graphemes(text));
    assertEquals(widthOf(text), columns(text));
    assertEquals(glyphs(text).reduce((sum, { width }) => sum + width, 0), columns(text));
  }));
});

Deno.test("characters() says what Intl.Segmenter says, of emoji and marks in any order", () => {
  const pieces = fc.constantFrom(
    ...["a", " ", "日", "한", "👩", "👍", "🏴", "❤", "☀", "©", "✔", "‼", "1", "#", "─", "é"],
    ...["\u200d", "\ufe0f", "\ufe0e", "\u20e3", "🏽", "🏿", "🇩", "🇪", "\u0301", "\u{e0067}", "\u{e007f}"],
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 12 }), (pieces) => {
      const text = pieces.join("");
      assertEquals(characters(text), graphemes(text));
    }),
    { numRuns: 2000 },
  );
});

Deno.test("cut() takes as much as fits, with a sign for the rest", () => {
  const table: readonly (readonly [text: string, width: number, cut: string])[] = [
    ["hello", 5, "hello"],
    ["hello", 4, "hel…"],
    ["日本語", 5, "日本…"],
    ["日本語", 4, "日…"],
    ["x", 0, ""],
    ["", 0, ""],
  ];
  for (const [text, width, expected] of table) assertEquals(cut(text, width, "…"), expected);
});

Deno.test("slice() takes columns, and a blank for half of a wide character", () => {
  const line = joined([styled("ab", { bold: true }), styled("日本", {}), styled("c", {})]);
  const texts = (from: number, to: number) => slice(line, from, to).spans.map(({ text }) => text).join("");
  assertEquals([texts(0, 7), texts(1, 4), texts(2, 5), texts(3, 6), texts(0, 99), texts(9, 12), texts(4, 4)], [
    "ab日本c",
    "b日",
    "日 ",
    " 本",
    "ab日本c",
    "",
    "",
  ]);
  for (const [from, to] of [[0, 7], [1, 4], [3, 5], [6, 99], [5, 2]] as const) {
    const cut = slice(line, from, to);
    assertEquals(cut.width, columns(cut.spans.map(({ text }) => text).join("")), `${from} to ${to}`);
  }
});

Deno.test("trimmed() takes the blanks from the end that nobody sees, and leaves those that have a colour", () => {
  const line = joined([styled("a  ", {}), styled("   ", { bold: true })]);
  assertEquals(trimmed(line), styled("a", {}));
  const bar = joined([styled("a ", {}), styled("  ", { bg: 4 })]);
  assertEquals(trimmed(bar), bar);
});
