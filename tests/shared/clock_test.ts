import { assert, assertEquals, assertRejects } from "@std/assert";
import type { Clock } from "../../shared/clock.ts";
import { realClock } from "../../shared/real_clock.ts";
import { TurnedClock } from "../fakes/turned_clock.ts";

/** A clock and a way to let its time pass. */
interface Case {
  readonly clock: Clock;
  readonly pass: (ms: number) => Promise<void>;
}

const wall = { now: Date.now, setTimeout, clearTimeout };

const clocks: Readonly<Record<string, () => Case>> = {
  "the turned clock": () => {
    const clock = new TurnedClock();
    return { clock, pass: (ms) => clock.turn(ms) };
  },
  "the real clock": () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    return { clock: realClock(wall), pass: (ms) => (setTimeout(resolve, ms), promise) };
  },
};

for (const [name, make] of Object.entries(clocks)) {
  Deno.test(`${name} runs what falls due, in its order, and not what was disposed of`, async () => {
    const { clock, pass } = make();
    const ran: string[] = [];
    clock.after(20, () => ran.push("second"));
    clock.after(5, () => ran.push("first"));
    clock.after(5, () => ran.push("never"))[Symbol.dispose]();
    using _late = clock.after(60_000, () => ran.push("too late"));
    assertEquals(ran, []);
    await pass(60);
    assertEquals(ran, ["first", "second"]);
  });

  Deno.test(`${name} repeats until it is told to stop, also from within`, async () => {
    const { clock, pass } = make();
    let ticks = 0;
    const ticking = clock.every(5, () => {
      if (++ticks === 3) ticking[Symbol.dispose]();
    });
    await pass(200);
    assertEquals(ticks, 3);
  });

  Deno.test(`${name} sleeps its time`, async () => {
    const { clock, pass } = make();
    const before = clock.now();
    const [after] = await Promise.all([clock.sleep(20).then(() => clock.now()), pass(60)]);
    // A timer of the system may be a little early by the clock on the wall.
    assert(after - before >= 18, `slept ${after - before} ms`);
  });

  Deno.test(`${name} wakes a sleeper with the reason its signal was aborted for, and refuses to sleep under an aborted one`, async () => {
    const { clock } = make();
    const controller = new AbortController();
    const asleep = assertRejects(() => clock.sleep(60_000, controller.signal), TypeError, "enough");
    controller.abort(new TypeError("enough"));
    await asleep;
    await assertRejects(() => clock.sleep(60_000, controller.signal), TypeError, "enough");
  });
}

Deno.test("the real clock waits longer than a timer of the system can", () => {
  const waits: number[] = [];
  let fire = () => {};
  const clock = realClock({
    now: () => 0,
    setTimeout: (run, ms) => {
      waits.push(ms);
      fire = run;
    },
    clearTimeout: () => {},
  });
  let ran = false;
  const day = 86_400_000;
  clock.after(30 * day, () => ran = true);
  fire();
  assert(!ran);
  fire();
  assert(ran);
  assertEquals(waits, [2 ** 31 - 1, 30 * day - 2 ** 31 + 1]);
});
