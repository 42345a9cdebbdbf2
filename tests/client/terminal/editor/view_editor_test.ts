import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { MOST_TEXT } from "../../../../client/core/content.ts";
import { cellOf, placeAt, rowsOf } from "../../../../client/terminal/editor/rows.ts";
import { viewEditor } from "../../../../client/terminal/editor/view_editor.ts";
import { rewriteDraft } from "../../../../client/terminal/editor/windows.ts";
import { graphemes } from "../../../../shared/terminal/graphemes.ts";
import { columns } from "../../../../shared/terminal/width.ts";
import { fresh, LEFT, typed, UP } from "./typing.ts";

/** The rows as they are shown on 12 columns, with "|" where the cursor's cell begins. */
function shown(input: string): readonly string[] {
  const { lines, cursor } = viewEditor(typed(input).state, 12).editor;
  return lines.map((row, at) => at === cursor.line ? withCursor(row, cursor.column) : row);
}

function withCursor(row: string, column: number): string {
  const all = graphemes(row);
  const at = all.findIndex((_, index) => columns(all.slice(0, index).join("")) >= column);
  return at < 0 ? `${row}|` : `${all.slice(0, at).join("")}|${all.slice(at).join("")}`;
}

Deno.test("a draft is broken into rows behind spaces, and in the midst of what has none", () => {
  const cases: readonly (readonly [input: string, rows: readonly string[]])[] = [
    ["", ["|"]],
    ["hello", ["hello|"]],
    ["hello world", ["hello world|"]],
    ["hello worlds", ["hello", "worlds|"]],
    ["hello world!!", ["hello", "world!!|"]],
    ["0123456789a", ["0123456789a|"]],
    ["0123456789ab", ["0123456789a", "b|"]],
    ["0123456789a b", ["0123456789a", "b|"]],
    ["0123456789a ", ["0123456789a", "|"]],
    ["a\n\nb", ["a", "", "b|"]],
    ["a\n", ["a", "|"]],
    ["日本語日本語", ["日本語日本", "語|"]],
    [`日本語日本語${LEFT}`, ["日本語日本", "|語"]],
    [`hello worlds${LEFT.repeat(6)}`, ["hello", "|worlds"]],
    [`hello worlds${LEFT.repeat(7)}`, ["hello|", "worlds"]],
    ["👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦", ["👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦", "👩‍👩‍👧‍👦|"]],
  ];
  for (const [input, rows] of cases) assertEquals(shown(input), rows, JSON.stringify(input));
});

Deno.test("the popup says what is offered, which is chosen, and where it would stand", () => {
  const { popup } = viewEditor(typed("/un\t\t\t").state, 30);
  assertEquals(popup?.candidates.map(({ text }) => text), ["/unignore", "/unban", "/unmute"]);
  assertEquals([popup?.selected, popup?.column], [2, 0]);
  assertEquals(viewEditor(typed("日本 @\t").state, 30).popup?.column, 5);
  assertEquals(viewEditor(typed("a\nb\nc @\t").state, 30).popup?.column, 2);
  assertEquals(viewEditor(typed("0123456789 @\t").state, 12).popup?.column, 0);
});

Deno.test("a draft too long for one message says by how much", () => {
  const notice = (length: number) => viewEditor(rewriteDraft(fresh, "é".repeat(length)).state, 60).notice;
  assertEquals(notice(MOST_TEXT / 2), "");
  assertEquals(notice(MOST_TEXT / 2 + 600), "1200 bytes too long for one message");
});

const text = fc.string({
  unit: fc.oneof(
    fc.constantFrom(" ", "\n", "a", "日", "👩‍👩‍👧‍👦", "e\u0301", "🇩", "\u0301", "\u200d"),
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 }),
  ),
}).map((one) => one.replace(/(?!\n)\p{Cc}/gu, ""));

Deno.test("whatever is written, rows hold all of it, fit the width, and every place has a cell that leads back to it", () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 3, max: 30 }), (text, width) => {
      const rows = rowsOf(text, width);
      assertEquals(
        rows.map(({ from, to, goesOn }) => text.slice(from, to) + (goesOn ? "" : "\n")).join(""),
        `${text}\n`,
      );
      for (const { from, to } of rows) assert(columns(text.slice(from, to).trimEnd()) < width);
      let at = 0;
      for (const grapheme of [...graphemes(text), ""]) {
        const { row, column } = cellOf(text, rows, at);
        const found = rows[row];
        assert(found && column <= width);
        const back = cellOf(text, rows, placeAt(text, found, column));
        assertEquals(back, { row, column });
        at += grapheme.length;
      }
    }),
    { numRuns: 500 },
  );
});

Deno.test("the cursor is always in a row that is there, however narrow", () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 30 }), fc.nat({ max: 40 }), (text, width, ups) => {
      const { state } = typed(UP.repeat(ups), rewriteDraft(fresh, text).state);
      const { lines, cursor } = viewEditor(state, width).editor;
      assert(lines[cursor.line] !== undefined);
      assert(cursor.column >= 0 && cursor.column < width);
    }),
    { numRuns: 300 },
  );
});
