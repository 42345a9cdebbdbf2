/** A list of rows is what an array would be, bounded. */
import { assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  append,
  backwards,
  change,
  forwards,
  MOST_ROWS,
  NO_ROWS,
  prepend,
  replaceLast,
  rowAt,
  type RowList,
} from "../../../../client/core/state/row_list.ts";

type Step =
  | { readonly type: "append" | "change" | "replaceLast"; readonly value: number }
  | { readonly type: "prepend"; readonly values: readonly number[] };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ type: fc.constant("append" as const), value: fc.nat() }) },
  fc.record({ type: fc.constantFrom("change" as const, "replaceLast" as const), value: fc.nat() }),
  fc.record({ type: fc.constant("prepend" as const), values: fc.array(fc.nat(), { maxLength: 300 }) }),
);

Deno.test("a row list does what an array does", () => {
  fc.assert(fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
    let list: RowList<number> = NO_ROWS;
    let array: readonly number[] = [];
    for (const one of steps) [list, array] = [onList(list, one), onArray(array, one)];
    assertEquals([...forwards(list)], array);
    assertEquals([...backwards(list)], array.toReversed());
    assertEquals([list.length, rowAt(list, 0), rowAt(list, array.length - 1)], [array.length, array[0], array.at(-1)]);
  }));
});

Deno.test("a row list keeps the newest rows, and remembers that others went", () => {
  let list: RowList<number> = prepend(NO_ROWS, Array.from({ length: MOST_ROWS }, (_, at) => at));
  assertEquals([list.length, list.trimmed], [MOST_ROWS, false]);
  for (let at = 0; at < 300; at++) list = append(list, MOST_ROWS + at);
  assertEquals([list.length, list.trimmed, rowAt(list, 0), rowAt(list, MOST_ROWS - 1)], [
    MOST_ROWS,
    true,
    300,
    MOST_ROWS + 299,
  ]);
  const full = prepend(append(NO_ROWS, 1), Array.from({ length: MOST_ROWS }, () => 0));
  assertEquals([full.length, full.trimmed], [MOST_ROWS, true]);
});

function onList(list: RowList<number>, step: Step): RowList<number> {
  if (step.type === "append") return append(list, step.value);
  if (step.type === "prepend") return prepend(list, step.values);
  if (step.type === "replaceLast") return replaceLast(list, step.value);
  return change(list, (row): row is number => row % 3 === 0, () => step.value) ?? list;
}

function onArray(array: readonly number[], step: Step): readonly number[] {
  if (step.type === "append") return [...array, step.value];
  if (step.type === "prepend") return [...step.values, ...array];
  if (step.type === "replaceLast") return array.length > 0 ? array.with(-1, step.value) : array;
  const at = array.findLastIndex((row) => row % 3 === 0);
  return at < 0 ? array : array.with(at, step.value);
}
