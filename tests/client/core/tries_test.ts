import { assertEquals } from "@std/assert";
import { TryCounter } from "../../../client/core/tries.ts";
import { TurnedClock } from "../../fakes/turned_clock.ts";

Deno.test("who tried too many PINs while his clock was a year ahead may try again when it is right", async () => {
  const clock = new TurnedClock();
  const tries = new TryCounter({ clock, save: () => Promise.resolve() }, []);
  clock.set(365 * 86_400_000);
  for (let times = 0; times < 24; times++) await tries.count("Work");
  assertEquals(tries.allowed("work"), false);
  clock.set(-365 * 86_400_000);
  assertEquals(tries.allowed("work"), true);
});
