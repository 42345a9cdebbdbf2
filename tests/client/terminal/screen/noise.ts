/** Chats, views and sizes that nobody would think of: whatever others write and whatever the person does. */
import fc from "fast-check";
import type { Event, Row } from "../../../../client/core/events.ts";
import type { ChatState } from "../../../../client/core/state.ts";
import { read } from "../../../../client/core/state.ts";
import { type LookOptions } from "../../../../client/terminal/screen/look.ts";
import type { ScreenSize } from "../../../../client/terminal/screen/screen.ts";
import type { Notice, OverlayLine, ScreenView } from "../../../../client/terminal/screen/view.ts";
import { NEVER } from "../../../../shared/log/entry.ts";
import { adds, GARDEN, WITH_BOB, WORK } from "./scenes.ts";
import { card, channelEvents, NOON, numberOf, OPEN_POLICY, room, said, Telling, told } from "./story.ts";

const PEOPLE = ["alice", "bob", "李雷", "x".repeat(24), "e\u0301".repeat(24), "m\u202egpj", "👩‍👩‍👧‍👦"];

const word = fc.constantFrom(
  ...[
    "a",
    "the",
    "considerable",
    "@alice",
    "@bob",
    "https://example.com/",
    `https://x.org/${"p/".repeat(40)}?q=(1)`,
    "日本語の文",
    "👩‍👩‍👧‍👦",
    "❤️",
  ],
  ...[
    "🇩🇪",
    "e\u0301\u0302",
    "שלום",
    "नमस्ते",
    "\n",
    "\n\n",
    "   ",
    "\t",
    "x".repeat(300),
    "漢".repeat(90),
    `a${"\u0300".repeat(99)}`,
    "\u200d",
    "\x1b[2J",
    "\x9b1m",
    "\x07",
    "\u0600",
  ],
);
export const text: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.array(word, { maxLength: 12 }).map((words) => words.join(" ")) },
  { weight: 2, arbitrary: fc.string({ unit: "binary", maxLength: 60 }) },
  { weight: 2, arbitrary: fc.string({ unit: "grapheme", maxLength: 60 }) },
  { weight: 1, arbitrary: fc.array(word, { maxLength: 12 }).map((words) => words.join("")) },
);

const who = fc.constantFrom(...PEOPLE);
const time = fc.oneof(fc.integer({ min: 0, max: 3 * 86_400_000 }).map((ms) => NOON + ms), fc.maxSafeNat());

type Step = (telling: Telling) => void;

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.tuple(who, text, fc.nat(9)).map(([nick, text, back]) => (telling: Telling) =>
      answer(telling, nick, { text, back })
    ),
  },
  fc.tuple(who, text, fc.nat(9)).map(([nick, text, back]) => (telling: Telling) =>
    telling.edits(nick, refOf(telling, back), text)
  ),
  fc.tuple(who, fc.nat(9)).map(([nick, back]) => (telling: Telling) => telling.erases(nick, refOf(telling, back))),
  fc.tuple(who, text, fc.nat(9)).map(([nick, text, back]) => (telling: Telling) =>
    telling.reacts(nick, refOf(telling, back), text)
  ),
  fc.tuple(who, text).map(([nick, text]) => (telling: Telling) => telling.topic(nick, text)),
  fc.tuple(who, who).map(([nick, other]) => (telling: Telling) => telling.asks(nick, other)),
  fc.tuple(who, who, text).map(([nick, whom, reason]) => (telling: Telling) =>
    telling.does(nick, { op: "remove", member: numberOf(1), policy: OPEN_POLICY, banUntil: NEVER, epoch: noEpoch() }, {
      whom,
      reason,
    })
  ),
  fc.tuple(who, who).map(([nick, whom]) => (telling: Telling) => telling.does(nick, adds(whom), { whom })),
  fc.tuple(who, fc.nat(5)).map(([nick, count]) => (telling: Telling) => telling.missing(nick, count)),
  text.map((why) => (telling: Telling) => telling.unreadable(2, why)),
  fc.constant((telling: Telling) => telling.begins()),
  fc.integer({ min: -2, max: 3 }).map((days) => (telling: Telling) => telling.later(days * 86_400_000)),
);

