import { assert, assertEquals, assertMatch } from "@std/assert";
import fc from "fast-check";
import { numberedName, safeName } from "../../../../client/core/files/safe_name.ts";

const NAMES: readonly (readonly [given: string, safe: string])[] = [
  ["plan.pdf", "plan.pdf"],
  ["my plan (final).PDF", "my plan (final).PDF"],
  ["Grüße 👋🏽.txt", "Grüße 👋🏽.txt"],
  ["e\u0301.txt", "é.txt"],
  ["archive.tar.gz", "archive.tar.gz"],
  ["Makefile", "Makefile"],
  // Nothing leads anywhere.
  ["../../etc/passwd", "_.._etc_passwd"],
  ["/etc/passwd", "_etc_passwd"],
  ["..", "file"],
  [".", "file"],
  ["", "file"],
  ["...", "file"],
  ["/", "file"],
  ["a/b", "a_b"],
  ["a\\b", "a_b"],
  ["C:\\x", "C__x"],
  ["a\u2215b\uff0fc", "a_b_c"],
  ["file.txt:stream", "file.txt_stream"],
  // Nothing is hidden, or other than it looks.
  [".bashrc", "bashrc"],
  [" . .x", "x"],
  [`a${"\u0301".repeat(110)}.bashrc`, "bashrc"],
  ["x\u202egpj.exe", "x_gpj.exe"],
  ["x\u200b.txt", "x_.txt"],
  ["a\u0000b\u001b[31mc\nd", "a_b_[31mc_d"],
  ["a\u2028b\u00a0c\td", "a_b c_d"],
  ["\ud800x", "\ufffdx"],
  // Nothing is another name on Windows.
  ["x.txt. ", "x.txt"],
  ["x...", "x"],
  ["con", "_con"],
  ["-rf", "_-rf"],
  ["CON.txt", "_CON.txt"],
  ["Com1", "_Com1"],
  ["lpt9.tar.gz", "_lpt9.tar.gz"],
  ["COM¹", "_COM¹"],
  ["nul ", "_nul"],
  ["nul .txt", "_nul .txt"],
  ["console.log", "console.log"],
  ['a<b>c"d|e?f*g', "a_b_c_d_e_f_g"],
];

Deno.test("a name that somebody else chose becomes one that is good everywhere", () => {
  for (const [given, safe] of NAMES) assertEquals(safeName(given), safe, JSON.stringify(given));
});

Deno.test("a name that is too long keeps its beginning and its extension", () => {
  assertEquals(safeName(`${"x".repeat(300)}.pdf`), `${"x".repeat(196)}.pdf`);
  assertEquals(safeName(`${"ä".repeat(300)}.tar.gz`), `${"ä".repeat(96)}.tar.gz`);
  assertEquals(safeName("x".repeat(300)), "x".repeat(200));
  // What is longer is no extension.
  assertEquals(safeName(`x.${"y".repeat(300)}`), `x.${"y".repeat(198)}`);
});

Deno.test("whatever is given, the name is no path, not empty, not too long, and safe already", () => {
  const anything = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string({ unit: "grapheme" }),
    fc.string({ maxLength: 400 }),
  );
  fc.assert(fc.property(anything, (given) => {
    const safe = safeName(given);
    assert(safe.length > 0 && new TextEncoder().encode(safe).length <= 201, safe);
    // deno-lint-ignore no-control-regex
    assertMatch(safe, /^[^/\\:*?"<>|\u0000-\u001f\u007f]+$/);
    assertMatch(safe, /^[^.\s].*$|^.$/s);
    assertMatch(safe, /[^.\s]$/);
    assertEquals(safeName(safe), safe);
  }));
});

Deno.test("a name that is taken gets a number in front of its extension", () => {
  assertEquals([1, 2, 3].map((number) => numberedName("plan.pdf", number)), [
    "plan.pdf",
    "plan (2).pdf",
    "plan (3).pdf",
  ]);
  assertEquals(numberedName("a.tar.gz", 2), "a (2).tar.gz");
  assertEquals(numberedName("Makefile", 2), "Makefile (2)");
});
