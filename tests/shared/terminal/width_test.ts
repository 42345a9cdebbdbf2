import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { columns, columnsOf, fitted } from "../../../shared/terminal/width.ts";

Deno.test("columns() counts what a terminal shows", () => {
  const cases: readonly (readonly [text: string, width: number])[] = [
    ["hello", 5],
    ["", 0],
    ["Zoë", 3],
    ["e\u0301", 1],
    ["日本語", 6],
    ["한국어", 6],
    ["\u1112\u1161\u11ab", 2],
    ["ﾊﾝ", 2],
    ["ＡＢ", 4],
    ["👍🏽", 2],
    ["👩‍👩‍👧‍👦", 2],
    ["🇩🇪", 2],
    ["❤️", 2],
    ["❤", 1],
    ["1️⃣", 2],
    ["←→─│", 4],
    ["שלום", 4],
    ["नमस्ते", 3],
    ["\u200b\ufeff", 0],
  ];
  for (const [text, width] of cases) assertEquals(columns(text), width, text);
});

Deno.test("fitted() never takes more than its place, and changes nothing that fits", () => {
  assertEquals(fitted("hello", 5), "hello");
  assertEquals(fitted("hello!", 5), "hell…");
  assertEquals(fitted("日本語", 4), "日…");
  assertEquals(fitted("日本語", 0), "");
  fc.assert(fc.property(fc.string({ unit: "grapheme" }), fc.nat({ max: 20 }), (text, width) => {
    assert(columns(fitted(text, width)) <= width);
  }));
});

Deno.test("no character takes more than two columns", () => {
  fc.assert(fc.property(fc.string({ unit: "binary", minLength: 1 }), (text) => {
    assert([0, 1, 2].includes(columnsOf(text)));
  }));
});
