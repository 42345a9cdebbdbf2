/** The chats of the golden screens: a day as any, and odd ones. */
import type { ChatState } from "../../../../client/core/state.ts";
import { read, reduce } from "../../../../client/core/state.ts";
import type { Event } from "../../../../client/core/events.ts";
import type { Act } from "../../../../shared/log/entry.ts";
import { endOf } from "../../../../client/terminal/screen/place.ts";
import { NEW_WINDOW, newView, type ScreenView, type WindowView } from "../../../../client/terminal/screen/view.ts";
import { card, channelEvents, channelOf, NOON, numberOf, OPEN_POLICY, room, said, Telling, told } from "./story.ts";

export interface ChatScene {
  readonly state: ChatState;
  readonly view: ScreenView;
}

export const WORK = channelOf(1);
export const GARDEN = channelOf(2);
export const WITH_BOB = channelOf(3);
export const RIVERS = channelOf(4);

const EPOCH = {
  commit: new Uint8Array(32),
  fwd: new Uint8Array(),
  back: new Uint8Array(),
  why: new Uint8Array(),
  note: new Uint8Array(),
};
const PEOPLE = ["alice", "bob", "Carol", "dave_the_brave", "李雷", "Zoë"];
const ONLINE: readonly Event[] = [
  { type: "line", state: "online" },
  { type: "relay", name: "The Rivers", motd: "Be kind.\nBackups at 04:00.", key: new Uint8Array(32) },
];

export function adds(nick: string): Act {
  return { op: "add", card: card(nick), epoch: EPOCH };
}

/** Four windows, people talking. */
export function day(): ChatScene {
  const work = new Telling(PEOPLE, { at: NOON - 30 * 3_600_000 });
  work.begins();
  work.does("alice", {
    op: "create",
    name: "Work",
    card: card("alice"),
    policy: OPEN_POLICY,
    salt: new Uint8Array(16),
    epoch: EPOCH,
  });
  work.does("alice", adds("bob"), { whom: "bob" });
  work.says("bob", "hello! is this thing on?");
  work.says("alice", "loud and clear");
  work.does("bob", adds("Carol"), { whom: "Carol" });
  work.topic("alice", "Launch on Friday, drinks after");
  work.says(
    "Carol",
    "Morning. The deck is at https://example.com/decks/2024/launch-final-v7.pdf?download=1#page=12 (ask me for the password).",
  );
  work.later(22 * 3_600_000);
  const plan = work.says(
    "bob",
    "Do we ship on Friday, or wait for the translations? I would rather not send half of the people a page that greets them in the wrong language.",
  );
  const yes = work.says("alice", "We ship. @Carol has the last two files.", { reply: plan });
  work.reacts("bob", yes, "👍");
  work.reacts("Carol", yes, "👍");
  work.reacts("alice", yes, "🎉");
  work.does("alice", adds("dave_the_brave"), { whom: "dave_the_brave" });
  work.says("dave_the_brave", "thanks for having me, @alice");
  work.says("李雷", "大家好，我会在今天晚上把翻译好的文件发给你们，请检查一下标题和日期。");
  const typo = work.says("Carol", "I meant Thursday");
  work.edits("Carol", typo, "I meant Friday, of course");
  const oops = work.says("bob", "wrong window");
  work.erases("bob", oops);
  work.says("Zoë", "👩‍👩‍👧‍👦 🇩🇪 👍🏽 ❤️ and e\u0301");
  work.says("alice", "see you all at four");
  const view = room({
    ...{
      id: WORK,
      name: "Work",
      members: PEOPLE,
      here: ["alice", "bob", "Carol", "李雷"],
      admins: ["alice"],
      muted: ["dave_the_brave"],
    },
    ...{ topic: "Launch on Friday, drinks after", requests: [{ card: card("mallory"), proven: true, at: NOON }] },
  });
  const garden = new Telling(["alice", "bob"]);
  garden.says("bob", "roses?");
  const private_ = new Telling(["alice", "bob"]);
  private_.says("bob", "psst");
  const state = told(
    ...ONLINE,
    ...channelEvents(view, work.rows),
    { type: "status", channel: WORK, who: numberOf(2), away: true, text: "lunch" },
    { type: "read", channel: WORK, who: numberOf(1), cursor: 18 },
    { type: "typing", channel: WORK, who: numberOf(1), on: true },
    { type: "channel", view: room({ id: GARDEN, name: "rose garden", members: ["alice", "bob"] }) },
    { type: "rows", channel: GARDEN, rows: garden.rows },
    { type: "channel", view: room({ id: WITH_BOB, members: ["alice", "bob"], other: "bob" }) },
    { type: "rows", channel: WITH_BOB, rows: [...private_.rows, ...mention()] },
    { type: "channel", view: room({ id: RIVERS, name: "rivers", members: ["alice"] }) },
  );
  const view_ = { ...newView("relay.example.com", NOON), current: WORK };
  return { state: read(state, WORK, 99), view: withHint(view_) };
}

