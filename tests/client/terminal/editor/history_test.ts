import { assertEquals } from "@std/assert";
import type { EditorState } from "../../../../client/terminal/editor/editor_state.ts";
import { viewEditor } from "../../../../client/terminal/editor/view_editor.ts";
import { DOWN, ESC, LEFT, RIGHT, typed, UP } from "./typing.ts";

const sent = typed("one\rtwo\rtwo\rthree\n3\r").state;
const FIRST = "\x1b<";
const LAST = "\x1b>";
const CTRL_UP = "\x1b[1;5A";
const CTRL_DOWN = "\x1b[1;5B";

function check(cases: readonly (readonly [input: string, draft: string])[], from: EditorState = sent): void {
  for (const [input, draft] of cases) assertEquals(typed(input, from).draft, draft, JSON.stringify(input));
}

function notice(state: EditorState): string {
  return viewEditor(state, 60).notice;
}

Deno.test("what was sent comes back line by line, the same twice in a row once, and a draft waits below", () => {
  assertEquals(sent.sheet.lines, ["one", "two", "three\n3"]);
  check([
    [UP, "three\n3|"],
    [`${UP}${UP}`, "t|hree\n3"],
    [`${UP}${UP}${UP}`, "two|"],
    [`${UP}${UP}${UP}${UP}${UP}${UP}`, "one|"],
    [`draft${UP}${CTRL_DOWN}`, "draft|"],
    [`dra${LEFT}${CTRL_UP}${CTRL_UP}${DOWN}${DOWN}X`, "drX|a"],
    [`${CTRL_UP}${CTRL_UP}${CTRL_UP}${CTRL_UP}`, "one|"],
    [`draft${FIRST}`, "one|"],
    [`draft${FIRST}${LAST}`, "draft|"],
    [DOWN, "|"],
    [`draft${DOWN}`, "draft|"],
  ]);
});

Deno.test("what is changed in an old line stays until something is sent", () => {
  check([
    [`${UP}!${CTRL_UP}${CTRL_DOWN}`, "three\n3!|"],
    [`${UP}!${CTRL_UP}\r${UP}${UP}${UP}`, "t|hree\n3"],
  ]);
});

Deno.test("sending an old line brings back the draft that waits", () => {
  const { draft, actions, state } = typed(`draft${CTRL_UP}${CTRL_UP}\r`, sent);
  assertEquals(draft, "draft|");
  assertEquals(actions, [{ type: "submit", text: "two" }]);
  assertEquals(state.sheet.lines, ["one", "two", "three\n3", "two"]);
});

Deno.test("looking through the lines is undone at once, and ctrl-c leads back to the draft", () => {
  check([
    [`draft${CTRL_UP}${CTRL_UP}\x1f`, "draft|"],
    [`draft${CTRL_UP}!${CTRL_UP}\x1f`, "three\n3!|"],
    [`draft${CTRL_UP}${CTRL_UP}\x03`, "draft|"],
    [`draft${CTRL_UP}${CTRL_UP}\x03\x03`, "|"],
    [`draft${CTRL_UP}\x03\x1f`, "three\n3|"],
    [`draft${CTRL_UP}\x15\x15\x0b\x03`, "draft|"],
  ]);
});

Deno.test("ctrl-r finds what was sent, the newest first, whatever the case", () => {
  check([
    ["\x12t\r", "|three\n3"],
    ["\x12T\x12\r", "|two"],
    ["\x12tw\r", "|two"],
    ["\x12w\x13\r", "t|wo"],
    ["\x12t\x12\x13\r", "|three\n3"],
    [`\x12n${RIGHT}`, "on|e"],
    [`\x12n\x05!`, "one!|"],
    ["\x12tw\x7f\r", "|three\n3"],
    ["\x12\x7f\r", "|"],
    ["\x12tw\r\x03\x12\x12\r", "|two"],
    ["\x12tw\t", "|two"],
  ]);
});

Deno.test("ctrl-r takes nothing from the draft unless something is taken", () => {
  for (const stop of [ESC, "\x07", "\x03"]) check([[`draft${LEFT}\x12tw${stop}`, "draf|t"]]);
  check([[`draft\x12tw\r\x1f`, "draft|"]]);
  check([[`draft\x12zzz\r`, "draft|"], [`draft\x12\r`, "draft|"]]);
});

Deno.test("a search says what it looks for and when there is nothing more", () => {
  assertEquals(notice(typed("\x12tw", sent).state), "Search what you sent: tw");
  const { state, actions } = typed("\x12twx", sent);
  assertEquals(notice(state), "Nothing more in what you sent: twx");
  assertEquals(actions, [{ type: "bell" }]);
  assertEquals(viewEditor(state, 60).editor.lines, ["two"]);
  assertEquals(notice(typed("\x12one\x12", sent).state), "Nothing more in what you sent: one");
  assertEquals(notice(typed("\x12one\x12\x7f", sent).state), "Search what you sent: on");
});

Deno.test("the same line is not found twice", () => {
  const state = typed("a1\ra2\ra1\r").state;
  check([["\x12a\x12\r", "|a2"], ["\x12a1\x12\r", "|a1"]], state);
  assertEquals(typed("\x12a1\x12", state).actions, [{ type: "bell" }]);
});

Deno.test("only the last lines are kept", () => {
  const { lines, place } = typed(Array.from({ length: 510 }, (_, at) => `${at}\r`).join("")).state.sheet;
  assertEquals([lines.length, place, lines[0]], [500, 500, "10"]);
});
