import { assertEquals, assertRejects } from "@std/assert";
import { Courtesy } from "../../../../client/core/files/courtesy.ts";
import { Meter } from "../../../../client/core/files/meter.ts";
import { Turns } from "../../../../client/core/files/turns.ts";
import { TurnedClock } from "../../../fakes/turned_clock.ts";
import { turn } from "../../../fakes/until.ts";

const never = new AbortController().signal;

/** Whether something has come of it by now. */
async function settled(promise: Promise<unknown>): Promise<boolean> {
  let is = false;
  promise.then(() => is = true, () => is = true);
  await turn();
  return is;
}

Deno.test("so many have a turn at once, and the others come in their order", async () => {
  const turns = new Turns(2);
  const first = await turns.take(never);
  const second = await turns.take(never);
  const [third, fourth] = [turns.take(never), turns.take(never)];
  assertEquals([await settled(third), await settled(fourth)], [false, false]);
  second[Symbol.dispose]();
  assertEquals([await settled(third), await settled(fourth)], [true, false]);
  first[Symbol.dispose]();
  assertEquals(await settled(fourth), true);
});

Deno.test("who gives up waiting takes nobody's turn", async () => {
  const turns = new Turns(1);
  const first = await turns.take(never);
  const gone = new AbortController();
  const second = turns.take(gone.signal);
  const third = turns.take(never);
  gone.abort(new Error("enough"));
  await assertRejects(() => second, Error, "enough");
  assertEquals(await settled(third), false);
  first[Symbol.dispose]();
  assertEquals(await settled(third), true);
});

Deno.test("who is called and gives up in that moment has the next one called", async () => {
  const turns = new Turns(1);
  const first = await turns.take(never);
  const gone = new AbortController();
  const second = turns.take(gone.signal);
  const third = turns.take(never);
  first[Symbol.dispose]();
  gone.abort(new Error("enough"));
  await assertRejects(() => second, Error, "enough");
  assertEquals(await settled(third), true);
});

Deno.test("a file waits while something is said, and not longer than a moment", async () => {
  const clock = new TurnedClock();
  const courtesy = new Courtesy(clock);
  assertEquals(await settled(courtesy.pass()), true);
  courtesy.begin();
  const passes = courtesy.pass();
  assertEquals(await settled(passes), false);
  courtesy.end();
  assertEquals(await settled(passes), true);
  courtesy.begin();
  const late = courtesy.pass();
  await clock.turn(49);
  assertEquals(await settled(late), false);
  await clock.turn(1);
  assertEquals(await settled(late), true);
  assertEquals(clock.waiting, 0);
});

Deno.test("a meter tells speed and time left, of the last seconds, four times a second", () => {
  const meter = new Meter(100_000);
  assertEquals(meter.moved(0, 0), { type: "moving", done: 0, perSecond: 0, msLeft: undefined });
  assertEquals(meter.moved(100, 249), undefined);
  assertEquals(meter.moved(500, 500), { type: "moving", done: 500, perSecond: 1000, msLeft: 99_500 });
  // Slow at first, then fast: what was long ago does not count.
  for (let second = 1; second <= 20; second++) meter.moved(second * 100, second * 1000);
  let last = meter.moved(2000, 21_000);
  for (let second = 1; second <= 6; second++) last = meter.moved(2000 + second * 10_000, (21 + second) * 1000);
  assertEquals(last?.perSecond, 10_000);
  assertEquals(last?.msLeft, 3800);
});
