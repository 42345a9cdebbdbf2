import { assertEquals } from "@std/assert";
import { LONGEST_DRAFT } from "../../../../client/terminal/editor/draft.ts";
import { type EditorState } from "../../../../client/terminal/editor/editor_state.ts";
import { press } from "../../../../client/terminal/editor/press.ts";
import { viewEditor } from "../../../../client/terminal/editor/view_editor.ts";
import { rewriteDraft } from "../../../../client/terminal/editor/windows.ts";
import { type Key, named } from "../../../../shared/terminal/key.ts";
import {
  ALT_ENTER,
  context,
  DELETE,
  DOWN,
  END,
  ESC,
  fresh,
  HOME,
  LEFT,
  pasted,
  REDO,
  RIGHT,
  typed,
  UP,
} from "./typing.ts";

/** What is typed, and what the draft then is. */
type Case = readonly [input: string, draft: string];

function check(cases: readonly Case[], from: EditorState = fresh): void {
  for (const [input, draft] of cases) assertEquals(typed(input, from).draft, draft, JSON.stringify(input));
}

Deno.test("characters and lines are moved over", () => {
  check([
    ["abc", "abc|"],
    [`abc${LEFT}${LEFT}X`, "aX|bc"],
    ["abc\x02\x02X\x06Y", "aXbY|c"],
    [`abc${LEFT.repeat(9)}${RIGHT}X`, "aX|bc"],
    ["abc\x01X\x05Y", "XabcY|"],
    [`abc${HOME}X${END}Y`, "XabcY|"],
    [`ab${ALT_ENTER}cd\x01X`, "ab\nX|cd"],
    [`ab${ALT_ENTER}cd${UP}\x01X\x05Y`, "XabY|\ncd"],
    ["ab\ncd\x1b[1;5HX", "X|ab\ncd"],
    ["ab\ncd\x1b[1;5H\x1b[1;5FX", "ab\ncdX|"],
    [`abc\x1b[1;2D\x1b[1;2DX`, "aX|bc"],
  ]);
});

Deno.test("words are moved over, in every script", () => {
  check([
    ["one two\x1bb", "one |two"],
    ["one two \x1bb", "one |two "],
    ["one two\x1b[1;5D\x1b[1;5DX", "X|one two"],
    ["one two\x1b[1;3DX", "one X|two"],
    ["one, two\x01\x1bfX\x1bfY", "oneX, twoY|"],
    ["one\x01\x1b[1;5CX", "oneX|"],
    ["it's foo_bar\x1bb\x1bbX", "X|it's foo_bar"],
    ["日本語 текст\x1bbX\x1bbY", "日本語 Y|Xтекст"],
    ["日本語を話す\x1bbX", "日本語をX|話す"],
    ["a 👩‍👩‍👧‍👦 b\x1bb\x1bb", "|a 👩‍👩‍👧‍👦 b"],
    ["one\ntwo\x1bb\x1bb", "|one\ntwo"],
  ]);
});

Deno.test("characters go whole, as a person sees them", () => {
  for (const character of ["👍🏽", "👩‍👩‍👧‍👦", "🇩🇪", "e\u0301", "각", "日"]) {
    check([
      [`a${character}b${LEFT}${LEFT}X`, `aX|${character}b`],
      [`a${character}\x7f`, "a|"],
      [`a${character}\x08`, "a|"],
      [`${character}b\x01${DELETE}`, "|b"],
      [`${character}b\x01\x04`, "|b"],
      [`a${character}\x14`, `${character}a|`],
      [`a${character}b${LEFT}\x14`, `ab${character}|`],
    ]);
  }
  check([["abc\x01\x7f", "|abc"], [`abc${DELETE}`, "abc|"]]);
});

Deno.test("what is typed in front of a joining mark becomes one character with it, and the cursor stays outside", () => {
  const { state } = rewriteDraft(fresh, "\u0301x");
  check([["\x01e", "e\u0301|x"]], state);
});

