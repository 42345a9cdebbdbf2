/** The members of a channel in the order of the list: who is there, who is away, who is not; by name. */
import type { IdentityId } from "../../../shared/ids.ts";
import { isAdmin, isMuted, type Member } from "../../../shared/log/membership.ts";
import { nameKey } from "../../../shared/names.ts";
import type { OpenChannel } from "../../core/state/channel_state.ts";
import { legibleLine } from "./legible.ts";
import { nickText } from "./nick_text.ts";
import { type Standing, standingOf, STANDINGS } from "./standing.ts";

export interface Listed {
  readonly id: IdentityId;
  readonly nick: string;
  readonly standing: Standing;
  /** What he says about it. */
  readonly text: string;
  readonly you: boolean;
  readonly admin: boolean;
  readonly muted: boolean;
}

export function listMembers(channel: OpenChannel, now: number): readonly Listed[] {
  const { membership, you } = channel.view;
  const ranked = membership.members.map((member) => {
    const standing = standingOf(channel, member.number);
    return { member, standing, rank: STANDINGS.indexOf(standing), key: nameKey(member.card.nick) };
  });
  ranked.sort((a, b) => a.rank - b.rank || compare(a.key, b.key));
  return ranked.map(({ member, standing }) => ({
    ...listed(member),
    standing,
    text: legibleLine(channel.statuses.get(member.number)?.text ?? ""),
    you: member.number === you,
    muted: isMuted(member, now),
  }));
}

function listed(member: Member): Pick<Listed, "id" | "nick" | "admin"> {
  return { id: member.card.id, nick: nickText(member.card.nick), admin: isAdmin(member) };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
