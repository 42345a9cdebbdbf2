import { assertEquals } from "@std/assert";
import { Leisure } from "../../shared/leisure.ts";
import { TurnedClock } from "../fakes/turned_clock.ts";
import { turn } from "../fakes/until.ts";

const MS = 20;

class Work {
  readonly clock = new TurnedClock();
  readonly leisure: Leisure;
  /** How many pieces were worked on. */
  done = 0;

  constructor() {
    const { clock } = this;
    this.leisure = new Leisure({ now: () => clock.now(), later: (run, ms) => void clock.after(ms, run) }, MS);
  }

  async begin(pieces: number): Promise<void> {
    for (let piece = 0; piece < pieces; piece++) {
      await this.leisure.pass();
      this.done++;
    }
  }
}

Deno.test("nothing waits where nobody talks, and a single message is no conversation", async () => {
  const work = new Work();
  work.leisure.said();
  await work.begin(100);
  await work.clock.turn(10_001);
  work.leisure.said();
  await work.begin(100);
  assertEquals(work.clock.waiting, 0);
});

Deno.test("while people talk each piece is worked on a moment later, and that ends ten seconds after the last but one message", async () => {
  const work = new Work();
  work.leisure.said();
  await work.clock.turn(500);
  work.leisure.said();
  void work.begin(10_000);
  await turn();
  assertEquals(work.done, 0);
  await work.clock.turn(MS);
  assertEquals(work.done, 1);
  await work.clock.turn(9 * MS);
  assertEquals(work.done, 10);
  await work.clock.turn(9500 - 10 * MS);
  assertEquals(work.done, 9500 / MS);
  await work.clock.turn(MS);
  assertEquals(work.done, 10_000);
});

Deno.test("while people talk many files together get no further than one", async () => {
  const work = new Work();
  for (let message = 0; message < 2; message++) work.leisure.said();
  for (let file = 0; file < 5; file++) void work.begin(100);
  await turn();
  await work.clock.turn(10 * MS);
  assertEquals(work.done, 10);
  await work.clock.turn(490 * MS);
  assertEquals(work.done, 500);
});