function answer(
  telling: Telling,
  nick: string,
  { text, back }: { readonly text: string; readonly back: number },
): void {
  if (back > 6) telling.says(nick, text, { reply: refOf(telling, back - 6) });
  else telling.says(nick, text);
}

function refOf({ rows }: Telling, back: number) {
  const row = rows.at(-1 - back);
  return row?.type === "message" ? row.message.id : { author: numberOf(1), counter: 9999 };
}

function noEpoch() {
  const nothing = new Uint8Array();
  return { commit: new Uint8Array(32), fwd: nothing, back: nothing, why: nothing, note: nothing };
}

const rows: fc.Arbitrary<readonly Row[]> = fc.tuple(fc.array(step, { maxLength: 40 }), time).map(([steps, at]) => {
  const telling = new Telling(PEOPLE, { at });
  for (const step of steps) step(telling);
  return telling.rows;
});

const member = fc.nat(PEOPLE.length - 1).map(numberOf);
const event: fc.Arbitrary<Event> = fc.oneof(
  fc.tuple(member, fc.boolean()).map(([who, on]): Event => ({ type: "typing", channel: WORK, who, on })),
  fc.tuple(member, fc.nat(40)).map(([who, cursor]): Event => ({ type: "read", channel: WORK, who, cursor })),
  fc.tuple(member, fc.boolean(), text).map(([who, away, text]): Event => ({
    type: "status",
    channel: WORK,
    who,
    away,
    text,
  })),
  fc.tuple(who, fc.boolean()).map(([nick, here]): Event => ({
    type: here ? "arrived" : "left",
    channel: WORK,
    who: card(nick),
  })),
  fc.tuple(text, fc.nat(9), time).map(([text, counter, at]): Event => {
    const message = said("alice", { type: "text", at, reply: [], text }, { members: PEOPLE, counter });
    return { type: "pending", channel: WORK, message };
  }),
  fc.tuple(fc.nat(9), text).map(([counter, why]): Event => ({
    type: "failed",
    channel: WORK,
    id: { author: numberOf(0), counter },
    why,
  })),
  text.map((why): Event => ({ type: "alarm", channel: undefined, why })),
  text.map((why): Event => ({ type: "line", state: "offline", why, retryMs: undefined })),
  fc.constant<Event>({ type: "line", state: "online" }),
  fc.nat(9).map((count): Event => ({ type: "wrongPins", channel: WORK, count })),
  text.map((why): Event => ({ type: "closed", channel: GARDEN, name: "garden", why })),
  text.map((why): Event => ({ type: "closed", channel: WORK, name: "work", why })),
  fc.tuple(text, text).map(([name, motd]): Event => ({ type: "relay", name, motd, key: new Uint8Array(32) })),
);

/** All that an engine told. */
export const events: fc.Arbitrary<readonly Event[]> = fc.record({
  rows,
  more: rows,
  topic: text,
  name: text,
  asking: fc.array(who, { maxLength: 3 }),
  events: fc.array(event, { maxLength: 12 }),
}).map(({ rows, more, topic, name, asking, events }) => {
  const requests = asking.map((nick) => ({ card: card(nick), proven: true, at: NOON }));
  const view = room({
    id: WORK,
    name,
    members: PEOPLE,
    here: ["alice", "bob"],
    admins: ["bob"],
    muted: ["李雷"],
    topic,
    requests,
  });
  return [
    { type: "line", state: "online" },
    { type: "people", ignored: [], verified: new Map([["bob", card("bob").id]]) },
    ...channelEvents(view, rows),
    ...channelEvents(room({ id: GARDEN, name, members: ["alice", "bob"] }), more),
    ...channelEvents(room({ id: WITH_BOB, members: ["alice", "bob"], other: "bob" }), []),
    ...events,
  ];
});