Deno.test("characters and words change places", () => {
  check([
    ["abc\x14", "acb|"],
    [`abc${LEFT}\x14`, "acb|"],
    [`abc${LEFT}${LEFT}\x14`, "ba|c"],
    ["abc\x01\x14", "|abc"],
    ["a\x14", "a|"],
    ["a\nb\x14", "a\nb|"],
    ["a\nbc\x14", "a\ncb|"],
    ["one two\x1bt", "two one|"],
    ["one, two three\x1bb\x1bt", "one, three two|"],
    ["one two  \x1bt", "two one|  "],
    ["one\x1bt", "one|"],
    ["\x1bt", "|"],
  ]);
});

Deno.test("words change their case", () => {
  check([
    ["one two\x01\x1bu", "ONE| two"],
    ["ONE TWO\x01\x1bl", "one| TWO"],
    ["oNE two\x01\x1bc\x1bc", "One Two|"],
    ["“hello\x01\x1bc", "“Hello|"],
    ["straße\x01\x1bu", "STRASSE|"],
    ["éa\x01\x1bc", "Éa|"],
    ["one\x1bu", "one|"],
    ["  \x01\x1bc", "  |"],
  ]);
});

Deno.test("what is taken out can be put in again", () => {
  check([
    ["one two\x1bb\x0b", "one |"],
    ["one two\x1bb\x15", "|two"],
    ["one a-b\x17", "one |"],
    ["one a-b  \x17", "one |"],
    ["one a-b\x1b\x7f", "one a-|"],
    ["one two\x01\x1bd", "| two"],
    ["one two\x1b[127;5u", "one |"],
    ["one two\x01\x1b[3;5~", "| two"],
    ["one two\x17\x01\x19", "two|one "],
    ["one two\x17\x17\x19\x19", "one twoone two|"],
    ["one two\x01\x1bd\x1bd\x19", "one two|"],
    ["ab\ncd\x15", "ab\n|"],
    ["ab\ncd\x01\x15\x15", "|cd"],
    ["ab\ncd\x1b[1;5H\x0b\x0b", "|cd"],
    ["ab\x0b\x19", "ab|"],
  ]);
});

Deno.test("what was taken out before that is one key further", () => {
  check([
    ["a b c\x17x\x17y\x17\x19", "a b y|"],
    ["a b c\x17x\x17y\x17\x19\x1by", "a b x|"],
    ["a b c\x17x\x17y\x17\x19\x1by\x1by", "a b c|"],
    ["a b c\x17x\x17y\x17\x19\x1by\x1by\x1by", "a b y|"],
    ["a\x1by", "a|"],
  ]);
  assertEquals(typed("a\x1by").actions, [{ type: "bell" }]);
  assertEquals(typed("\x19").actions, [{ type: "bell" }]);
});

Deno.test("every change can be undone and done again, typing by the word", () => {
  check([
    ["one two\x1f", "one |"],
    ["one two\x1f\x1f", "|"],
    [`one two\x1f\x1f${REDO}`, "one |"],
    [`one two\x1f\x1f${REDO}${REDO}`, "one two|"],
    [`one two\x1f!${REDO}`, "one !|"],
    ["one two\x17\x1f", "one two|"],
    ["one\x7f\x7f\x7f\x1f", "one|"],
    ["one\x03\x1f", "one|"],
    [`one${LEFT}X\x1f`, "on|e"],
    ["a\x17b\x19\x19\x1f", "ba|"],
    ["one\x1b[47;5u", "|"],
    ["one\x1b[45;6u", "|"],
  ]);
  assertEquals(typed("\x1f").actions, [{ type: "bell" }]);
  assertEquals(typed(`a${REDO}`).actions, [{ type: "bell" }]);
});

Deno.test("Enter sends, every other enter and ctrl-j breaks the line", () => {
  check([
    ["a\nb", "a\nb|"],
    [`a${ALT_ENTER}b`, "a\nb|"],
    ["a\x1b[13;2ub", "a\nb|"],
    ["a\x1b[27;2;13~b", "a\nb|"],
    ["a\x1b[13;5ub", "a\nb|"],
    ["a\rb", "b|"],
  ]);
  assertEquals(typed("a\nb\r").actions, [{ type: "submit", text: "a\nb" }]);
});

Deno.test("nothing to see is not sent", () => {
  assertEquals(typed("\r   \r\n\n\r").actions, []);
  check([["  \r", "|"]]);
});

