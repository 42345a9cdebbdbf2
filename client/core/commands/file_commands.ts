/** Commands about files: sending, taking, declining, stopping, listing them. */
import { optional } from "./arguments/argument.ts";
import { file } from "./arguments/file.ts";
import { path } from "./arguments/path.ts";
import { paths } from "./arguments/paths.ts";
import { anywhere, type Command, inChannel } from "./command.ts";
import { type Parsed, showsAnywhere } from "./parsed.ts";
import type { FileIntent } from "../intents.ts";
import type { Topic } from "./topic.ts";

const commands: readonly Command[] = [
  inChannel({
    name: "file",
    aliases: ["9", "send", "upload"],
    who: "member",
    args: { paths },
    help: "offers files to the channel; to one person in a private one",
    details: ["A path with spaces stands in quotes. Each member is asked whether he wants it."],
    run: ({ paths }, { channel }) => does({ type: "sendFiles", channel: channel.id, paths }),
  }),
  anywhere({
    name: "accept",
    aliases: ["get", "download"],
    args: { file: file("offered"), path: optional(path) },
    form: "/accept [number] [path]",
    help: "takes a file that is offered; nothing is ever overwritten",
    details: ["Without a number it takes the newest. Without a path it goes to your downloads."],
    run: ({ file, path = "" }) => does({ type: "acceptFile", file: file.number, path }),
  }),
  anywhere({
    name: "decline",
    args: { file: file("offered") },
    form: "/decline [number]",
    help: "does not take a file that is offered",
    run: ({ file }) => does({ type: "declineFile", file: file.number }),
  }),
  anywhere({
    name: "cancel",
    aliases: ["abort"],
    args: { file: file("moving") },
    form: "/cancel [number]",
    help: "stops a file, or takes one of yours back",
    run: ({ file }) => does({ type: "cancelFile", file: file.number }),
  }),
  anywhere({
    name: "files",
    aliases: ["transfers"],
    args: {},
    help: "lists the files that are offered and on their way",
    run: () => showsAnywhere({ type: "files" }),
  }),
];

export const fileTopic: Topic = {
  name: "files",
  title: "Files",
  notes: ["A file goes on where it was after a broken line or a restart. The relay keeps its sealed copy for a day."],
  commands,
};

function does(intent: FileIntent): Parsed {
  return { type: "intent", intent };
}
