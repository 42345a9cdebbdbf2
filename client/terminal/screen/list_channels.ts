/** The windows of the person, in their order, as lists name and number them. */
import type { ChatState } from "../../core/state.ts";
import { type ChannelState, isOpen } from "../../core/state/channel_state.ts";
import { memberById } from "../../../shared/log/membership.ts";
import { nameKey } from "../../../shared/names.ts";
import { legibleLine } from "./legible.ts";
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
  const names = known.map(nameOf);
  const keys = names.map(nameKey);
  let number = 0;
  return known.map((channel, at) => {
    const twin = keys.some((key, other) => other !== at && key === keys[at]);
    return {
      channel,
      number: isOpen(channel) ? ++number : undefined,
      name: `${names[at] ?? ""}${twin ? ` ${channel.id.slice(0, ID_DIGITS)}` : ""}`,
      other: isOpen(channel) && channel.view.other ? otherStanding(channel) : undefined,
    };
  });
}

function nameOf({ view }: ChannelState): string {
  return legibleLine(view?.other?.nick ?? view?.name ?? "");
}

function otherStanding(channel: Parameters<typeof standingOf>[0]): Standing {
  const { membership, other } = channel.view;
  const member = other && memberById(membership, other.id);
  return member ? standingOf(channel, member.number) : "offline";
}
