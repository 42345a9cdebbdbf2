/** Whatever keys come: the editor never fails, its cursor stays between two characters, and nothing that was written is gone for good. */
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { offer } from "../../../../client/terminal/editor/complete_draft.ts";
import type { EditorAction, EditorState } from "../../../../client/terminal/editor/editor_state.ts";
import { LONGEST_DRAFT } from "../../../../client/terminal/editor/draft.ts";
import { press } from "../../../../client/terminal/editor/press.ts";
import { viewEditor } from "../../../../client/terminal/editor/view_editor.ts";
import { forgetWindow, giveBack, rewriteDraft, showWindow } from "../../../../client/terminal/editor/windows.ts";
import { graphemes } from "../../../../shared/terminal/graphemes.ts";
import { type Key, named } from "../../../../shared/terminal/key.ts";
import { columns } from "../../../../shared/terminal/width.ts";
import { context, fresh } from "./typing.ts";

const NAMES = [
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
  "escape",
  "pagedown",
];
const named_: fc.Arbitrary<Key> = fc.record({
  type: fc.constant("key" as const),
  name: fc.oneof(fc.constantFrom(...NAMES), fc.constantFrom(..."abcdefghjklmnprstuvwyz_/<>")),
  ctrl: fc.boolean(),
  alt: fc.boolean(),
  shift: fc.boolean(),
});
const text = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 8 }),
  fc.string({ unit: "binary", maxLength: 8 }),
  fc.constantFrom(
    "\u0301",
    "\u200d",
    "🇩",
    "👍",
    " ",
    "日",
    "/",
    "/un",
    "@",
    ":smi",
    "bo",
    "m",
    "f",
    "y",
    "n",
    "/export txt ~/",
  ),
);
const lines = fc.array(text, { maxLength: 4 }).map((all) => all.join("\n"));
const typed: fc.Arbitrary<Key> = fc.record({ type: fc.constant("text" as const), text });
const pasted: fc.Arbitrary<Key> = fc.record({ type: fc.constant("paste" as const), text: lines });
const key = fc.oneof({ weight: 5, arbitrary: named_ }, { weight: 4, arbitrary: typed }, {
  weight: 1,
  arbitrary: pasted,
});

type Step = (state: EditorState) => { readonly state: EditorState; readonly action?: EditorAction };

/** What else happens to an editor than keys. */
const fromOutside: fc.Arbitrary<Step> = fc.oneof(
  fc.constantFrom("Work", "Home", "").map((window): Step => (state) => ({ state: showWindow(state, window) })),
  text.map((text): Step => (state) => ({ state: giveBack(state, "Home", text) })),
  text.map((text): Step => (state) => rewriteDraft(state, text)),
  fc.array(text, { maxLength: 3 }).map((texts): Step => (state) =>
    offer(state, { ticket: state.tickets, candidates: texts.map((text) => ({ text, hint: "" })) })
  ),
  fc.constant<Step>((state) => ({ state: forgetWindow(state, "Home") })),
);
const pressed = key.map((key): Step => (state) => press(state, key, context));
const steps = fc.array(fc.oneof({ weight: 8, arbitrary: pressed }, { weight: 1, arbitrary: fromOutside }), {
  maxLength: 60,
});

function check(state: EditorState): void {
  const { draft, lines, place, past, future } = state.sheet;
  for (const { text, cursor } of [draft, ...past.slice(-2), ...future.slice(-2)]) {
    assert(boundsOf(text).has(cursor), `${JSON.stringify(text)} at ${cursor}`);
    assert(!/(?!\n)\p{Cc}/u.test(text), JSON.stringify(text));
    assert(text.length <= LONGEST_DRAFT);
  }
  assert(place >= 0 && place <= lines.length);
  const { editor: { lines: rows, cursor }, popup, dialog } = viewEditor(state, 20);
  for (const row of rows) assert(columns(row) < 20, JSON.stringify(rows));
  assert(rows[cursor.line] !== undefined && cursor.column < 20);
  assert(!popup || popup.candidates[popup.selected ?? -1] !== undefined);
  assert(!dialog || dialog.options[dialog.selected ?? -1] !== undefined);
}

function boundsOf(text: string): ReadonlySet<number> {
  let at = 0;
  return new Set([0, ...graphemes(text).map((grapheme) => at += grapheme.length)]);
}

Deno.test("nothing that happens breaks the editor", () => {
  fc.assert(
    fc.property(steps, (steps) => {
      steps.reduce((state, step) => {
        const next = step(state).state;
        check(next);
        return next;
      }, fresh);
    }),
    { numRuns: 500 },
  );
});

const UNDO = named("_", { ctrl: true });
const REDO = named("_", { alt: true });

Deno.test("undoing everything leads to where it began, and doing it again to where it was", () => {
  const edits = fc.array(key.filter((key) => key.type !== "key" || !["enter", "_", "/"].includes(key.name)), {
    maxLength: 40,
  });
  fc.assert(
    fc.property(edits, (keys) => {
      const end = writing(keys.reduce((state, key) => press(state, key, context).state, fresh));
      const begin = until(end, UNDO);
      assertEquals(begin.sheet.draft, fresh.sheet.draft);
      assertEquals(until(begin, REDO).sheet.draft.text, end.sheet.draft.text);
    }),
    { numRuns: 500 },
  );
});

Deno.test("one undo brings back exactly what a key changed", () => {
  const changes = named_.filter((key) =>
    key.type === "key" && key.name !== "enter" && key.name !== "_" && key.name !== "/"
  );
  fc.assert(
    fc.property(fc.array(key, { maxLength: 20 }), changes, (keys, change) => {
      // A key that means nothing ends whatever could be undone as one.
      const before = writing(keys.reduce((state, key) => press(state, key, context).state, fresh));
      const after = press(before, change, context).state;
      if (after.sheet.draft.text === before.sheet.draft.text || after.sheet.lines !== before.sheet.lines) return;
      assertEquals(press(writing(after), UNDO, context).state.sheet.draft, before.sheet.draft);
    }),
    { numRuns: 1000 },
  );
});

Deno.test("what was written is in the draft, in what can be undone, in what was taken out, or was sent", () => {
  const LOSING = ["t", "_", "/"];
  const keys = fc.array(named_.filter((key) => key.type === "key" && !LOSING.includes(key.name)), { maxLength: 30 });
  fc.assert(
    fc.property(keys, (keys) => {
      const begun = press(fresh, { type: "text", text: "precious" }, context).state;
      const state = keys.reduce((state, key) => press(state, key, context).state, begun);
      const { draft, past, written, lines } = state.sheet;
      const texts = [draft, ...past, ...written.values()].map(({ text }) => text);
      // Sent in parts, it may be put together only by who reads them.
      const sent = lines.length > 0 && keys.some((key) => key.type === "key" && key.name === "enter");
      assert(sent || [...texts, ...state.kills].some((text) => text.toLowerCase() === "precious"));
    }),
    { numRuns: 500 },
  );
});

/** The state with nothing chosen, asked or merged. */
function writing(state: EditorState): EditorState {
  return { ...state, mode: { type: "writing" }, last: { type: "nothing" } };
}

/** Presses a key until it changes nothing any more. */
function until(from: EditorState, key: Key): EditorState {
  let state = from;
  for (;;) {
    const { state: next, action } = press(state, key, context);
    if (action?.type === "bell") return state;
    state = next;
  }
}
