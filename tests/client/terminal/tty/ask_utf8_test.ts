import { assertEquals } from "@std/assert";
import { UTF8_QUESTION, utf8Answer } from "../../../../client/terminal/tty/ask_utf8.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

function answered(text: string): readonly [utf8: boolean, rest: string] | undefined {
  const answer = utf8Answer(bytes(text));
  return answer && [answer.utf8, answer.rest.map((part) => new TextDecoder().decode(part)).join("|")];
}

Deno.test("one column for the letter is UTF-8, two are two letters", () => {
  assertEquals(answered("\x1b[1;2R"), [true, ""]);
  assertEquals(answered("\x1b[1;3R"), [false, ""]);
});

Deno.test("what was typed around the answer is not lost, whatever it is", () => {
  assertEquals(answered("hé日\x1b[1;2Rllo\x1b[A"), [true, "hé日|llo\x1b[A"]);
  assertEquals(answered("\x1b[I\x1b[1;2R"), [true, "\x1b[I"]);
});

Deno.test("what is no answer is left to who reads keys", () => {
  for (const text of ["", "hello", "\x1b[A", "\x1b[5;2R", "\x1b[1;R", "[1;2R"]) assertEquals(answered(text), undefined);
});

Deno.test("the question leaves nothing on the screen", () => {
  assertEquals(UTF8_QUESTION, "\x1b[Hå\x1b[6n\r\x1b[K");
});
