/** The members of the channel in front: who asks to come in, who is there, who is not. */
import type { JoinRequest } from "../../core/events.ts";
import { isOpen, type OpenChannel } from "../../core/state/channel_state.ts";
import type { ChatState } from "../../core/state.ts";
import { plural } from "../../core/words/whose.ts";
import { cut } from "./cut.ts";
import { flow } from "./flow.ts";
import { type Listed, listMembers } from "./list_members.ts";
import { nextUnmute } from "./next_unmute.ts";
import { nickText } from "./nick_text.ts";
import type { Scene } from "./scene.ts";
import { blank, EMPTY, joined, type Line, slice, styled } from "./span.ts";

interface Room {
  readonly width: number;
  readonly height: number;
}

const LEAST_NICK = 4;
const LEAST_TEXT = 4;
/** The most columns of one member where many stand in a line. */
const BLOCK_ENTRY = 24;

/** As a pane, one a line. */
export function memberPane(scene: Scene, { width, height }: Room): readonly Line[] {
  const { look: { styles }, channel } = scene;
  if (!channel || !isOpen(channel)) return [];
  const heading = joined([blank(1), styled(presenceWords(channel, scene.state), styles.heading)]);
  const count = channel.view.requests.length + channel.view.membership.members.length;
  const room = count < height ? count : Math.max(0, height - 2);
  const entries = entriesOf(channel, scene, { most: room, width: width - 1 }).map((line) => joined([blank(1), line]));
  const rest = count > room ? [joined([blank(1), styled(`and ${count - room} more`, styles.faint)])] : [];
  return [heading, ...entries, ...rest].slice(0, height).map((line) => slice(line, 0, width));
}

/** As a block over the messages, where there is no room for panes. */
export function memberBlock(scene: Scene, { width, height }: Room): readonly Line[] {
  const { look: { styles }, channel } = scene;
  if (!channel || !isOpen(channel)) return [];
  const heading = styled(presenceWords(channel, scene.state), styles.heading);
  const all = flow([heading, ...entriesOf(channel, scene, { most: width * height, width: BLOCK_ENTRY })], width - 1)
    .map((line) => joined([blank(1), line]));
  const lines = all.slice(0, height);
  if (all.length > height) lines[height - 1] = joined([blank(1), styled("and more: /list", styles.faint)]);
  return lines;
}

/** "3 of 5 here"; without a line nobody knows who is: "5 members". */
export function presenceWords({ view }: OpenChannel, { line }: Pick<ChatState, "line">): string {
  const { membership: { members }, present, you } = view;
  if (line.state !== "online") return plural(members.length, "member");
  const here = members.filter(({ number }) => number === you || present.has(number)).length;
  return `${here} of ${members.length} here`;
}

function entriesOf(
  channel: OpenChannel,
  scene: Scene,
  { most, width }: { readonly most: number; readonly width: number },
): readonly Line[] {
  const { layouts, view: { now } } = scene;
  // Somebody is muted until a time that passes.
  const until = nextUnmute(channel.view.membership, now);
  const members = layouts.members.of([channel.view, channel.statuses, until], () => listMembers(channel, now));
  const asking = channel.view.requests.slice(0, most);
  return [
    ...asking.map((request) => requestLine(request, scene)),
    ...members.slice(0, most - asking.length).map((member) => memberLine(member, width, scene)),
  ];
}

function requestLine({ card }: JoinRequest, { look: { styles, signs } }: Scene): Line {
  return styled(`${signs.asks} ${nickText(card.nick)} asks`, styles.warning);
}

function memberLine(member: Listed, width: number, { look, people, verified }: Scene): Line {
  const { styles, signs } = look;
  const { id, nick, standing, text, you, admin, muted } = member;
  const marks = joined([
    admin ? styled(` ${signs.admin}`, styles.admin) : EMPTY,
    verified.has(id) ? styled(` ${signs.verified}`, styles.online) : EMPTY,
    muted ? styled(` ${signs.muted}`, styles.error) : EMPTY,
    you ? styled(" you", styles.faint) : EMPTY,
  ]);
  const name = cut(nick, Math.max(LEAST_NICK, width - marks.width - 2), signs.ellipsis);
  const style = standing === "offline" ? styles.offline : people.styleOf(id);
  const line = joined([styled(`${signs[standing]} `, styles[standing]), styled(name, style), marks]);
  const room = width - line.width - 1;
  return text === "" || room < LEAST_TEXT
    ? line
    : joined([line, styled(` ${cut(text, room, signs.ellipsis)}`, styles.faint)]);
}
