/** The argument of /msg: somebody to write to in private, who may be in another channel than the current one. */
import type { ChannelId } from "../../../../shared/ids.ts";
import type { CommandContext, KnownChannel } from "../context.ts";
import { quote } from "../quote.ts";
import { didYouMeanName } from "../suggest.ts";
import { type Argument, refused, splitWord, type Taken, taken } from "./argument.ts";
import { channelTitle, isDeserted } from "./channel.ts";
import { bareNick, withNick } from "./nick.ts";

/** Somebody, and a channel in which he can be found. */
export interface Correspondent {
  readonly channel: ChannelId;
  readonly nick: string;
}

export const correspondent: Argument<Correspondent> = {
  form: "nick",
  needs: "a nick",
  kind: { type: "nick", nicks: (context) => [...new Set([...nicksHere(context), ...nicksAnywhere(context)])] },
  take(typed, context) {
    const { word, rest } = splitWord(typed);
    const { channel } = context;
    if (channel && withNick(word, [{ nick: channel.you }])) return refused("That is you.");
    const found = find(word, context);
    return found.type === "taken" ? taken(found.value, rest) : found;
  },
};

/** In the current channel, in a private one with him, or in the only other one where somebody is called so. */
function find(word: string, context: CommandContext): Taken<Correspondent> {
  const { channel } = context;
  const channels = context.channels.filter((one) => !isDeserted(one));
  const here = channel && !isDeserted(channel) ? inOne(word, channel) : undefined;
  const closed = channels.filter(({ other }) => other !== undefined).map((one) => inOne(word, one));
  const known = here ?? closed.find((one) => one !== undefined);
  if (known !== undefined) return taken(known, "");
  const open = channels.flatMap((one) => inOne(word, one) ?? []);
  const [first] = open;
  if (first === undefined) return unknown(word, context);
  if (new Set(open.map((one) => identityOf(one, channels))).size === 1) return taken(first, "");
  const where = channels.filter(({ id }) => open.some(({ channel }) => channel === id)).map(channelTitle).join(
    " and in ",
  );
  return refused(`"${first.nick}" is somebody else in ${where}: write from the channel of the one you mean.`);
}

function inOne(word: string, channel: KnownChannel): Correspondent | undefined {
  const one = withNick(word, nicksIn(channel).map((nick) => ({ nick })));
  return one && { channel: channel.id, nick: one.nick };
}

function nicksIn({ people, other }: KnownChannel): readonly string[] {
  return [...people.map(({ nick }) => nick), ...(other === undefined ? [] : [other])];
}

function identityOf({ channel, nick }: Correspondent, channels: readonly KnownChannel[]): string {
  const people = channels.find(({ id }) => id === channel)?.people ?? [];
  return people.find((person) => person.nick === nick)?.id ?? nick;
}

function unknown(word: string, context: CommandContext): Taken<never> {
  const nick = bareNick(word);
  const left = context.channels.find((one) => isDeserted(one) && inOne(word, one));
  if (left?.other !== undefined) return refused(`${quote(left.other)} has left, and is in none of your channels.`);
  const names = [...nicksHere(context), ...nicksAnywhere(context)];
  return refused(`Nobody in your channels is called ${quote(nick)}.${didYouMeanName(nick, names)}`);
}

function nicksHere({ channel }: CommandContext): readonly string[] {
  return channel ? nicksIn(channel) : [];
}

function nicksAnywhere({ channels }: CommandContext): readonly string[] {
  return channels.flatMap(nicksIn);
}