Deno.test("Up and Down go through the rows, as they are on the screen, and keep their column", () => {
  check([
    [`abcdef\nab\nabcdef${UP}X`, "abcdef\nabX|\nabcdef"],
    [`abcdef\nab\nabcdef${UP}${UP}X`, "abcdefX|\nab\nabcdef"],
    [`abcdef\nab\nabcdef${LEFT}${UP}${UP}${DOWN}${DOWN}X`, "abcdef\nab\nabcdeX|f"],
    [`0123456789012345678901234${UP}X`, "012345X|6789012345678901234"],
    [`日本語\nabc${UP}X`, "日X|本語\nabc"],
    [`日本語\nabcd${UP}X`, "日本X|語\nabcd"],
    [`a\nb${DOWN}`, "a\nb|"],
    [`a\nb${UP}${UP}`, "a|\nb"],
  ]);
});

Deno.test("Esc loses nothing, and is for the screen where the editor has no use for it", () => {
  check([[`abc${ESC}`, "abc|"]]);
  assertEquals(press(typed("abc").state, named("escape"), context).action, { type: "pass" });
});

Deno.test("ctrl-c clears what is written, and then asks before leaving", () => {
  check([["abc\x03", "|"], ["abc\x03\x1f", "abc|"], ["abc\x03x\r\x19", "abc|"], ["abc\x03\x03n", "|"], [
    "\x03abc",
    "abc|",
  ], ["\x04abc", "abc|"]]);
  assertEquals(typed("abc\x03\x03").actions, []);
  assertEquals(viewEditor(typed("\x03").state, 80).dialog, {
    title: "Leave pychat?",
    text: "",
    options: [{ key: "y", label: "Yes" }, { key: "n", label: "No" }],
    selected: 0,
  });
  for (const answer of ["y", "Y", "\r", "\x03", "\x04"]) {
    assertEquals(typed(`\x03${answer}`).actions, [{ type: "leave" }], answer);
    assertEquals(typed(`\x04${answer}`).actions, [{ type: "leave" }], answer);
  }
  for (const answer of ["n", ESC, "\x07", "x", UP, `${UP}\r`, "\t\r", `${RIGHT}${LEFT}${LEFT}\r`]) {
    assertEquals(typed(`\x03${answer}`).actions, [], answer);
  }
});

Deno.test("ctrl-d deletes as long as there is something to delete in", () => {
  check([["abc\x04", "abc|"], ["abc\x01\x04", "|bc"], ["a\x01\x04", "|"]]);
  assertEquals(typed("a\x01\x04").actions, []);
});

Deno.test("keys that are not the editor's change nothing", () => {
  const keys: readonly Key[] = [
    ...["f7", "f8", "pageup", "focus", "blur", "insert"].map((name) => named(name)),
    ...["l", "n", "p", "z"].map((name) => named(name, { ctrl: true })),
    ...["1", "9", "a"].map((name) => named(name, { alt: true })),
    { type: "mouse", action: "press", button: 0, column: 1, row: 1, ctrl: false, alt: false, shift: false },
  ];
  for (const { state } of [typed(""), typed("abc\x17\x19")]) {
    for (const key of keys) assertEquals(press(state, key, context), { state, action: { type: "pass" } });
  }
});

Deno.test("with nothing written, ctrl-k and ctrl-f are for the screen", () => {
  for (const name of ["k", "f"]) {
    const key = named(name, { ctrl: true });
    assertEquals(press(fresh, key, context).action, { type: "pass" });
    assertEquals(press(typed("a\x01").state, key, context).action, undefined);
  }
});

Deno.test("what is typed is cleaned", () => {
  check([["a\u202eb\u200bc", "abc|"]]);
});

Deno.test("a draft has a limit, and says so", () => {
  const full = rewriteDraft(fresh, "x".repeat(LONGEST_DRAFT)).state;
  const { state, actions } = typed("y", full);
  assertEquals(state.sheet, full.sheet);
  assertEquals(actions, [{ type: "bell" }]);
  assertEquals(state.notice, "That does not fit: what is written here is as long as it can be.");
  assertEquals(typed("\x7f", state).state.notice, "");
  assertEquals(typed(pasted("y"), full).state.mode.type, "pasting");
});
