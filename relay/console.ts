/**
 * The console of who runs the relay: a table of commands, a line in, lines out. Everything it prints is clean. It knows no terminal
 * and acts only through Operator.
 */
import { didYouMean } from "../shared/did_you_mean.ts";
import { formatDuration } from "../shared/duration.ts";
import { Failure } from "../shared/failure.ts";
import { LONGEST_MS, takeDuration, type TakenDuration } from "../shared/take_duration.ts";
import { clean } from "../shared/terminal/clean.ts";
import type { Completion } from "../shared/terminal/line_editor.ts";
import { aligned, listBans, listChannels, listUsers, plural } from "./console_lists.ts";
import type { Operator } from "./operator.ts";

/** What a line brought about. */
export interface ConsoleAnswer {
  readonly lines: readonly string[];
  /** Whether the relay is to stop. */
  readonly exit: boolean;
}

interface ConsoleCommand {
  readonly name: string;
  readonly aliases: readonly string[];
  /** As the help shows them; one in square brackets may be left out. */
  readonly args: string;
  readonly help: string;
  /** What its first argument can be. */
  readonly candidates?: (operator: Operator) => readonly string[];
  /** The answer; undefined when the arguments do not fit. */
  readonly run: (operator: Operator, rest: string, now: number) => readonly string[] | undefined;
}

const COMMANDS: readonly ConsoleCommand[] = [
  {
    name: "channels",
    aliases: ["servers", "rooms"],
    args: "",
    help: "who is in which channel",
    run: (operator, rest) => rest === "" ? listChannels(operator.channels()) : undefined,
  },
  {
    name: "users",
    aliases: [],
    args: "",
    help: "who is connected, from where, since when",
    run: (operator, rest, now) => rest === "" ? listUsers(operator.users(), now) : undefined,
  },
  {
    name: "stats",
    aliases: [],
    args: "",
    help: "what the relay does and holds",
    run: (operator, rest) => rest === "" ? aligned(operator.stats()) : undefined,
  },
  {
    name: "kick",
    aliases: [],
    args: "who [reason]",
    help: "disconnects a nick, an identity or an address",
    candidates: nicks,
    run: (operator, rest) =>
      withWho(rest, (who, reason) => [counted(operator.kick(who, reason), "session", "closed", who)]),
  },
  {
    name: "ban",
    aliases: [],
    args: "who [for 2h] [reason]",
    help: "disconnects, and refuses to let in again",
    candidates: nicks,
    run: (operator, rest, now) => withWho(rest, (who, more) => ban(operator, who, more, now)),
  },
  {
    name: "unban",
    aliases: [],
    args: "who",
    help: "lifts a ban",
    candidates: (operator) => operator.bans().flatMap(({ nick, subject }) => nick === "" ? [subject] : [nick, subject]),
    run: (operator, rest) =>
      withWho(rest, (who) => [counted(operator.unban(who), "ban", "lifted", who), ...bansLeft(operator)]),
  },
  {
    name: "bans",
    aliases: [],
    args: "",
    help: "who is banned, and until when",
    run: (operator, rest, now) => rest === "" ? listBans(operator.bans(), now) : undefined,
  },
  {
    name: "announce",
    aliases: [],
    args: "text",
    help: "tells everybody who is connected",
    run: (operator, rest) => rest === "" ? undefined : [`Told ${plural(operator.announce(rest), "user")}.`],
  },
  {
    name: "motd",
    aliases: [],
    args: "[text | off]",
    help: "shows or sets the message of the day",
    run: (operator, rest) => [greeting(operator.motd(motdOf(rest)))],
  },
  { name: "help", aliases: [], args: "", help: "lists the commands", run: listCommands },
  {
    name: "exit",
    aliases: ["quit"],
    args: "",
    help: "stops the relay; everybody is told",
    run: (_, rest) => rest === "" ? ["Stopping."] : undefined,
  },
];

/** Does what a line says; the slash in front may be left out. A blank line does nothing. */
export function runConsoleLine(line: string, operator: Operator, now: number): ConsoleAnswer {
  const [, typed = "", rest = ""] = line.trim().match(/^\/?(\S*)\s*(.*)$/s) ?? [];
  if (typed === "") return { lines: [], exit: false };
  const command = commandNamed(typed);
  if (command === undefined) return { lines: [unknown(typed)], exit: false };
  return { lines: answer(command, operator, { rest, now }).map(clean), exit: command.name === "exit" && rest === "" };
}

