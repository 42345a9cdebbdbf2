import { assertEquals } from "@std/assert";
import type { Intent } from "../../../../client/core/intents.ts";
import { Typing } from "../../../../client/terminal/app/typing.ts";
import { WORK } from "../../core/commands/story.ts";
import { TurnedClock } from "../../../fakes/turned_clock.ts";

function scene() {
  const clock = new TurnedClock();
  const said: string[] = [];
  const typing = new Typing(
    clock,
    (intent: Intent) => void said.push(intent.type === "typing" && intent.on ? "on" : "off"),
  );
  return { clock, said, typing };
}

Deno.test("who types says so seldom, and that it is over when nothing comes any more", async () => {
  const { clock, said, typing } = scene();
  for (let at = 1; at <= 10; at++) {
    typing.written(WORK, "x".repeat(at));
    await clock.turn(1000);
  }
  assertEquals(said, ["on", "on", "on"]);
  await clock.turn(10_000);
  assertEquals(said, ["on", "on", "on", "off"]);
});

Deno.test("a draft that is cleared is told, a message speaks for itself, and a command is nobody's business", () => {
  const { said, typing } = scene();
  typing.written(WORK, "h");
  typing.written(WORK, "");
  typing.written(WORK, "hi");
  typing.sent();
  typing.written(WORK, "/msg bob");
  assertEquals(said, ["on", "off", "on"]);
});
