import { assertEquals } from "@std/assert";
import type { EditorContext, EditorState } from "../../../../client/terminal/editor/editor_state.ts";
import { offer } from "../../../../client/terminal/editor/complete_draft.ts";
import { viewEditor } from "../../../../client/terminal/editor/view_editor.ts";
import { DOWN, ESC, LEFT, marked, SHIFT_TAB, typed, UP } from "./typing.ts";

function check(cases: readonly (readonly [input: string, draft: string])[]): void {
  for (const [input, draft] of cases) assertEquals(typed(input).draft, draft, JSON.stringify(input));
}

/** What is offered, the chosen one in brackets. */
function offeredIn(state: EditorState): string {
  const { popup } = viewEditor(state, 60);
  return (popup?.candidates ?? []).map(({ text }, at) => at === popup?.selected ? `[${text}]` : text).join(" ");
}

function offered(input: string, context?: EditorContext): string {
  return offeredIn(typed(input, undefined, context).state);
}

Deno.test("Tab puts in what is unique, with a space behind it", () => {
  check([
    ["/ki\t", "/kick |"],
    ["/KI\t", "/kick |"],
    ["bo\t", "bobby: |"],
    ["hi @bo\t", "hi @bobby |"],
    ["hi :palm_t\t", "hi :palm_tree: |"],
    ["/kick bo\t", "/kick bobby |"],
    [`hi @bo there${LEFT.repeat(6)}\t`, "hi @bobby |there"],
    [`hi @bo!${LEFT}\t`, "hi @bobby |!"],
    ["a\nb @bo\t", "a\nb @bobby |"],
    ["/ki\t\x1f", "/ki|"],
  ]);
});

Deno.test("Tab says when there is nothing to put in", () => {
  assertEquals(typed("xyz\t").actions, [{ type: "bell" }]);
  check([["xyz\t", "xyz|"]]);
});

Deno.test("Tab goes as far as all candidates do, and offers them", () => {
  check([["/un\t", "/un|"], ["/o\t", "/o|"], ["/m\t", "/m|"], ["/cha\t", "/channels |"]]);
  assertEquals(offered("/un\t"), "[/unignore] /unban /unmute");
  assertEquals(typed("/mute bobby f\t").draft, "/mute bobby for |");
  assertEquals(offered("/mute bobby f\t"), "[for 10m] for 2h for 1d for 7d");
});

Deno.test("among the candidates Tab and the arrows choose, and go around", () => {
  const cases: readonly (readonly [keys: string, chosen: string])[] = [
    ["\t", "/unban"],
    ["\t\t", "/unmute"],
    ["\t\t\t", "/unignore"],
    [SHIFT_TAB, "/unmute"],
    [DOWN, "/unban"],
    [`${DOWN}${UP}`, "/unignore"],
    [UP, "/unmute"],
    ["\x1b[6~", "/unmute"],
    ["\x1b[6~\x1b[5~", "/unignore"],
  ];
  for (const [keys, chosen] of cases) {
    assertEquals(offered(`/un\t${keys}`).match(/\[(.*)\]/)?.[1], chosen, JSON.stringify(keys));
    check([[`/un\t${keys}\r`, `${chosen} |`]]);
  }
});

Deno.test("Enter takes the chosen one, Esc none, and both close the popup", () => {
  const taken = typed("/un\t\t\r");
  assertEquals([taken.draft, taken.actions, offeredIn(taken.state)], ["/unban |", [], ""]);
  for (const key of [ESC, "\x07", "\x03"]) {
    const left = typed(`/un\t\t${key}`);
    assertEquals([left.draft, left.actions, offeredIn(left.state)], ["/un|", [], ""]);
  }
});

Deno.test("writing on narrows the candidates, and leaves them when none is left", () => {
  assertEquals(offered("/un\tb"), "[/unban]");
  assertEquals(offered("/un\tb\x7f"), "[/unignore] /unban /unmute");
  assertEquals(offered("/un\tbx"), "");
  assertEquals(offered("/un\tban "), "");
  assertEquals(offered("/un\tx\x7f"), "");
  assertEquals(offered(`/un\t${LEFT}`), "");
  check([["/un\tb\r", "/unban |"], ["/un\tbx", "/unbx|"]]);
});

Deno.test("Enter sends what is already as it was offered", () => {
  assertEquals(typed("/un\tban\r").actions, [{ type: "submit", text: "/unban" }]);
});

/** One path behind "/export txt ", asked from whoever knows it. */
function asking(typedPath: string) {
  const { state, actions } = typed(`/export txt ${typedPath}\t`);
  const [action] = actions;
  return { state, ticket: action?.type === "complete" ? action.ticket : -1, actions };
}

function candidatesOf(...texts: readonly string[]) {
  return texts.map((text) => ({ text, hint: "" }));
}

Deno.test("a path is asked of whoever knows the files, and comes later", () => {
  const { state, ticket, actions } = asking("~/no");
  assertEquals(actions, [{ type: "complete", ticket, request: { type: "path", prefix: "~/no" } }]);
  assertEquals(marked(state.sheet.draft), "/export txt ~/no|");
  const one = offer(state, { ticket, candidates: candidatesOf("~/notes.txt") });
  assertEquals(marked(one.state.sheet.draft), "/export txt ~/notes.txt |");
  const folder = offer(state, { ticket, candidates: candidatesOf("~/notes/") });
  assertEquals(marked(folder.state.sheet.draft), "/export txt ~/notes/|");
  const several = offer(state, { ticket, candidates: candidatesOf("~/notes a", "~/notes b") });
  assertEquals(marked(several.state.sheet.draft), "/export txt ~/notes |");
  assertEquals(offeredIn(several.state), "[~/notes a] ~/notes b");
  assertEquals(offer(state, { ticket, candidates: [] }).action, { type: "bell" });
});

Deno.test("an answer that comes too late, twice or to nobody is nothing", () => {
  const { state, ticket } = asking("~/no");
  const candidates = candidatesOf("~/notes.txt");
  const late = typed("t", state).state;
  assertEquals(offer(late, { ticket, candidates }), { state: late });
  assertEquals(offer(state, { ticket: ticket + 1, candidates }), { state });
  const answered = offer(state, { ticket, candidates }).state;
  assertEquals(offer(answered, { ticket, candidates }), { state: answered });
});

Deno.test("among paths, writing on asks again and keeps those that fit meanwhile", () => {
  const { state, ticket } = asking("~/no");
  const several = offer(state, { ticket, candidates: candidatesOf("~/notes a", "~/notes b") }).state;
  const { state: narrowed, actions } = typed("b", several);
  assertEquals(actions, [{ type: "complete", ticket: ticket + 1, request: { type: "path", prefix: "~/notes b" } }]);
  assertEquals(offeredIn(narrowed), "[~/notes b]");
  const again = offer(narrowed, { ticket: ticket + 1, candidates: candidatesOf("~/notes b", "~/notes bc") }).state;
  assertEquals(offeredIn(again), "[~/notes b] ~/notes bc");
  assertEquals(marked(again.sheet.draft), "/export txt ~/notes b|");
  assertEquals(offeredIn(typed("x", several).state), "");
});
