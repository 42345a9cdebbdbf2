import { assertEquals } from "@std/assert";
import { canonicalPin } from "../../../client/core/canonical_pin.ts";

const PINS: readonly (readonly [typed: string, canonical: string])[] = [
  ["1234", "1234"],
  ["  1234 ", "1234"],
  ["u\u0308ber", "\u00fcber"],
  // Words are words, however they are joined.
  ["river-raven-march", "river-raven-march"],
  ["River Raven March", "river-raven-march"],
  ["river_raven.  MARCH", "river-raven-march"],
  // What is no list of words stays as it was made up: every sign of it was meant.
  ["Hunter2", "Hunter2"],
  ["KZMR", "KZMR"],
  ["12 34", "12 34"],
  ["k z.", "k z."],
  ["to be or not", "to be or not"],
  ["-river-raven", "-river-raven"],
  ["---", "---"],
  ["\u00dcber Raven", "\u00dcber Raven"],
];

Deno.test("a PIN is compared as it was meant", () => {
  for (const [typed, canonical] of PINS) {
    assertEquals(canonicalPin(typed), canonical, typed);
    assertEquals(canonicalPin(canonical), canonical, "canonical already");
  }
});
