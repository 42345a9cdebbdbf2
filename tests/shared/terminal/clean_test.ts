import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { clean, cleanLines } from "../../../shared/terminal/clean.ts";

Deno.test("clean() leaves nothing that a terminal obeys, that hides, or that turns the line around", () => {
  const cases: readonly (readonly [written: string, shown: string])[] = [
    ["\x1b[2J\x1b]0;pwned\x07", "␛[2J␛]0;pwned␇"],
    ["a\0b\x7fc\u009bd", "a␀b\ufffdc\ufffdd"],
    ["two\r\nlines\rof\u2028text\tx", "two lines of text x"],
    ["gpj.\u202eexe", "gpj.exe"],
    ["\u2066a\u2069\u200fb\u061cc\u200b\ufeffd\u00ade", "abcde"],
    ["x\u{e0041}\u{e0042}y", "xy"],
    ["\ud800x", "\ufffdx"],
  ];
  for (const [text, shown] of cases) assertEquals(clean(text), shown);
});

Deno.test("clean() leaves what people write: joiners, marks, flags, every script", () => {
  const england = "\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}";
  for (const text of ["Zoë", "می‌خواهم", "क्‍ष", "👩‍👩‍👧‍👦 ❤️", england, "שלום", "日本語"]) assertEquals(clean(text), text);
});

Deno.test("cleanLines() keeps line breaks and nothing else of the kind", () => {
  assertEquals(cleanLines("a\r\nb\x1bc\u2029d"), "a\nb␛c\nd");
});

Deno.test("whatever comes, the cleaned text has no control or bidi character, and cleaning it again changes nothing", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)) }),
  );
  fc.assert(
    fc.property(text, (text) => {
      const cleaned = clean(text);
      assert(!/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u.test(cleaned));
      assert(cleaned.isWellFormed());
      assertEquals(clean(cleaned), cleaned);
    }),
    { numRuns: 1000 },
  );
});
