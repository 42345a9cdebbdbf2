import { assert, assertEquals } from "@std/assert";
import { Rests } from "../../relay/rests.ts";

/** Time that passes only by what is done in it. */
class Hours {
  now = 0;
  /** Pauses that were begun, and what ends the last of them. */
  readonly pauses: number[] = [];
  #next: (() => void) | undefined;
  readonly rests = new Rests({
    monotonic: () => this.now,
    after: (ms, run) => {
      this.pauses.push(ms);
      this.#next = run;
    },
  });

  /** The pause that goes on ends, by so much later than it should. */
  turn(late = 0): void {
    this.now += (this.pauses.at(-1) ?? NaN) + late;
    const next = this.#next;
    this.#next = undefined;
    next?.();
  }

  /** So many wait, each of whom takes so long when he is woken. */
  wait(count: number, ms: number, woken: number[] = []): number[] {
    for (let who = 0; who < count; who++) {
      this.rests.wait(() => {
        woken.push(who);
        this.now += ms;
      });
    }
    return woken;
  }

  get over(): boolean {
    return this.#next === undefined;
  }
}

Deno.test("whoever waits is woken in his turn, as few together as take a moment, with a pause as long behind each few", () => {
  const hours = new Hours();
  const woken = hours.wait(5, 1.5);
  assertEquals(woken, []);
  hours.turn();
  assertEquals(woken, [0, 1]);
  hours.turn();
  hours.turn();
  assertEquals([woken, hours.pauses, hours.over], [[0, 1, 2, 3, 4], [1, 3, 3], true]);
});

Deno.test("of those who read on later only few are woken together", () => {
  const hours = new Hours();
  const woken = hours.wait(100, 0);
  hours.turn();
  assertEquals([woken.length, hours.pauses], [8, [1, 2]]);
});

Deno.test("a pause that turned out too short is followed by a longer one, and that by shorter ones again, down to the shortest", () => {
  const hours = new Hours();
  hours.wait(200, 0);
  hours.turn();
  hours.turn(14);
  assertEquals(hours.pauses.at(-1), 16);
  for (let turns = 0; turns < 3; turns++) hours.turn();
  assertEquals(hours.pauses.slice(-3), [8, 4, 2]);
  hours.turn(10_000);
  assert((hours.pauses.at(-1) ?? NaN) < 50, "nobody waits for long because something took long once");
});

Deno.test("who waits when nobody else does waits the shortest pause, whatever was before", () => {
  const hours = new Hours();
  hours.wait(9, 0);
  hours.turn();
  hours.turn(20);
  assert(hours.over);
  hours.wait(1, 0);
  assertEquals(hours.pauses.at(-1), 1);
});
