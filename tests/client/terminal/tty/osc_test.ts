import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { copySequence, notifySequence } from "../../../../client/terminal/tty/osc.ts";

Deno.test("a text is copied as base64 of its UTF-8, and one that is too long is refused", () => {
  assertEquals(copySequence("hello"), "\x1b]52;c;aGVsbG8=\x07");
  assertEquals(copySequence("日\x07"), "\x1b]52;c;5pelBw==\x07");
  assertEquals(copySequence(""), "\x1b]52;c;\x07");
  assert(copySequence("x".repeat(56_000)) !== undefined);
  assertEquals(copySequence("x".repeat(57_000)), undefined);
});

Deno.test("a notification is what the terminal understands", () => {
  const notice = { title: "#Work", text: "alice: hi; all" };
  assertEquals(notifySequence("osc9", notice), "\x1b]9;#Work: alice: hi; all\x07");
  assertEquals(notifySequence("osc777", notice), "\x1b]777;notify;#Work;alice: hi, all\x07");
});

Deno.test("no name makes a notification a progress bar or another command of the terminal", () => {
  assertEquals(notifySequence("osc9", { title: "4;1;50", text: "x" }), "\x1b]9; 4;1;50: x\x07");
  assertEquals(notifySequence("osc777", { title: "a;b", text: "x" }), "\x1b]777;notify;a,b;x\x07");
});

Deno.test("a notification has a length that somebody can read, and ends between two characters", () => {
  const family = "👩‍👩‍👧‍👦";
  const notice = { title: "x".repeat(200), text: family.repeat(200) };
  const text = `${family.repeat(145)}…`;
  assertEquals(notifySequence("osc777", notice), `\x1b]777;notify;${"x".repeat(119)}…;${text}\x07`);
});

Deno.test("whatever is handed in, nothing ends a sequence but its end", () => {
  const text = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("\x07", "\x1b\\", "\x9c", "\n", "\x1b]0;x\x07"));
  fc.assert(fc.property(text, text, (title, text) => {
    const all = [
      copySequence(text) ?? "\x1b]\x07",
      notifySequence("osc9", { title, text }),
      notifySequence("osc777", { title, text }),
    ];
    for (const sequence of all) {
      assert(sequence.startsWith("\x1b]") && sequence.endsWith("\x07"));
      assert(!/\p{Cc}/u.test(sequence.slice(2, -1)), JSON.stringify(sequence));
    }
  }));
});
