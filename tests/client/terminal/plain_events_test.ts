/** What is told becomes lines for people, and nothing that a peer wrote becomes anything else. */
import { assertEquals } from "@std/assert";
import fc from "fast-check";
import type { Event } from "../../../client/core/events.ts";
import { NO_CHAT, reduce } from "../../../client/core/state.ts";
import { clockTime } from "../../../client/core/words/time_words.ts";
import { eventLines } from "../../../client/terminal/plain_events.ts";
import {
  alice,
  bob,
  channel,
  dave,
  HOME,
  message,
  number,
  older,
  react,
  ref,
  rows,
  said,
  WORK,
} from "../core/story.ts";

const NOW = 1_700_000_000_000;
const time = (at: number) => clockTime(at);
const reply = { type: "text", at: 9, reply: [ref(bob, 4)], text: "yes\nno" } as const;
const hello = rows(said(bob, 4, "hello"));

const away = { type: "status", channel: WORK, who: number(bob), away: true, text: "lunch" } as const;

type Case = readonly [what: string, told: readonly Event[], lines: readonly string[]];

const CASES: readonly Case[] = [
  ["a message", [hello], [`${time(4)} bob: hello`]],
  ["one's own", [rows(said(alice, 4, "hi"))], [`${time(4)} You: hi`]],
  ["lines and an answer", [hello, rows(said(alice, 9, reply))], [
    `${time(9)} You answer bob ("hello"): yes`,
    "         no",
  ]],
  ["a reaction", [hello, rows(said(alice, 9, react(ref(bob, 4), "👍")))], [
    `${time(0)} * You reacted 👍 to bob ("hello").`,
  ]],
  ["something newer", [rows({ type: "message", message: { ...message(bob, 4, ""), content: { type: "unknown" } } })], [
    "* bob said something that only a newer pychat can show.",
  ]],
  ["a hole", [rows({ type: "missing", from: bob, count: 3, cursor: 9 })], ["! 3 messages by bob never came."]],
  ["what cannot be read", [rows({ type: "unreadable", count: 1, why: "forged", cursor: 9 })], [
    "! 1 message cannot be shown: forged.",
  ]],
  ["a status", [away], [`${time(NOW)} * bob is away: lunch`]],
  ["a status that is told again, for a newcomer", [away, away], []],
  ["another one", [away, { ...away, text: "tea" }], [`${time(NOW)} * bob is away: tea`]],
  ["somebody who is back", [away, { ...away, away: false, text: "" }], [`${time(NOW)} * bob is back.`]],
  ["somebody coming", [{ type: "arrived", channel: WORK, who: bob }], [`${time(NOW)} * bob is online.`]],
  ["guesses", [{ type: "wrongPins", channel: WORK, count: 3 }], ["! 3 wrong PINs at the door of Work."]],
  ["guesses that are no news any more", [{ type: "wrongPins", channel: WORK, count: 0 }], []],
  ["somebody asking", [{ type: "asks", channel: WORK, request: { card: dave, proven: true, at: 1 } }], [
    "-- /approve dave lets dave in, /deny dave does not.",
  ]],
  ["a new PIN", [channel({ more: { pin: "77" } })], ["-- The PIN of Work is now 77"]],
  ["an alarm", [{ type: "alarm", channel: undefined, why: "Do not trust it." }], ["! Do not trust it."]],
  ["a removal", [{ type: "closed", channel: WORK, name: "Work", why: "bob removed you" }], ["! Work: bob removed you"]],
  ["another channel", [channel({ id: HOME, name: "Home" }), { type: "arrived", channel: HOME, who: bob }], [
    `[Home] ${time(NOW)} * bob is online.`,
  ]],
  ["earlier messages", [hello, older(said(bob, 2, "before"))], [
    "-- Earlier:",
    `${time(2)} bob: before`,
    "-- Up to here.",
  ]],
  ["what is before the beginning", [rows({ type: "begins", cursor: 1 }), older({ type: "begins", cursor: 1 })], [
    "-- There is nothing earlier.",
  ]],
  ["typing", [{ type: "typing", channel: WORK, who: number(bob), on: true }], []],
];

Deno.test("an event is the lines that people read of it", () => {
  for (const [what, told, lines] of CASES) assertEquals(linesOf(told), lines, what);
});

Deno.test("the first rows of a channel are no news: they are shown with it", () => {
  assertEquals(eventLines(hello, scene([], hello)), []);
});

Deno.test("nothing that somebody wrote can do more than be read", () => {
  const noise = fc.string({ unit: "binary", maxLength: 40 });
  fc.assert(fc.property(noise, fc.integer({ min: 0, max: 6 }), (text, which) => {
    const event = hostile(text)[which] ?? hello;
    for (const line of linesOf([hello, event])) assertEquals(line.match(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u), null);
  }));
});

/** All places in which others' texts are shown. */
function hostile(text: string): readonly Event[] {
  return [
    rows(said(bob, 5, text)),
    rows(said(bob, 5, react(ref(bob, 4), text))),
    rows(said(bob, 5, { type: "edit", at: 1, of: ref(bob, 4), text })),
    rows(said(bob, 5, { type: "topic", at: 1, topic: text })),
    { type: "closed", channel: HOME, name: text, why: text },
    { type: "notice", text },
    { type: "status", channel: WORK, who: number(bob), away: true, text },
  ];
}

/** The lines of the last of these events, in Work. */
function linesOf(told: readonly Event[]): readonly string[] {
  const event = told.at(-1) ?? hello;
  return eventLines(event, scene([channel(), ...told.slice(0, -1)], event));
}

function scene(told: readonly Event[], event: Event) {
  const before = told.reduce(reduce, NO_CHAT);
  return { before, after: reduce(before, event), current: WORK, self: alice.id, now: NOW };
}
