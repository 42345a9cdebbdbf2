import { assertEquals } from "@std/assert";
import { unrepeated } from "../../relay/unrepeated.ts";

Deno.test("what is told again and again is told once a minute, and everything else at once", () => {
  let now = 0;
  const told: string[] = [];
  const tell = unrepeated((line) => void told.push(`${now} ${line}`), () => now);
  for (; now <= 120_000; now += 1000) tell("the disk is full");
  tell("somebody was banned");
  tell("somebody was banned");
  assertEquals(told, [
    "0 the disk is full",
    "60000 the disk is full",
    "120000 the disk is full",
    "121000 somebody was banned",
  ]);
});
