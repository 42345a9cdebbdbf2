/** One command of the table: what it is called, who may, its arguments and what it comes to. The makers check who may and the form before it runs. */
import { type Argument, type Arguments, type ArgumentValues, formOf, readArguments } from "./arguments/argument.ts";
import type { CommandContext, CurrentChannel, InChannel } from "./context.ts";
import { type Parsed, refuses } from "./parsed.ts";

/** Who may use a command: anybody anywhere, who is in a channel, who is in one that is not private, an admin of it. */
export type Who = "everyone" | "member" | "notPrivate" | "admin";

export interface Command {
  readonly name: string;
  readonly aliases: readonly string[];
  /** Aliases that stand for the command with an argument: "offline" for "/status invisible". */
  readonly shortcuts: Readonly<Record<string, string>>;
  readonly who: Who;
  /** Who may use it without arguments, where that only asks. */
  readonly whoAsks: Who;
  /** One line of help. */
  readonly help: string;
  /** More lines, for help on this command alone. */
  readonly details: readonly string[];
  readonly args: readonly Argument<unknown>[];
  /** "/kick nick [reason]" */
  readonly form: string;
  /** What it comes to with what was typed behind it. */
  run(typed: string, context: CommandContext): Parsed;
}

/** What a row of the table says of a command. */
interface Row<A extends Arguments, C extends CommandContext> {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly shortcuts?: Readonly<Record<string, string>>;
  readonly help: string;
  readonly details?: readonly string[];
  /** Where what its arguments say of themselves is not what people should read. */
  readonly form?: string;
  readonly args: A;
  /** Instead of `run` when nothing is typed behind it: an answer to a question that anybody may ask who may not change anything. */
  readonly ask?: (context: C) => Parsed;
  readonly run: (values: ArgumentValues<A>, context: C) => Parsed;
}

interface ChannelRow<A extends Arguments> extends Row<A, InChannel> {
  readonly who: Exclude<Who, "everyone">;
}

const NOWHERE = "You are in no channel yet: /join takes you into one.";
const OVER = "You are no longer in this channel: /leave puts its window away.";
const NOT_ADMIN = "You're not an admin.";
const IN_PRIVATE = "A private channel has no admins, bans or settings.";

const CHECKS: Readonly<Record<Exclude<Who, "everyone">, (channel: CurrentChannel) => string | undefined>> = {
  member: () => undefined,
  notPrivate: ({ other }) => other === undefined ? undefined : IN_PRIVATE,
  admin: ({ other, admin }) => other !== undefined ? IN_PRIVATE : admin ? undefined : NOT_ADMIN,
};

/** A command that needs no channel. */
export function anywhere<const A extends Arguments>(row: Row<A, CommandContext>): Command {
  return {
    ...declared(row, "everyone"),
    run: (typed, context) => typed === "" && row.ask ? row.ask(context) : runRow(row, typed, context),
  };
}

/** A command for the current channel. */
export function inChannel<const A extends Arguments>(row: ChannelRow<A>): Command {
  const command = declared(row, row.who);
  return {
    ...command,
    run(typed, context) {
      const why = whyNot(typed === "" ? command.whoAsks : row.who, context);
      if (why !== undefined || !context.channel) return refuses(why ?? notIn(context));
      const here = { ...context, channel: context.channel };
      return typed === "" && row.ask ? row.ask(here) : runRow(row, typed, here);
    },
  };
}

/** Why a command of these is not for whoever is here; undefined if it is. */
export function whyNot(who: Who, context: CommandContext): string | undefined {
  if (who === "everyone") return undefined;
  return context.channel === undefined ? notIn(context) : CHECKS[who](context.channel);
}

function notIn({ over }: CommandContext): string {
  return over === undefined ? NOWHERE : OVER;
}

function declared<A extends Arguments, C extends CommandContext>(row: Row<A, C>, who: Who): Omit<Command, "run"> {
  const { name, help, aliases = [], shortcuts = {}, details = [] } = row;
  const args = Object.values(row.args);
  const whoAsks = row.ask && who === "admin" ? "notPrivate" : who;
  return { name, aliases, shortcuts, who, whoAsks, help, details, args, form: row.form ?? formOf(name, args) };
}

function runRow<A extends Arguments, C extends CommandContext>(row: Row<A, C>, typed: string, context: C): Parsed {
  const read = readArguments(row.args, { name: row.name, typed, context });
  if (read.ok) return row.run(read.values, context);
  const form = row.form ?? formOf(row.name, Object.values(row.args));
  return { type: "wrong", why: read.why, form: read.misused ? form : undefined };
}
