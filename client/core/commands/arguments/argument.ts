/** The arguments of a command: each takes its part from the front of what was typed, or says why it cannot. What a command does with them is its own. */
import { type CommandContext } from "../context.ts";
import { quote } from "../quote.ts";

/** What came of an argument's try. */
export type Taken<T> =
  /** What is left begins without spaces. */
  | { readonly type: "taken"; readonly value: T; readonly rest: string }
  /** Not in this form. */
  | { readonly type: "misused"; readonly why: string }
  /** The form is right, but it cannot be. */
  | { readonly type: "refused"; readonly why: string };

/** What an argument is, for who completes it. A channel, a path and a text take all that is left, the others a word. */
export type ArgumentKind =
  | { readonly type: "nick"; readonly nicks: (context: CommandContext) => readonly string[] }
  | { readonly type: "choice"; readonly words: (context: CommandContext) => readonly string[] }
  /** #12 or, unless it must be my own, @nick. */
  | { readonly type: "message"; readonly own: boolean }
  | { readonly type: "channel" }
  | { readonly type: "emoji" }
  | { readonly type: "duration" }
  | { readonly type: "path" }
  /** Several, in quotes where they have spaces. */
  | { readonly type: "paths" }
  | { readonly type: "text" }
  /** Nothing that could be completed. */
  | { readonly type: "other" };

export interface Argument<T> {
  /** As help shows it; what may be left out is in square brackets. */
  readonly form: string;
  /** What is missing without it, after "needs"; undefined if it may be left out: then it also takes its value from nothing. */
  readonly needs: string | undefined;
  readonly kind: ArgumentKind;
  /** Takes it from the front of `rest`, which begins without spaces. */
  take(rest: string, context: CommandContext): Taken<T>;
}

/** A command's arguments by name, in their order. */
export type Arguments = Readonly<Record<string, Argument<unknown>>>;

export type ArgumentValues<A extends Arguments> = {
  readonly [K in keyof A]: A[K] extends Argument<infer T> ? T : never;
};

/** All of a command's arguments, or why not; `misused` if the right form would help. */
export type ArgumentsRead<A extends Arguments> =
  | { readonly ok: true; readonly values: ArgumentValues<A> }
  | { readonly ok: false; readonly why: string; readonly misused: boolean };

/** The values of what was typed behind a command's name. */
export function readArguments<A extends Arguments>(
  args: A,
  { name, typed, context }: { readonly name: string; readonly typed: string; readonly context: CommandContext },
): ArgumentsRead<A> {
  const values: Record<string, unknown> = {};
  let left = typed;
  for (const [key, argument] of Object.entries(args)) {
    if (left === "" && argument.needs !== undefined) {
      return { ok: false, why: `/${name} needs ${argument.needs}.`, misused: true };
    }
    const taken = argument.take(left, context);
    if (taken.type !== "taken") return { ok: false, why: taken.why, misused: taken.type === "misused" };
    values[key] = taken.value;
    left = taken.rest;
  }
  if (left !== "") return { ok: false, why: `/${name} does not know what to do with ${quote(left)}.`, misused: true };
  return { ok: true, values: values as ArgumentValues<A> };
}

/** "/kick", "nick", "[reason]" -> "/kick nick [reason]" */
export function formOf(name: string, args: readonly Argument<unknown>[]): string {
  return [`/${name}`, ...args.map(({ form }) => form)].filter((part) => part !== "").join(" ");
}

/** The same argument, which may be left out. */
export function optional<T>(argument: Argument<T>): Argument<T | undefined> {
  return {
    ...argument,
    form: `[${argument.form}]`,
    needs: undefined,
    take: (rest, context) => rest === "" ? taken(undefined, rest) : argument.take(rest, context),
  };
}

export function taken<T>(value: T, rest: string): Taken<T> {
  return { type: "taken", value, rest };
}

export function misused(why: string): Taken<never> {
  return { type: "misused", why };
}

export function refused(why: string): Taken<never> {
  return { type: "refused", why };
}

/** The first word, and what follows the spaces behind it. */
export function splitWord(rest: string): { readonly word: string; readonly rest: string } {
  const end = rest.search(/\s/);
  if (end < 0) return { word: rest, rest: "" };
  return { word: rest.slice(0, end), rest: rest.slice(end).trimStart() };
}
