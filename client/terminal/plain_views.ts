/** What a view shows, as lines: a row a view that only shows something. What a view does besides is plain_client.ts's business. */
import type { ChannelId } from "../../shared/ids.ts";
import { isPrivate } from "../../shared/log/membership.ts";
import { nameKey } from "../../shared/names.ts";
import { clean } from "../../shared/terminal/clean.ts";
import type { HelpTopic } from "../core/commands/help.ts";
import type { View } from "../core/commands/view.ts";
import type { ChatState } from "../core/state.ts";
import { filesOf, openChannels } from "../core/state.ts";
import { isOpen, type OpenChannel } from "../core/state/channel_state.ts";
import { forwards } from "../core/state/row_list.ts";
import { titleOf } from "../core/words/titles.ts";
import { plural } from "../core/words/whose.ts";
import { aligned } from "./aligned.ts";
import { listFiles } from "./plain_files.ts";
import {
  describePerson,
  listAdmins,
  listBans,
  listInvites,
  listMembers,
  listRequests,
  type Looking,
  showSafetyNumber,
} from "./plain_people.ts";
import { rowLines } from "../core/words/plain_rows.ts";

export interface ViewScene extends Looking {
  readonly state: ChatState;
  readonly current: ChannelId | undefined;
}

/** Views that only show something of a channel, and of the whole client. */
const OF_CHANNEL = {
  members: ({ online }: ViewOf<"members">, channel: OpenChannel, scene: ViewScene) =>
    listMembers(channel, online, scene),
  person: ({ nick }: ViewOf<"person">, channel: OpenChannel, { self, now, state: { people } }: ViewScene) =>
    describePerson(channel, nick, { self, now, people }),
  admins: (_: ViewOf<"admins">, channel: OpenChannel, scene: ViewScene) => listAdmins(channel, scene),
  requests: (_: ViewOf<"requests">, channel: OpenChannel) => listRequests(channel),
  bans: (_: ViewOf<"bans">, channel: OpenChannel, scene: ViewScene) => listBans(channel, scene),
  invites: (_: ViewOf<"invites">, channel: OpenChannel, scene: ViewScene) => listInvites(channel, scene),
  topic: (_: ViewOf<"topic">, { view }: OpenChannel) => [
    view.topic === "" ? `${titleOf(view)} has no topic.` : `The topic of ${titleOf(view)}: ${clean(view.topic)}`,
  ],
  setting: ({ setting }: ViewOf<"setting">, { view: { membership: { policy } } }: OpenChannel) => [
    setting === "locked" && !policy.locked && policy.open ? OPEN : SETTINGS[setting][policy[setting] ? "on" : "off"],
  ],
  verify: ({ nick }: ViewOf<"verify">, channel: OpenChannel, scene: ViewScene) =>
    showSafetyNumber(channel, nick, scene),
  search: ({ text }: ViewOf<"search">, channel: OpenChannel, scene: ViewScene) => search(text, channel, scene),
} as const;

const OF_CLIENT = {
  help: ({ topics }: ViewOf<"help">) => topics.flatMap(helpLines),
  channels: (_: ViewOf<"channels">, scene: ViewScene) => listChannels(scene),
  files: (_: ViewOf<"files">, { state }: ViewScene) => {
    const files = filesOf(state);
    return files.length === 0 ? ["Nobody has offered a file yet: /file offers one."] : aligned(listFiles(files));
  },
  emoji: ({ word, found }: ViewOf<"emoji">) => {
    const shown = found.slice(0, MOST_EMOJI);
    const more = found.length - shown.length;
    const lines = aligned(shown.map(({ emoji, names }) => [emoji, names.map((name) => `:${name}:`).join(" ")]));
    if (shown.length === 0) return [`No emoji is called "${clean(word)}" or the like.`];
    return more === 0 ? lines : [...lines, `  \u2026 and ${more} more: /emoji word looks for some.`];
  },
} as const;

type ViewOf<K extends View["type"]> = Extract<View, { readonly type: K }>;
type ShownOfChannel = ViewOf<keyof typeof OF_CHANNEL>;
type ShownOfClient = ViewOf<keyof typeof OF_CLIENT>;

const MOST_EMOJI = 40;
const MOST_FOUND = 50;

const OPEN = "The channel is not locked, and has no PIN: everybody can come in.";
const SETTINGS = {
  locked: {
    on: "The channel is locked: an admin has to approve who wants to join.",
    off: "The channel is not locked: who knows the PIN comes in.",
  },
  keep: {
    on: "The relay keeps this channel while nobody is there.",
    off: "The relay removes this channel when nobody is there any more.",
  },
  adminsSetTopic: {
    on: "Only admins set the topic.",
    off: "Everybody can set the topic.",
  },
  history: {
    on: "History is on: who joins can read what was said before.",
    off: "History is off: who joins reads nothing of what was said before.",
  },
} as const;

/** The lines of a view; undefined for one that does something. */
export function viewLines(view: View, scene: ViewScene): readonly string[] | undefined {
  if (isOfClient(view)) {
    const lines = OF_CLIENT[view.type] as (view: ShownOfClient, scene: ViewScene) => readonly string[];
    return lines(view, scene);
  }
  if (!isOfChannel(view)) return undefined;
  const channel = scene.state.channels.get(view.channel);
  if (!channel || !isOpen(channel)) return ["You are not in that channel."];
  const lines = OF_CHANNEL[view.type] as (
    view: ShownOfChannel,
    channel: OpenChannel,
    scene: ViewScene,
  ) => readonly string[];
  return lines(view, channel, scene);
}

function isOfClient(view: View): view is ShownOfClient {
  return view.type in OF_CLIENT;
}

function isOfChannel(view: View): view is ShownOfChannel {
  return view.type in OF_CHANNEL;
}

function listChannels({ state, current }: ViewScene): readonly string[] {
  const rows = openChannels(state).map(({ view, id, unread }, place) => [
    String(place + 1),
    titleOf(view),
    isPrivate(view.membership) ? "private" : plural(view.membership.members.length, "member"),
    `${view.present.size} online`,
    id === current ? "you are here" : unread > 0 ? `${unread} new` : "",
  ]);
  return rows.length === 0 ? ["You are in no channel yet: /join takes you into one."] : aligned(rows);
}

function search(text: string, channel: OpenChannel, { self }: ViewScene): readonly string[] {
  const wanted = nameKey(text);
  const found = [...forwards(channel.rows)].filter((row) => {
    return row.type === "message" && row.text !== undefined && nameKey(row.text).includes(wanted);
  });
  const lines = found.slice(-MOST_FOUND).flatMap((row) => {
    const number = row.type === "message" && row.number !== undefined ? `#${row.number} ` : "";
    return rowLines(row, channel, { self }).map((line, place) => place === 0 ? `  ${number}${line}` : `  ${line}`);
  });
  return [`Found in ${titleOf(channel.view)}, as far as it is loaded: ${found.length}`, ...lines];
}

function helpLines({ title, notes, rows }: HelpTopic): readonly string[] {
  const lines = rows.flatMap(({ form, help, aliases, details, who }) => {
    const also = aliases.length === 0 ? "" : ` (also ${aliases.join(", ")})`;
    const power = who === "admin" ? " [admin]" : "";
    return [[form, `${help}${also}${power}`], ...details.map((detail) => ["", detail])];
  });
  return ["", title, ...notes.map((note) => `  ${note}`), ...aligned(lines)];
}