function mention() {
  const telling = new Telling(["alice", "bob"], { cursor: 5 });
  telling.says("bob", "@alice are you there?");
  return telling.rows;
}

function withHint(view: ScreenView): ScreenView {
  return { ...view, editor: { ...view.editor, hint: "Write to Work, or /help" } };
}

/** Something else of one window. */
export function withWindow({ state, view }: ChatScene, window: Partial<WindowView>): ChatScene {
  if (view.current === undefined) return { state, view };
  const known = view.windows.get(view.current) ?? NEW_WINDOW;
  return { state, view: { ...view, windows: new Map(view.windows).set(view.current, { ...known, ...window }) } };
}

/** What the person asked, and what was wrong with it. */
export function answered(scene: ChatScene): ChatScene {
  const rows = scene.state.channels.get(WORK)?.rows;
  if (!rows) return scene;
  const place = endOf(rows);
  return withWindow(scene, {
    notices: [
      { place, at: NOON, type: "answer", text: "You are online. Typing signs are on, read marks are on." },
      { place, at: NOON + 5000, type: "error", text: "There is no command /kik. Did you mean /kick?" },
    ],
  });
}

/** Everything that can be wrong is wrong. */
export function trouble(): ChatScene {
  const work = new Telling(PEOPLE);
  work.says("bob", "before");
  work.missing("Carol", 3);
  work.missing(undefined, 0);
  work.unreadable(2, "the key of that time never came; ask an admin to let you in again");
  work.says(
    "mallory\u202e",
    "\x1b[2J\x1b]0;pwned\x07 \u202egnp.exe a\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u0309\u030a\u030b\u030c\u030d\u030e\u030f\u0310\u0311\u0312\u0313\u0314\u0315\u0316\u0317\u0318\u0319\u031a\u031b\u031c\u031d\u031e\u031f\u0320\u0321 tower",
  );
  const gone = { author: numberOf(1), counter: 9999 };
  work.says("bob", "an answer to what is gone", { reply: gone });
  work.does("bob", { op: "remove", member: numberOf(4), policy: OPEN_POLICY, banUntil: 0, epoch: EPOCH }, {
    whom: "李雷",
    reason: "spam",
  });
  const state = told(
    ...ONLINE,
    ...channelEvents(
      room({ id: WORK, name: "Work", members: PEOPLE, policy: { open: true, history: false } }),
      work.rows,
    ),
    { type: "wrongPins", channel: WORK, count: 3 },
    { type: "left", channel: WORK, who: card("Zoë") },
    {
      type: "pending",
      channel: WORK,
      message: said("alice", { type: "text", at: NOON + 900_000, reply: [], text: "are you there?" }, {
        members: PEOPLE,
        counter: 7,
      }),
    },
    {
      type: "pending",
      channel: WORK,
      message: said("alice", { type: "text", at: NOON + 960_000, reply: [], text: "too long" }, {
        members: PEOPLE,
        counter: 8,
      }),
    },
    { type: "failed", channel: WORK, id: { author: numberOf(0), counter: 8 }, why: "the channel's key was replaced" },
    {
      type: "alarm",
      channel: undefined,
      why: "The relay shows another key than before. Somebody may be posing as it: nothing is sent until you decide.",
    },
    { type: "line", state: "offline", why: "the relay does not answer", retryMs: 8000 },
  );
  const view = { ...newView("relay.example.com", NOON), current: WORK, retryAt: NOON + 7400 };
  return { state, view };
}

