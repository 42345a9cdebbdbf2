import { assertEquals } from "@std/assert";
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

Deno.test("after a tick that took little time, or wrote to few lines, the next comes at once", () => {
  for (const [took, writes] of [[0.03125, 1000], [50, 31]] as const) {
    const desk = new Desk();
    desk.busy(took, writes);
    desk.pace.wanted();
    desk.runSoon();
    assertEquals([desk.ticks, desk.waits], [2, []]);
  }
});

Deno.test("after a tick that took long the next waits for company, as long as that took, from its end, but only a moment", () => {
  for (
    const [took, passed, waits] of [[0.375, 0, 0.375], [0.375, 0.25, 0.125], [0.375, 0.375, undefined], [50, 0, 0.5], [
      50,
      0.25,
      0.25,
    ]] as const
  ) {
    const desk = new Desk();
    desk.busy(took);
    desk.now += passed;
    desk.pace.wanted();
    desk.runSoon();
    assertEquals(desk.waits, waits === undefined ? [] : [waits]);
    assertEquals(desk.ticks, waits === undefined ? 2 : 1);
    // What has arrived meanwhile is read first.
    desk.runSoon();
    assertEquals(desk.ticks, 2);
  }
});

Deno.test("what is not a tick, and takes long, counts like one", () => {
  const desk = new Desk();
  desk.pace.spend(() => {
    desk.now += 1;
    return 32;
  });
  desk.pace.wanted();
  desk.runSoon();
  assertEquals([desk.ticks, desk.waits], [0, [0.5]]);
});

Deno.test("a tick that waited does not come when somebody else has done it by then", () => {
  const desk = new Desk();
  desk.busy(1);
  desk.pace.wanted();
  desk.runSoon();
  desk.pace.begin();
  desk.runSoon();
  assertEquals(desk.ticks, 1);
});

Deno.test("where enough messages wait already, the next tick comes at once whatever the load", () => {
  const desk = new Desk();
  desk.busy(50);
  desk.pace.waiting = () => 8;
  desk.pace.wanted();
  desk.runSoon();
  assertEquals([desk.ticks, desk.waits], [2, []]);
});

Deno.test("a tick that took long, but long ago, holds nothing up", () => {
  const desk = new Desk();
  desk.busy(50);
  desk.now += 2;
  desk.pace.wanted();
  desk.runSoon();
  assertEquals([desk.ticks, desk.waits], [2, []]);
});

/** Where a pace finds itself: nothing runs before it is run. */
class Desk {
  now = 100;
  ticks = 0;
  /** How long the next tick takes, and to how many lines it writes. */
  #next = { took: 0, writes: 0 };
  readonly atOnce: (() => void)[] = [];
  readonly soon: (() => void)[] = [];
  readonly waits: number[] = [];
  readonly pace: Pace;

  constructor() {
    this.pace = new Pace({
      monotonic: () => this.now,
      atOnce: (run) => this.atOnce.push(run),
      soon: (run) => this.soon.push(run),
      nap: (ms) => {
        this.now += ms;
        this.waits.push(ms);
      },
    });
    this.pace.onTick = () => {
      this.ticks++;
      this.pace.begin();
      this.pace.spend(() => {
        this.now += this.#next.took;
        return this.#next.writes;
      });
    };
  }

  /** A tick that takes so many milliseconds, and writes to so many lines. */
  busy(took: number, writes = 32): void {
    this.#next = { took, writes };
    this.pace.wanted();
    this.runSoon();
    this.#next = { took: 0, writes: 0 };
  }

  runSoon(): void {
    for (const run of [...this.atOnce.splice(0), ...this.soon.splice(0)]) run();
  }
}
