import { assertEquals } from "@std/assert";
import { Tidy } from "../../../../client/terminal/app/tidy.ts";
import { TurnedClock } from "../../../fakes/turned_clock.ts";
import { WORK } from "../screen/scenes.ts";
import { channelEvents, room, Telling } from "../screen/story.ts";
import { seated } from "./seated.ts";

function scene() {
  const clock = new TurnedClock();
  const collected: number[] = [];
  const tidy = new Tidy({ clock, collect: () => void collected.push(clock.now()) });
  return { clock, tidy, collected };
}

Deno.test("what much has left behind is given back once, when it is quiet", async () => {
  const { clock, tidy, collected } = scene();
  for (let count = 0; count < 40; count++) {
    tidy.came(100);
    await clock.turn(100);
    assertEquals(collected, [], "while more comes nobody stops for it");
  }
  await clock.turn(1000);
  assertEquals(collected.length, 1);
  await clock.turn(100_000);
  assertEquals(collected.length, 1);
});

Deno.test("a conversation leaves too little behind, a long one enough", async () => {
  const { clock, tidy, collected } = scene();
  for (let count = 0; count < 1999; count++) tidy.came(1);
  await clock.turn(60_000);
  assertEquals(collected, []);
  tidy.came(1);
  await clock.turn(1000);
  assertEquals(collected.length, 1);
  tidy.came(1);
  await clock.turn(1000);
  assertEquals(collected.length, 1, "it counts anew");
});

Deno.test("who has left gives nothing back any more", async () => {
  const { clock, tidy, collected } = scene();
  tidy.came(10_000);
  tidy[Symbol.dispose]();
  await clock.turn(1000);
  assertEquals(collected, []);
});

Deno.test("what was read of a long history leaves as much behind as what came", async () => {
  using seat = await seated();
  const { client, clock, collected } = seat;
  for (const event of channelEvents(room({ id: WORK, name: "Work", members: ["alice", "bob"] }), [])) {
    client.hear(event);
  }
  const telling = new Telling(["alice", "bob"]);
  for (let at = 0; at < 2000; at++) telling.says("bob", `message ${at}`);
  client.hear({ type: "olderRows", channel: WORK, rows: telling.rows });
  await clock.turn(1000);
  assertEquals(collected.length, 1);
});