/** Nothing yet. */
export function nowhere(): ChatScene {
  return { state: told(...ONLINE), view: newView("relay.example.com", NOON) };
}

/** The line is being made for the first time; the channels are those of the vault. */
export function connecting(): ChatScene {
  const { state, view } = day();
  return { state: { ...state, line: { type: "line", state: "connecting" } }, view };
}

/** Two people; the other one has read what I said. */
export function privately(): ChatScene {
  const people = ["alice", "bob"];
  const told_ = new Telling(people);
  told_.does("alice", {
    op: "create",
    name: "",
    card: card("alice"),
    policy: OPEN_POLICY,
    salt: new Uint8Array(16),
    epoch: EPOCH,
  });
  told_.says("alice", "did you get it?");
  told_.says("bob", "yes, reading");
  told_.says("alice", "no hurry");
  const state = told(
    ...ONLINE,
    { type: "channel", view: room({ id: WORK, name: "Work", members: ["alice"] }) },
    ...channelEvents(room({ id: WITH_BOB, members: people, other: "bob" }), told_.rows),
    { type: "people", ignored: [], verified: new Map([["bob", card("bob").id]]) },
    { type: "read", channel: WITH_BOB, who: numberOf(1), cursor: 2 },
    { type: "typing", channel: WITH_BOB, who: numberOf(1), on: true },
  );
  return { state, view: { ...newView("127.0.0.1", NOON), current: WITH_BOB } };
}

/** I was removed while something was on its way. */
export function closed(): ChatScene {
  const { state, view } = day();
  const pending = said("alice", { type: "text", at: NOON, reply: [], text: "wait, I" }, {
    members: PEOPLE,
    counter: 99,
  });
  const events: readonly Event[] = [
    { type: "pending", channel: WORK, message: pending },
    { type: "closed", channel: WORK, name: "Work", why: "bob removed you: too many puns." },
  ];
  return { state: events.reduce(reduce, state), view };
}

/** A hundred members, twenty windows, two of one name. */
export function crowd(): ChatScene {
  const names = Array.from({ length: 99 }, (_, at) => `member${at + 1}`);
  const people = ["alice", ...names];
  const crowded = new Telling(people);
  for (const nick of names.slice(0, 30)) crowded.says(nick, `I am ${nick}`);
  const others = Array.from({ length: 19 }, (_, at) => {
    return room({ id: channelOf(100 + at), name: at < 2 ? "twins" : `channel ${at}`, members: ["alice"] });
  });
  const view = room({ id: WORK, name: "Work", members: people, here: names.slice(0, 60), admins: ["member7"] });
  const state = told(
    ...ONLINE,
    ...others.map((view): Event => ({ type: "channel", view })),
    ...channelEvents(view, crowded.rows),
    ...[1, 2, 3].map((who): Event => ({ type: "typing", channel: WORK, who: numberOf(who), on: true })),
  );
  return { state, view: { ...newView("relay.example.com", NOON), current: WORK } };
}

/** A message of several lines, longer than its place. */
export function writing(): ChatScene {
  const { state, view } = day();
  const lines = [
    "A first line",
    "",
    "and one that is longer than the screen is wide: 日本語 and a family 👩‍👩‍👧‍👦, before it comes to its end",
    "four",
    "five",
    "six",
    "seven",
  ];
  return { state, view: { ...view, editor: { lines, cursor: { line: 5, column: 3 } } } };
}
