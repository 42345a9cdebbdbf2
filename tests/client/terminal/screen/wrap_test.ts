import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { legible } from "../../../../client/terminal/screen/legible.ts";
import { wrap } from "../../../../client/terminal/screen/wrap.ts";
import { columns } from "../../../../shared/terminal/width.ts";
import { text } from "./noise.ts";

const FAMILY = "👩‍👩‍👧‍👦";

function wrapped(text: string, others: number, first = others): readonly string[] {
  return wrap(text, { first, others }).map(({ from, to }) => text.slice(from, to));
}

Deno.test("wrap() breaks lines where people would", () => {
  const table: readonly (readonly [text: string, width: number, lines: readonly string[]])[] = [
    ["", 10, [""]],
    ["short", 10, ["short"]],
    ["exactly 10", 10, ["exactly 10"]],
    ["one two three", 8, ["one two", "three"]],
    ["two  spaces   here", 11, ["two  spaces", "here"]],
    ["  indented text", 10, ["  indented", "text"]],
    ["ends with spaces   ", 30, ["ends with spaces"]],
    ["a\nb\n\nc", 10, ["a", "b", "", "c"]],
    ["considerable", 5, ["consi", "derab", "le"]],
    ["a considerable", 5, ["a", "consi", "derab", "le"]],
    ["日本語のテキスト", 6, ["日本語", "のテキ", "スト"]],
    ["日本語、のテキスト。", 6, ["日本", "語、の", "テキス", "ト。"]],
    ["日本語", 5, ["日本", "語"]],
    ["mixed 日本語 text", 9, ["mixed 日", "本語 text"]],
    [`${FAMILY}${FAMILY}${FAMILY}`, 4, [FAMILY + FAMILY, FAMILY]],
    ["🇩🇪🇫🇷🇮🇹", 5, ["🇩🇪🇫🇷", "🇮🇹"]],
    ["e\u0301e\u0301e\u0301 e\u0301", 3, ["e\u0301e\u0301e\u0301", "e\u0301"]],
    ["日", 1, ["日"]],
  ];
  for (const [text, width, lines] of table) assertEquals(wrapped(text, width), lines, `${text} in ${width}`);
});

Deno.test("wrap() leaves the first line to what stands in front of it, and empty where nothing fits behind that", () => {
  assertEquals(wrapped("one two three", 9, 4), ["one", "two three"]);
  assertEquals(wrapped("three one", 9, 4), ["", "three one"]);
  assertEquals(wrapped("a\nb", 9, 1), ["a", "b"]);
  assertEquals(wrapped("a", 9, -3), ["", "a"]);
});

Deno.test("wrap() breaks an address only where it is longer than a line", () => {
  const address = "https://example.com/日本/a-b.c?d=1";
  assertEquals(wrapped(`see ${address} there`, 36), ["see", address, "there"]);
  assertEquals(wrapped(`see (${address}).`, 38), ["see", `(${address}).`]);
  assertEquals(
    wrapped(`see ${address}`, 16),
    ["see", "https://example.", "com/日本/a-b.c?d", "=1"],
  );
});

Deno.test("whatever is wrapped: no line is too wide, nothing but blanks is lost, and no character is broken", () => {
  fc.assert(
    fc.property(
      text.map(legible),
      fc.integer({ min: 2, max: 90 }),
      fc.integer({ min: 0, max: 90 }),
      (text, others, first) => {
        const parts = wrap(text, { first: Math.min(first, others), others });
        let end = 0;
        for (const [at, { from, to }] of parts.entries()) {
          assert(from >= end && to >= from);
          assert(/^[ \n]*$/.test(text.slice(end, from)), "something between two lines is lost");
          const width = columns(text.slice(from, to));
          assert(width <= (at === 0 ? Math.min(first, others) : others), `${width} columns`);
          end = to;
        }
        assert(/^[ \n]*$/.test(text.slice(end)), "the end is lost");
      },
    ),
    { numRuns: 500 },
  );
});
