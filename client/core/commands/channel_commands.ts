/** Commands about channels: coming, going, and what holds in them. */
import type { ChannelId } from "../../../shared/ids.ts";
import type { Policy } from "../../../shared/log/policy.ts";
import { MOST_TOPIC } from "../content.ts";
import { optional } from "./arguments/argument.ts";
import { channelsNamed, knownChannel } from "./arguments/channel.ts";
import { newPin } from "./arguments/new_pin.ts";
import { line } from "./arguments/text.ts";
import { forTime } from "./arguments/time.ts";
import { toJoin } from "./arguments/to_join.ts";
import { invite, onOff, uses } from "./arguments/word.ts";
import { anywhere, type Command, inChannel } from "./command.ts";
import type { CommandContext } from "./context.ts";
import { does, doesAnywhere, type Parsed, refuses, shows, showsAnywhere } from "./parsed.ts";
import type { Topic } from "./topic.ts";
import type { Setting } from "./view.ts";

/** As many as an invite can say. */
const MOST_USES = 65_535;

const commands: readonly Command[] = [
  anywhere({
    name: "join",
    aliases: ["j"],
    args: { what: toJoin },
    help: "goes into a channel, or creates it; the PIN is asked for",
    details: [
      "/join alone asks for the name, too: for names with spaces.",
      "/join with an invite's link needs neither name nor PIN.",
      "A PIN is never typed in the line, where it would stay to be read.",
    ],
    run: ({ what }, context) =>
      what.type === "link" ? doesAnywhere({ type: "useInvite", link: what.link }) : askToJoin(what.name, context),
  }),
  anywhere({
    name: "stop",
    args: {},
    help: "stops waiting to be let in",
    run: () => doesAnywhere({ type: "stopWaiting" }),
  }),
  anywhere({
    name: "leave",
    aliases: ["part"],
    args: { channel: optional(knownChannel) },
    help: "leaves this channel, or that one",
    run({ channel }, context) {
      const left = channel ?? context.channel;
      if (left === undefined && context.over !== undefined) {
        return showsAnywhere({ type: "putAway", channel: context.over });
      }
      if (left === undefined) return refuses("You are in no channel.");
      return { type: "intent", intent: { type: "leave", channel: left.id } };
    },
  }),
  anywhere({
    name: "channels",
    aliases: ["rooms", "servers", "groups"],
    args: {},
    help: "lists your channels",
    run: () => showsAnywhere({ type: "channels" }),
  }),
  anywhere({
    name: "go",
    aliases: ["switch", "window", "channel", "room", "server", "group"],
    args: { channel: knownChannel },
    help: "shows another of your channels, by its name or number",
    run: ({ channel }) => goTo(channel.id),
  }),
  inChannel({
    name: "topic",
    aliases: ["description", "motd"],
    who: "member",
    args: { text: line("text", MOST_TOPIC) },
    form: "/topic [text|off]",
    help: "shows or sets what this channel is about",
    ask: (here) => shows(here, { type: "topic" }),
    run: ({ text }, here) => does(here, { type: "topic", text: text.toLowerCase() === "off" ? "" : text }),
  }),
  setting("topiclock", "adminsSetTopic", "whether only admins set the topic"),
  setting("history", "history", "whether messages are kept, so that who joins can read them"),
  setting("lock", "locked", "whether an admin has to approve who wants to join", { unlock: "off" }),
  setting("keep", "keep", "whether the relay keeps this channel while nobody is there"),
  inChannel({
    name: "pin",
    who: "admin",
    args: { none: newPin },
    help: "replaces the PIN; it is asked for. /pin off: none is needed any more",
    run({ none }, here) {
      if (none) return does(here, { type: "pin", pin: "" });
      return showsAnywhere({ type: "askPin", use: { type: "change", channel: here.channel.id } });
    },
  }),
  inChannel({
    name: "invite",
    who: "admin",
    args: { uses: uses(MOST_USES), ms: forTime },
    help: "makes a link that lets people in without the PIN",
    details: [
      "/invite works once; /invite 5 five times; /invite for 2h as often as you like until then; /invite 5 for 2h both.",
      "Whoever has the link can use it: pychat connect takes it where it asks for a relay, /join where one is in already.",
      "It lets in while nobody is here, as long as there is a channel: /keep on keeps one that everybody has left.",
      "/invites lists them, /revoke ends one, and /kick and /ban of a member end them all: he may have kept one.",
    ],
    run: ({ uses, ms }, here) => does(here, { type: "invite", uses: uses ?? (ms === undefined ? 1 : MOST_USES), ms }),
  }),
  inChannel({
    name: "invites",
    who: "notPrivate",
    args: {},
    help: "lists the invites that still work",
    run: (_, here) => shows(here, { type: "invites" }),
  }),
  inChannel({
    name: "revoke",
    who: "admin",
    args: { invite },
    help: "ends an invite",
    run: ({ invite }, here) => does(here, { type: "revoke", invite }),
  }),
  inChannel({
    name: "rekey",
    who: "admin",
    args: {},
    help: "gives this channel a new key, if you fear for the old one",
    run: (_, here) => does(here, { type: "rekey" }),
  }),
];

export const channelTopic: Topic = {
  name: "channels",
  title: "Channels",
  notes: ["A channel is a name and a PIN. With another PIN, the same name is another channel."],
  commands,
};

function setting(
  name: string,
  switched: Setting,
  help: string,
  shortcuts: Readonly<Record<string, string>> = {},
): Command {
  return inChannel({
    name,
    shortcuts,
    who: "admin",
    args: { on: onOff },
    form: `/${name} [on|off]`,
    help,
    ask: (here) => shows(here, { type: "setting", setting: switched }),
    run: ({ on }, here) => does(here, { type: "policy", change: change(switched, on) }),
  });
}

function change(switched: Setting, on: boolean): Partial<Policy> {
  return { [switched]: on };
}

function askToJoin(name: string | undefined, context: CommandContext): Parsed {
  const known = name === undefined ? [] : channelsNamed(name, context).filter(({ other }) => other === undefined);
  return showsAnywhere({ type: "askPin", use: { type: "join", name, known: known[0]?.id } });
}

function goTo(channel: ChannelId): Parsed {
  return { type: "view", view: { type: "window", channel } };
}
