/**
 * What a key costs: from the next state to the bytes for the terminal, with ten thousand messages loaded; and what memory a hundred thousand messages leave
 * behind. A measurement, not a test: `deno run -P=tests --v8-flags=--expose-gc tests/client/terminal/screen/measure_keys.ts`.
 */
import process from "node:process";
import { drawScreen } from "../../../../client/terminal/screen/draw_screen.ts";
import { Layouts } from "../../../../client/terminal/screen/layouts.ts";
import { lookOf } from "../../../../client/terminal/screen/look.ts";
import { paint } from "../../../../client/terminal/screen/paint.ts";
import type { Screen, ScreenSize } from "../../../../client/terminal/screen/screen.ts";
import { scroll, type ScrollStep } from "../../../../client/terminal/screen/scroll.ts";
import { NEW_WINDOW, newView, type ScreenView } from "../../../../client/terminal/screen/view.ts";
import { type ChatState, reduce } from "../../../../client/core/state.ts";
import type { Event } from "../../../../client/core/events.ts";
import { WORK } from "./scenes.ts";
import { channelEvents, NOON, room, Telling, told } from "./story.ts";

const CAPS = { unicode: true, links: true, synchronised: true, title: true };
const LOOK = lookOf({ theme: "dark", depth: "truecolor", unicode: true, minutesEast: () => 0 });
const PEOPLE = ["alice", ...Array.from({ length: 99 }, (_, at) => `member${at}`)];
const SIZES: readonly ScreenSize[] = [{ columns: 80, rows: 24 }, { columns: 200, rows: 50 }];
const TEXTS = [
  "ok",
  "a line as people write them, neither long nor short, about https://example.com/some/page?with=arguments",
  "日本語の文もあります。長い文は折り返されます。",
  "@alice what about 👩‍👩‍👧‍👦 and ❤️? I would say that it depends on so many things that nobody can know before we have tried at least two of them.",
];
const ROUNDS = 300;

/** One person at one terminal, and what the terminal shows. */
class Person {
  readonly #size: ScreenSize;
  readonly #layouts = new Layouts();
  state: ChatState;
  view: ScreenView = { ...newView("relay.example.com", NOON), current: WORK };
  #screen: Screen | undefined;
  bytes = 0;

  constructor(state: ChatState, size: ScreenSize) {
    this.state = state;
    this.#size = size;
  }

  draw(): void {
    const screen = drawScreen(this.state, this.view, this.#options);
    this.bytes = paint(this.#screen, screen, CAPS).length;
    this.#screen = screen;
  }

  scrolls(step: ScrollStep): void {
    const window = this.view.windows.get(WORK) ?? NEW_WINDOW;
    const anchor = scroll(this.state, this.view, { ...this.#options, step });
    this.view = { ...this.view, windows: new Map([[WORK, { ...window, anchor }]]) };
  }

  types(text: string): void {
    this.view = { ...this.view, editor: { lines: [text], cursor: { line: 0, column: text.length } } };
  }

  get #options() {
    return { size: this.#size, look: LOOK, layouts: this.#layouts };
  }
}

function messages(count: number, from: number): Event {
  const telling = new Telling(PEOPLE, { cursor: from, at: NOON + from * 1000 });
  for (let at = 0; at < count; at++) {
    const before = telling.rows.at(-1);
    const reply = at % 20 === 0 && before?.type === "message" ? { reply: before.message.id } : {};
    telling.says(PEOPLE[(from + at) % PEOPLE.length] ?? "alice", TEXTS[(from + at) % TEXTS.length] ?? "", reply);
  }
  return { type: "rows", channel: WORK, rows: telling.rows };
}

function measure(what: string, person: Person, act: (round: number) => void): void {
  const times: number[] = [];
  let bytes = 0;
  const before = process.cpuUsage();
  for (let round = 0; round < ROUNDS; round++) {
    const begin = performance.now();
    act(round);
    person.draw();
    times.push(performance.now() - begin);
    bytes += person.bytes;
  }
  const { user, system } = process.cpuUsage(before);
  const processor = ((user + system) / 1000 / ROUNDS).toFixed(2).padStart(7);
  times.sort((a, b) => a - b);
  const [median, late, worst] = [0.5, 0.99, 1].map((part) =>
    (times[Math.ceil(part * ROUNDS) - 1] ?? 0).toFixed(2).padStart(7)
  );
  print(`${what.padEnd(44)}${median}${late}${worst}${processor}${String(Math.round(bytes / ROUNDS)).padStart(8)}`);
}

function print(line: string): void {
  // deno-lint-ignore no-console -- this is a program that prints
  console.log(line);
}

function megabytes(): string {
  const { gc } = globalThis as { readonly gc?: () => void };
  gc?.();
  const { rss, heapUsed } = Deno.memoryUsage();
  return `RSS ${(rss / 1e6).toFixed(0)} MB, heap ${(heapUsed / 1e6).toFixed(0)} MB`;
}

print(`${"ms from key to paint".padEnd(44)} median    99%  worst    cpu   bytes`);
const loaded = told(
  { type: "line", state: "online" },
  messages(10_000, 0),
  ...channelEvents(room({ id: WORK, name: "Work", members: PEOPLE }), []),
);
for (const size of SIZES) {
  const person = new Person(loaded, size);
  const name = `${size.columns}x${size.rows}`;
  const begin = performance.now();
  person.draw();
  print(`${`${name}: the first screen`.padEnd(44)}${(performance.now() - begin).toFixed(2).padStart(7)}`);
  measure(`${name}: a letter`, person, (round) => person.types("x".repeat(round % 60)));
  measure(`${name}: a page up`, person, () => person.scrolls({ type: "pages", pages: -1 }));
  measure(`${name}: a letter, scrolled far up`, person, (round) => person.types("y".repeat(round % 60)));
  measure(`${name}: a line down`, person, () => person.scrolls({ type: "lines", lines: 1 }));
  person.scrolls({ type: "end" });
  measure(`${name}: a letter of a search`, person, (round) => {
    person.view = { ...person.view, search: { text: "people".slice(0, 1 + round % 6), current: undefined } };
  });
  person.view = { ...person.view, search: undefined };
  measure(
    `${name}: a message comes`,
    person,
    (round) => person.state = reduce(person.state, messages(1, 10_000 + round)),
  );
  measure(`${name}: members and windows are shown and hidden`, person, (round) => {
    person.view = { ...person.view, panes: { channels: round % 2 === 0, members: round % 2 === 0 } };
  });
}

print(`after 10,000 messages: ${megabytes()}`);
const busy = new Person(told(...channelEvents(room({ id: WORK, name: "Work", members: PEOPLE }), [])), {
  columns: 120,
  rows: 30,
});
for (let from = 0; from < 100_000; from += 100) {
  busy.state = reduce(busy.state, messages(100, from));
  busy.draw();
}
print(`after 100,000 messages, drawn at each hundredth: ${megabytes()}`);
