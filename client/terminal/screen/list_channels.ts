/** The windows of the person, in their order, as lists name and number them. */
import { memberById } from "../../../shared/log/membership.ts";
import { nameKey } from "../../../shared/names.ts";
import type { ChatState } from "../../core/state.ts";
import { type ChannelState, isOpen } from "../../core/state/channel_state.ts";
import { isDeserted } from "../../core/words/titles.ts";
import { legibleLine } from "./legible.ts";
import { nickText } from "./nick_text.ts";
import { type Standing, standingOf } from "./standing.ts";

export interface ListedChannel {
  readonly channel: ChannelState;
  /** From 1, as /go counts; undefined for what is over. */
  readonly number: number | undefined;
  /** The other's nick in a private one. */
  readonly name: string;
  /** How the other one is there in a private one. */
  readonly other: Standing | undefined;
}

const ID_DIGITS = 4;

/** Those of which nothing is known yet are left out. */
export function listChannels({ channels }: ChatState): readonly ListedChannel[] {
  const known = [...channels.values()].filter(({ view }) => view !== undefined);
  const named = known.map((channel) => ({ channel, name: nameOf(channel), key: nameKey(nameOf(channel)) }));
  const first = new Map(named.toReversed().map(({ key, channel }) => [key, channel]));
  const twins = new Set(named.filter(({ key, channel }) => first.get(key) !== channel).map(({ key }) => key));
  let number = 0;
  return named.map(({ channel, name, key }) => {
    return {
      channel,
      number: isOpen(channel) ? ++number : undefined,
      name: twins.has(key) ? `${name} ${channel.id.slice(0, ID_DIGITS)}` : name,
      other: isOpen(channel) && channel.view.other ? otherStanding(channel) : undefined,
    };
  });
}

function nameOf({ view }: ChannelState): string {
  if (!view?.other) return legibleLine(view?.name ?? "");
  return isDeserted(view) ? `${nickText(view.other.nick)} (left)` : nickText(view.other.nick);
}

function otherStanding(channel: Parameters<typeof standingOf>[0]): Standing {
  const { membership, other } = channel.view;
  const member = other && memberById(membership, other.id);
  return member ? standingOf(channel, member.number) : "offline";
}
