/** What is shown of all that an engine tells: events in, state out. */
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { Event, Row } from "../../../client/core/events.ts";
import type { FileState } from "../../../client/core/files/file_view.ts";
import { dismiss, NO_CHAT, openChannels, read, reduce } from "../../../client/core/state.ts";
import { findMessage } from "../../../client/core/state/change_message.ts";
import { isWhole } from "../../../client/core/state/channel_state.ts";
import { MOST_ROWS } from "../../../client/core/state/row_list.ts";
import { showOlder } from "../../../client/core/state/show_older.ts";
import {
  after,
  alice,
  bob,
  carol,
  channel,
  dave,
  deed,
  edit,
  erase,
  HOME,
  message,
  number,
  numbered,
  older,
  pending,
  POLICY,
  react,
  ref,
  rows,
  said,
  shown,
  view,
  WORK,
  work,
  workOf,
} from "./story.ts";
import type { BlobId } from "../../../shared/ids.ts";

const CREATE = {
  op: "create",
  name: "Work",
  card: alice,
  policy: POLICY,
  salt: new Uint8Array(16),
  epoch: epoch(),
} as const;
const BEGINS: Row = { type: "begins", cursor: 1 };

Deno.test("reduce() shows what is said in the order of the stream, with the reply that it is and its number", () => {
  const answer = { type: "text", at: 3, reply: [ref(bob, 2)], text: "yes?" } as const;
  const state = work(
    rows(BEGINS, deed(alice, 1, CREATE), said(bob, 2, "alice?")),
    channel(),
    rows(said(alice, 3, answer)),
  );
  assertEquals(shown(state), ["begins", "alice create", "bob: alice?", "alice: yes?"]);
  const row = findMessage(state.rows, ref(alice, 3));
  assertEquals([row?.number, row?.reply, row?.own], [3, ref(bob, 2), true]);
});

Deno.test("reduce() applies edits, deletions and reactions only where they are allowed", () => {
  const target = ref(bob, 2);
  const cases: readonly (readonly [what: string, changes: readonly Row[], shows: string])[] = [
    ["an edit", [said(bob, 3, edit(target, "hi"))], "bob: hi*"],
    ["the last of several edits", [said(bob, 3, edit(target, "hi")), said(bob, 4, edit(target, "hey"))], "bob: hey*"],
    ["an edit by somebody else", [said(carol, 3, edit(target, "I am a fool"))], "bob: hello"],
    ["a deletion", [said(bob, 3, erase(target))], "bob: -"],
    ["a deletion by somebody else", [said(carol, 3, erase(target))], "bob: hello"],
    ["an edit after a deletion", [said(bob, 3, erase(target)), said(bob, 4, edit(target, "back"))], "bob: -"],
    ["a reaction", [said(carol, 3, react(target, "👍"))], "bob: hello 👍carol"],
    [
      "one reaction twice",
      [said(carol, 3, react(target, "👍")), said(carol, 4, react(target, "👍"))],
      "bob: hello 👍carol",
    ],
    [
      "reactions of several",
      [said(carol, 3, react(target, "👍")), said(alice, 4, react(target, "👍")), said(alice, 5, react(target, "🎉"))],
      "bob: hello 👍carol+alice 🎉alice",
    ],
    [
      "a reaction taken back",
      [said(carol, 3, react(target, "👍")), said(carol, 4, react(target, "👍", false))],
      "bob: hello",
    ],
    ["a reaction to what was deleted", [said(bob, 3, erase(target)), said(carol, 4, react(target, "👍"))], "bob: -"],
    ["a deletion of what has reactions", [said(carol, 3, react(target, "👍")), said(bob, 4, erase(target))], "bob: -"],
    ["a change of what never was", [said(bob, 3, edit(ref(bob, 99), "?"))], "bob: hello"],
  ];
  for (const [what, changes, shows] of cases) {
    assertEquals(shown(work(rows(BEGINS, said(bob, 2, "hello"), ...changes))), ["begins", shows], what);
  }
});

Deno.test("reduce() lets somebody change what he said under an earlier number, and no later owner of a number", () => {
  const asSeven = { ...message(bob, 3, edit(ref(bob, 2), "hi")), id: { author: numbered(7), counter: 1 } };
  assertEquals(shown(work(rows(said(bob, 2, "hello"), { type: "message", message: asSeven }))), ["bob: hi*"]);
  const impostor = { ...message(carol, 3, edit(ref(bob, 2), "hi")), id: ref(bob, 3) };
  assertEquals(shown(work(rows(said(bob, 2, "hello"), { type: "message", message: impostor }))), ["bob: hello"]);
});

