import { assert, assertEquals, assertMatch } from "@std/assert";
import type { Event } from "../../../../client/core/events.ts";
import { GARDEN, WORK } from "../screen/scenes.ts";
import { channelEvents, room, Telling } from "../screen/story.ts";
import { type Seated, seated } from "./seated.ts";

/** Work with fifty messages of bob's in front, the garden beside it. */
async function chat(size = { columns: 80, rows: 24 }): Promise<Seated> {
  const seat = await seated(size);
  const telling = new Telling(["alice", "bob"]);
  for (let at = 1; at <= 50; at++) telling.says("bob", `message ${at}`);
  const work = room({ id: WORK, name: "Work", members: ["alice", "bob"] });
  const garden = room({ id: GARDEN, name: "garden", members: ["alice", "bob"] });
  const events: readonly Event[] = [
    { type: "line", state: "online" },
    ...channelEvents(work, telling.rows),
    ...channelEvents(garden, []),
  ];
  for (const event of events) seat.client.hear(event);
  seat.client.show(WORK);
  return seat;
}

Deno.test("Escape and a letter right behind it, which look like Alt, lose nothing: half a command would be a message", async () => {
  using seat = await chat();
  const { client, terminal } = seat;
  terminal.types("/help");
  client.showLines({ type: "channels" }, ["Your channels", "  one", "  two"]);
  assertMatch(terminal.text, /Your channels/);
  terminal.types("\x15");
  terminal.types("\x1b/me waves");
  assert(!terminal.text.includes("Your channels"));
  assertMatch(terminal.text, /alice ❯ \/me waves/);
});

Deno.test("Escape and a letter right behind it end a search, too", async () => {
  using seat = await chat();
  seat.terminal.types("\x06message 7");
  assertMatch(seat.terminal.text, /Search: ?message 7/);
  seat.terminal.types("\x1bhello");
  assertMatch(seat.terminal.text, /alice ❯ hello/);
});

Deno.test("Escape that is pressed twice before it is read closes a list, and what stands behind it", async () => {
  using seat = await chat();
  const { client, terminal } = seat;
  const answer = client.ask("Channel: ");
  client.showLines({ type: "channels" }, ["Your channels", "  one", "  two"]);
  terminal.types("\x1b\x1b");
  assertEquals(client.asker.open.first, undefined);
  assertEquals(await answer, undefined);
  assert(!terminal.text.includes("Your channels"));
});

Deno.test("a search of what one sent stands alone in its line, without the word on what else could be done there", async () => {
  using seat = await chat();
  const { terminal } = seat;
  assertMatch(terminal.text, /alice ❯ Write, or \/help/);
  terminal.types("\x12");
  assertMatch(terminal.text, /Search what you sent:$/m);
});

Deno.test("what the editor says is read to its end, beside the draft that it is about", async () => {
  using seat = await chat();
  const { terminal } = seat;
  terminal.types(`\x1b[200~${"x".repeat(1 << 21)}\x1b[201~`);
  assertMatch(terminal.text, /^ Cannot paste that: it is over 1 MB\. \/file sends a file of any size\.\nalice ❯$/m);
  terminal.types("\x12a long text that nobody sent");
  assertMatch(terminal.text, /^ Nothing more in what you sent: a long text that nobody sent\nalice ❯$/m);
});

Deno.test("Escape and a control key right behind it are both pressed", async () => {
  using seat = await chat();
  const { terminal } = seat;
  terminal.types("Great. :ta\t");
  assertMatch(terminal.text, /:tada:/);
  terminal.types("\x1b\x03");
  assert(!terminal.text.includes(":tada:"));
  assertMatch(terminal.text, /alice ❯ Write/);
});

Deno.test("a search says when nothing is found, and goes back to where one writes", async () => {
  using seat = await chat();
  const { terminal } = seat;
  terminal.types("\x06message 12");
  assertMatch(terminal.text, /Search: ?message 12/);
  assertMatch(terminal.text, /bob: message 12$/m);
  terminal.types("x");
  assertMatch(terminal.text, /Not found: ?message 12x/);
  terminal.types("\x7f");
  assertMatch(terminal.text, /Search: ?message 12/);
  terminal.types("\x1b");
  assertMatch(terminal.text, /bob: message 50$/m);
});

