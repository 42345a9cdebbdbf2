import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { type Key, KeyReader } from "../../../shared/terminal/keys.ts";

const utf8 = new TextEncoder();

function keysOf(input: string): readonly Key[] {
  const reader = new KeyReader();
  return [...reader.read(utf8.encode(input)), ...reader.flush()];
}

/** One key as a word: "ctrl-a", "text(hello)", "paste(hello)". */
function word(key: Key): string {
  if (key.type !== "key") return `${key.type}(${key.text})`;
  return `${key.ctrl ? "ctrl-" : ""}${key.alt ? "alt-" : ""}${key.shift ? "shift-" : ""}${key.name}`;
}

Deno.test("KeyReader knows what the terminals of the world send", () => {
  const cases: readonly (readonly [input: string, keys: string])[] = [
    ["hello", "text(hello)"],
    ["a\x01b", "text(a) ctrl-a text(b)"],
    ["日本👍🏽", "text(日本👍🏽)"],
    ["\x7f\b\r\n\t", "backspace backspace enter enter tab"],
    ["\x1b[A\x1b[B\x1b[C\x1b[D\x1b[H\x1b[F", "up down right left home end"],
    ["\x1bOA\x1bOH\x1bOF\x1bOM", "up home end enter"],
    ["\x1b[1~\x1b[2~\x1b[3~\x1b[4~\x1b[5~\x1b[6~\x1b[7~\x1b[8~", "home insert delete end pageup pagedown home end"],
    ["\x1b[1;5D\x1b[1;3C\x1b[1;2A\x1b[3;5~", "ctrl-left alt-right shift-up ctrl-delete"],
    ["\x1b[Z", "shift-tab"],
    ["\x1bb\x1bf\x1b\x7f\x1b\r", "alt-b alt-f alt-backspace alt-enter"],
    ["\x1b\x1b[A", "alt-up"],
    ["\x1b", "escape"],
    ["\x1b\x1b\x1b", "escape alt-escape"],
    ["\x1b]", "alt-]"],
    ["\x1b[200~two\r\nlines\x1b[A\x1b[201~x", "paste(two\r\nlines\x1b[A) text(x)"],
    ["\x1b[15~\x1b[[A\x1b[99;99~\x1bOP\x1b[?1;2cx", "text(x)"],
    ["\x1b]11;rgb:0000/0000/0000\x07x\x1b]0;title\x1b\\y\x1bP1$r\x1b\\z", "text(x) text(y) text(z)"],
    ["\x1b[12\x03x", "ctrl-c text(x)"],
    ["\u009bAx", "text(Ax)"],
  ];
  for (const [input, keys] of cases) assertEquals(keysOf(input).map(word).join(" "), keys);
});

Deno.test("KeyReader makes the same of a byte at a time as of all at once", () => {
  const input = "é日👍\x1b[1;5D\x1b[200~pasted é\x1b[20x\x1b[201~\x1bOA\x1b]0;t\x1b\\\x1b\x1b[Bz";
  const reader = new KeyReader();
  const keys = Array.from(utf8.encode(input), (byte) => reader.read(Uint8Array.of(byte))).flat();
  assertEquals(joined(keys), joined(keysOf(input)));
});

Deno.test("KeyReader waits for what follows an escape only until it is told that nothing does", () => {
  const reader = new KeyReader();
  assertEquals(reader.read(Uint8Array.of(0x1b)), []);
  assert(reader.waiting);
  assertEquals(reader.flush().map(word), ["escape"]);
  assert(!reader.waiting);
  assertEquals(reader.flush(), []);
});

Deno.test("KeyReader lets go of a sequence without an end", () => {
  assertEquals(keysOf(`\x1b[${"1".repeat(1000)}`), []);
  const reader = new KeyReader();
  for (let read = 0; read < 100; read++) reader.read(utf8.encode("\x1b]" + "x".repeat(10)));
  assertEquals(reader.read(utf8.encode("\x07y")).map(word).at(-1), "text(y)");
});

Deno.test("KeyReader takes a bounded part of an endless paste, and goes on behind it", () => {
  const reader = new KeyReader();
  const begin = "\x1b[200~";
  const keys = [begin, ...Array.from({ length: 40 }, () => "x".repeat(1 << 16)), "\x1b[201~y"]
    .flatMap((part) => reader.read(utf8.encode(part)));
  assertEquals(keys.length, 2);
  assertEquals(keys[0]?.type === "paste" && keys[0].text.length, 1 << 20);
});

Deno.test("no bytes, however cut, make KeyReader fail, lose its way or let a control character into a text", () => {
  const piece = fc.oneof(
    fc.uint8Array({ maxLength: 8 }),
    fc.constantFrom("\x1b", "\x1b[", "\x1b[200~", "\x1b[201~", "\x1bO", "\x1b]", "é", "\x1b\x1b\x1b").map((text) =>
      utf8.encode(text)
    ),
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const reader = new KeyReader();
      const keys = [...pieces.flatMap((bytes) => reader.read(bytes)), ...reader.flush()];
      for (const key of keys) if (key.type === "text") assert(!/\p{Cc}/u.test(key.text) && key.text !== "");
      reader.read(utf8.encode("\x1b[201~"));
      reader.flush();
      assertEquals(reader.read(utf8.encode("q")).map(word).at(-1), "text(q)");
    }),
    { numRuns: 500 },
  );
});

/** Texts in pieces are one text. */
function joined(keys: readonly Key[]): string {
  return keys.map(word).join(" ").replaceAll(") text(", "");
}
