/** Whatever is typed, told and resized, in whatever order: the screen holds its form, and the terminal is at rest between frames. */
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { Event } from "../../../../client/core/events.ts";
import { openChannels } from "../../../../client/core/state.ts";
import { clean } from "../../../../shared/terminal/clean.ts";
import { columns } from "../../../../shared/terminal/width.ts";
import { events, size, text } from "../screen/noise.ts";
import { WORK } from "../screen/scenes.ts";
import { channelEvents, room, Telling } from "../screen/story.ts";
import { type Seated, seated } from "./seated.ts";

/** More does not fit into a frame. */
const LARGEST_MESSAGE = 64 << 10;

type Step = (seat: Seated) => void;

/** Keys of all kinds, as terminals send them; what ends the client is not among them. */
const KEYS = [
  ...[
    "\r",
    "\t",
    "\x1b",
    "\x7f",
    "\x01",
    "\x05",
    "\x06",
    "\x07",
    "\x0b",
    "\x0c",
    "\x0e",
    "\x10",
    "\x12",
    "\x15",
    "\x17",
    "\x19",
  ],
  ...[
    "\x1b[A",
    "\x1b[B",
    "\x1b[C",
    "\x1b[D",
    "\x1b[5~",
    "\x1b[6~",
    "\x1b[5;5~",
    "\x1b[6;5~",
    "\x1b[5;2~",
    "\x1b[18~",
    "\x1b[19~",
  ],
  ...["\x1b1", "\x1b2", "\x1ba", "\x1bb", "\x1bf", "\x1b/", "\x1b\r", "\x1b[I", "\x1b[O", "\x1bOP"],
  ...["\x1b[<64;3;3M", "\x1b[<65;3;3M", "\x1b[<0;2;1M", "\x1b[<0;2;3M", "\x1b[<0;90;90M"],
  ...["/help\r", "/", ":smi", "@", "#1 ", "/edit "],
];
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...KEYS).map((keys): Step => ({ terminal }) => terminal.types(keys)) },
  { weight: 3, arbitrary: text.map((text): Step => ({ terminal }) => terminal.types(text.replaceAll("\x03", ""))) },
  text.map((text): Step => ({ terminal }) => terminal.types(`\x1b[200~${text.replaceAll("\x1b", "")}\x1b[201~`)),
  size.map((size): Step => ({ terminal }) => terminal.resize(size)),
  fc.nat(20).map((which): Step => ({ client }) => {
    const open = openChannels(client.state);
    const channel = open[which % Math.max(1, open.length)];
    if (channel) client.show(channel.id);
  }),
  text.map((text): Step => ({ client }) => client.print(`-- ${text.replaceAll(/\p{Cc}/gu, "")}`)),
);

/** A line that is given up ends the client: that is another story. */
function goesOn(event: Event): boolean {
  return event.type !== "line" || event.state === "online";
}

Deno.test("whatever is typed, told and resized, the screen holds its form", async () => {
  await fc.assert(
    fc.asyncProperty(events, size, fc.array(step, { minLength: 1, maxLength: 25 }), async (events, size, steps) => {
      using seat = await seated(size);
      const told = events.filter(goesOn);
      for (const [at, event] of told.entries()) {
        seat.client.hear(event);
        steps[at % steps.length]?.(seat);
      }
      for (const step of steps) {
        step(seat);
        look(seat);
      }
    }),
    { numRuns: 150 },
  );
});

Deno.test("no bytes from a terminal break the screen, or the way out of it", async () => {
  await fc.assert(
    fc.asyncProperty(events, fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 20 }), async (events, inputs) => {
      using seat = await seated();
      const { client, clock, terminal } = seat;
      for (const event of events.filter(goesOn)) client.hear(event);
      const [channel] = openChannels(client.state);
      if (channel) client.show(channel.id);
      for (const bytes of inputs) {
        terminal.types(bytes);
        look(seat);
      }
      // Whatever stands in front, so many times nobody presses it by chance.
      for (let times = 0; times < 6 && terminal.isOpen; times++) {
        terminal.types("\x03");
        await clock.turn(100);
      }
      assertEquals([terminal.isOpen, client.signal.aborted], [false, true]);
    }),
    { numRuns: 150 },
  );
});

Deno.test("lines of ten million characters, said, pasted or told, are lines like others", async () => {
  using seat = await seated();
  const { client, terminal } = seat;
  for (const part of ["x", "日", "👩‍👩‍👧‍👦", "a\u0300\u0301", "\u202e", "\x1b[2J", "word "]) {
    const long = part.repeat(10_000_000 / part.length);
    const telling = new Telling(["alice", "bob"]);
    telling.says("bob", long.slice(0, LARGEST_MESSAGE));
    for (const event of channelEvents(room({ id: WORK, members: ["alice", "bob"] }), telling.rows)) client.hear(event);
    client.show(WORK);
    client.printIn(WORK, `-- ${clean(long)}`);
    terminal.types(`\x1b[200~${long}\x1b[201~`);
    look(seat);
    for (const keys of ["\x1b[5~", "\x1b", "\x1b"]) {
      terminal.types(keys);
      look(seat);
    }
  }
});

function look({ client, terminal }: Seated): void {
  const { columns: width, rows: height } = client.glass.options.size;
  const rows = terminal.rows;
  assertEquals(rows.length, height);
  for (const row of rows) assert(columns(row) <= width, JSON.stringify(row));
  assert(!/[\p{Cc}\p{Bidi_Control}]/u.test(rows.join("")), JSON.stringify(rows));
  assert(terminal.atRest);
}
