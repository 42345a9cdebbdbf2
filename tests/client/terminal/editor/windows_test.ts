import { assertEquals } from "@std/assert";
import type { EditorState } from "../../../../client/terminal/editor/editor_state.ts";
import {
  draftedWindows,
  forgetWindow,
  giveBack,
  rewriteDraft,
  showWindow,
} from "../../../../client/terminal/editor/windows.ts";
import { fresh, LEFT, marked, pasted, typed, UP } from "./typing.ts";

const inWork = typed(`sent\rdraft${LEFT}`).state;

function draft({ sheet }: EditorState): string {
  return marked(sheet.draft);
}

Deno.test("each window has its own draft, cursor, undo and history, which stay when another one is shown", () => {
  const inHome = showWindow(inWork, "Home");
  assertEquals(draft(inHome), "|");
  assertEquals(typed(UP, inHome).draft, "|");
  const back = showWindow(typed("other\x17", inHome).state, "Work");
  assertEquals(draft(back), "draf|t");
  assertEquals(typed("\x1f", back).draft, "|");
  assertEquals(typed(UP, back).draft, "sent|");
  assertEquals(typed("\x05 \x19", back).draft, "draft other|");
});

Deno.test("showing the window that is shown changes nothing", () => {
  assertEquals(showWindow(inWork, "Work"), inWork);
});

Deno.test("what waits for an answer or a choice ends with its window, and a paste can be put in elsewhere", () => {
  for (const keys of ["/un\t", "\x12s", "\x15\x03\x03"]) {
    const { mode, asked } = showWindow(typed(keys, inWork).state, "Home");
    assertEquals([mode.type, asked], ["writing", undefined]);
  }
  assertEquals(typed("\x19", showWindow(typed(pasted("a\nb"), inWork).state, "Home")).draft, "a\nb|");
});

Deno.test("windows with something unsent in them are known", () => {
  assertEquals(draftedWindows(fresh), []);
  assertEquals(draftedWindows(typed("x", showWindow(inWork, "Home")).state), ["Home", "Work"]);
  assertEquals(draftedWindows(typed(" ", showWindow(inWork, "Home")).state), ["Work"]);
});

Deno.test("the draft of a window that is gone can be put in elsewhere", () => {
  const inHome = forgetWindow(showWindow(inWork, "Home"), "Work");
  assertEquals(draftedWindows(inHome), []);
  assertEquals(typed("\x19", inHome).draft, "draft|");
  assertEquals(draft(showWindow(inHome, "Work")), "|");
  const gone = forgetWindow(typed("/un\t", inWork).state, "Work");
  assertEquals([draft(gone), gone.mode.type], ["|", "writing"]);
  assertEquals(forgetWindow(inWork, "Elsewhere").kills, []);
});

Deno.test("a draft can be rewritten from outside, and brought back", () => {
  const { state } = rewriteDraft(typed("/un\t", inWork).state, "/edit #3 as it was\x1b");
  assertEquals(draft(state), "/edit #3 as it was␛|");
  assertEquals(typed("\x1f", state).draft, "draf/un|t");
});

Deno.test("what was refused is given back, unless something else was begun meanwhile", () => {
  const sent = typed("too long\r").state;
  assertEquals(draft(giveBack(sent, "Work", "too long")), "too long|");
  assertEquals(draft(giveBack(typed("next", sent).state, "Work", "too long")), "next|");
  const elsewhere = giveBack(showWindow(sent, "Home"), "Work", "too long");
  assertEquals(draft(elsewhere), "|");
  assertEquals(draft(showWindow(elsewhere, "Work")), "too long|");
  const begun = giveBack(showWindow(typed("next", sent).state, "Home"), "Work", "too long");
  assertEquals(draft(showWindow(begun, "Work")), "next|");
  assertEquals(draft(showWindow(giveBack(fresh, "New", "x"), "New")), "x|");
});