Deno.test("reduce() bounds the emoji that one message takes", () => {
  const flood = Array.from({ length: 200 }, (_, at) => said(carol, at + 3, react(ref(bob, 2), `e${at}`)));
  assertEquals(findMessage(work(rows(said(bob, 2, "hello"), ...flood)).rows, ref(bob, 2))?.reactions.length, 50);
});

Deno.test("an own message is pending until it comes back, and stands where the relay put it", () => {
  const before = work(rows(BEGINS), channel(), pending(1, "hello"), rows(said(bob, 2, "first")));
  assertEquals([shown(before), before.pending.length], [["begins", "bob: first"], 1]);
  const own = { type: "message", message: message(alice, 3, "hello", 1) } as const;
  const after = work(rows(BEGINS), channel(), pending(1, "hello"), rows(said(bob, 2, "first"), own));
  assertEquals([shown(after), after.pending.length], [["begins", "bob: first", "alice: hello"], 0]);
});

Deno.test("an own message that was refused is a failed row, and those behind it keep going under their new counters", () => {
  const state = work(
    channel(),
    ...["one", "two", "three"].map((text, at) => pending(at + 1, text)),
    { type: "failed", channel: WORK, id: ref(alice, 2), why: "too large" },
    { type: "renumbered", channel: WORK, from: ref(alice, 3), to: ref(alice, 2) },
    rows({ type: "message", message: message(alice, 5, "one", 1) }, {
      type: "message",
      message: message(alice, 6, "three", 2),
    }),
  );
  assertEquals(shown(state), ["failed: too large", "alice: one", "alice: three"]);
  assertEquals(state.pending, []);
});

Deno.test("a message that is acknowledged after it went by is shown once, without a number of its own", () => {
  const unseen = { type: "message", message: message(alice, 5, "hello", 1) } as const;
  const state = work(channel(), rows(said(bob, 5, "x")), pending(1, "hello"), rows(unseen), rows(unseen));
  assertEquals(shown(state), ["bob: x", "alice: hello"]);
  assertEquals(findMessage(state.rows, ref(alice, 1))?.number, undefined);
});

Deno.test("older rows stand in front, once, also when a page comes twice or overlaps", () => {
  const first = rows(said(bob, 5, "e"), said(bob, 6, "f"));
  const page = [said(bob, 3, "c"), said(bob, 4, "d"), said(bob, 5, "e")];
  const last = older(BEGINS, said(bob, 2, "b"));
  const state = work(first, older(...page), older(...page), last, last, older(...page));
  assertEquals(shown(state), ["begins", "bob: b", "bob: c", "bob: d", "bob: e", "bob: f"]);
  assert(isWhole(state));
});

Deno.test("what changes an older message waits for it", () => {
  const state = work(
    rows(said(bob, 8, edit(ref(bob, 2), "second")), said(carol, 9, react(ref(bob, 3), "👍"))),
    older(said(bob, 6, edit(ref(bob, 2), "first")), said(bob, 7, erase(ref(bob, 4)))),
    older(BEGINS, said(bob, 2, "zero"), said(bob, 3, "b"), said(bob, 4, "c")),
  );
  assertEquals(shown(state), ["begins", "bob: second*", "bob: b 👍carol", "bob: -"]);
  assertEquals(state.late.size, 0);
});

Deno.test("what changes messages that never come fills no memory", () => {
  const flood = Array.from({ length: 3000 }, (_, at) => said(bob, at + 1, edit(ref(bob, 100_000 + at), "x")));
  assertEquals(work(rows(...flood)).late.size, 1000);
  assertEquals(work(rows(BEGINS, ...flood)).late.size, 0);
});

Deno.test("it makes no difference in which pages a channel is read", () => {
  const step = fc.record({
    who: fc.constantFrom(alice, bob, carol),
    what: fc.constantFrom("text", "edit", "erase", "react"),
    of: fc.nat({ max: 30 }),
    by: fc.constantFrom(alice, bob, carol),
    on: fc.boolean(),
  });
  const stream = fc.array(step, { minLength: 1, maxLength: 40 }).map((steps) =>
    steps.map(({ who, what, of, by, on }, at): Row => {
      const target = ref(by, of);
      const changes = { edit: edit(target, `edited ${at}`), erase: erase(target), react: react(target, "👍", on) };
      return said(who, at + 2, what === "text" ? `said ${at}` : changes[what as keyof typeof changes]);
    })
  );
  fc.assert(fc.property(stream, fc.nat(), fc.nat(), (all, one, other) => {
    const [early, late] = [one % (all.length + 1), other % (all.length + 1)].sort((a, b) => a - b);
    const whole = work(rows(BEGINS, ...all));
    const paged = work(
      rows(...all.slice(late)),
      older(...all.slice(early, late)),
      older(BEGINS, ...all.slice(0, early)),
    );
    assertEquals(shown(paged), shown(whole));
  }));
});

