import { assertEquals, assertMatch } from "@std/assert";
import { MOST_TEXT } from "../../../../client/core/content.ts";
import type { EditorState } from "../../../../client/terminal/editor/editor_state.ts";
import { press } from "../../../../client/terminal/editor/press.ts";
import { viewEditor } from "../../../../client/terminal/editor/view_editor.ts";
import { context, DOWN, ESC, fresh, LEFT, pasted, RIGHT, SHIFT_TAB, typed, UP } from "./typing.ts";

/** What is asked: a title, a text and the answers, the chosen one in brackets. */
function asked(state: EditorState): string {
  const { dialog } = viewEditor(state, 80);
  const answers = dialog?.options.map(({ label }, at) => at === dialog.selected ? `[${label}]` : label);
  return [dialog?.title, dialog?.text, ...answers ?? []].join(", ");
}

function notice(state: EditorState): string {
  return viewEditor(state, 80).notice;
}

Deno.test("one line is put in, clean, whatever ends it", () => {
  const cases: readonly (readonly [text: string, draft: string])[] = [
    ["hello", "hello|"],
    ["hello\r\n", "hello|"],
    ["hello\n\n\n", "hello|"],
    ["a\tb", "a    b|"],
    ["red \x1b[31m\x07text", "red ␛[31m␇text|"],
    ["gpj.\u202eexe", "gpj.exe|"],
    ["\n", "|"],
    ["", "|"],
  ];
  for (const [text, draft] of cases) assertEquals(typed(pasted(text)).draft, draft);
  assertEquals(typed(`say : it${LEFT.repeat(3)}${pasted("x")}\x1f`).draft, "say :| it");
});

Deno.test("several lines ask, and nothing of them is written before", () => {
  const { state, draft, actions } = typed(`say: ${pasted("a\r\nb\rc\n")}`);
  assertEquals([draft, actions], ["say: |", []]);
  assertEquals(asked(state), "3 lines pasted, What are they to become?, [One message], A file, Cancel");
});

Deno.test("several lines can become one message, which is another key's to send", () => {
  for (const answer of ["m", "M", "\r"]) {
    const { draft, actions } = typed(`say: ${pasted("a\r\n\tb\rc\n")}${answer}`);
    assertEquals([draft, actions], ["say: a\n    b\nc|", []]);
  }
  assertEquals(typed(`say: ${pasted("a\nb")}m\x1f`).draft, "say: |");
});

Deno.test("several lines can become a file, with everything that is in them", () => {
  const { draft, actions } = typed(`say: ${pasted("a\r\n\tb\x07\rc\n")}f`);
  assertEquals([draft, actions], ["say: |", [{ type: "file", text: "a\n\tb\x07\nc\n" }]]);
});

Deno.test("several lines can be let go, and put in after all", () => {
  for (const answer of ["c", "n", ESC, "\x03", "\x07"]) {
    const { state, draft, actions } = typed(`say: ${pasted("a\nb")}${answer}`);
    assertEquals([draft, actions], ["say: |", []]);
    assertEquals(notice(state), "Not pasted. Ctrl-Y puts it in after all.");
    assertEquals(typed("\x19", state).draft, "say: a\nb|");
  }
});

Deno.test("the answers can be chosen with the arrows and Tab, around the end", () => {
  const cases = [["", "message"], [RIGHT, "file"], ["\t\t", "cancel"], [LEFT, "cancel"], [
    `${SHIFT_TAB}${DOWN}`,
    "message",
  ], [`${UP}${UP}`, "file"]];
  for (const [keys, answer] of cases) {
    const { draft, actions } = typed(`${pasted("a\nb")}${keys}\r`);
    assertEquals(draft, answer === "message" ? "a\nb|" : "|", keys);
    assertEquals(actions.length, answer === "file" ? 1 : 0, keys);
  }
});

Deno.test("what is no answer is not taken for one", () => {
  const { state, draft, actions } = typed(`${pasted("a\nb")}x\x1b[18~`);
  assertEquals([state.mode.type, draft, actions], ["pasting", "|", [{ type: "bell" }]]);
});

Deno.test("what is pasted before the answer belongs to it", () => {
  const { state } = typed(`${pasted("a\nb")}${pasted("\nc\nd")}`);
  assertEquals(asked(state), "4 lines pasted, What are they to become?, [One message], A file, Cancel");
  assertEquals(typed("m", state).draft, "a\nb\nc\nd|");
});

Deno.test("what is too much for one message can be a file", () => {
  for (const text of ["x".repeat(MOST_TEXT + 1), "é".repeat(MOST_TEXT / 2 + 1), "a\n".repeat(MOST_TEXT)]) {
    const { state } = typed(pasted(text));
    assertMatch(asked(state), /^\d+ KiB pasted, That is too much for one message., \[A file\], Cancel$/);
    const message = typed("m", state);
    assertEquals([message.draft, message.actions], ["|", [{ type: "bell" }]]);
    assertEquals(typed("f", state).actions, [{ type: "file", text }]);
  }
  assertEquals(typed(pasted("x".repeat(MOST_TEXT))).state.mode.type, "writing");
  const full = typed(pasted("x".repeat(MOST_TEXT))).state;
  assertEquals(typed(pasted("y"), full).state.mode.type, "pasting");
});

Deno.test("where no file can be sent, none is offered", () => {
  const around = { ...context, files: false };
  const cases = [
    ["a\nb", "2 lines pasted, What are they to become?, [One message], Cancel"],
    ["x".repeat(MOST_TEXT + 1), "49 KiB pasted, That is too much for one message., [Cancel]"],
  ];
  for (const [text = "", question] of cases) {
    const { state } = press(fresh, { type: "paste", text }, around);
    assertEquals(asked(state), question);
    assertEquals(press(state, { type: "text", text: "f" }, around).action, { type: "bell" });
  }
});

Deno.test("what is too much to be kept is let go, and says so", () => {
  const { state, draft, actions } = typed(pasted("x\n".repeat(1 << 20)));
  assertEquals([state.mode.type, draft, actions], ["writing", "|", [{ type: "bell" }]]);
  assertEquals(notice(state), "Cannot paste that: it is over 1 MB. /file sends a file of any size.");
  const many = typed(pasted("x\n".repeat(1 << 18)).repeat(3)).state;
  assertEquals(notice(many), "Cannot paste that: it is over 1 MB. /file sends a file of any size.");
  assertEquals(typed("\x19", typed(`${pasted("x".repeat(70_000))}c`).state).actions, [{ type: "bell" }]);
});

Deno.test("a paste of line breaks or control characters takes no longer than another", () => {
  const started = performance.now();
  for (const text of ["\n".repeat(1 << 19) + "x", "\x07".repeat(1 << 19), " ".repeat(1 << 19), "\t".repeat(1 << 18)]) {
    typed("m", typed(pasted(text), fresh).state);
  }
  assertEquals(performance.now() - started < 10_000, true);
});

Deno.test("a paste while something is searched or offered goes where it belongs", () => {
  const sent = typed("one\rtwo\r").state;
  assertEquals(typed(`\x12${pasted("on\n")}\r`, sent).draft, "|one");
  assertEquals(typed(`/un\t${pasted("xyz")}`).draft, "/unxyz|");
  assertEquals(typed(`\x03${pasted("xyz")}`).draft, "xyz|");
});
