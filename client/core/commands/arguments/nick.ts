/** Arguments that name people, as people do: in any case, with or without an @. */
import { nameKey } from "../../../../shared/names.ts";
import type { CommandContext, Person } from "../context.ts";
import { quote } from "../quote.ts";
import { didYouMeanName } from "../suggest.ts";
import { type Argument, refused, splitWord, taken } from "./argument.ts";

interface Named {
  readonly nick: string;
}

/** Those of whom one is meant. */
interface Circle<T extends Named> {
  readonly all: (context: CommandContext) => readonly T[];
  /** What to say of a nick that is none of theirs; it comes in quotes. */
  readonly unknown: (typed: string) => string;
  /** Whether it is worth saying that my own nick is mine. */
  readonly others: boolean;
}

/** Somebody else in the current channel. */
export const personHere: Argument<Person> = oneOf({ all: people, unknown: nobodyHere, others: true });
/** The nick of somebody else in the current channel, as he writes it. */
export const somebodyElse: Argument<string> = nickOf(personHere);
/** The nick of somebody in the current channel, who may be me. */
export const anybody: Argument<string> = nickOf(oneOf({
  all: (context) => [...people(context), ...named(context.channel ? [context.channel.you] : [])],
  unknown: nobodyHere,
  others: false,
}));
/** The nick of somebody else who is or was in the current channel, or asks to be let in. */
export const somebodyKnown: Argument<string> = nickOf(oneOf({
  all: (context) => [...people(context), ...named(context.channel?.asking), ...named(context.channel?.former)],
  unknown: (typed) => `Nobody called ${typed} is or was here, or asks to join.`,
  others: true,
}));
/** The nick of somebody who asks to be let into the current channel. */
export const whoAsks: Argument<string> = nickOf(oneOf({
  all: ({ channel }) => named(channel?.asking),
  unknown: (typed) => `Nobody called ${typed} asks to join.`,
  others: false,
}));
/** The nick of somebody who is banned from the current channel. */
export const whoIsBanned: Argument<string> = nickOf(oneOf({
  all: ({ channel }) => named(channel?.banned),
  unknown: (typed) => `Nobody called ${typed} is banned here.`,
  others: false,
}));
/** Somebody whom I ignore. */
export const whoIsIgnored: Argument<Person> = oneOf({
  all: ({ ignored }) => ignored,
  unknown: (typed) => `You do not ignore anybody called ${typed}.`,
  others: false,
});

/** The same argument, completed by those of the channel only whom it makes sense to name. */
export function suggesting<T>(argument: Argument<T>, sensible: (person: Person) => boolean): Argument<T> {
  const nicks = (context: CommandContext) => people(context).filter(sensible).map(({ nick }) => nick);
  return { ...argument, kind: { type: "nick", nicks } };
}

export function nobodyHere(typed: string): string {
  return `Nobody here is called ${typed}.`;
}

/** A nick without the @ that people put in front. */
export function bareNick(typed: string): string {
  return typed.startsWith("@") ? typed.slice(1) : typed;
}

/** Whoever of these has that nick, in any case. */
export function withNick<T extends Named>(typed: string, all: readonly T[]): T | undefined {
  const key = nameKey(bareNick(typed));
  return all.find(({ nick }) => nameKey(nick) === key);
}

function oneOf<T extends Named>({ all, unknown, others }: Circle<T>): Argument<T> {
  return {
    form: "nick",
    needs: "a nick",
    kind: { type: "nick", nicks: (context) => all(context).map(({ nick }) => nick) },
    take(typed, context) {
      const { word, rest } = splitWord(typed);
      if (others && context.channel && withNick(word, named([context.channel.you]))) return refused("That is you.");
      const candidates = all(context);
      const one = withNick(word, candidates);
      if (one) return taken(one, rest);
      const nick = bareNick(word);
      return refused(unknown(quote(nick)) + didYouMeanName(nick, candidates.map(({ nick }) => nick)));
    },
  };
}

function nickOf(argument: Argument<Named>): Argument<string> {
  return {
    ...argument,
    take(typed, context) {
      const found = argument.take(typed, context);
      return found.type === "taken" ? taken(found.value.nick, found.rest) : found;
    },
  };
}

function people({ channel }: CommandContext): readonly Person[] {
  return channel?.people ?? [];
}

function named(nicks: readonly string[] = []): readonly Named[] {
  return nicks.map((nick) => ({ nick }));
}