Deno.test("a channel holds so many rows, the oldest go, and older ones do not join on then", () => {
  const all = Array.from({ length: MOST_ROWS + 300 }, (_, at) => said(bob, at + 10, `${at}`));
  const state = work(rows(...all));
  assertEquals([state.rows.length, state.rows.trimmed], [MOST_ROWS, true]);
  assertEquals([shown(state)[0], shown(state).at(-1)], ["bob: 300", `bob: ${MOST_ROWS + 299}`]);
  assert(showOlder(state, [said(bob, 2, "older")]) === state);
});

Deno.test("one more row copies no more than a chunk, however many there are", () => {
  const before = after(rows(...Array.from({ length: 5000 }, (_, at) => said(bob, at + 1, `${at}`))));
  const next = workOf(reduce(before, rows(said(bob, 6000, "one more"))));
  const kept = workOf(before).rows.chunks.filter((chunk) => next.rows.chunks.includes(chunk)).length;
  assert(kept >= workOf(before).rows.chunks.length - 1);
});

Deno.test("what others say is unread until it is read, and so are mentions", () => {
  const news = rows(
    said(bob, 5, "hello"),
    said(alice, 6, "mine"),
    said(bob, 7, "@Alice, look"),
    said(bob, 8, "@alicex"),
  );
  const before = rows(said(bob, 4, "@alice: before I came"));
  const state = after(before, channel({ more: { read: 4 } }), news);
  const counts = ({ unread, mentions }: { readonly unread: number; readonly mentions: number }) => [unread, mentions];
  assertEquals(counts(workOf(state)), [3, 1]);
  assertEquals(counts(workOf(read(state, WORK, 5))), [2, 1]);
  assertEquals(counts(workOf(read(state, WORK, 8))), [0, 0]);
  assertEquals(counts(workOf(read(read(state, WORK, 8), WORK, 5))), [0, 0]);
  assertEquals(counts(workOf(read(state, HOME, 8))), [3, 1]);
});

Deno.test("what was said while I was away is unread, whether it is told before or after how far I had read", () => {
  const missed = rows(said(bob, 4, "read"), said(bob, 5, "@alice, news"), said(bob, 6, "and more"));
  const view = channel({ more: { read: 4 } });
  for (const state of [work(missed, view), work(view, missed), work(view, missed, view)]) {
    assertEquals([state.unread, state.mentions, state.readUpTo], [2, 1, 4]);
  }
});

Deno.test("who types does so until he says that he stops, has said it, or is gone", () => {
  const typing: Event = { type: "typing", channel: WORK, who: number(bob), on: true };
  const cases: readonly (readonly [what: string, event: Event, types: boolean])[] = [
    ["nothing", { type: "notice", text: "" }, true],
    ["a stop", { ...typing, on: false }, false],
    ["a message of his", rows(said(bob, 5, "x")), false],
    ["a message of another", rows(said(carol, 5, "x")), true],
    ["his going", channel({ present: [alice] }), false],
  ];
  for (const [what, event, types] of cases) {
    assertEquals(work(channel(), typing, event).typing.has(number(bob)), types, what);
  }
});

Deno.test("who is away is so until he is back or gone", () => {
  const away: Event = { type: "status", channel: WORK, who: number(bob), away: true, text: "lunch" };
  assertEquals(work(channel(), away).statuses.get(number(bob)), { away: true, text: "lunch" });
  assertEquals(work(channel(), away, { ...away, away: false, text: "" }).statuses.size, 0);
  assertEquals(work(channel(), away, channel({ present: [alice] })).statuses.size, 0);
});

Deno.test("read marks rise, and nobody has read what was never said", () => {
  const mark = (cursor: number): Event => ({ type: "read", channel: WORK, who: number(bob), cursor });
  const state = work(channel(), rows(said(alice, 5, "x")), mark(3), mark(5), mark(4), mark(2 ** 50));
  assertEquals([...state.reads], [[number(bob), 5]]);
});

Deno.test("who comes and goes again and again leaves one row", () => {
  const arrived: Event = { type: "arrived", channel: WORK, who: bob };
  const left: Event = { type: "left", channel: WORK, who: bob };
  assertEquals(shown(work(channel(), arrived, left, arrived, { ...left, who: carol }, left)), [
    "bob here",
    "carol gone",
    "bob gone",
  ]);
});

