/** Events as the people of a flow see them: lines are what is said to them, notes what they are told by the way, lists what they look up. */
import type { ChannelView, Event, Message, Row } from "../../client/core/events.ts";
import type { FileView } from "../../client/core/files/file_view.ts";
import type { IdentityId, MemberNumber } from "../../shared/ids.ts";
import { admins, type Member } from "../../shared/log/membership.ts";

/** What somebody can look up. */
export interface Seen {
  /** Where he is. */
  readonly view: ChannelView | undefined;
  readonly channels: readonly ChannelView[];
  /** Who is away, and what he says about it. */
  /** What somebody says who is away; undefined: he is not. */
  away(member: MemberNumber): string | undefined;
  nameOf(id: IdentityId): string;
}

/** More rows at once are told by their number, the first and the last. */
const MOST_ROWS = 20;
const LONGEST_LINE = 120;

/** What somebody reads of an event. */
export function lineOf(event: Event, self: string): readonly string[] {
  switch (event.type) {
    case "rows":
    case "olderRows":
      return fewLines(event.rows.flatMap((row) => rowLine(row, self))).map(visible);
    case "closed":
      return [`! ${event.name || "private"}: ${event.why}`];
    case "failed":
      return [`! not sent: ${event.why}`];
    case "alarm":
      return [`! ${event.why}`];
    case "notice":
      return [`(the operator) ${event.text}`];
    case "invited":
      return [`(${event.by.nick} lets you into ${event.name})`];
    case "changedIdentity":
      return [`! ${event.card.nick} is not who was verified`];
    case "line":
      return event.state === "offline" && event.retryMs === undefined ? [`! ${event.why}`] : [];
    default:
      return [];
  }
}

/** What somebody is told besides; `who` is the nick of whom it concerns, where the event has a number only. */
export function noteOf(event: Event, who: string): readonly string[] {
  switch (event.type) {
    case "rows":
    case "olderRows":
      return event.rows.flatMap(rowNote);
    case "arrived":
    case "left":
      return [`${event.who.nick} ${event.type}`];
    case "typing":
      return [`${who} ${event.on ? "types" : "stops typing"}`];
    case "read":
      return [`${who} has read it`];
    case "status":
      return [`${who} is ${event.away ? "away" : "back"}${event.text ? ` (${event.text})` : ""}`];
    case "file":
      return fileNote(event.file);
    case "asks":
      return [`${event.request.card.nick} asks to join${event.request.proven ? "" : " without a PIN"}`];
    case "wrongPins":
      return [`${event.count} wrong PINs at the door`];
    case "channel":
      return [`topic ${event.view.topic || "none"}`, `PIN ${event.view.pin || "none"}`];
    case "line":
      return [event.state === "offline" ? `offline: ${event.why}` : event.state];
    case "pending":
      return event.message.content.type === "text" ? [`sending: ${event.message.content.text}`] : [];
    default:
      return [];
  }
}

/** The lists that somebody can look up. */
export const listOf = {
  members: ({ view, away }: Seen) => view?.membership.members.map((member) => memberWords(member, view, away)) ?? [],
  admins: ({ view }: Seen) => view ? admins(view.membership).map(({ card }) => card.nick) : [],
  requests: ({ view }: Seen) => {
    return view?.requests.map(({ card, proven }) => `${card.nick}${proven ? "" : " (without a PIN)"}`) ?? [];
  },
  bans: ({ view, nameOf }: Seen) => view ? [...view.membership.bans.keys()].map(nameOf) : [],
  invites: ({ view }: Seen) => {
    return view?.membership.invites.map(({ usesLeft }) => `${usesLeft} ${usesLeft === 1 ? "use" : "uses"}`) ?? [];
  },
  channels: ({ channels }: Seen) => channels.map(({ name, other }) => name || `${other?.nick} in private`),
} as const;

function memberWords({ number, card }: Member, view: ChannelView, away: Seen["away"]): string {
  const text = away(number);
  if (!view.present.has(number)) return `${card.nick} (offline)`;
  return text === undefined ? card.nick : `${card.nick} (away${text ? `: ${text}` : ""})`;
}

function rowLine(row: Row, self: string): readonly string[] {
  switch (row.type) {
    case "message":
      return row.message.own ? [] : messageLine(row.message);
    case "missing":
      return [row.count === 0 ? "! something is missing here" : `! ${row.count} by ${row.from?.nick} missing`];
    case "unreadable":
      return [`! ${row.count} unreadable for ${self}: ${row.why}`];
    default:
      return [];
  }
}

function messageLine({ from: { nick }, content }: Message): readonly string[] {
  switch (content.type) {
    case "text":
      return [`${nick}${content.reply.length > 0 ? " replies" : ""}: ${content.text}`];
    case "edit":
      return [`${nick} corrects: ${content.text}`];
    case "erase":
      return [`${nick} takes a message back`];
    case "react":
      return [`${nick} ${content.on ? "reacts" : "no longer reacts"} with ${content.emoji}`];
    case "unknown":
      return [`${nick} says something newer`];
    default:
      return [];
  }
}

function fileNote({ from, name, state }: FileView): readonly string[] {
  if (state.type === "offered") return [`${from.nick} offers ${name}`];
  const why = state.type === "failed" || state.type === "gone" ? `: ${state.why}` : "";
  return [`${name} is ${state.type}${why}`];
}

function rowNote(row: Row): readonly string[] {
  if (row.type === "begins") return ["history begins here"];
  if (row.type === "message") return saidNote(row.message);
  if (row.type !== "deed") return [];
  const { by, act, whom, reason } = row.deed;
  return [[by.nick, act.op, whom?.nick, reason && `(${reason})`].filter(Boolean).join(" ")];
}

function saidNote({ own, from, content }: Message): readonly string[] {
  if (content.type === "topic") return [`${from.nick} sets the topic`];
  return own && content.type === "text" ? [`You: ${content.text}`] : [];
}

function fewLines(lines: readonly string[]): readonly string[] {
  if (lines.length <= MOST_ROWS) return lines;
  return [`(${lines.length} lines: ${lines[0]} … ${lines.at(-1)})`];
}

/** What has no ink as JSON writes it; what is very long by its beginning and its length. */
function visible(line: string): string {
  const plain = line.replace(/\p{C}/gu, (sign) => {
    return sign === "\n" ? "\\n" : `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
  return plain.length <= LONGEST_LINE ? plain : `${plain.slice(0, 20)}… (${plain.length} characters)`;
}
