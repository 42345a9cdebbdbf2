import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { graphemes } from "../../../shared/terminal/graphemes.ts";
import { viewLine } from "../../../shared/terminal/line_view.ts";
import { columns } from "../../../shared/terminal/width.ts";

Deno.test("viewLine() shows a line that fits as it is", () => {
  assertEquals(viewLine({ text: "hello", cursor: 2 }, 5), { before: "he", after: "llo" });
  assertEquals(viewLine({ text: "a\nb", cursor: 3 }, 5), { before: "a⏎b", after: "" });
});

Deno.test("viewLine() marks where the line goes on", () => {
  const text = "abcdefghijklmnopqrstuvwxyz";
  assertEquals(viewLine({ text, cursor: 0 }, 10), { before: "", after: "abcdefghi>" });
  assertEquals(viewLine({ text, cursor: 26 }, 10), { before: "<vwxyz", after: "" });
  assertEquals(viewLine({ text, cursor: 10 }, 10), { before: "<ghij", after: "klmn>" });
});

Deno.test("viewLine() never takes more than its width, and shows the character before and the one under the cursor", () => {
  const line = fc.string({ unit: "grapheme", maxLength: 60 }).filter((text) => !/\p{Cc}/u.test(text));
  fc.assert(
    fc.property(line, fc.nat(), fc.integer({ min: 8, max: 40 }), (text, place, width) => {
      const characters = graphemes(text);
      const count = place % (characters.length + 1);
      const cursor = characters.slice(0, count).join("").length;
      const view = viewLine({ text, cursor }, width);
      assert(columns(view.before) + columns(view.after) <= width, JSON.stringify(view));
      assert(view.before.endsWith(characters[count - 1] ?? ""));
      assert(view.after.startsWith(characters[count] ?? ""), JSON.stringify(view));
    }),
    { numRuns: 2000 },
  );
});