Deno.test("a deed knows the policy that it changed, from the deed before or from what was known", () => {
  const locked = { ...POLICY, locked: true };
  const lock = deed(alice, 5, { op: "policy", policy: locked, epoch: epoch() });
  const unlock = deed(alice, 6, { op: "policy", policy: POLICY, epoch: epoch() });
  const befores = (...events: readonly Event[]) =>
    [...work(...events).rows.chunks.flat()].flatMap((row) => row.type === "deed" ? [row.before] : []);
  assertEquals(befores(rows(deed(alice, 1, CREATE), lock, unlock)), [undefined, POLICY, locked]);
  assertEquals(befores(channel(), rows(lock)), [POLICY]);
  assertEquals(befores(rows(lock)), [undefined]);
});

Deno.test("a channel that is over says why until it is dismissed, and begins anew for who comes back", () => {
  const events = [rows(said(bob, 5, "x")), channel(), pending(1, "too late")];
  const closed: Event = { type: "closed", channel: WORK, name: "Work", why: "bob removed you" };
  const state = after(...events, closed);
  assertEquals(workOf(state).closed, "bob removed you");
  assertEquals(shown(workOf(state)), ["bob: x", "failed: bob removed you"]);
  assertEquals([openChannels(state).length, dismiss(state, WORK).channels.size], [0, 0]);
  assertEquals(dismiss(after(...events), WORK).channels.size, 1);
  assert(reduce(state, { type: "typing", channel: WORK, who: number(bob), on: true }) === state);
  const back = [rows(BEGINS, said(bob, 6, "again")), channel()].reduce(reduce, state);
  assertEquals([shown(workOf(back)), workOf(back).closed], [["begins", "bob: again"], undefined]);
});

Deno.test("channels stand in the order in which they were first told of", () => {
  const state = after(channel({ id: HOME, name: "Home" }), channel(), rows(said(bob, 5, "x")), channel({ id: HOME }));
  assertEquals(openChannels(state).map(({ id }) => id), [HOME, WORK]);
});

Deno.test("line, relay, notices, alarms and invitations are kept, and no more of them than a hundred", () => {
  const invited: Event = { type: "invited", channel: WORK, name: "Work", by: bob };
  const alarm: Event = { type: "alarm", channel: undefined, why: "forged" };
  const state = after(
    { type: "line", state: "online" },
    { type: "relay", name: "Rivers", motd: "hi", key: new Uint8Array(32) },
    ...Array.from({ length: 150 }, (_, at): Event => ({ type: "notice", text: `${at}` })),
    ...[alarm, invited, invited],
  );
  assertEquals([state.line.state, state.relay?.motd], ["online", "hi"]);
  assertEquals([state.notices.length, state.notices.at(-1)], [100, "149"]);
  assertEquals([state.alarms.length, state.invited.length], [1, 1]);
  assertEquals(reduce(state, rows(BEGINS)).invited, []);
});

Deno.test("wrong PINs and requests are those that were told last", () => {
  const request = { card: dave, proven: true, at: 5 };
  const state = work(
    channel({ more: { requests: [request] } }),
    { type: "asks", channel: WORK, request },
    { type: "wrongPins", channel: WORK, count: 3 },
  );
  assertEquals([state.wrongPins, state.view?.requests.length], [3, 1]);
});

Deno.test("no event changes a state that was given out", () => {
  const events = [rows(said(bob, 2, "x")), channel(), pending(1, "y"), rows(said(bob, 3, edit(ref(bob, 2), "z")))];
  let state = NO_CHAT;
  for (const event of events) {
    const kept = structuredClone(state);
    const next = reduce(state, event);
    assertEquals(state, kept);
    state = next;
  }
  assertEquals(view().name, "Work");
});

function epoch() {
  const none = new Uint8Array(0);
  return { commit: new Uint8Array(32), fwd: none, back: none, why: none, note: none };
}

Deno.test("files are known as they were told last, and who offers without end fills no memory", () => {
  const offer = { channel: WORK, size: 5, from: bob, own: false, at: 1, name: "x" } as const;
  const told = (number: number, state: FileState) => {
    const blob = number.toString(16).padStart(32, "0") as BlobId;
    return { type: "file", file: { ...offer, number, blob, state } } as const;
  };
  const many = Array.from({ length: 300 }, (_, place) => told(place + 1, { type: "offered" }));
  const { files } = work(channel(), ...many, told(300, { type: "declined" }));
  assertEquals([...files.values()].map(({ number }) => number), Array.from({ length: 200 }, (_, place) => place + 101));
  assertEquals([...files.values()].at(-1)?.state, { type: "declined" });
});
