/** How single rows look: whose they are, what stands out in them, what became of them. */
import { assert, assertEquals } from "@std/assert";
import type { Event, Row as ChannelRow } from "../../../../client/core/events.ts";
import { drawScreen } from "../../../../client/terminal/screen/draw_screen.ts";
import { Layouts } from "../../../../client/terminal/screen/layouts.ts";
import { lookOf } from "../../../../client/terminal/screen/look.ts";
import type { Row, Span } from "../../../../client/terminal/screen/span.ts";
import { newView, type ScreenView } from "../../../../client/terminal/screen/view.ts";
import { adds, WORK } from "./scenes.ts";
import { card, channelEvents, NOON, numberOf, room, said, Telling, told } from "./story.ts";

const PEOPLE = ["alice", "bob", "carol", "You", "Υou"];
const LOOK = lookOf({ theme: "dark", depth: "16", unicode: true, minutesEast: () => 0 });

interface Drawn {
  readonly rows: readonly Row[];
  readonly texts: readonly string[];
}

function draw(telling: Telling, { events = [], view = {}, columns = 80 }: {
  readonly events?: readonly Event[];
  readonly view?: Partial<ScreenView>;
  readonly columns?: number;
} = {}): Drawn {
  const state = told(...channelEvents(room({ id: WORK, name: "Work", members: PEOPLE }), telling.rows), ...events);
  const scene = { ...newView("relay", NOON), current: WORK, ...view };
  const { rows } = drawScreen(state, scene, { size: { columns, rows: 24 }, look: LOOK, layouts: new Layouts() });
  return { rows, texts: rows.map((row) => row.map(({ text }) => text).join("").trim()) };
}

/** The span with this text; of the last row that has one. */
function spanOf({ rows }: Drawn, text: string): Span {
  const span = rows.flat().findLast((span) => span.text.includes(text));
  assert(span, `nothing says "${text}"`);
  return span;
}

Deno.test("what I write is mine, what others write has their colour, and nobody has another's", () => {
  const telling = new Telling(PEOPLE);
  for (const nick of ["alice", "bob", "carol"]) telling.says(nick, "x");
  const drawn = draw(telling);
  assertEquals(spanOf(drawn, "You:").style, LOOK.styles.own);
  const [bob, carol] = ["bob:", "carol:"].map((nick) => spanOf(drawn, nick).style.fg);
  assert(bob !== carol && bob !== undefined && carol !== undefined);
});

Deno.test("who calls himself You, or what looks so, does not speak for me", () => {
  const telling = new Telling(PEOPLE);
  telling.says("You", "one");
  telling.says("Υou", "two");
  const { texts } = draw(telling);
  assert(texts.some((text) => text.endsWith("@You: one")) && texts.some((text) => text.endsWith("@Υou: two")));
});

Deno.test("who is called is told by the nick of who calls, also without colours; others who are named have their own", () => {
  const telling = new Telling(PEOPLE);
  telling.says("bob", "@alice and @carol, but not @dave");
  const drawn = draw(telling);
  assertEquals(spanOf(drawn, "bob:").style, LOOK.styles.mentioned);
  assertEquals(spanOf(drawn, "@alice").style, LOOK.styles.mention);
  telling.says("carol", "yes");
  assertEquals(spanOf(draw(telling), "@carol").style, spanOf(draw(telling), "carol:").style);
  assertEquals(spanOf(drawn, "@dave").style, LOOK.styles.text);
});

Deno.test("an address that does not fit opens whole from each of its lines", () => {
  const address = `https://example.com/${"long/".repeat(20)}`;
  const telling = new Telling(PEOPLE);
  telling.says("bob", `see ${address} there`);
  const linked = draw(telling, { columns: 60 }).rows.flat().filter(({ link }) => link !== undefined);
  assert(linked.length > 2);
  assert(linked.every(({ link }) => link === address));
  assertEquals(linked.map(({ text }) => text).join(""), address);
});

Deno.test("who comes is yellow behind an arrow, who goes is red", () => {
  const telling = new Telling(PEOPLE);
  telling.does("alice", adds("bob"), { whom: "bob" });
  const leave = { op: "leave" } as const;
  telling.does("bob", leave);
  const drawn = draw(telling, { events: [{ type: "arrived", channel: WORK, who: card("carol") }] });
  assertEquals(spanOf(drawn, "You let bob in.").style, LOOK.styles.join);
  assertEquals(spanOf(drawn, "bob left.").style, LOOK.styles.leave);
  assertEquals(spanOf(drawn, "carol is online.").style, LOOK.styles.join);
  assertEquals(drawn.rows.flat().filter(({ text }) => text === "→" || text === "←").length, 3);
});

