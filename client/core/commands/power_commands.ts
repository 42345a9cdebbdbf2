/** Commands about power: who comes in, who has to go, who decides. */
import { MOST_REASON } from "../content.ts";
import { anybody, somebodyElse, somebodyKnown, suggesting, whoAsks, whoIsBanned } from "./arguments/nick.ts";
import { maybeLine } from "./arguments/text.ts";
import { forTime } from "./arguments/time.ts";
import { type Command, inChannel } from "./command.ts";
import { does, shows } from "./parsed.ts";
import type { Topic } from "./topic.ts";

const reason = maybeLine("reason", MOST_REASON);

const commands: readonly Command[] = [
  inChannel({
    name: "admin",
    aliases: ["7", "admins"],
    who: "notPrivate",
    args: {},
    help: "shows who is admin",
    run: (_, here) => shows(here, { type: "admins" }),
  }),
  inChannel({
    name: "requests",
    aliases: ["1"],
    who: "notPrivate",
    args: {},
    help: "lists who asks to join",
    run: (_, here) => shows(here, { type: "requests" }),
  }),
  inChannel({
    name: "approve",
    aliases: ["2"],
    who: "admin",
    args: { nick: whoAsks },
    help: "lets somebody in who asks to join",
    run: ({ nick }, here) => does(here, { type: "approve", nick }),
  }),
  inChannel({
    name: "deny",
    aliases: ["reject"],
    who: "admin",
    args: { nick: whoAsks, reason },
    help: "says no to somebody who asks to join",
    run: ({ nick, reason }, here) => does(here, { type: "deny", nick, reason }),
  }),
  inChannel({
    name: "kick",
    aliases: ["8"],
    who: "admin",
    args: { nick: somebodyElse, reason },
    help: "removes somebody; the PIN is replaced, so that he cannot come back with it",
    run: ({ nick, reason }, here) => does(here, { type: "kick", nick, reason }),
  }),
  inChannel({
    name: "ban",
    who: "admin",
    args: { nick: somebodyKnown, ms: forTime, reason },
    help: "removes somebody and keeps him out, for ever unless you say how long",
    run: ({ nick, ms, reason }, here) => does(here, { type: "ban", nick, ms, reason }),
  }),
  inChannel({
    name: "unban",
    aliases: ["pardon"],
    who: "admin",
    args: { nick: whoIsBanned },
    help: "lets somebody join again",
    run: ({ nick }, here) => does(here, { type: "unban", nick }),
  }),
  inChannel({
    name: "bans",
    who: "notPrivate",
    args: {},
    help: "lists who is banned, and until when",
    run: (_, here) => shows(here, { type: "bans" }),
  }),
  inChannel({
    name: "mute",
    who: "admin",
    args: { nick: suggesting(somebodyElse, ({ muted }) => !muted), ms: forTime },
    help: "keeps somebody from writing, until /unmute unless you say how long",
    details: ["To silence a channel for yourself: /notify off. To hear nothing more of somebody: /ignore nick."],
    run: ({ nick, ms }, here) => does(here, { type: "mute", nick, ms }),
  }),
  inChannel({
    name: "unmute",
    who: "admin",
    args: { nick: suggesting(somebodyElse, ({ muted }) => muted) },
    help: "lets somebody write again",
    run: ({ nick }, here) => does(here, { type: "unmute", nick }),
  }),
  inChannel({
    name: "op",
    who: "admin",
    args: { nick: suggesting(somebodyElse, ({ admin }) => !admin) },
    help: "makes somebody admin, too",
    run: ({ nick }, here) => does(here, { type: "op", nick }),
  }),
  inChannel({
    name: "deop",
    who: "admin",
    args: { nick: suggesting(anybody, ({ admin }) => admin) },
    help: "takes an admin's power back, or lays down your own",
    run: ({ nick }, here) => does(here, { type: "deop", nick }),
  }),
  inChannel({
    name: "transfer",
    aliases: ["6"],
    who: "admin",
    args: { nick: suggesting(somebodyElse, ({ admin }) => !admin) },
    help: "makes somebody admin in your place",
    run: ({ nick }, here) => does(here, { type: "transfer", nick }),
  }),
];

export const powerTopic: Topic = {
  name: "power",
  title: "Power",
  notes: [
    "Who creates a channel is its admin. If the last one leaves, the member who has been here longest becomes admin.",
    "A time is written 30m, 2h or 7d.",
  ],
  commands,
};
