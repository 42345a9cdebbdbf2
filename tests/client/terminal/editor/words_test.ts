import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { blankBegin, wordBegin, wordEnd } from "../../../../client/terminal/editor/words.ts";
import { graphemes } from "../../../../shared/terminal/graphemes.ts";

/** The text cut at every end of a word, from the front. */
function ends(text: string): readonly string[] {
  const parts: string[] = [];
  for (let at = 0; at < text.length;) {
    const end = wordEnd(text, at);
    parts.push(text.slice(at, end));
    at = end;
  }
  return parts;
}

/** The same at every beginning, from the back. */
function begins(text: string): readonly string[] {
  const parts: string[] = [];
  for (let at = text.length; at > 0;) {
    const begin = wordBegin(text, at);
    parts.unshift(text.slice(begin, at));
    at = begin;
  }
  return parts;
}

Deno.test("words are what readers of each script take for words", () => {
  const cases: readonly (readonly [text: string, ends: readonly string[], begins: readonly string[]])[] = [
    ["one two", ["one", " two"], ["one ", "two"]],
    ["it's 3.14, foo_bar!", ["it's", " 3.14", ", foo_bar", "!"], ["it's ", "3.14, ", "foo_bar!"]],
    ["/kick alice", ["/kick", " alice"], ["/", "kick ", "alice"]],
    ["日本語を話す", ["日本語", "を", "話す"], ["日本語", "を", "話す"]],
    ["สวัสดีครับ", ["สวัสดี", "ครับ"], ["สวัสดี", "ครับ"]],
    ["naïve Zoë", ["naïve", " Zoë"], ["naïve ", "Zoë"]],
    ["नमस्ते दुनिया", ["नमस्ते", " दुनिया"], ["नमस्ते ", "दुनिया"]],
    ["👩‍👩‍👧‍👦 a", ["👩‍👩‍👧‍👦 a"], ["👩‍👩‍👧‍👦 ", "a"]],
    ["a\nb", ["a", "\nb"], ["a\n", "b"]],
    ["...", ["..."], ["..."]],
  ];
  for (const [text, forward, back] of cases) {
    assertEquals(ends(text), forward);
    assertEquals(begins(text), back);
  }
});

Deno.test("what stands between spaces is one for ctrl-w", () => {
  const cases: readonly (readonly [text: string, begin: number])[] = [
    ["one a-b", 4],
    ["one a-b  ", 4],
    ["one", 0],
    ["  ", 0],
    ["", 0],
    ["a\nb", 2],
    ["a \u0301b", 1],
  ];
  for (const [text, begin] of cases) assertEquals(blankBegin(text, text.length), begin, JSON.stringify(text));
});

Deno.test("words begin and end between characters, and every step goes on", () => {
  const text = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.string({ unit: "binary" }),
    fc.string({
      unit: fc.constantFrom("\u0301", "\u200d", "🇩", "👍", "🏽", " ", "a", "ก", "ำ", "\u0600", "각", "\u1100"),
    }),
  );
  fc.assert(
    fc.property(text, (text) => {
      const bounds = new Set([0]);
      for (const grapheme of graphemes(text)) bounds.add(Math.max(...bounds) + grapheme.length);
      for (const at of bounds) {
        const [begin, end, blank] = [wordBegin(text, at), wordEnd(text, at), blankBegin(text, at)];
        for (const found of [begin, end, blank]) {
          assert(bounds.has(found), `${JSON.stringify(text)} at ${at}: ${found}`);
        }
        assert(at === 0 ? begin === 0 && blank === 0 : begin < at && blank < at, `${JSON.stringify(text)} at ${at}`);
        assert(at === text.length ? end === at : end > at, `${JSON.stringify(text)} at ${at}`);
      }
    }),
    { numRuns: 1000 },
  );
});