Deno.test("an own message says what became of it: on its way, sent, read by so many, never sent", () => {
  const telling = new Telling(PEOPLE);
  telling.says("alice", "one");
  telling.says("alice", "two");
  const pending = (counter: number, text: string): Event => {
    return {
      type: "pending",
      channel: WORK,
      message: said("alice", { type: "text", at: NOON, reply: [], text }, { members: PEOPLE, counter }),
    };
  };
  const { texts } = draw(telling, {
    events: [
      ...[1, 2].map((who): Event => ({ type: "read", channel: WORK, who: numberOf(who), cursor: 1 })),
      pending(8, "three"),
      pending(9, "four"),
      { type: "failed", channel: WORK, id: { author: numberOf(0), counter: 9 }, why: "too long" },
    ],
  });
  const marks = texts.flatMap((text) => /You: (\w+)\u00a0(.+)$/.exec(text)?.slice(1).join(" ") ?? []);
  assertEquals(marks, ["one ✓✓\u00a02", "two ✓", "four × not sent: too long", "three ○"]);
});

Deno.test("who was not let in is named, also when he asked after the screen was first drawn, or far above", () => {
  const telling = new Telling(PEOPLE);
  telling.says("bob", "hello");
  const [hello] = telling.rows.splice(0);
  telling.asks("bob", "zoe");
  telling.denies("bob", "zoe");
  const [asks, denied] = telling.rows;
  assert(hello && asks && denied);
  const view = room({ id: WORK, name: "Work", members: PEOPLE });
  const asking = { ...view, requests: [{ card: card("zoe"), proven: true, at: NOON }] };
  const rows = (row: ChannelRow): Event => ({ type: "rows", channel: WORK, rows: [row] });
  const before: Event = { type: "olderRows", channel: WORK, rows: [asks] };
  const inOrder = [...channelEvents(view, [hello]), rows(asks), { type: "channel", view: asking }] as const;
  for (
    const [events, last] of [
      [inOrder, [rows(denied), { type: "channel", view }]],
      [channelEvents(view, [denied]), [before]],
    ] as const
  ) {
    const layouts = new Layouts();
    const [first, then] = [told(...events), told(...events, ...last)].map((state) => {
      const scene = { ...newView("relay", NOON), current: WORK };
      return drawScreen(state, scene, { size: { columns: 80, rows: 24 }, look: LOOK, layouts }).rows;
    });
    assertEquals(first?.flat().some(({ text }) => text.includes("zoe in")), false);
    assert(then?.flat().some(({ text }) => text.includes("bob did not let zoe in.")));
  }
});

Deno.test("what is searched for stands out wherever it is in sight, and most where it was found", () => {
  const telling = new Telling(PEOPLE);
  telling.says("bob", "A rose");
  telling.says("bob", "is a ROSE");
  const drawn = draw(telling, { view: { search: { text: "rose", current: 2 } } });
  assertEquals(spanOf(drawn, "rose").style, LOOK.styles.match);
  assertEquals(spanOf(drawn, "ROSE").style, LOOK.styles.currentMatch);
});

Deno.test("an answer shows what it answers as that reads now", () => {
  const telling = new Telling(PEOPLE);
  const first = telling.says("bob", "are you\nthere?");
  telling.edits("bob", first, "are you\nhere?");
  telling.says("alice", "yes", { reply: first });
  const { texts } = draw(telling);
  const at = texts.findIndex((text) => text.endsWith("You: yes\u00a0✓"));
  assertEquals(texts[at - 1], "╭─ bob: are you here?");
});

Deno.test("more than three who react are counted", () => {
  const telling = new Telling(PEOPLE);
  const message = telling.says("bob", "cake?");
  for (const nick of ["alice", "bob", "carol"]) telling.reacts(nick, message, "🎂");
  assert(draw(telling).texts.some((text) => text === "🎂 You, bob, carol"));
  telling.reacts("You", message, "🎂");
  assert(draw(telling).texts.some((text) => text === "🎂 4 with you"));
});

Deno.test("a deleted message says so and no more; what cannot be read is one line that says why", () => {
  const telling = new Telling(PEOPLE);
  const message = telling.says("bob", "secret");
  telling.erases("bob", message);
  telling.unreadable(3, "the key never came");
  const { texts } = draw(telling);
  assert(texts.some((text) => text.endsWith("bob: (deleted)")) && !texts.some((text) => text.includes("secret")));
  assert(texts.some((text) => text.endsWith("3 messages cannot be shown: the key never came.")));
});

Deno.test("numbers stand where times do, for who is about to name a message", () => {
  const telling = new Telling(PEOPLE, { cursor: 1233 });
  telling.says("bob", "x");
  telling.does("bob", adds("carol"), { whom: "carol" });
  const { texts } = draw(telling, { view: { numbers: true } });
  assert(texts.some((text) => /^#1234 +bob: x$/.test(text)));
  assert(texts.some((text) => /^12:01:01 +→ bob let carol in\.$/.test(text)));
});
