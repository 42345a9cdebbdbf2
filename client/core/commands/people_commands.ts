/** Commands about people: who is there, how I am there, whom I trust and whom I do not want to hear. */
import { MOST_REASON } from "../content.ts";
import type { Status } from "../intents.ts";
import { optional } from "./arguments/argument.ts";
import { anybody, personHere, somebodyElse, whoIsIgnored } from "./arguments/nick.ts";
import { maybeLine } from "./arguments/text.ts";
import { choice } from "./arguments/word.ts";
import { anywhere, type Command, inChannel } from "./command.ts";
import { does, doesAnywhere, shows, showsAnywhere } from "./parsed.ts";
import type { Topic } from "./topic.ts";

const STATUSES: Readonly<Record<Status, Status>> = { online: "online", away: "away", invisible: "invisible" };

const commands: readonly Command[] = [
  inChannel({
    name: "list",
    aliases: ["4", "members", "users", "names"],
    shortcuts: { "5": "online", who: "online" },
    who: "member",
    args: { which: optional(choice({ online: true, all: false })) },
    help: "lists who is in this channel, or only who is there now",
    run: ({ which: online = false }, here) => shows(here, { type: "members", online }),
  }),
  inChannel({
    name: "whois",
    who: "member",
    args: { nick: anybody },
    help: "shows what is known of somebody",
    run: ({ nick }, here) => shows(here, { type: "person", nick }),
  }),
  anywhere({
    name: "status",
    shortcuts: { online: "online", back: "online", offline: "invisible", invisible: "invisible" },
    args: { status: choice<Status>(STATUSES, { offline: "invisible" }), text: maybeLine("text", MOST_REASON) },
    form: "/status [online|away|invisible] [text]",
    help: "shows or sets how others see you",
    details: ["Whoever is invisible is shown as offline. offline means the same."],
    ask: () => showsAnywhere({ type: "status" }),
    run: ({ status, text }) => doesAnywhere({ type: "status", status, text }),
  }),
  anywhere({
    name: "away",
    args: { text: maybeLine("text", MOST_REASON) },
    help: "says that you are away, and why; /back that you are there again",
    run: ({ text }) => doesAnywhere({ type: "status", status: "away", text }),
  }),
  inChannel({
    name: "verify",
    who: "member",
    args: { nick: somebodyElse, ok: optional(choice({ ok: true, no: false })) },
    help: "shows the safety number that you and somebody share, or marks it as right",
    details: [
      "Compare it with him another way: by voice, or side by side. If it is the same, /verify nick ok marks it.",
      "/verify nick no takes the mark back.",
    ],
    run: ({ nick, ok }, here) =>
      ok === undefined ? shows(here, { type: "verify", nick }) : does(here, { type: "verify", nick, ok }),
  }),
  inChannel({
    name: "ignore",
    aliases: ["block"],
    who: "member",
    args: { person: personHere },
    form: "/ignore [nick]",
    help: "shows you nothing more of somebody, in any channel; alone: lists whom you ignore",
    ask: () => showsAnywhere({ type: "ignored" }),
    run: ({ person }) => doesAnywhere({ type: "ignore", identity: person.id, on: true }),
  }),
  anywhere({
    name: "unignore",
    aliases: ["unblock"],
    args: { person: whoIsIgnored },
    help: "shows you somebody again",
    run: ({ person }) => doesAnywhere({ type: "ignore", identity: person.id, on: false }),
  }),
];

export const peopleTopic: Topic = {
  name: "people",
  title: "People",
  notes: ["A nick can be written in any case, with or without an @."],
  commands,
};