export const state: fc.Arbitrary<ChatState> = fc.tuple(events, fc.nat(40)).map(([events, upTo]) =>
  read(told(...events), WORK, upTo)
);

const editor = fc.array(text, { minLength: 1, maxLength: 12 }).chain((lines) =>
  fc.record({
    lines: fc.constant(lines),
    cursor: fc.record({ line: fc.nat(lines.length - 1), column: fc.nat(400) }),
  }).chain((editor) =>
    fc.record({ prompt: text, hint: text }, { requiredKeys: [] }).map((more) => ({ ...editor, ...more }))
  )
);
const place = fc.record({ cursor: fc.nat(40), behind: fc.nat(5) });
const notice: fc.Arbitrary<Notice> = fc.record({
  place,
  at: time,
  type: fc.constantFrom("answer", "warning", "error"),
  text,
});
const overlayLine: fc.Arbitrary<OverlayLine> = fc.oneof(
  fc.tuple(fc.constantFrom("heading" as const, "text" as const, "hint" as const), text).map(([type, text]) => ({
    type,
    text,
  })),
  fc.tuple(text, text).map(([left, right]) => ({ type: "pair" as const, left, right })),
);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 3 });

export const view: fc.Arbitrary<ScreenView> = fc.record({
  now: time,
  relay: text,
  current: fc.constantFrom(WORK, WORK, WORK, GARDEN, WITH_BOB, undefined),
  window: fc.record({
    anchor: maybe(fc.record({ place, lines: fc.integer({ min: 0, max: 60 }), of: fc.nat(20) })),
    readUpTo: maybe(fc.nat(40)),
    answered: fc.boolean(),
    notices: fc.array(notice, { maxLength: 4 }).map((all) =>
      all.toSorted((a, b) => a.place.cursor - b.place.cursor || a.place.behind - b.place.behind)
    ),
    cleared: maybe(maybe(place)),
  }),
  home: fc.array(notice, { maxLength: 3 }),
  panes: fc.record({ channels: maybe(fc.boolean()), members: maybe(fc.boolean()) }),
  numbers: fc.boolean(),
  editor,
  popup: maybe(
    fc.record({
      candidates: fc.array(fc.record({ text, hint: text }), { maxLength: 12 }),
      selected: maybe(fc.nat(12)),
      column: fc.nat(90),
    }),
  ),
  dialog: maybe(maybe(fc.record({
    ...{ title: text, text, selected: maybe(fc.nat(9)), editor },
    options: fc.array(fc.record({ key: text, label: text }), { maxLength: 9 }),
  }))),
  overlay: maybe(
    maybe(fc.record({ title: text, lines: fc.array(overlayLine, { maxLength: 30 }), scroll: fc.nat(40) })),
  ),
  search: maybe(fc.record({ text: fc.oneof(text, fc.constantFrom("a", "e", "日")), current: maybe(fc.nat(40)) })),
  editorSays: fc.oneof(fc.constant(""), text),
  busy: fc.boolean(),
  retryAt: maybe(time),
}).map(({ window, ...view }) => ({
  ...view,
  windows: new Map([[WORK, window]]),
  alarmSeen: undefined,
}));

export const size: fc.Arbitrary<ScreenSize> = fc.oneof(
  fc.record({ columns: fc.integer({ min: 1, max: 220 }), rows: fc.integer({ min: 1, max: 60 }) }),
  fc.record({ columns: fc.integer({ min: 1, max: 12 }), rows: fc.integer({ min: 1, max: 8 }) }),
);

export const look: fc.Arbitrary<LookOptions> = fc.record({
  theme: fc.constantFrom("dark", "light", "high-contrast"),
  depth: fc.constantFrom("none", "16", "256", "truecolor"),
  unicode: fc.boolean(),
  minutesEast: fc.constantFrom(() => 0, () => 330, () => -720),
});
