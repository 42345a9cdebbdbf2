/** What the text in front of the cursor can become: commands, their arguments, nicks, shortcodes. Inserting it is the screen's. */
import { type Argument, splitWord } from "./arguments/argument.ts";
import { readPaths } from "./arguments/paths.ts";
import { type Command, whyNot } from "./command.ts";
import { completeArgument, isUnfinished } from "./complete_argument.ts";
import { type Candidate, type Candidates, completeAddress, completeText } from "./complete_text.ts";
import type { CommandContext } from "./context.ts";
import { namesOf } from "./help.ts";
import { type Called, commandCalled, COMMANDS } from "./commands.ts";

/** What can stand from `from` to `to`. A space follows what was chosen, unless it ends with a slash. */
export interface Completion {
  readonly from: number;
  readonly to: number;
  /** The best first. */
  readonly candidates: readonly Candidate[];
  /** What has to be asked of whoever knows it: the files whose paths begin so. */
  readonly request: PathRequest | undefined;
}

export interface PathRequest {
  readonly type: "path";
  readonly prefix: string;
  /** What is put in stands among others: its spaces have a backslash in front. */
  readonly escaped?: boolean;
}

interface Found extends Candidates {
  readonly request?: PathRequest;
}

/** Completes the line at the cursor; what is behind the cursor stays as it is. */
export function complete(line: string, cursor: number, context: CommandContext): Completion {
  const typed = line.slice(0, cursor);
  const { from, candidates, request } = completeEnd(typed, context);
  return { from, to: typed.length, candidates, request };
}

function completeEnd(typed: string, context: CommandContext): Found {
  const [, space = "", name, gap, rest = ""] = typed.match(/^(\s*)\/(?!\/)(\S*)(\s+)?(.*)$/s) ?? [];
  if (name === undefined) return said(typed, context);
  if (gap === undefined) return { from: space.length, candidates: commandsBegun(name.toLowerCase(), context) };
  const called = commandCalled(name);
  if (!called) return { from: typed.length, candidates: [] };
  const found = completeArguments(rest, called, context);
  return { ...found, from: typed.length - rest.length + found.from };
}

function said(typed: string, context: CommandContext): Found {
  const found = completeText(typed, context);
  return found.candidates.length > 0 ? found : completeAddress(typed, context);
}

/** Those that can be used here, by name; an alias only where nothing else begins so, or where it is typed to its end. */
function commandsBegun(typed: string, context: CommandContext): readonly Candidate[] {
  const allowed = COMMANDS.filter(({ whoAsks }) => whyNot(whoAsks, context) === undefined);
  const byName = allowed.filter(({ name }) => name.startsWith(typed));
  const byAlias = allowed.flatMap((command) => {
    const [, ...aliases] = namesOf(command);
    const fits = (alias: string) => alias === typed || (byName.length === 0 && alias.startsWith(typed));
    return aliases.filter(fits).map((alias) => candidate(alias, command));
  });
  return [...byName.map((command) => candidate(command.name, command)), ...byAlias];
}

function candidate(name: string, { help }: Command): Candidate {
  return { text: `/${name}`, hint: help };
}

function completeArguments(rest: string, { command, prefix }: Called, context: CommandContext): Found {
  const typed = prefix === "" ? rest : `${prefix} ${rest}`;
  const found = completeOneOf(command.args, typed, context);
  return { ...found, from: found.from - (typed.length - rest.length) };
}

/** Passes over the arguments that are typed to their end. What may be left out shares its place with what follows it. */
function completeOneOf(args: readonly Argument<unknown>[], typed: string, context: CommandContext): Found {
  const found: Found[] = [];
  let left = typed;
  for (const argument of args) {
    if (isUnfinished(left, argument.kind)) {
      found.push(completeOne(argument, { left, typed, context }));
      if (argument.needs !== undefined) break;
    } else {
      const taken = argument.take(left, context);
      left = taken.type === "taken" ? taken.rest : splitWord(left).rest;
    }
  }
  return merged(found, typed.length);
}

function completeOne(
  { kind }: Argument<unknown>,
  { left, typed, context }: { readonly left: string; readonly typed: string; readonly context: CommandContext },
): Found {
  const at = typed.length - left.length;
  if (kind.type === "paths") return completeLastPath(left, at);
  if (kind.type === "path") return { from: at, candidates: [], request: { type: "path", prefix: left } };
  const { from, candidates } = completeArgument(left, kind, context);
  return { from: at + from, candidates };
}

/** The last of several, with what it is quoted by. */
function completeLastPath(left: string, at: number): Found {
  const { paths, lastFrom } = readPaths(left);
  const prefix = lastFrom === left.length ? "" : paths.at(-1) ?? "";
  return { from: at + lastFrom, candidates: [], request: { type: "path", prefix, escaped: true } };
}

/** One completion of several for the same place: that of the first that has anything to offer, and what others add to it. */
function merged(all: readonly Found[], end: number): Found {
  const first = all.find(({ candidates, request }) => candidates.length > 0 || request !== undefined);
  if (!first) return { from: end, candidates: [] };
  const same = all.filter(({ from }) => from === first.from).flatMap(({ candidates }) => candidates);
  const once = same.filter(({ text }, index) => same.findIndex((other) => other.text === text) === index);
  return { ...first, candidates: once };
}
