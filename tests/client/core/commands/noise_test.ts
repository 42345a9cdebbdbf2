import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { complete } from "../../../../client/core/commands/complete.ts";
import type { Parsed } from "../../../../client/core/commands/parsed.ts";
import { parseInput } from "../../../../client/core/commands/parse_input.ts";
import { allNames } from "../../../../client/core/commands/commands.ts";
import { emojify } from "../../../../client/core/emoji.ts";
import { admin, does, inPrivate, member, nowhere, silent, twins } from "./story.ts";

const context = fc.constantFrom(admin, member, inPrivate, silent, twins, nowhere);
const anything = fc.string({ unit: "binary", maxLength: 60 });
const word = fc.oneof(
  anything,
  fc.constantFrom(
    "bobby",
    "@carol",
    "dave",
    "#1",
    "#99",
    "for",
    "2h",
    "for 2h",
    "on",
    "off",
    "txt",
    ":tada:",
    "`",
    "5",
  ),
);
const commandLine = fc.tuple(fc.constantFrom(...allNames(), "nope"), fc.array(word, { maxLength: 5 }))
  .map(([name, words]) => [`/${name}`, ...words].join(" "));
const line = fc.oneof(anything, commandLine, fc.array(word).map((words) => words.join(" ")));

Deno.test("parseInput() gives one of its answers to anything that can be typed", () => {
  fc.assert(fc.property(line, context, (line, context) => checkShape(parseInput(line, context))), { numRuns: 3000 });
});

Deno.test("whatever begins with no slash and can be seen is said, as emojify() leaves it", () => {
  fc.assert(fc.property(anything, (typed) => {
    if (typed.trimStart().startsWith("/")) return;
    const parsed = parseInput(typed, admin);
    if (parsed.type !== "nothing") assertEquals(parsed, does({ type: "say", text: emojify(typed) }));
  }));
});

Deno.test("whatever is said can be said with two slashes in place of its one", () => {
  fc.assert(fc.property(anything, (typed) => {
    assertEquals(parseInput(`//${typed}`, admin), does({ type: "say", text: emojify(`/${typed}`) }));
  }));
});

Deno.test("complete() offers something for a place in the line, wherever the cursor is", () => {
  fc.assert(
    fc.property(line, fc.nat(80), context, (line, cursor, context) => {
      const { from, to, candidates } = complete(line, cursor, context);
      assert(from >= 0 && from <= to && to === Math.min(cursor, line.length));
      const texts = candidates.map(({ text }) => text);
      assertEquals(new Set(texts).size, texts.length);
    }),
    { numRuns: 3000 },
  );
});

function checkShape(parsed: Parsed): void {
  switch (parsed.type) {
    case "wrong":
      assert(parsed.why !== "" && !/\p{Cc}/u.test(parsed.why));
      return;
    case "private":
      assert(parsed.intent.nick !== "");
      return;
    case "intent":
    case "view":
    case "nothing":
      return;
    default:
      parsed satisfies never;
  }
}
