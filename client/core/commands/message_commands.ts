/** Commands about messages: saying them in other ways, and what can be done with those that were said. */
import { optional } from "./arguments/argument.ts";
import { type Correspondent, correspondent } from "./arguments/correspondent.ts";
import { emoji } from "./arguments/emoji.ts";
import {
  anyMessage,
  lastOfOthers,
  messageOrLink,
  namedMessage,
  NOTHING_OF_OTHERS,
  ownMessage,
} from "./arguments/message.ts";
import { path } from "./arguments/path.ts";
import { maybeSpeech, speech, words } from "./arguments/text.ts";
import { choice, count } from "./arguments/word.ts";
import { anywhere, type Command, inChannel } from "./command.ts";
import type { CommandContext } from "./context.ts";
import { does, type Parsed, refuses, shows } from "./parsed.ts";
import type { Topic } from "./topic.ts";

const A_PAGE = 50;
const MOST_OLDER = 1000;

const commands: readonly Command[] = [
  anywhere({
    name: "msg",
    aliases: ["w", "whisper", "dm", "pm", "tell", "private", "query"],
    args: { whom: correspondent, text: maybeSpeech },
    help: "opens a private channel with somebody, and says something there",
    run: ({ whom, text }, context) => write(whom, text, context),
  }),
  inChannel({
    name: "me",
    who: "member",
    args: { text: speech },
    help: "says what you do, between stars: *waves*",
    run: ({ text }, here) => does(here, { type: "say", text: `*${text}*` }),
  }),
  inChannel({
    name: "reply",
    aliases: ["r", "re"],
    who: "member",
    args: { message: anyMessage, text: speech },
    help: "answers a message",
    details: ["Without #12 or @nick it answers the last message of anybody else."],
    run: ({ message, text }, here) => does(here, { type: "say", text, reply: message.ref }),
  }),
  inChannel({
    name: "edit",
    who: "member",
    args: { message: ownMessage, text: speech },
    help: "replaces a message of yours by this text",
    details: ["Without #12 it changes your last one."],
    run: ({ message, text }, here) => does(here, { type: "edit", message: message.ref, text }),
  }),
  inChannel({
    name: "delete",
    aliases: ["del", "erase", "unsend"],
    who: "member",
    args: { message: ownMessage },
    help: "deletes a message of yours",
    details: ["Without #12 it deletes your last one."],
    run: ({ message }, here) => does(here, { type: "erase", message: message.ref }),
  }),
  inChannel({
    name: "react",
    who: "member",
    args: { before: namedMessage, emoji, behind: { ...namedMessage, form: "" } },
    help: "reacts to a message with an emoji; once more takes it back",
    details: ["Without #12 or @nick it reacts to the last message of anybody else."],
    run: ({ before, emoji, behind }, here) => {
      const message = before ?? behind ?? lastOfOthers(here);
      if (!message) return refuses(NOTHING_OF_OTHERS);
      return does(here, { type: "react", message: message.ref, emoji, on: !message.reacted.includes(emoji) });
    },
  }),
  inChannel({
    name: "copy",
    aliases: ["yank"],
    who: "member",
    args: { what: messageOrLink },
    help: "puts a message into your clipboard, or the link of your newest invite",
    details: ["Without #12, @nick or link it is the last message of anybody else."],
    run: ({ what }, here) => {
      return shows(here, what === "link" ? { type: "copyLink" } : { type: "copy", message: what.ref });
    },
  }),
  inChannel({
    name: "search",
    aliases: ["find"],
    who: "member",
    args: { text: words("text") },
    help: "looks for messages of this channel",
    run: ({ text }, here) => shows(here, { type: "search", text }),
  }),
  inChannel({
    name: "older",
    aliases: ["more"],
    who: "member",
    args: { most: optional(count("how many", MOST_OLDER)) },
    help: "fetches earlier messages",
    run: ({ most = A_PAGE }, here) => does(here, { type: "older", most }),
  }),
  inChannel({
    name: "export",
    who: "member",
    args: { format: choice({ txt: "txt", json: "json" }), path: optional(path) },
    help: "writes this channel's messages to a file",
    run: ({ format, path = "" }, here) => shows(here, { type: "export", format, path }),
  }),
];

export const messageTopic: Topic = {
  name: "messages",
  title: "Messages",
  notes: [
    "Whatever is no command is said. //x says /x.",
    ":smile: becomes an emoji, but not inside a word, a URL or `code`.",
    "#12 is the message with that number beside it, @nick the last one of his. With neither, /edit and /delete mean your own last message, /reply and /react the last one of somebody else.",
  ],
  commands,
};

/** In the private channel with him there is no need to open one. */
function write(whom: Correspondent, text: string, context: CommandContext): Parsed {
  const { channel } = context;
  const there = channel !== undefined && channel.id === whom.channel && channel.other !== undefined;
  if (!there) return { type: "private", intent: { type: "private", ...whom }, text };
  const here = { ...context, channel };
  return text === "" ? shows(here, { type: "window" }) : does(here, { type: "say", text });
}
