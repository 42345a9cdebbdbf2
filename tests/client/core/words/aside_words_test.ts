/** What is no message to read, in words that say no more than is so. */
import { assertEquals } from "@std/assert";
import { asideWords } from "../../../../client/core/words/aside_words.ts";
import { alice, bob, dave, message } from "../story.ts";

Deno.test("that somebody asks to join without the PIN is said only where there is one, and he has not proved that he knows it", () => {
  const cases = [
    [{ open: false, proven: false }, "dave asks to join, without the PIN."],
    [{ open: false, proven: true }, "dave asks to join."],
    [{ open: true, proven: false }, "dave asks to join."],
  ] as const;
  for (const [{ open, proven }, words] of cases) {
    const asks = message(bob, 1, { type: "asks", at: 0, card: dave, proven });
    assertEquals(asideWords(asks, { self: alice.id, open, nickOf: () => undefined }), words);
  }
});
