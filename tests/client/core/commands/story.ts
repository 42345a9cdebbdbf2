/** Where the lines of these tests are typed: alice is admin of Work, knows Home and a second Work, and talks to bobby in private. */
import { assert, assertEquals } from "@std/assert";
import type { CommandContext, CurrentChannel, KnownChannel, Person } from "../../../../client/core/commands/context.ts";
import type { Parsed } from "../../../../client/core/commands/parsed.ts";
import { parseInput } from "../../../../client/core/commands/parse_input.ts";
import type { Topic } from "../../../../client/core/commands/topic.ts";
import type { ChannelScreen, ClientScreen } from "../../../../client/core/commands/view.ts";
import type { MessageRef } from "../../../../client/core/content.ts";
import type { ChannelIntent, SessionIntent } from "../../../../client/core/intents.ts";
import { type ChannelId, channelId, type IdentityId, identityId, memberNumber } from "../../../../shared/ids.ts";
import { decode, encode, u32 } from "../../../../shared/wire.ts";

export const WORK = channelOf(1);
export const HOME = channelOf(2);
export const OTHER_WORK = channelOf(3);
export const WITH_BOBBY = channelOf(4);

const bobby = person("bobby", 1);
const people = [
  bobby,
  person("Carol", 2, { admin: true }),
  person("Zoë", 3, { muted: true }),
  person("李雷", 4),
  person("o'neil", 5),
];

export const work: CurrentChannel = {
  id: WORK,
  name: "Work",
  other: undefined,
  people,
  you: "alice",
  admin: true,
  asking: ["dave", "erin"],
  banned: ["mallory"],
  former: ["frank"],
  invites: [4, 19],
  unsent: undefined,
  earlier: true,
  messages: [
    { ref: ref(0, 1), number: 1, nick: "alice", own: true, reacted: [] },
    { ref: ref(1, 1), number: 2, nick: "bobby", own: false, reacted: ["❤️"] },
    { ref: ref(2, 1), number: 3, nick: "Carol", own: false, reacted: [] },
    { ref: ref(1, 2), number: undefined, nick: "bobby", own: false, reacted: ["🎉"] },
    { ref: ref(0, 2), number: 4, nick: "alice", own: true, reacted: [] },
    { ref: ref(0, 3), number: 5, nick: "frank", own: false, reacted: [] },
  ],
};

const home: KnownChannel = { id: HOME, name: "rose garden", other: undefined, people: [person("grace", 7)] };
const twin: KnownChannel = { id: OTHER_WORK, name: "work", other: undefined, people: [person("heidi", 8)] };
const private_: KnownChannel = { id: WITH_BOBBY, name: "", other: "bobby", people: [bobby] };

/** Alice is admin of Work. */
export const admin: CommandContext = {
  channel: work,
  channels: [work, home, private_],
  files: [
    { number: 1, offered: false, moving: false },
    { number: 2, offered: true, moving: false },
    { number: 3, offered: true, moving: false },
    { number: 4, offered: false, moving: true },
  ],
  ignored: [person("judy", 9), person("alice", 10)],
};
/** She is a member like others. */
export const member: CommandContext = { ...admin, channel: { ...work, admin: false } };
/** She talks to bobby. */
export const inPrivate: CommandContext = {
  ...admin,
  channel: { ...work, ...private_, admin: false, asking: [], banned: [], former: [], invites: [] },
};
/** She talked to bobby, who has left there, and is in Work still. */
export const deserted: CommandContext = {
  ...inPrivate,
  channel: { ...work, ...private_, people: [], admin: false, asking: [], banned: [], former: [], invites: [] },
  channels: [work, home, { ...private_, people: [] }],
};
/** Nobody has said anything, nobody else is there. */
export const silent: CommandContext = { ...admin, channel: { ...work, people: [], messages: [] } };
/** There is another channel called work. */
export const twins: CommandContext = { ...admin, channels: [work, home, private_, twin] };
/** She is in no channel. */
export const nowhere: CommandContext = { channel: undefined, channels: [], files: [], ignored: [] };

/** A line, and what it means. */
export type Case = readonly [line: string, meaning: Parsed];
/** A line, and what is wrong with it; with `form`, what is right is said, too. */
export type WrongCase = readonly [line: string, why: string, form?: string];

export function checkAll(cases: readonly Case[], context: CommandContext = admin): void {
  for (const [line, meaning] of cases) assertEquals(parseInput(line, context), meaning, line);
}

export function checkWrong(cases: readonly WrongCase[], context: CommandContext = admin): void {
  checkAll(cases.map(([line, why, form]) => [line, { type: "wrong", why, form }]), context);
}

/** Every command of a topic is in its tables, rightly used. */
export function checkCovered(topic: Topic, cases: readonly Case[]): void {
  const used = new Set(cases.map(([line]) => line.slice(1).split(" ")[0]));
  for (const { name } of topic.commands) assert(used.has(name), `/${name} is in no table`);
}

/** What the engine is told to do in Work. */
export function does(intent: ChannelIntent): Parsed {
  return { type: "intent", intent: { ...intent, channel: WORK } };
}

export function doesAnywhere(intent: SessionIntent): Parsed {
  return { type: "intent", intent };
}

/** What is shown of Work. */
export function shows(screen: ChannelScreen, channel: ChannelId = WORK): Parsed {
  return { type: "view", view: { ...screen, channel } };
}

export function showsAnywhere(screen: ClientScreen): Parsed {
  return { type: "view", view: screen };
}

export function ref(author: number, counter: number): MessageRef {
  return { author: decode(memberNumber, encode(u32, author)), counter };
}

export function person(nick: string, seed: number, powers: Partial<Person> = {}): Person {
  return { nick, id: identityOf(seed), admin: false, muted: false, ...powers };
}

function channelOf(seed: number): ChannelId {
  return decode(channelId, new Uint8Array(16).fill(seed));
}

export function identityOf(seed: number): IdentityId {
  return decode(identityId, new Uint8Array(32).fill(seed));
}
