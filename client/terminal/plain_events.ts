/** What an event adds to the lines of a client that only ever adds lines: a row an event. */
import type { ChannelId, IdentityId } from "../../shared/ids.ts";
import { isAdmin, isPrivate, memberOf } from "../../shared/log/membership.ts";
import { clean } from "../../shared/terminal/clean.ts";
import type { ChannelView, Event } from "../core/events.ts";
import { fileKey } from "../core/files/file_view.ts";
import type { ChatState } from "../core/state.ts";
import { type ChannelState, isOpen, isWhole } from "../core/state/channel_state.ts";
import { backwards } from "../core/state/row_list.ts";
import { clockTime } from "../core/words/time_words.ts";
import { titleOf } from "../core/words/titles.ts";
import { nickWords, plural, subject } from "../core/words/whose.ts";
import { newRowLines } from "../core/words/plain_rows.ts";
import { excerpt } from "../core/words/message_words.ts";
import { fileLines } from "./plain_files.ts";

/** Around an event: what was shown before and is after, and who looks at what when. */
export interface EventScene {
  readonly before: ChatState;
  readonly after: ChatState;
  readonly current: ChannelId | undefined;
  readonly self: IdentityId;
  readonly now: number;
}

type EventOf<K extends Event["type"]> = Extract<Event, { readonly type: K }>;
type Rows = { readonly [K in Event["type"]]: (event: EventOf<K>, scene: EventScene) => readonly string[] };

/** The lines, clean. */
export function eventLines(event: Event, scene: EventScene): readonly string[] {
  const lines = ROWS[event.type] as (event: Event, scene: EventScene) => readonly string[];
  return lines(event, scene);
}

/** Lines about a channel that is not the current one say which it is. */
export function labelled(
  lines: readonly string[],
  view: ChannelView | undefined,
  current: ChannelId | undefined,
): readonly string[] {
  if (!view || view.id === current) return lines;
  return lines.map((line) => `[${titleOf(view)}] ${line}`);
}

const NOTHING = () => [];

