import { assert, assertEquals } from "@std/assert";
import { jsonOf } from "../../../client/script/records.ts";

Deno.test("a record is JSON of its own, and nothing in its line is one that a terminal obeys", () => {
  const nick = "a\u009b31m\u202eb\u2066c\u007f\u001b[2J";
  const line = jsonOf({ type: "message", nick });
  assert(!/[\p{Cc}\p{Cf}]/u.test(line), line);
  assertEquals(JSON.parse(line), { type: "message", nick });
});
