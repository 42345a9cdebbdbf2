/** What a typed line means. It only says so: doing it is the engine's and the screen's. */
import { clean } from "../../../shared/terminal/clean.ts";
import { isDeserted } from "./arguments/channel.ts";
import { isBlank, said } from "./arguments/text.ts";
import { splitWord } from "./arguments/argument.ts";
import type { CommandContext, KnownChannel } from "./context.ts";
import type { Parsed } from "./parsed.ts";
import { abridge, quote } from "./quote.ts";
import { suggest } from "./suggest.ts";
import { allNames, commandCalled } from "./commands.ts";

const NOWHERE = "You are in no channel yet, so nobody would read that.";
const JOIN_FORM = "/join name";
const OVER = "You are no longer in this channel, so nobody would read that.";
const OVER_FORM = "/leave puts its window away.";
const HELP_FORM = "/help lists the commands; a line that begins with // is said, with one slash less.";

/**
 * A command if it begins with a slash, also behind spaces: who slipped there does not want to say aloud what was for one person. Everything else is
 * said as it stands, but for shortcodes.
 */
export function parseInput(line: string, context: CommandContext): Parsed {
  if (isBlank(line)) return { type: "nothing" };
  const typed = line.trimStart();
  if (typed.startsWith("//")) return say(line.replace("/", ""), context);
  if (typed.startsWith("/")) return command(typed.slice(1).trimEnd(), context);
  return say(line, context);
}

function say(text: string, { channel, channels, over }: CommandContext): Parsed {
  if (over !== undefined) return { type: "wrong", why: OVER, form: OVER_FORM };
  if (!channel) return { type: "wrong", why: NOWHERE, form: JOIN_FORM };
  if (isDeserted(channel)) return deserted(channel.other ?? "", channels);
  const sent = said(text);
  if (sent.type !== "taken") return { type: "wrong", why: sent.why, form: undefined };
  return { type: "intent", intent: { type: "say", channel: channel.id, text: sent.value } };
}

function deserted(other: string, channels: readonly KnownChannel[]): Parsed {
  const why = `${quote(other)} has left this private channel, so nobody would read that.`;
  const isElsewhere = channels.some(({ people }) => people.some(({ nick }) => nick === other));
  const anew = isElsewhere ? `/msg ${clean(other)} opens another one; ` : "";
  return { type: "wrong", why, form: `${anew}/leave puts this one away.` };
}

function command(typed: string, context: CommandContext): Parsed {
  const { word, rest } = splitWord(typed);
  const called = commandCalled(word);
  if (!called) return { type: "wrong", why: unknown(word), form: HELP_FORM };
  const { command, prefix } = called;
  return command.run([prefix, rest].filter((part) => part !== "").join(" "), context);
}

function unknown(word: string): string {
  if (word === "") return "A command follows its slash at once.";
  const near = suggest(word, allNames().filter((name) => !/^\d/.test(name)));
  const hint = near === undefined ? "" : ` Did you mean /${near}?`;
  return `There is no command /${abridge(word)}.${hint}`;
}
