import { assert } from "@std/assert";
import { nap } from "../../relay/nap.ts";

Deno.test("a nap is over when its time is, though that is part of a millisecond", () => {
  const begun = performance.now();
  nap(0.25);
  assert(performance.now() - begun > 0.24);
});
