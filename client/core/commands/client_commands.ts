/** Commands about the program itself: what it shows, rings and tells others. */
import { findEmoji, listEmoji } from "../emoji.ts";
import { optional } from "./arguments/argument.ts";
import { words } from "./arguments/text.ts";
import { choice, onOff } from "./arguments/word.ts";
import { anywhere, type Command, inChannel } from "./command.ts";
import { shows, showsAnywhere } from "./parsed.ts";
import type { Topic } from "./topic.ts";
import type { Notify, Preference } from "./view.ts";

const NOTIFY: Readonly<Record<Notify, Notify>> = { all: "all", mentions: "mentions", off: "off" };

const commands: readonly Command[] = [
  anywhere({
    name: "emoji",
    args: { word: optional(words("word")) },
    help: "looks for emoji",
    run: ({ word = "" }) => showsAnywhere({ type: "emoji", word, found: word === "" ? listEmoji() : findEmoji(word) }),
  }),
  inChannel({
    name: "notify",
    aliases: ["bell", "notifications"],
    who: "member",
    args: { notify: choice<Notify>(NOTIFY) },
    form: "/notify [all|mentions|off]",
    help: "shows or sets which messages of this channel ring",
    ask: (here) => shows(here, { type: "notify", notify: undefined }),
    run: ({ notify }, here) => shows(here, { type: "notify", notify }),
  }),
  preference("typing", "typing", "whether others see that you are typing"),
  preference("reads", "readMarks", "whether others see how far you have read"),
  anywhere({
    name: "clear",
    aliases: ["cls"],
    args: {},
    help: "empties the screen; nothing is deleted",
    run: () => showsAnywhere({ type: "clear" }),
  }),
  anywhere({
    name: "quit",
    aliases: ["3", "disconnect", "exit", "q"],
    args: {},
    help: "ends pychat; you stay in your channels",
    run: () => showsAnywhere({ type: "quit" }),
  }),
];

export const clientTopic: Topic = { name: "client", title: "pychat itself", notes: [], commands };

function preference(name: string, preference: Preference, help: string): Command {
  return anywhere({
    name,
    args: { on: onOff },
    form: `/${name} [on|off]`,
    help,
    ask: () => showsAnywhere({ type: "preference", preference, on: undefined }),
    run: ({ on }) => showsAnywhere({ type: "preference", preference, on }),
  });
}