/** What the text in front of the cursor can become: a command, or an argument it can have. */
export function completeConsole(text: string, operator: Operator): Completion {
  const [, typed = "", gap, argument = ""] = text.match(/^(\/?\S*)(?:(\s+)(.*))?$/s) ?? [];
  if (gap === undefined) {
    return { from: 0, candidates: beginningWith(`/${typed.replace("/", "")}`, COMMANDS.map(({ name }) => `/${name}`)) };
  }
  const candidates = commandNamed(typed.replace("/", ""))?.candidates?.(operator) ?? [];
  return { from: text.length - argument.length, candidates: beginningWith(argument, candidates.map(clean)) };
}

function answer(
  command: ConsoleCommand,
  operator: Operator,
  { rest, now }: { readonly rest: string; readonly now: number },
): readonly string[] {
  try {
    return command.run(operator, rest, now) ?? [`Usage: ${formOf(command)}`];
  } catch (error) {
    // A full disk fails the command, not the relay.
    if (error instanceof Failure) return [error.message];
    throw error;
  }
}

function commandNamed(typed: string): ConsoleCommand | undefined {
  const wanted = typed.toLowerCase();
  return COMMANDS.find(({ name, aliases }) => name === wanted || aliases.includes(wanted));
}

function unknown(typed: string): string {
  const names = COMMANDS.flatMap(({ name, aliases }) => [name, ...aliases]).map((name) => `/${name}`);
  const hint = didYouMean(`/${typed.toLowerCase()}`, names) || "; /help lists the commands";
  return clean(`There is no command /${typed}${hint}`);
}

function beginningWith(typed: string, candidates: readonly string[]): readonly string[] {
  const wanted = typed.toLowerCase();
  return [...new Set(candidates)].filter((candidate) => candidate.toLowerCase().startsWith(wanted)).sort();
}

function listCommands(): readonly string[] {
  return aligned(COMMANDS.map((command) => [formOf(command), aliasesIn(command)]));
}

function aliasesIn({ help, aliases }: ConsoleCommand): string {
  return aliases.length === 0 ? help : `${help} (also ${aliases.map((alias) => `/${alias}`).join(", ")})`;
}

function formOf({ name, args }: ConsoleCommand): string {
  return `/${name} ${args}`.trimEnd();
}

function nicks(operator: Operator): readonly string[] {
  return operator.users().map(({ nick }) => nick);
}

/** Splits who from the rest; undefined when nobody is named. He may be named as chat names people, and no nick begins like that. */
function withWho(text: string, act: (who: string, rest: string) => readonly string[]): readonly string[] | undefined {
  const [, who, rest = ""] = text.match(/^@?(\S+)\s*(.*)$/s) ?? [];
  return who === undefined ? undefined : act(who, rest);
}

/** The first 64 bits of an IPv6 address are one person's: PROTOCOL.md §9. */
const SINGLE = " Of addresses, one is banned at a time, or an IPv6 one's /64.";

function ban(operator: Operator, who: string, more: string, now: number): readonly string[] {
  const time = takeDuration(more);
  if (!time.ok) return [whyNoBan(time)];
  const { ms, rest: reason } = time;
  const banned = operator.ban(who, ms === undefined ? 0 : now + ms, reason);
  if (banned.length === 0) return [`Nobody here is ${who}.${who.includes("/") ? SINGLE : ""}`];
  const end = ms === undefined ? "for ever" : `for ${formatDuration(ms)}`;
  return banned.map((subject) => `Banned ${end}: ${subject}`);
}

function whyNoBan({ word, slip }: Extract<TakenDuration, { readonly ok: false }>): string {
  switch (slip) {
    case "none":
      return "Cannot ban: for how long? A time is written 30m, 2h or 7d";
    case "form":
      return `Cannot ban for "${word}": a time is written 30m, 2h or 7d`;
    case "over":
      return `Cannot ban for "${word}": that is over at once`;
    case "long":
      return `Cannot ban for "${word}": that is longer than ${
        formatDuration(LONGEST_MS)
      }; without a time it is for ever`;
    default:
      return slip satisfies never;
  }
}

function counted(count: number, thing: string, done: string, who: string): string {
  return count === 0 ? `No ${thing} of ${who} found.` : `${plural(count, thing)} ${done}.`;
}

/** Who was banned by his address is banned as who he is, too: lifting the one leaves the other. */
function bansLeft(operator: Operator): readonly string[] {
  const left = operator.bans().length;
  return left === 0 ? [] : [`${plural(left, "ban")} in force still: /bans lists them.`];
}

/** What it is to be; empty: none; undefined: it stays. */
function motdOf(typed: string): string | undefined {
  if (typed === "") return undefined;
  return typed.toLowerCase() === "off" ? "" : typed;
}

function greeting(motd: string): string {
  return motd === "" ? "There is no message of the day." : `Message of the day: ${motd}`;
}
