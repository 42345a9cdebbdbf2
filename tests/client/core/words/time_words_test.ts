import { assertEquals } from "@std/assert";
import { isoTime } from "../../../../client/core/words/time_words.ts";

Deno.test("a time that an author's clock says is written if it is one", () => {
  assertEquals(isoTime(0), "1970-01-01T00:00:00.000Z");
  assertEquals(isoTime(8.64e15), "+275760-09-13T00:00:00.000Z");
  for (const none of [8.64e15 + 1, Number.MAX_SAFE_INTEGER, NaN]) assertEquals(isoTime(none), undefined);
});
