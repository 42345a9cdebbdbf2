/** Whatever is said and done, at any size: the screen holds its form. */
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { drawScreen } from "../../../../client/terminal/screen/draw_screen.ts";
import { Layouts } from "../../../../client/terminal/screen/layouts.ts";
import { lookOf } from "../../../../client/terminal/screen/look.ts";
import { paint } from "../../../../client/terminal/screen/paint.ts";
import type { Screen, ScreenSize } from "../../../../client/terminal/screen/screen.ts";
import { scroll, type ScrollStep, sight } from "../../../../client/terminal/screen/scroll.ts";
import { NEW_WINDOW } from "../../../../client/terminal/screen/view.ts";
import { graphemes } from "../../../../shared/terminal/graphemes.ts";
import { columns, columnsOf } from "../../../../shared/terminal/width.ts";
import { Emulator } from "./emulator.ts";
import { look, size, state, view } from "./noise.ts";

const CAPS = { unicode: true, links: true, synchronised: true, title: true };

function check({ columns: width, rows, cursor, title }: Screen, size: ScreenSize): void {
  assertEquals(width, size.columns);
  assertEquals(rows.length, size.rows);
  for (const row of rows) {
    const text = row.map(({ text }) => text).join("");
    const taken = row.reduce((sum, { text }) => sum + columns(text), 0);
    assert(taken <= size.columns, `${taken} columns of ${size.columns}: ${JSON.stringify(text)}`);
    assert(!/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u.test(text) && text.isWellFormed(), JSON.stringify(text));
    for (const { link } of row) assert(link === undefined || /^https?:\/\/[!-~]+$/i.test(link), link);
  }
  assert(!/[\p{Cc}\p{Bidi_Control}]/u.test(title), title);
  if (!cursor) return;
  assert(
    cursor.row >= 0 && cursor.row < size.rows && cursor.column >= 0 && cursor.column < size.columns,
    JSON.stringify(cursor),
  );
}

Deno.test("a screen has as many rows as the terminal, none wider than it, no control character, and the cursor inside", () => {
  fc.assert(
    fc.property(state, view, size, look, (state, view, size, options) => {
      check(drawScreen(state, view, { size, look: lookOf(options), layouts: new Layouts() }), size);
    }),
    { numRuns: 400 },
  );
});

Deno.test("what was laid out before makes no difference to what is drawn", () => {
  const layouts = new Layouts();
  const looks = (["dark", "light"] as const).map((theme) =>
    lookOf({ theme, depth: "16", unicode: true, minutesEast: () => 0 })
  );
  fc.assert(
    fc.property(state, fc.array(fc.tuple(view, size, fc.nat(1)), { minLength: 2, maxLength: 4 }), (state, draws) => {
      for (const [view, size, which] of draws) {
        const look = looks[which];
        if (!look) return;
        const options = { size, look };
        assertEquals(
          drawScreen(state, view, { ...options, layouts }),
          drawScreen(state, view, { ...options, layouts: new Layouts() }),
        );
      }
    }),
    { numRuns: 100 },
  );
});

Deno.test("paint() of any screen over any other of its size is that screen", () => {
  const measure = (text: string) => graphemes(text).map((glyph) => [glyph, columnsOf(glyph)] as const);
  fc.assert(
    fc.property(state, state, view, view, size, (first, second, before, after, size) => {
      const options = {
        size,
        look: lookOf({ theme: "dark", depth: "256", unicode: true, minutesEast: () => 0 }),
        layouts: new Layouts(),
      };
      const [from, to] = [drawScreen(first, before, options), drawScreen(second, after, options)];
      const changed = new Emulator(size, measure);
      changed.write(paint(undefined, from, CAPS) + paint(from, to, CAPS));
      const fresh = new Emulator(size, measure);
      fresh.write(paint(undefined, to, CAPS));
      assertEquals(
        changed.grid.map((row) => row.map((cell) => cell?.text)),
        fresh.grid.map((row) => row.map((cell) => cell?.text)),
      );
      assertEquals([changed.place, changed.title], [to.cursor, to.title]);
    }),
    { numRuns: 100 },
  );
});

const step: fc.Arbitrary<ScrollStep> = fc.oneof(
  fc.integer({ min: -30, max: 30 }).map((lines) => ({ type: "lines" as const, lines })),
  fc.constantFrom(-1, 1).map((pages) => ({ type: "pages" as const, pages })),
  fc.constantFrom<ScrollStep>({ type: "top" }, { type: "end" }),
  fc.nat(40).map((cursor) => ({ type: "row" as const, cursor, text: "a" })),
);

Deno.test("however one scrolls, the window stays in its channel, and from everywhere the end is reached", () => {
  fc.assert(
    fc.property(state, view, size, fc.array(step, { maxLength: 8 }), (state, first, size, steps) => {
      const options = {
        size,
        look: lookOf({ theme: "dark", depth: "16", unicode: true, minutesEast: () => 0 }),
        layouts: new Layouts(),
      };
      let view = first;
      for (const step of [...steps, { type: "end" } as const]) {
        const { current } = view;
        if (current === undefined) return;
        const anchor = scroll(state, view, { ...options, step });
        view = {
          ...view,
          windows: new Map(view.windows).set(current, { ...NEW_WINDOW, ...view.windows.get(current), anchor }),
        };
        check(drawScreen(state, view, options), size);
        const seen = sight(state, view, options);
        if (step.type === "top" && anchor !== undefined) assertEquals(seen?.top, true);
        if (step.type === "end") assertEquals([anchor, seen?.end], [undefined, true]);
      }
    }),
    { numRuns: 100 },
  );
});
