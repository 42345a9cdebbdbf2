import { assertEquals } from "@std/assert";
import { encodeLetter } from "../../../client/core/letters.ts";
import type { RelayLine } from "../../../client/core/relay_line.ts";
import { CUT, Visits } from "../../../client/core/visits.ts";
import { NOWHERE } from "../../fakes/room.ts";

const LETTER = { type: "ask", again: 0 } as const;
// Whoever waits for a letter only waits: nothing that is sent matters here.
const line = { send() {} } as unknown as RelayLine;

Deno.test("whoever knocks when the line is gone is told so, and does not wait for ever", async () => {
  const visits = new Visits(line);
  const [before, late] = [visits.knock(NOWHERE, LETTER), () => visits.knock(NOWHERE, LETTER)];
  const heard = before.next();
  visits.end();
  assertEquals([(await heard).type, (await before.next()).type], ["over", "over"]);
  const over = await late().next();
  assertEquals(over.type === "over" && over.code, CUT);
});

Deno.test("a visit whose number a relay gives to another one is over, and the other one goes on", async () => {
  const visits = new Visits(line);
  const first = visits.answer(7);
  const heard = first.next();
  const second = visits.answer(7);
  assertEquals((await heard).type, "over");
  first[Symbol.dispose]();
  visits.heard({ type: "unvisit", visit: 7, code: 1 as never, text: "the second one" });
  const over = await second.next();
  assertEquals(over.type === "over" && over.why, "the second one");
});

Deno.test("of letters that nobody has read yet a few wait, whatever is sent, and the end comes behind them", async () => {
  // Else who knocks, and writes without a pause, fills a doorkeeper's memory.
  const visits = new Visits(line);
  const visit = visits.answer(7);
  for (let n = 0; n < 1000; n++) visits.heard({ type: "visit", visit: 7, body: encodeLetter(LETTER) });
  visits.heard({ type: "unvisit", visit: 7, code: 1 as never, text: "enough" });
  let letters = 0;
  while ((await visit.next()).type === "letter") letters++;
  assertEquals(letters, 4);
});
