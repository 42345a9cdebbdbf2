import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { findLinks } from "../../../../client/terminal/screen/find_links.ts";
import { findMentions } from "../../../../client/terminal/screen/find_mentions.ts";
import { findText } from "../../../../client/terminal/screen/find_text.ts";
import { legible } from "../../../../client/terminal/screen/legible.ts";
import { cover, cutRows, overlay } from "../../../../client/terminal/screen/marks.ts";
import type { Part } from "../../../../client/terminal/screen/wrap.ts";
import { wrap } from "../../../../client/terminal/screen/wrap.ts";
import { text } from "./noise.ts";

function found(text: string, parts: readonly Part[]): readonly string[] {
  return parts.map(({ from, to }) => text.slice(from, to));
}

Deno.test("findLinks() takes an address without the sentence around it", () => {
  const table: readonly (readonly [text: string, links: readonly string[]])[] = [
    ["no address", []],
    ["see https://example.com.", ["https://example.com"]],
    ["(https://example.com/a_(b))", ["https://example.com/a_(b)"]],
    ["<http://a.b/?c=d&e#f>, HTTPS://X.Y!", ["http://a.b/?c=d&e#f", "HTTPS://X.Y"]],
    ["“https://a.b/c”…", ["https://a.b/c"]],
    ["javascript://alert(1) file:///etc/passwd", []],
    ["http://192.168.1.2:5000/#aB_c-9", ["http://192.168.1.2:5000/#aB_c-9"]],
  ];
  for (const [text, links] of table) assertEquals(found(text, findLinks(text)), links, text);
});

Deno.test("a link's target has only an address's characters, and one that no terminal takes is none", () => {
  const [link] = findLinks("https://bücher.example/ä?q=日");
  assertEquals(link?.target, "https://b%C3%BCcher.example/%C3%A4?q=%E6%97%A5");
  assertEquals(findLinks(`https://a.b/${"x".repeat(3000)}`).map(({ target }) => target), [undefined]);
});

Deno.test("findMentions() finds nicks behind an @, without the sentence around them", () => {
  const table: readonly (readonly [text: string, keys: readonly string[]])[] = [
    ["@Bob, and (@o'neil)!", ["bob", "o'neil"]],
    ["mail@example.com @", []],
    ["@李雷 hello, @Zoë.", ["李雷", "zoë"]],
    ["@@alice", ["alice"]],
  ];
  for (const [text, keys] of table) assertEquals(findMentions(text).map(({ key }) => key), keys, text);
});

Deno.test("findText() finds what is searched for in any case, and nothing where nothing is", () => {
  assertEquals(found("Friday, friday, FRI", findText("Friday, friday, FRI", "fri")), ["Fri", "fri", "FRI"]);
  assertEquals(findText("anything", ""), []);
  assertEquals(findText("aaaa", "aa").length, 2);
});

Deno.test("marks lie over each other, and a link under another mark stays one", () => {
  const text = "go to https://x/ now";
  const under = cover(text, [{ from: 6, to: 16, style: { underline: true }, link: "https://x/" }], {});
  const marks = overlay(text, under, [{ from: 3, to: 8, style: { bold: true } }]);
  assertEquals(cutRows(text, marks, [{ from: 0, to: 10 }, { from: 10, to: 20 }]), [
    [
      { text: "go ", style: {} },
      { text: "to ", style: { bold: true } },
      { text: "ht", style: { bold: true }, link: "https://x/" },
      { text: "tp", style: { underline: true }, link: "https://x/" },
    ],
    [{ text: "s://x/", style: { underline: true }, link: "https://x/" }, { text: " now", style: {} }],
  ]);
});

Deno.test("no mark cuts a character in two", () => {
  const text = "e\u0301e\u0301 👩‍👩‍👧‍👦";
  const rows = cutRows(
    text,
    cover(text, [{ from: 0, to: 1, style: { bold: true } }, { from: 7, to: 9, style: { dim: true } }], {}),
    [{ from: 0, to: text.length }],
  );
  assertEquals(rows[0]?.map(({ text }) => text), ["e\u0301", "e\u0301 ", "👩‍👩‍👧‍👦"]);
});

Deno.test("whatever is marked and wrapped: the rows say what the text says", () => {
  fc.assert(
    fc.property(
      text.map(legible),
      fc.string({ maxLength: 2 }),
      fc.integer({ min: 2, max: 60 }),
      (text, wanted, width) => {
        const links = findLinks(text).map(({ from, to }) => ({ from, to, style: { underline: true } }));
        const marks = overlay(
          text,
          cover(text, links, {}),
          findText(text, wanted).map((part) => ({ ...part, style: { bold: true } })),
        );
        const parts = wrap(text, { first: width, others: width });
        const rows = cutRows(text, marks, parts).map((row) => row.map(({ text }) => text).join(""));
        assertEquals(rows, parts.map(({ from, to }) => text.slice(from, to)));
      },
    ),
    { numRuns: 500 },
  );
});

Deno.test("legible() leaves what people write and nothing that has no place: towers, marks on nothing", () => {
  const kept = ["Zoë", "日本語", "👩🏽‍❤️‍💋‍👨🏾", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "می‌خواهم", "two\nlines"];
  for (const text of kept) assertEquals(legible(text), text);
  assertEquals(legible(`a${"\u0300".repeat(100)}b`), "ab");
  assertEquals(legible(`👩${"‍👩".repeat(50)}`), "\ufffd");
  assertEquals(legible("\u0301x"), "x");
  fc.assert(fc.property(text, (text) => {
    const once = legible(text);
    assertEquals(legible(once), once);
    assert(!/[\p{Cc}](?<!\n)/u.test(once));
  }));
});
