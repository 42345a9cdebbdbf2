import { assert, assertEquals } from "@std/assert";
import { Pace } from "../../relay/pace.ts";

Deno.test("at rest a tick comes as soon as one line was read, and behind another as soon as everything was", () => {
  const desk = new Desk();
  desk.pace.wanted();
  assertEquals([desk.ticks, desk.atOnce.length, desk.soon.length], [0, 1, 0]);
  desk.runSoon();
  assertEquals([desk.ticks, desk.waits], [1, []]);
  desk.now += 0.5;
  desk.pace.wanted();
  assertEquals([desk.ticks, desk.atOnce.length, desk.soon.length], [1, 0, 1]);
  desk.runSoon();
  assertEquals([desk.ticks, desk.waits], [2, []]);
});

Deno.test("however much is wanted, it is one tick", () => {
  const desk = new Desk();
  for (let i = 0; i < 5; i++) desk.pace.wanted();
  assertEquals(desk.atOnce.length + desk.soon.length, 1);
  desk.runSoon();
  assertEquals(desk.ticks, 1);
});

Deno.test("a tick that somebody else has done by then does not come", () => {
  const desk = new Desk();
  desk.pace.wanted();
  desk.pace.begin();
  desk.runSoon();
  assertEquals(desk.ticks, 0);
  desk.pace.wanted();
  desk.runSoon();
  assertEquals(desk.ticks, 1);
});

Deno.test("after a tick with few writes the next comes at once", () => {
  const desk = new Desk();
  desk.busy(31);
  desk.pace.wanted();
  desk.runSoon();
  assertEquals([desk.ticks, desk.waits], [2, []]);
});

Deno.test("after a tick with many writes the next waits for company, a moment, from the end of that tick", () => {
  const fresh = new Desk();
  fresh.busy(32);
  fresh.pace.wanted();
  fresh.runSoon();
  const [whole = NaN] = fresh.waits;
  assert(whole > 0 && whole <= 2, `${whole} ms`);

  const desk = new Desk();
  desk.busy(32);
  desk.now += whole / 4;
  desk.pace.wanted();
  desk.runSoon();
  assertEquals([desk.ticks, desk.waits], [1, [whole * 3 / 4]]);
  desk.runLater();
  assertEquals(desk.ticks, 2);
});

Deno.test("a tick that waited does not come when somebody else has done it by then", () => {
  const desk = new Desk();
  desk.busy(32);
  desk.pace.wanted();
  desk.runSoon();
  desk.pace.begin();
  desk.runLater();
  assertEquals(desk.ticks, 1);
});

Deno.test("where enough messages wait already, the next tick comes at once whatever the load", () => {
  const desk = new Desk();
  desk.busy(1000);
  desk.pace.waiting = () => 8;
  desk.pace.wanted();
  desk.runSoon();
  assertEquals([desk.ticks, desk.waits], [2, []]);
});

Deno.test("a tick with many writes long ago holds nothing up", () => {
  const desk = new Desk();
  desk.busy(1000);
  desk.now += 2;
  desk.pace.wanted();
  desk.runSoon();
  assertEquals([desk.ticks, desk.waits], [2, []]);
});

/** Where a pace finds itself: nothing runs before it is run. */
class Desk {
  now = 100;
  ticks = 0;
  readonly atOnce: (() => void)[] = [];
  readonly soon: (() => void)[] = [];
  readonly later: (() => void)[] = [];
  readonly waits: number[] = [];
  readonly pace: Pace;

  constructor() {
    this.pace = new Pace({
      monotonic: () => this.now,
      atOnce: (run) => this.atOnce.push(run),
      soon: (run) => this.soon.push(run),
      later: (run, ms) => {
        this.later.push(run);
        this.waits.push(ms);
      },
    });
    this.pace.onTick = () => {
      this.ticks++;
      this.pace.begin();
      this.pace.end(0);
    };
  }

  /** A tick that wrote that much. */
  busy(writes: number): void {
    this.pace.wanted();
    this.runSoon();
    this.pace.end(writes);
  }

  runSoon(): void {
    for (const run of [...this.atOnce.splice(0), ...this.soon.splice(0)]) run();
  }

  runLater(): void {
    for (const run of this.later.splice(0)) run();
  }
}
