/** What somebody reads stays where it is: whatever is said meanwhile, and whatever becomes of his terminal. */
import { assert, assertEquals } from "@std/assert";
import { drawScreen } from "../../../../client/terminal/screen/draw_screen.ts";
import { Layouts } from "../../../../client/terminal/screen/layouts.ts";
import { lookOf } from "../../../../client/terminal/screen/look.ts";
import { endOf, indexOf, indexOfCursor, placeAt } from "../../../../client/terminal/screen/place.ts";
import type { ScreenSize } from "../../../../client/terminal/screen/screen.ts";
import { scroll, type ScrollStep, sight } from "../../../../client/terminal/screen/scroll.ts";
import { NEW_WINDOW, newView, type ScreenView, type WindowView } from "../../../../client/terminal/screen/view.ts";
import type { Event } from "../../../../client/core/events.ts";
import { type ChatState, reduce } from "../../../../client/core/state.ts";
import type { ChannelState } from "../../../../client/core/state/channel_state.ts";
import { WORK } from "./scenes.ts";
import { card, channelEvents, NOON, room, Telling, told } from "./story.ts";

const PEOPLE = ["alice", "bob", "carol"];
const LOOK = lookOf({ theme: "dark", depth: "none", unicode: true, minutesEast: () => 0 });
const SIZE = { columns: 80, rows: 24 };
/** Bars, status and input. */
const CHROME = 3;

/** A chat in which so many messages were said from this cursor on; every tenth is long. */
function chat(count: number, cursor = 1000): ChatState {
  const telling = new Telling(PEOPLE, { cursor });
  for (let at = 0; at < count; at++) telling.says(at % 2 ? "bob" : "alice", words(cursor + at + 1));
  return told(
    { type: "line", state: "online" },
    ...channelEvents(room({ id: WORK, name: "Work", members: PEOPLE }), telling.rows),
  );
}

function words(cursor: number): string {
  return cursor % 10 === 0 ? `message ${cursor} ${"and so on ".repeat(30)}` : `message ${cursor}`;
}

class Reader {
  state: ChatState;
  size: ScreenSize = SIZE;
  view: ScreenView = { ...newView("relay", NOON), current: WORK };
  readonly #layouts = new Layouts();

  constructor(state: ChatState) {
    this.state = state;
  }

  get channel(): ChannelState {
    const channel = this.state.channels.get(WORK);
    if (!channel) throw new Error("There is no channel.");
    return channel;
  }

  get window(): WindowView {
    return this.view.windows.get(WORK) ?? NEW_WINDOW;
  }

