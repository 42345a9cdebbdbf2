/** The argument that names a channel I am in: by its name, by who is in a private one, or by the number of its window. Names may have spaces. */
import { nameKey } from "../../../../shared/names.ts";
import type { CommandContext, KnownChannel } from "../context.ts";
import { quote } from "../quote.ts";
import { didYouMeanName } from "../suggest.ts";
import { type Argument, refused, taken } from "./argument.ts";
import { bareNick } from "./nick.ts";

export const knownChannel: Argument<KnownChannel> = {
  form: "channel",
  needs: "a channel: /channels shows yours",
  kind: { type: "channel" },
  take(typed, context) {
    const named = channelsNamed(typed, context);
    const [first, second] = named.length > 0 ? named : numbered(typed, context);
    if (first === undefined) {
      const hint = didYouMeanName(typed, context.channels.map(channelTitle));
      return refused(`You are in no channel called ${quote(typed)}.${hint}`);
    }
    if (second === undefined) return taken(first, "");
    return refused(`You are in ${named.length} channels called ${quote(typed)}: /channels shows the number of each.`);
  },
};

/** What a channel is called: its name or, of a private one, who else is in it, or was. */
export function channelTitle(channel: KnownChannel): string {
  const { name, other } = channel;
  if (other === undefined) return name;
  return isDeserted(channel) ? `@${other} (left)` : `@${other}`;
}

/** Whether the other one of a private channel has left it: nobody reads what is said there. */
export function isDeserted({ other, people }: KnownChannel): boolean {
  return other !== undefined && people.length === 0;
}

/** The channels of this name; `@nick` is a private one, and plain `nick` also if no channel is called so. */
export function channelsNamed(typed: string, { channels }: CommandContext): readonly KnownChannel[] {
  const key = nameKey(typed.trim());
  const named = channels.filter((channel) => nameKey(channelTitle(channel)) === key);
  if (named.length > 0) return named;
  return channels.filter(({ other }) => other !== undefined && nameKey(other) === nameKey(bareNick(typed.trim())));
}

function numbered(typed: string, { channels }: CommandContext): readonly KnownChannel[] {
  const channel = /^#?\d{1,4}$/.test(typed) ? channels[Number(typed.replace("#", "")) - 1] : undefined;
  return channel === undefined ? [] : [channel];
}
