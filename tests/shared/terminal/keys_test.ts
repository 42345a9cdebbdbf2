import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { type Key, labelOf, named } from "../../../shared/terminal/key.ts";
import { KeyReader } from "../../../shared/terminal/keys.ts";

const utf8 = new TextEncoder();

function keysOf(input: string): readonly Key[] {
  const reader = new KeyReader();
  return [...reader.read(utf8.encode(input)), ...reader.flush()];
}

/** One key as a word: "ctrl-a", "text(hello)", "paste(hello)", "ctrl-press0@4,2". */
function word(key: Key): string {
  if (key.type === "key") return labelOf(key);
  if (key.type !== "mouse") return `${key.type}(${key.text})`;
  return labelOf({ ...key, type: "key", name: `${key.action}${key.button}@${key.column},${key.row}` });
}

Deno.test("KeyReader knows what the terminals of the world send", () => {
  const cases: readonly (readonly [input: string, keys: string])[] = [
    ["hello", "text(hello)"],
    ["a\x01b", "text(a) ctrl-a text(b)"],
    ["日本👍🏽", "text(日本👍🏽)"],
    ["\x7f\b\r\n\t", "backspace backspace enter ctrl-j tab"],
    ["\0\x1a\x1c\x1d\x1e\x1f", "ctrl-  ctrl-z ctrl-\\ ctrl-] ctrl-^ ctrl-_"],
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
    ["\x1bOP\x1bOS\x1b[[A\x1b[[E\x1b[15~\x1b[18~\x1b[19~\x1b[24~", "f1 f4 f1 f5 f5 f7 f8 f12"],
    ["\x1b[18;2~\x1b[1;5P\x1b\x1b[19~", "shift-f7 ctrl-f1 alt-f8"],
    ["\x1bOp\x1bOy\x1bOk\x1bOX", "text(0) text(9) text(+) text(=)"],
    ["\x1b[a\x1bOd\x1b[3^\x1b[5$\x1b[7@", "shift-up ctrl-left ctrl-delete shift-pageup ctrl-shift-home"],
    ["\x1b[I\x1b[O", "focus blur"],
    ["\x1b1\x1b9\x1bB", "alt-1 alt-9 alt-B"],
    ["\x1b[99;99~\x1b[?1;2c\x1b[?2026;2$y\x1b[[Zx", "text(x)"],
    ["\x1b]11;rgb:0000/0000/0000\x07x\x1b]0;title\x1b\\y\x1bP1$r\x1b\\z", "text(x) text(y) text(z)"],
    ["\x1b[12\x03x", "ctrl-c text(x)"],
    ["\u009bAx", "text(Ax)"],
  ];
  for (const [input, keys] of cases) assertEquals(keysOf(input).map(word).join(" "), keys);
});

Deno.test("KeyReader knows keys that are said in numbers, as kitty and xterm do, and hears no key come up", () => {
  const cases: readonly (readonly [input: string, keys: string])[] = [
    ["\x1b[13;2u\x1b[27;2;13~\x1b[27u\x1b[9;2u\x1b[127;5u", "shift-enter shift-enter escape shift-tab ctrl-backspace"],
    ["\x1b[97;5u\x1b[97;6u\x1b[27;5;97~\x1b[32;5u", "ctrl-a ctrl-shift-a ctrl-a ctrl- "],
    ["\x1b[105;5u\x1b[109;5u\x1b[104;5u\x1b[91;5u", "tab enter backspace escape"],
    ["\x1b[98;3u\x1b[98;4u\x1b[98:66;4u\x1b[49;3u\x1b[246;3u", "alt-b alt-B alt-B alt-1 alt-ö"],
    ["\x1b[97u\x1b[97;2u\x1b[228;2u\x1b[97;65u", "text(a) text(A) text(Ä) text(a)"],
    ["\x1b[57399u\x1b[57413u\x1b[57414u\x1b[57421;5u", "text(0) text(+) enter ctrl-pageup"],
    ["\x1b[97;1:1u\x1b[97;1:2u\x1b[97;1:3u\x1b[1;1:3A\x1b[3;1:3~", "text(a) text(a)"],
    ["\x1b[97;9u\x1b[57358u\x1b[55296u\x1b[9999999u\x1b[7;5u\x1b[u\x1b[57441;2u", ""],
  ];
  for (const [input, keys] of cases) assertEquals(keysOf(input).map(word).join(" "), keys);
});

Deno.test("KeyReader knows the mouse", () => {
  const cases: readonly (readonly [input: string, keys: string])[] = [
    ["\x1b[<0;5;3M\x1b[<0;5;3m\x1b[<2;1;1M", "press0@4,2 release0@4,2 press2@0,0"],
    ["\x1b[<64;5;3M\x1b[<65;5;3M\x1b[<66;5;3M", "wheelup3@4,2 wheeldown3@4,2"],
    ["\x1b[<16;5;3M\x1b[<32;5;3M\x1b[<35;5;3M", "ctrl-press0@4,2 move0@4,2 move3@4,2"],
    ["\x1b[<0;0;3M\x1b[<0;5M\x1b[<0;5;3Ax", "text(x)"],
    ["\x1b[M !!x", "text(x)"],
  ];
  for (const [input, keys] of cases) assertEquals(keysOf(input).map(word).join(" "), keys);
});

Deno.test("KeyReader makes the same of a byte at a time as of all at once", () => {
  const input = "é日👍\x1b[1;5D\x1b[200~pasted é\x1b[20x\x1b[201~\x1bOA\x1b]0;t\x1b\\\x1b\x1b[Bz";
  const reader = new KeyReader();
  const keys = Array.from(utf8.encode(input), (byte) => reader.read(Uint8Array.of(byte))).flat();
  assertEquals(joined(keys), joined(keysOf(input)));
});

Deno.test("a paste is one whatever was pressed just before it: its lines are never keys, of which Enter sends", () => {
  const before = [
    "\x1b",
    "\x1b\x1b",
    "\x1b\x1b\x1b",
    "\x1bO",
    "\x1b[",
    "\x1b[1;",
    "\x1b]",
    "\x1bP",
    "\x1b[<0;1",
    "x\x1b",
  ];
  for (const pressed of before) {
    const input = `${pressed}\x1b[200~one\rtwo\x1b[201~`;
    assertEquals(word(keysOf(input).at(-1) ?? named("none")), "paste(one\rtwo)", JSON.stringify(pressed));
    const reader = new KeyReader();
    const keys = Array.from(utf8.encode(input), (byte) => reader.read(Uint8Array.of(byte))).flat();
    assertEquals(joined(keys), joined(keysOf(input)), JSON.stringify(pressed));
  }
  assertEquals(keysOf("\x1b\x1b[200~one\x1b[201~").map(word), ["escape", "paste(one)"]);
});

Deno.test("a paste whose beginning comes in two halves, with a wait between them, is one", () => {
  const halves = [["\x1b[2", "00~", []], ["\x1b[200", "~", []], ["\x1b\x1b[20", "0~", ["escape"]]] as const;
  for (const [half, rest, pressed] of halves) {
    const reader = new KeyReader();
    const keys = [...reader.read(utf8.encode(half)), ...reader.flush()];
    keys.push(...reader.read(utf8.encode(`${rest}one\rtwo\x1b[201~`)));
    assertEquals(keys.map(word), [...pressed, "paste(one\rtwo)"]);
  }
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
  assertEquals(keys[0]?.type === "paste" && [keys[0].text.length, keys[0].cut], [1 << 20, true]);
  assertEquals(keysOf("\x1b[200~small\x1b[201~"), [{ type: "paste", text: "small" }]);
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
