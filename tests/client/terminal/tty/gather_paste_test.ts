import { assertEquals } from "@std/assert";
import { gatherPaste } from "../../../../client/terminal/tty/gather_paste.ts";
import { KeyReader } from "../../../../shared/terminal/keys.ts";

function keysOf(input: string) {
  return new KeyReader().read(new TextEncoder().encode(input));
}

Deno.test("many lines in one read are a paste", () => {
  for (const text of ["a\nb\nc\nd", "a\n\n\n\tb\n", "\n\n\nx"]) {
    assertEquals(gatherPaste(keysOf(text.replaceAll("\n", "\r"))), [{ type: "paste", text }]);
    assertEquals(gatherPaste(keysOf(text)), [{ type: "paste", text }]);
  }
});

Deno.test("what a person can have typed ahead is not", () => {
  for (const input of ["", "abc", "abc\r", "a\rb\rc\r", "a\rb\rc", "a\rb\rc\rd\x1b[A", "a\rb\rc\rd\x03"]) {
    const keys = keysOf(input);
    assertEquals(gatherPaste(keys), keys);
  }
});
