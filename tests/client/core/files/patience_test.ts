import { assertEquals } from "@std/assert";
import { judgeEnd } from "../../../../client/core/files/patience.ts";
import { CLOSE } from "../../../../shared/frames.ts";

Deno.test("whose file's line the relay turned away is told why, and not that it broke", () => {
  for (const code of [CLOSE.policy, CLOSE.storage]) {
    const verdict = judgeEnd({ code, reason: "There are too many connections from your address." }, 0);
    const why = "for the relay, which says: There are too many connections from your address.";
    assertEquals(verdict, { type: "later", why, ms: 1000 });
  }
  const broken = judgeEnd({ code: CLOSE.lost, reason: "" }, 0);
  assertEquals(broken, { type: "later", why: "for the relay: the line broke", ms: 1000 });
});
