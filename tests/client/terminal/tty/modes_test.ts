import { assert, assertEquals } from "@std/assert";
import { enterSequence, leaveSequence, type Modes } from "../../../../client/terminal/tty/modes.ts";

const none: Modes = { paste: false, keyboard: false, mouse: false, focus: false, title: false };
const all: Modes = { paste: true, keyboard: true, mouse: true, focus: true, title: true };

/** The private modes that a sequence switches on or off, sorted. */
function modesIn(sequence: string, final: "h" | "l"): readonly number[] {
  return sequence.split("\x1b").flatMap((part) => {
    const [, mode, letter] = part.match(/^\[\?(\d+)([hl])/) ?? [];
    return letter === final ? [Number(mode)] : [];
  }).sort((a, b) => a - b);
}

Deno.test("what is switched on is switched off again, and the cursor is there", () => {
  for (const modes of [none, all]) {
    const [on, off] = [modesIn(enterSequence(modes), "h"), modesIn(leaveSequence(modes), "l")];
    for (const mode of on) assert(off.includes(mode), String(mode));
    assertEquals(modesIn(leaveSequence(modes), "h"), [7, 25]);
  }
});

Deno.test("only what was asked for is switched on", () => {
  assertEquals(modesIn(enterSequence(none), "h"), [1049]);
  assertEquals(modesIn(enterSequence(all), "h"), [1000, 1004, 1006, 1049, 2004]);
  assert(!enterSequence(none).includes("\x1b[>1u") && !leaveSequence(none).includes("\x1b[<u"));
});

Deno.test("what each screen has of its own is switched off before the screen is left", () => {
  const [on, off] = [enterSequence(all), leaveSequence(all)];
  assert(on.indexOf("\x1b[>1u") > on.indexOf("\x1b[?1049h"));
  assert(off.indexOf("\x1b[<u") < off.indexOf("\x1b[?1049l"));
  assert(off.startsWith("\x1b[?2026l"));
});
