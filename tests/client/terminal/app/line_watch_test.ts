import { assertEquals } from "@std/assert";
import { LineWatch } from "../../../../client/terminal/app/line_watch.ts";
import { TurnedClock } from "../../../fakes/turned_clock.ts";

const OFFLINE = { type: "line", state: "offline", why: "nobody answers", retryMs: 500 } as const;

/** What a watch that heard this tells. */
function told(known: boolean, ...events: Parameters<LineWatch["hear"]>[0][]): readonly string[] {
  const all: string[] = [];
  using watch = new LineWatch({
    clock: new TurnedClock(),
    retries: (at) => at !== undefined && all.push("retries"),
    ticked: () => {},
    known: () => known,
    failed: (why) => all.push(why),
    lost: (why) => all.push(`lost: ${why}`),
  });
  for (const event of events) watch.hear(event);
  return all;
}

Deno.test("where there never was a line it is given up, unless there are channels to look at meanwhile", () => {
  assertEquals(told(false, OFFLINE), ["nobody answers"]);
  assertEquals(told(true, OFFLINE), ["retries"]);
  assertEquals(told(false, { type: "line", state: "online" }, OFFLINE), ["retries"]);
});

Deno.test("what trying again cannot mend ends nothing under the hands of who was shown something", () => {
  const final = { ...OFFLINE, retryMs: undefined };
  assertEquals(told(true, final), ["nobody answers"]);
  assertEquals(told(true, { type: "line", state: "online" }, final), ["lost: nobody answers"]);
  assertEquals(told(false, { type: "line", state: "online" }, final), ["lost: nobody answers"]);
  assertEquals(told(true, OFFLINE, final), ["retries", "lost: nobody answers"]);
});
