import { assertEquals } from "@std/assert";
import { watch } from "../../../client/core/watch.ts";
import type { Clock } from "../../../shared/clock.ts";
import { TurnedClock } from "../../fakes/turned_clock.ts";

/** A line on which something is heard when a test says so, and what was done with it, with the seconds since its beginning. */
function watched(clock: TurnedClock) {
  const begun = clock.now();
  const done: string[] = [];
  const line = {
    hears: true,
    heard() {
      const heard = line.hears;
      line.hears = false;
      return heard;
    },
    ping: () => void done.push(`ping ${(clock.now() - begun) / 1000}`),
    destroy: () => void done.push(`gone ${(clock.now() - begun) / 1000}`),
  };
  return { line, done };
}

Deno.test("watch() asks who is silent, and gives him up 20 s later", async () => {
  const clock = new TurnedClock();
  const { line, done } = watched(clock);
  using _watch = watch(line, clock);
  await clock.turn(70_000);
  assertEquals(done, ["ping 40", "gone 60"]);
});

Deno.test("watch() lets live who answers at the last moment, and asks him again", async () => {
  const clock = new TurnedClock();
  const { line, done } = watched(clock);
  using _watch = watch(line, clock);
  await clock.turn(59_000);
  line.hears = true;
  await clock.turn(59_000);
  assertEquals(done, ["ping 40", "ping 90", "gone 110"]);
});

Deno.test("watch() asks at once when the computer slept, whatever was heard before, and waits for the answer", async () => {
  const { line, done, turned, clock, jump } = jumping();
  using _watch = watch(line, clock);
  await turned.turn(45_000);
  line.hears = true;
  jump(60_000);
  await turned.turn(30_000);
  assertEquals(done, ["ping 40", "ping 50", "gone 70"]);
});

for (const [hours, what] of [[8, "slept for longer than a relay waits"], [-2, "has its clock set"]] as const) {
  Deno.test(`watch() gives a line up at once when the computer ${what}`, async () => {
    const { line, done, turned, clock, jump } = jumping();
    using _watch = watch(line, clock);
    await turned.turn(25_000);
    line.hears = true;
    jump(hours * 3_600_000);
    await turned.turn(10_000);
    assertEquals(done, ["gone 30"]);
  });
}

/** A line that is watched by a clock that can jump. */
function jumping() {
  const turned = new TurnedClock();
  let jumped = 0;
  const clock: Clock = {
    now: () => turned.now() + jumped,
    after: (ms, run) => turned.after(ms, run),
    every: (ms, run) => turned.every(ms, run),
    sleep: (ms, signal) => turned.sleep(ms, signal),
  };
  return { ...watched(turned), turned, clock, jump: (ms: number) => void (jumped = ms) };
}

Deno.test("watch() of a line that is over does nothing any more", async () => {
  const clock = new TurnedClock();
  const { line, done } = watched(clock);
  watch(line, clock)[Symbol.dispose]();
  await clock.turn(120_000);
  assertEquals(done, []);
  assertEquals(clock.waiting, 0);
});
