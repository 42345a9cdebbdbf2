import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { graphemes } from "../../../shared/terminal/graphemes.ts";
import { type Key, KeyReader } from "../../../shared/terminal/keys.ts";
import {
  edit,
  emptyLine,
  type LineEffect,
  type LineRules,
  type LineState,
  written,
} from "../../../shared/terminal/line_editor.ts";

const WORDS = ["/kick", "/kill", "/help", "naïve", "naïvety"];

const rules: LineRules = {
  breaks: false,
  complete(text) {
    const from = text.lastIndexOf(" ") + 1;
    return { from, candidates: WORDS.filter((word) => word.startsWith(text.slice(from))) };
  },
};

/** What comes of typing; `|` in the result is the cursor. */
function type(
  input: string,
  from: LineState = emptyLine,
  by = rules,
): { line: string; state: LineState; effects: LineEffect[] } {
  const effects: LineEffect[] = [];
  const reader = new KeyReader();
  const keys = [...reader.read(new TextEncoder().encode(input)), ...reader.flush()];
  const state = keys.reduce<LineState>((state, key) => {
    const step = edit(state, key, by);
    if (step.effect) effects.push(step.effect);
    return step.state;
  }, from);
  return { line: `${state.text.slice(0, state.cursor)}|${state.text.slice(state.cursor)}`, state, effects };
}

const LEFT = "\x1b[D";
const RIGHT = "\x1b[C";
const UP = "\x1b[A";
const DOWN = "\x1b[B";

Deno.test("the line has the habits of readline", () => {
  const cases: readonly (readonly [input: string, line: string])[] = [
    ["abc", "abc|"],
    [`abc${LEFT}${LEFT}X`, "aX|bc"],
    [`abc${LEFT.repeat(9)}${RIGHT}X`, "aX|bc"],
    ["abc\x01X\x05Y", "XabcY|"],
    ["one two\x1bbX", "one X|two"],
    ["one two\x01\x1bfX", "oneX| two"],
    ["one two\x1b[1;5D\x1b[1;5DX", "X|one two"],
    ["one two\x01\x0b", "|"],
    ["one two\x1bb\x0b", "one |"],
    ["one two\x1bb\x15", "|two"],
    ["one a-b\x17X", "one X|"],
    ["one a-b\x1b\x7f", "one a-|"],
    ["one two\x01\x1bd", "| two"],
    ["one two\x17\x01\x19", "two|one "],
    ["abc\x7f", "ab|"],
    ["abc\x01\x1b[3~\x04", "|c"],
    ["abc\x03", "|"],
    ["\x1b[200~two\nlines\t\x1b[31m\x1b[201~", "two lines ␛[31m|"],
  ];
  for (const [input, line] of cases) assertEquals(type(input).line, line, JSON.stringify(input));
});

Deno.test("left, right, backspace and delete take whole characters as a person sees them", () => {
  for (const character of ["👍🏽", "👩‍👩‍👧‍👦", "🇩🇪", "e\u0301", "각"]) {
    assertEquals(type(`a${character}b${LEFT}${LEFT}X`).line, `aX|${character}b`);
    assertEquals(type(`a${character}\x7f`).line, "a|");
    assertEquals(type(`${character}b\x01\x1b[3~`).line, "|b");
  }
});

Deno.test("what is typed in front of a joining mark becomes one character with it, and the cursor stays outside", () => {
  const state = { ...written(emptyLine, "\u0301x"), cursor: 0 };
  assertEquals(type("e", state).line, "e\u0301|x");
});

Deno.test("enter submits the line, and up and down bring it back with the line being written at the end", () => {
  const { state, effects } = type("one\rtwo\rtwo\r  \r");
  assertEquals(effects.map((effect) => effect.type === "submit" && effect.line), ["one", "two", "two", "  "]);
  assertEquals(state.history, ["one", "two"]);
  assertEquals(type(`dra${UP}`, state).line, "two|");
  assertEquals(type(`dra${UP}${UP}${UP}`, state).line, "one|");
  assertEquals(type(`dra${UP}${UP}${DOWN}${DOWN}${DOWN}ft`, state).line, "draft|");
});

Deno.test("ctrl-c clears the line and leaves at an empty one; ctrl-d leaves at an empty one and otherwise deletes", () => {
  assertEquals(type("abc\x03").effects, []);
  assertEquals(type("abc\x03\x03").effects, [{ type: "exit" }]);
  assertEquals(type("abc\x01\x04").effects, []);
  assertEquals(type("\x04").effects, [{ type: "exit" }]);
});

Deno.test("tab completes what is unique, goes as far as it can, then shows what there is, or rings", () => {
  assertEquals(type("/he\t").line, "/help |");
  assertEquals(type("x /he\t").line, "x /help |");
  assertEquals(type("/he\x06\t").line, "/help |");
  assertEquals(type("/k\t").line, "/ki|");
  assertEquals(type("na\t").line, "naïve|");
  assertEquals(type("/k\t\t").effects, [{ type: "show", candidates: ["/kick", "/kill"] }]);
  assertEquals(type("x\t").effects, [{ type: "bell" }]);
});

Deno.test("line breaks are kept where the rules allow them", () => {
  const multi = { ...rules, breaks: true };
  assertEquals(type("a\x1b\rb", emptyLine, multi).line, "a\nb|");
  assertEquals(type("\x1b[200~a\r\nb\x1b[201~", emptyLine, multi).line, "a\nb|");
  assertEquals(type("a\x1b\rb").line, "ab|");
});

Deno.test("a line has a limit, and the bell says so", () => {
  const { state, effects } = type("\x1b[200~" + "x".repeat(70_000) + "\x1b[201~");
  assertEquals(state.text, "");
  assertEquals(effects, [{ type: "bell" }]);
});

Deno.test("whatever keys come, the cursor stays between two characters of a text that can be shown", () => {
  const named = fc.record({
    type: fc.constant("key" as const),
    name: fc.constantFrom(
      "left",
      "right",
      "home",
      "end",
      "up",
      "down",
      "tab",
      "enter",
      "delete",
      "backspace",
      ..."abcdefklnpuwyz",
    ),
    ctrl: fc.boolean(),
    alt: fc.boolean(),
    shift: fc.boolean(),
  });
  const text = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.string({ unit: "binary" }),
    fc.constantFrom("\u0301", "\u200d", "🇩", "👍", " "),
  );
  const typed = fc.record({ type: fc.constantFrom("text" as const, "paste" as const), text });
  fc.assert(
    fc.property(fc.array(fc.oneof<fc.Arbitrary<Key>[]>(named, typed)), (keys) => {
      keys.reduce<LineState>((state, key) => {
        const next = edit(state, key, rules).state;
        const bounds = graphemes(next.text).reduce<number[]>(
          (ends, one) => [...ends, (ends.at(-1) ?? 0) + one.length],
          [0],
        );
        assert(bounds.includes(next.cursor), `${JSON.stringify(next.text)} at ${next.cursor}`);
        assert(!/\p{Cc}/u.test(next.text));
        assert(next.place >= 0 && next.place <= next.history.length);
        return next;
      }, emptyLine);
    }),
    { numRuns: 300 },
  );
});
