import { assert, assertEquals } from "@std/assert";
import { drawList, withoutBold } from "../../../../client/terminal/menu/draw_list.ts";
import { listOf, type ListState, oneByOne, pressList } from "../../../../client/terminal/menu/list_state.ts";
import { KeyReader } from "../../../../shared/terminal/keys.ts";
import { columns } from "../../../../shared/terminal/width.ts";

const ITEMS = [
  { word: "one", label: "The first", about: "what there is to say of it" },
  { word: "two", label: "The second" },
  { word: "three", label: "日本語の項目" },
];

Deno.test("pressList() moves the mark around, by arrows, numbers, Home and End", () => {
  const cases: readonly (readonly [typed: string, marked: number])[] = [
    ["\x1b[B", 1],
    ["\x1b[B\x1b[B\x1b[B", 0],
    ["\x1b[A", 2],
    ["jjk", 1],
    ["\t\t", 2],
    ["3", 2],
    ["31", 0],
    ["4", 0],
    ["0", 0],
    ["\x1b[F", 2],
    ["\x1b[F\x1b[H", 0],
    ["x\x1b[3~?", 0],
  ];
  for (const [typed, marked] of cases) assertEquals(pressed(typed), { type: "marked", marked }, JSON.stringify(typed));
});

Deno.test("pressList() chooses what is marked, and leaves", () => {
  const cases: readonly (readonly [typed: string, outcome: unknown])[] = [
    ["\r", { type: "chosen", word: "one" }],
    ["2\r", { type: "chosen", word: "two" }],
    ["\x1b[A ", { type: "chosen", word: "three" }],
    ["2\x1b[C", { type: "chosen", word: "two" }],
    ["\x7f", { type: "back" }],
    ["\x1b[D", { type: "back" }],
    ["q", { type: "left" }],
    ["Q", { type: "left" }],
    ["\x03", { type: "left" }],
    ["\x04", { type: "left" }],
  ];
  for (const [typed, outcome] of cases) assertEquals(pressed(typed), outcome, JSON.stringify(typed));
});

Deno.test("a number alone chooses nothing: the Enter that follows it is not for the next question", () => {
  assertEquals(pressed("2"), { type: "marked", marked: 1 });
});

Deno.test("listOf() marks what was chosen the last time, and the first where that is no more", () => {
  assertEquals(listOf("", ITEMS, "two").marked, 1);
  assertEquals([listOf("", ITEMS, "gone").marked, listOf("", ITEMS, undefined).marked], [0, 0]);
});

Deno.test("drawList() shows the title, the items with what is to be known of them, and the keys", () => {
  assertEquals(drawList(listOf("A title", ITEMS, "two"), { width: 60, height: 20, bold: false, unicode: true }), [
    "A title",
    "",
    "  1  The first      what there is to say of it",
    "❯ 2  The second",
    "  3  日本語の項目",
    "",
    "↑ ↓ or a number, then Enter. Esc goes back.",
  ]);
});

Deno.test("drawList() fits any terminal, without Unicode too, and marks by a sign", () => {
  const list = listOf("A title that is longer than many a terminal is wide", ITEMS, "two");
  for (let width = 1; width < 80; width++) {
    for (const height of [3, 24]) {
      const lines = drawList(list, { width, height, bold: true, unicode: width % 2 === 0 });
      assert(lines.every((line) => columns(withoutBold(line)) < Math.max(2, width)), `${width}: ${lines.join("|")}`);
      if (width > 4) assertEquals(lines.filter((line) => /^[>❯] 2/.test(withoutBold(line))).length, 1, lines.join("|"));
    }
  }
  const ascii = drawList(list, { width: 80, height: 24, bold: false, unicode: false }).slice(2).join("");
  assertEquals(/[↑↓❯]/.test(ascii), false);
});

Deno.test("drawList() leaves out all but what can be chosen where the terminal is low", () => {
  assertEquals(drawList(listOf("A title", ITEMS, "one"), { width: 12, height: 5, bold: false, unicode: false }), [
    "> 1  The f…",
    "  2  The s…",
    "  3  日本…",
  ]);
});

function pressed(typed: string): unknown {
  let state: ListState = listOf("", ITEMS, undefined);
  for (const key of oneByOne(new KeyReader().read(new TextEncoder().encode(typed)))) {
    const step = pressList(state, key);
    if (step.type !== "choosing") return step;
    state = step.state;
  }
  return { type: "marked", marked: state.marked };
}
