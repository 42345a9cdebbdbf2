import { assert, assertEquals, assertMatch } from "@std/assert";
import { pinStrength } from "../../../client/core/pin_strength.ts";
import { PIN_WORDS } from "../../../client/core/pin_words.ts";
import { suggestPin } from "../../../client/core/suggest_pin.ts";
import { newPinWords } from "../../../client/core/words/new_channel_words.ts";

Deno.test("pinStrength() counts how many PINs of its kind there are for each guess", () => {
  const cases: readonly (readonly [pin: string, oneIn: number, kind: string])[] = [
    ["7302", 104, "4 digits"],
    ["83", 1, "2 digits"],
    ["730214", 10_416, "6 digits"],
    ["kz", 7, "2 small letters"],
    ["kzmr", 4760, "4 small letters"],
    ["KZMR", 4760, "4 capital letters"],
    ["kz4r", 17_496, "4 small letters or digits"],
    ["Kz4r", 153_920, "4 letters or digits"],
    ["k z.", 848_444, "4 characters"],
    ["  7302 ", 104, "4 digits"],
    [`${PIN_WORDS[7]}`, 10, "1 common word"],
    [`${PIN_WORDS[7]} ${PIN_WORDS[99]}`, 10_922, "2 common words"],
  ];
  for (const [pin, oneIn, kind] of cases) assertEquals(pinStrength(pin), { type: "weak", oneIn, kind }, pin);
});

Deno.test("pinStrength() knows what everybody tries first", () => {
  for (
    const pin of [
      "1234",
      "4321",
      "0000",
      "7777",
      "1212",
      "123123",
      "abcd",
      "Password",
      "qwerty",
      "1987",
      "2024",
      "1",
      "test",
    ]
  ) {
    assertEquals(pinStrength(pin).type, "known", pin);
  }
});

Deno.test("pinStrength() has nothing against what nobody guesses", () => {
  for (const pin of ["a sentence that only we two know", "94816250371", "zü4%Kp", suggestPin(counted(7))]) {
    assertEquals(pinStrength(pin).type, "strong", pin);
  }
});

Deno.test("the words of PINs are 1,024, short, and known by their first four letters", () => {
  assertEquals(PIN_WORDS.length, 1024);
  assertEquals(new Set(PIN_WORDS.map((word) => word.slice(0, 4))).size, 1024);
  for (const word of PIN_WORDS) assertMatch(word, /^[a-z]{3,6}$/);
});

Deno.test("suggestPin() draws three words, each of them as likely as any other", () => {
  assertEquals(suggestPin(counted(0)), [0, 0x0101, 0x0202].map((at) => PIN_WORDS[at % 1024]).join("-"));
  const drawn = new Set<string>();
  for (let high = 0; high < 256; high++) {
    for (const low of [0, 85, 170, 255]) {
      const [word = ""] = suggestPin((size) => new Uint8Array(size).fill(high).map((byte, at) => at % 2 ? low : byte))
        .split("-");
      drawn.add(word);
    }
  }
  // Two high bits of the upper byte do not count: the rest has 64 values.
  assertEquals(drawn.size, 4 * 4);
});

Deno.test("newPinWords() says what a PIN is worth, and nothing where that is enough", () => {
  const better = "amber-fox-lamp";
  assertEquals(newPinWords({ pin: "", taken: false, better }), undefined);
  assertEquals(newPinWords({ pin: "94816250371", taken: false, better }), undefined);
  assertEquals(
    newPinWords({ pin: better, taken: true, better: "" }),
    "Its PIN is amber-fox-lamp: tell it to those you want here, and to nobody else.",
  );
  assertMatch(
    newPinWords({ pin: "1234", taken: false, better }) ?? "",
    /^Its PIN is among the first [^]*amber-fox-lamp\.$/,
  );
  const suggested = suggestPin(counted(3));
  assertEquals(
    newPinWords({ pin: "7302", taken: false, better: suggested }),
    "Strangers get 96 guesses at its PIN, and again when somebody is removed or a rule changes. 4 digits, drawn by lot, " +
      `would stop all but 1 in 104 of them. /pin changes it, for instance to three words such as ${suggested}: they stop all but 1 in 11,184,810.`,
  );
  assertMatch(
    newPinWords({ pin: "83", taken: false, better }) ?? "",
    /2 digits, drawn by lot, would stop nobody of them\./,
  );
  // What is not shown is not said either.
  assert(!newPinWords({ pin: "7302", taken: false, better })?.includes("7302"));
});

/** Bytes that count: 7, 7, 8, 8, 9, 9. */
function counted(from: number): (size: number) => Uint8Array {
  return (size) => Uint8Array.from({ length: size }, (_, at) => from + (at >> 1));
}