  /** Lines of messages as they are seen, without what is above and below them. */
  get lines(): readonly string[] {
    const { rows } = drawScreen(this.state, this.view, this.#options);
    return rows.slice(1, -(CHROME - 1)).map((row) => row.map(({ text }) => text).join("").trimEnd());
  }

  /** The cursors of the messages whose first lines are in sight. */
  get seen(): readonly number[] {
    return this.lines.flatMap((line) => /: message (\d+)/.exec(line)?.[1] ?? []).map(Number);
  }

  get sight() {
    return sight(this.state, this.view, this.#options);
  }

  get #options() {
    return { size: this.size, look: LOOK, layouts: this.#layouts };
  }

  hears(...events: readonly Event[]): void {
    this.state = events.reduce(reduce, this.state);
  }

  scrolls(...steps: readonly ScrollStep[]): void {
    for (const step of steps) this.opens({ anchor: scroll(this.state, this.view, { ...this.#options, step }) });
  }

  opens(change: Partial<WindowView>): void {
    this.view = { ...this.view, windows: new Map([[WORK, { ...this.window, ...change }]]) };
  }
}

function later(cursor: number, count: number): Event {
  const telling = new Telling(PEOPLE, { cursor, at: NOON + 3_600_000 });
  for (let at = 0; at < count; at++) telling.says("bob", words(cursor + at + 1));
  return { type: "rows", channel: WORK, rows: telling.rows };
}

Deno.test("a window at the end follows what is said", () => {
  const reader = new Reader(chat(50));
  assertEquals(reader.seen.at(-1), 1050);
  reader.hears(later(1050, 2));
  assertEquals(reader.seen.at(-1), 1052);
  assertEquals(reader.sight, { cursor: 1052, top: false, end: true });
});

Deno.test("who has scrolled up reads on undisturbed: new messages, his own on their way, people coming, older messages, an edit", () => {
  const reader = new Reader(chat(100));
  reader.scrolls({ type: "pages", pages: -2 });
  const { lines } = reader;
  assertEquals(reader.sight?.end, false);
  reader.hears(later(1100, 30), { type: "arrived", channel: WORK, who: card("carol") });
  assertEquals(reader.lines, lines);
  reader.hears({
    type: "pending",
    channel: WORK,
    message: {
      id: { author: reader.channel.view?.you ?? raise(), counter: 1 },
      from: card("alice"),
      own: true,
      cursor: undefined,
      content: { type: "text", at: NOON, reply: [], text: "mine" },
    },
  });
  assertEquals(reader.lines, lines);
  const older = new Telling(PEOPLE, { cursor: 900, at: NOON - 7_200_000 });
  for (let at = 0; at < 100; at++) older.says("bob", words(901 + at));
  reader.hears({ type: "olderRows", channel: WORK, rows: older.rows });
  assertEquals(reader.lines, lines);
});

Deno.test("among hundreds who come and go one's place is kept, too", () => {
  const reader = new Reader(chat(30));
  for (let at = 0; at < 300; at++) {
    reader.hears({ type: at % 2 === 0 ? "arrived" : "left", channel: WORK, who: card(`guest${at}`) });
  }
  reader.scrolls({ type: "lines", lines: -150 });
  const { lines } = reader;
  assert(lines.at(-1)?.includes("guest149"), lines.at(-1));
  reader.hears(later(1030, 30));
  assertEquals(reader.lines, lines);
  reader.scrolls({ type: "lines", lines: -150 });
  assertEquals(reader.seen.at(-1), 1030);
});

Deno.test("a terminal that becomes smaller or larger shows what was read, and as before when it is as before", () => {
  const reader = new Reader(chat(100));
  reader.scrolls({ type: "pages", pages: -2 });
  const last = reader.seen.at(-1);
  const { lines } = reader;
  for (const [columns, rows] of [[40, 24], [200, 50], [80, 10], [59, 24], [80, 60]] as const) {
    reader.size = { columns, rows };
    assert(last !== undefined && reader.seen.slice(-2).includes(last), `${columns}x${rows}: ${reader.seen}`);
  }
  reader.size = SIZE;
  assertEquals(reader.lines, lines);
});

Deno.test("a long message is scrolled through line by line, and keeps its part in sight when it is laid out anew", () => {
  const telling = new Telling(PEOPLE, { cursor: 1 });
  telling.says("bob", Array.from({ length: 400 }, (_, at) => `word${at}`).join(" "));
  const reader = new Reader(told(...channelEvents(room({ id: WORK, name: "Work", members: PEOPLE }), telling.rows)));
  reader.scrolls({ type: "lines", lines: -25 });
  const middle = reader.lines.at(-1)?.match(/word(\d+)/)?.[1];
  reader.size = { columns: 120, rows: 24 };
  const now = reader.lines.at(-1)?.match(/word(\d+)/)?.[1];
  assert(Math.abs(Number(now) - Number(middle)) < 30, `${middle} and ${now}`);
  reader.size = SIZE;
  reader.scrolls({ type: "lines", lines: 25 });
  assertEquals(reader.window.anchor, undefined);
});

Deno.test("pages go up to the top and down to the end, and nothing is passed over", () => {
  const reader = new Reader(chat(200));
  const seen = new Set(reader.seen);
  while (reader.sight?.top === false) {
    reader.scrolls({ type: "pages", pages: -1 });
    for (const cursor of reader.seen) seen.add(cursor);
  }
  assertEquals(seen.size, 200);
  assert(reader.lines[0]?.includes("older messages"));
  const back = new Set(reader.seen);
  while (reader.window.anchor) {
    reader.scrolls({ type: "pages", pages: 1 });
    for (const cursor of reader.seen) back.add(cursor);
  }
  assertEquals(back.size, 200);
});

Deno.test("a message that was found comes into the middle, and the end is one step away", () => {
  const reader = new Reader(chat(200));
  reader.scrolls({ type: "row", cursor: 1051, text: "1051" });
  const at = reader.lines.findIndex((line) => line.includes("message 1051"));
  assert(at > 5 && at < 15, `line ${at}`);
  reader.scrolls({ type: "row", cursor: 1001, text: "" });
  assert(reader.seen.includes(1001) && reader.sight?.top);
  reader.scrolls({ type: "end" });
  assertEquals(reader.sight?.end, true);
});

Deno.test("of a long message that was found, the line that holds the text comes into the middle", () => {
  const telling = new Telling(PEOPLE, { cursor: 1000 });
  telling.says("bob", Array.from({ length: 200 }, (_, at) => `line ${at}`).join("\n"));
  telling.says("alice", "short");
  const reader = new Reader(
    told(...channelEvents(room({ id: WORK, name: "Work", members: PEOPLE }), telling.rows)),
  );
  for (const text of ["LINE 150", "line 20"]) {
    reader.scrolls({ type: "row", cursor: 1001, text });
    const at = reader.lines.findIndex((line) => line.endsWith(text.toLowerCase()));
    assert(at > 5 && at < 15, `${text}: line ${at}`);
  }
  // Where it is broken into lines no line holds it.
  reader.scrolls({ type: "row", cursor: 1001, text: "150\nline" });
  assert(reader.lines.some((line) => line.endsWith(" line 0")));
});

Deno.test("a channel that is not longer than its window stays at the bottom and cannot be scrolled", () => {
  const reader = new Reader(chat(3));
  for (const type of ["top", "end"] as const) {
    reader.scrolls({ type });
    assertEquals(reader.window.anchor, undefined);
  }
  assertEquals(reader.sight, { cursor: 1003, top: true, end: true });
  assertEquals(reader.lines[0], "");
});

Deno.test("lines for me stand where they came, and stay there when more is said", () => {
  const reader = new Reader(chat(10));
  reader.hears({ type: "left", channel: WORK, who: card("carol") });
  const place = endOf(reader.channel.rows);
  reader.opens({ notices: [{ place, at: NOON, type: "answer", text: "only for me\nin two lines" }] });
  reader.hears({ type: "arrived", channel: WORK, who: card("bob") }, later(1010, 1));
  const order = reader.lines.map((line) => /offline|for me|two lines|bob is online|message 1011/.exec(line)?.[0])
    .filter((word) => word !== undefined);
  assertEquals(order, ["offline", "for me", "two lines", "bob is online", "message 1011"]);
});

Deno.test("what was cleared is not shown, and is not gone", () => {
  const reader = new Reader(chat(100));
  reader.opens({ cleared: endOf(reader.channel.rows) });
  assertEquals(reader.seen, []);
  reader.hears(later(1100, 2));
  assertEquals(reader.seen, [1101, 1102]);
  reader.scrolls({ type: "top" });
  assertEquals(reader.seen, [1101, 1102]);
  reader.opens({ cleared: undefined });
  assert(reader.seen.length > 10);
});

Deno.test("the unread line stands before the first message behind what was read, wherever that is", () => {
  const reader = new Reader(chat(30));
  reader.opens({ readUpTo: 1025 });
  const at = reader.lines.findIndex((line) => line.includes("new messages"));
  assert(reader.lines[at + 1]?.includes("message 1026"));
  reader.opens({ readUpTo: 1030 });
  assert(!reader.lines.some((line) => line.includes("new messages")));
  reader.hears(later(1030, 1));
  assert(reader.lines.at(-2)?.includes("new messages"));
});

Deno.test("places are found again, with rows between that have none of their own", () => {
  const reader = new Reader(chat(300));
  reader.hears({ type: "arrived", channel: WORK, who: card("carol") }, {
    type: "left",
    channel: WORK,
    who: card("bob"),
  }, later(1300, 200));
  const { rows } = reader.channel;
  for (const index of [0, 1, 127, 128, 299, 300, 301, 302, 400, rows.length - 1]) {
    assertEquals(indexOf(rows, placeAt(rows, index)), index, `row ${index}`);
  }
  assertEquals(placeAt(rows, 301), { cursor: 1300, behind: 2 });
  assertEquals([
    indexOfCursor(rows, 0),
    indexOfCursor(rows, 1000),
    indexOfCursor(rows, 1001),
    indexOfCursor(rows, 9999),
  ], [-1, -1, 0, rows.length - 1]);
  assertEquals(placeAt(rows, -1), { cursor: 0, behind: 0 });
});

function raise(): never {
  throw new Error("There is no view.");
}