Deno.test("Escape never touches what is written", async () => {
  using seat = await chat();
  seat.terminal.types("precious");
  for (let times = 0; times < 3; times++) seat.terminal.types("\x1b");
  assertMatch(seat.terminal.text, /alice ❯ precious/);
});

Deno.test("Ctrl-C clears what is written, asks before it leaves, and leaves at the second", async () => {
  using seat = await chat();
  const { client, terminal } = seat;
  terminal.types("precious\x03");
  assertMatch(terminal.text, /alice ❯ Write/);
  terminal.types("\x03");
  assertMatch(terminal.text, /[Ll]eave/);
  assertEquals(client.signal.aborted, false);
  terminal.types("\x03");
  assertEquals(client.signal.aborted, true);
  assertEquals(terminal.isOpen, false);
});

Deno.test("the wheel scrolls by three lines, and a list while one is open", async () => {
  using seat = await chat();
  const { client, terminal } = seat;
  assertMatch(terminal.text, /message 50$/m);
  terminal.types("\x1b[<64;5;5M");
  assert(!/message 4[89]$|message 50$/m.test(terminal.text), terminal.text);
  assertMatch(terminal.text, /message 47$/m);
  terminal.types("\x1b[<65;5;5M");
  assertMatch(terminal.text, /message 50$/m);
  client.showLines({ type: "channels" }, ["Your channels", ...Array.from({ length: 60 }, (_, at) => `  row ${at}.`)]);
  assertMatch(terminal.text, /row 0\./);
  terminal.types("\x1b[<65;5;5M");
  assert(!terminal.text.includes("row 2."));
  assertMatch(terminal.text, /row 3\./);
});

Deno.test("a click goes to the window it is on: in the bar, in the list beside and in the list above", async () => {
  for (
    const [columns, keys, row, column] of [
      [80, "", 1, 13],
      [120, "", 4, 5],
      [50, "\x1b[18~", 4, 5],
    ] as const
  ) {
    using seat = await chat({ columns, rows: 24 });
    seat.terminal.types(keys);
    assertEquals(seat.client.current, WORK);
    assert((seat.terminal.rows[row - 1] ?? "").includes("garden"), seat.terminal.text);
    seat.terminal.types(`\x1b[<0;${column};${row}M`);
    assertEquals(seat.client.current, GARDEN, String(columns));
  }
});

Deno.test("a click where no window is named, or with another button, does nothing", async () => {
  using seat = await chat();
  for (const click of ["\x1b[<0;40;12M", "\x1b[<0;79;1M", "\x1b[<2;13;1M", "\x1b[<0;13;1m"]) seat.terminal.types(click);
  assertEquals(seat.client.current, WORK);
});

Deno.test("what takes its time says so after a moment, unless it asks, and stops when all of it is done", async () => {
  using seat = await chat();
  const { client, clock, terminal } = seat;
  const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  client.underWay(first.promise);
  await clock.turn(299);
  assert(!terminal.text.includes("one moment"));
  client.underWay(second.promise);
  await clock.turn(1);
  assertMatch(terminal.text, /one moment…/);
  const answered = client.ask("PIN of elsewhere: ", { secret: true });
  assert(!terminal.text.includes("one moment"));
  terminal.types("1\r");
  await answered;
  first.reject(new Error("it was given up"));
  await clock.turn(0);
  assertMatch(terminal.text, /one moment…/);
  second.resolve();
  await clock.turn(0);
  assert(!terminal.text.includes("one moment"));
});

Deno.test("a PIN that is typed behind a command before anybody obeys it is not said", async () => {
  using seat = await chat();
  const { client, terminal } = seat;
  terminal.types("/pin\r1234\r");
  assertEquals((await client.next())?.line, "/pin");
  const answer = client.ask("New PIN: ", { secret: true });
  assertEquals(await answer, "1234");
  const said = client.next();
  terminal.types("hello\r");
  assertEquals((await said)?.line, "hello");
});

Deno.test("what is done at once takes no time", async () => {
  using seat = await chat();
  seat.client.underWay(Promise.resolve());
  await seat.clock.turn(1000);
  assert(!seat.terminal.text.includes("one moment"));
});