const ROWS: Rows = {
  // The line's state is told over several events: plain_client.ts knows what came before.
  line: NOTHING,
  relay: ({ name, motd }, { before }) => {
    const known = before.relay;
    const greets = known?.name === name ? [] : [`-- ${clean(name)} answers.`];
    const says = motd === "" || motd === known?.motd ? [] : [`-- It says: ${clean(motd)}`];
    return [...greets, ...says];
  },
  people: NOTHING,
  notice: ({ text }, { now }) => [`${clockTime(now)} * The operator says: ${clean(text)}`],
  channel: ({ view }, scene) => {
    const before = channelBefore(view.id, scene);
    return before?.view ? inChannel(changesOf(before.view, view, scene), view.id, scene) : [];
  },
  closed: ({ name, why, channel: id }, scene) => {
    const channel = channelBefore(id, scene);
    if (channel && hasLeft(channel, scene.self)) return [];
    return [`! ${channel?.view ? titleOf(channel.view) : clean(name)}: ${clean(why)}`];
  },
  rows: ({ channel, rows }, scene) => {
    const before = channelBefore(channel, scene);
    // Rows that come before it is known what they are of are shown with the channel, when it is.
    return before && isOpen(before) ? inChannel(newRowLines(before, rows, scene), channel, scene) : [];
  },
  olderRows: ({ channel, rows }, scene) => {
    const before = channelBefore(channel, scene);
    if (!before || !isOpen(before)) return [];
    if (isWhole(before)) return inChannel(["-- There is nothing earlier."], channel, scene);
    const older = { ...before, rows: { chunks: [], length: 0, trimmed: false }, newest: 0 };
    const lines = ["-- Earlier:", ...newRowLines(older, rows, scene), "-- Up to here."];
    return inChannel(lines, channel, scene);
  },
  pending: ({ message, channel }, scene) => {
    const { line } = scene.before;
    if (message.content.type !== "text" || line.state === "online") return [];
    return inChannel([`-- No line yet: ${excerpt(message.content)} goes out when there is one.`], channel, scene);
  },
  failed: ({ channel, id, why }, scene) => {
    const failed = channelBefore(channel, scene)?.pending.find((message) => message.id.counter === id.counter);
    const what = failed?.content.type === "text" ? ` ${excerpt(failed.content)}` : "";
    return inChannel([`! Not sent:${what} ${clean(why)}`], channel, scene);
  },
  renumbered: NOTHING,
  typing: NOTHING,
  read: NOTHING,
  status: ({ channel, who, away, text }, scene) => {
    const known = channelBefore(channel, scene)?.statuses.get(who);
    // Who is away says so again whenever somebody comes.
    if (known?.away === away && known.text === text) return [];
    const view = scene.after.channels.get(channel)?.view;
    const card = view && memberOf(view.membership, who)?.card;
    const why = text === "" ? "." : `: ${clean(text)}`;
    return inChannel(
      [sentence(`${subject(card, scene.self)} is ${away ? "away" : "back"}${why}`, scene)],
      channel,
      scene,
    );
  },
  arrived: ({ channel, who }, scene) =>
    inChannel([sentence(`${nickWords(who.nick)} is online.`, scene)], channel, scene),
  left: ({ channel, who }, scene) => inChannel([sentence(`${nickWords(who.nick)} is offline.`, scene)], channel, scene),
  file: ({ file }, scene) => {
    const before = channelBefore(file.channel, scene)?.files.get(fileKey(file));
    return inChannel(fileLines(file, before), file.channel, scene);
  },
  wrongPins: ({ channel, count }, scene) => {
    if (count === 0) return [];
    const view = scene.after.channels.get(channel)?.view;
    return [`! ${plural(count, "wrong PIN")} at the door${view ? ` of ${titleOf(view)}` : ""}.`];
  },
  asks: ({ channel, request }, scene) => {
    const view = scene.after.channels.get(channel)?.view;
    if (!view || !isAdmin(memberOf(view.membership, view.you))) return [];
    const nick = clean(request.card.nick);
    return inChannel([`-- /approve ${nick} lets ${nick} in, /deny ${nick} does not.`], channel, scene);
  },
  invited: (
    { name, by },
  ) => [`-- ${nickWords(by.nick)} lets you into ${clean(name)}: /join ${clean(name)} takes you there, without a PIN.`],
  changedIdentity: ({ card, channel }, scene) =>
    inChannel(
      [`! ${nickWords(card.nick)} is not who was verified under that name. Be careful, and /verify again.`],
      channel,
      scene,
    ),
  alarm: ({ channel, why }, scene) => {
    const lines = [`! ${clean(why)}`];
    return channel === undefined ? lines : inChannel(lines, channel, scene);
  },
};

/** What a newer view of a channel says that no row does. */
function changesOf(before: ChannelView, after: ChannelView, { after: state }: EventScene): readonly string[] {
  const lines: string[] = [];
  const { pin } = after;
  if (pin !== undefined && pin !== before.pin && pin !== "") {
    lines.push(`-- The PIN of ${titleOf(after)} is now ${clean(pin)}`);
  }
  const becameAdmin = adminOf(after) && !adminOf(before);
  if (becameAdmin && !wasMadeAdmin(state.channels.get(after.id), after)) {
    lines.push("-- You are an admin now: the last one left.");
  }
  return lines;
}

/** In private nobody is more than the other. */
function adminOf({ membership, you }: ChannelView): boolean {
  return !isPrivate(membership) && isAdmin(memberOf(membership, you));
}

/** Whether the newest deed says so already. */
function wasMadeAdmin(channel: ChannelState | undefined, { membership, you }: ChannelView): boolean {
  for (const row of channel ? backwards(channel.rows) : []) {
    if (row.type !== "deed") continue;
    const { act, whom } = row.deed;
    return (act.op === "op" || act.op === "transfer") && whom?.id === memberOf(membership, you)?.card.id;
  }
  return false;
}

/** Who left by himself has read so. */
function hasLeft(channel: ChannelState, self: IdentityId): boolean {
  const [last] = backwards(channel.rows);
  return last?.type === "deed" && last.deed.act.op === "leave" && last.deed.by.id === self;
}

function sentence(words: string, { now }: EventScene): string {
  return `${clockTime(now)} * ${words}`;
}

function inChannel(lines: readonly string[], id: ChannelId, { after, current }: EventScene): readonly string[] {
  return labelled(lines, after.channels.get(id)?.view, current);
}

function channelBefore(id: ChannelId, { before }: EventScene): ChannelState | undefined {
  return before.channels.get(id);
}
