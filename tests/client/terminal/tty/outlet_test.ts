import { assert, assertEquals } from "@std/assert";
import { Outlet } from "../../../../client/terminal/tty/outlet.ts";
import { TurnedClock } from "../../../fakes/turned_clock.ts";

/** An outlet to a terminal that takes what is written when the test says so. */
function opened() {
  const clock = new TurnedClock();
  const written: string[] = [];
  const takes: (() => void)[] = [];
  const fails: ((why: Error) => void)[] = [];
  let failed = 0;
  const outlet = new Outlet({
    clock,
    write(text) {
      written.push(text);
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      takes.push(resolve);
      fails.push(reject);
      return promise;
    },
    failed: () => failed++,
  });
  return {
    outlet,
    clock,
    written,
    /** The terminal takes what it was given, and then there is some time. */
    async taken(ms = 100) {
      takes.shift()?.();
      await clock.turn(0);
      await clock.turn(ms);
    },
    async gone() {
      fails.shift()?.(new Error("gone"));
      await clock.turn(0);
      return failed;
    },
  };
}

Deno.test("a paint goes out at once, and several of one moment as the last of them", async () => {
  const { outlet, clock, written } = opened();
  outlet.paint(() => "a");
  outlet.paint(() => "b");
  assertEquals(written, []);
  await clock.turn(0);
  assertEquals(written, ["b"]);
});

Deno.test("while the terminal takes nothing, nothing is drawn; then only what is there then", async () => {
  const { outlet, clock, written, taken } = opened();
  outlet.paint(() => "first");
  await clock.turn(0);
  let drawn = 0;
  for (let at = 0; at < 1000; at++) {
    outlet.paint(() => `frame ${at} ${++drawn}`);
    await clock.turn(10);
  }
  assertEquals([written, drawn], [["first"], 0]);
  await taken();
  assertEquals([written, drawn], [["first", "frame 999 1"], 1]);
  await taken();
  assertEquals(written.length, 2);
});

Deno.test("no more frames go out than somebody could see", async () => {
  const { outlet, clock, written, taken } = opened();
  outlet.paint(() => "0");
  await clock.turn(0);
  await taken();
  outlet.paint(() => "1");
  await clock.turn(0);
  assertEquals(written, ["0", "1"]);
  await taken(0);
  for (let ms = 1; ms <= 7; ms++) {
    outlet.paint(() => `later ${ms}`);
    await clock.turn(1);
  }
  assertEquals(written, ["0", "1"]);
  await clock.turn(1);
  assertEquals(written, ["0", "1", "later 7"]);
});

Deno.test("what is no paint is never dropped for one, and goes out behind it", async () => {
  const { outlet, clock, written, taken } = opened();
  assert(outlet.send("bell "));
  await clock.turn(0);
  assert(outlet.send("copy "));
  outlet.paint(() => "a ");
  assert(outlet.send("title "));
  outlet.paint(() => "b ");
  await taken();
  assertEquals(written, ["bell ", "b copy title "]);
});

Deno.test("what nobody reads is bounded", async () => {
  const { outlet, clock } = opened();
  outlet.paint(() => "stuck");
  await clock.turn(0);
  assert(outlet.send("x".repeat(1 << 18)));
  assert(!outlet.send("y"));
});

Deno.test("a paint of nothing is not written, and what comes then is", async () => {
  const { outlet, clock, written } = opened();
  outlet.paint(() => {
    outlet.paint(() => "again");
    return "";
  });
  await clock.turn(100);
  assertEquals(written, ["again"]);
});

Deno.test("nothing goes out any more once it is disposed of", async () => {
  const { outlet, clock, written, taken } = opened();
  outlet.paint(() => "a");
  await clock.turn(0);
  outlet.paint(() => "b");
  outlet[Symbol.dispose]();
  outlet.paint(() => "c");
  assert(!outlet.send("d"));
  await taken();
  assertEquals([written, clock.waiting], [["a"], 0]);
});

Deno.test("a terminal that is gone is said to be, once", async () => {
  const { outlet, clock, gone } = opened();
  outlet.paint(() => "a");
  await clock.turn(0);
  assertEquals(await gone(), 1);
  outlet.paint(() => "b");
  await clock.turn(100);
  assertEquals([clock.waiting, outlet.send("c")], [0, false]);
});
