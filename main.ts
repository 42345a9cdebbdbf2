/** pychat: one table of subcommands, each loaded when it is asked for, and the exit codes: 0 done, 1 failed, 2 asked wrongly; commands may have more. */
import { holdVanishingWindow } from "./client/terminal/menu/hold_window.ts";
import type { Command, CommandIo } from "./shared/command.ts";
import { didYouMean } from "./shared/did_you_mean.ts";
import { Failure } from "./shared/failure.ts";
import { hideSecret } from "./shared/hide_secret.ts";
import { asksForHelp, variablesOf } from "./shared/options.ts";
import { optionsHelp } from "./shared/options_help.ts";
import { clean } from "./shared/terminal/clean.ts";
import type { Key } from "./shared/terminal/key.ts";
import { UsageError } from "./shared/usage_error.ts";
import { writeAll, writeIfPossible } from "./shared/write_all.ts";
import { version } from "./version.ts";

interface Subcommand {
  readonly about: string;
  readonly aliases?: readonly string[];
  readonly load: () => Promise<Command>;
}

const SUBCOMMANDS: Readonly<Record<string, Subcommand>> = {
  menu: {
    about: "asks what to do, as pychat alone does on a terminal",
    load: () => import("./client/terminal/menu/menu.ts"),
  },
  relay: { about: "runs a relay", aliases: ["server"], load: () => import("./relay/relay.ts") },
  connect: { about: "visits a relay", aliases: ["join"], load: () => import("./client/terminal/connect.ts") },
  send: { about: "says one thing in a channel, for scripts", load: () => import("./client/script/send.ts") },
  tail: { about: "prints what was said in a channel, for scripts", load: () => import("./client/script/tail.ts") },
  bot: { about: "lets a program hear and speak, for scripts", load: () => import("./client/script/bot.ts") },
  doctor: { about: "finds out what is in the way", load: () => import("./client/terminal/doctor/doctor.ts") },
};

const OK = 0;
const FAILED = 1;
const ASKED_WRONGLY = 2;
/** The one variable that is not an option of some command: with "1", an error shows where it came from. */
const DEBUG = "PYCHAT_DEBUG";
const FORM = "Usage: pychat <command> [options]   (pychat --help lists the commands)";

if (import.meta.main) {
  reportCrashes();
  Deno.exit(await main(Deno.args).catch(report));
}

/** Sees to it that an error nobody caught ends the process like any other: with a line and an exit code. */
export function reportCrashes(): void {
  globalThis.addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    crash(event.reason);
  });
  globalThis.addEventListener("error", (event) => {
    event.preventDefault();
    crash(event.error);
  });
}

/** Runs the subcommand that the arguments name; resolves to the exit code. */
async function main([name, ...args]: readonly string[]): Promise<number> {
  const terminal = Deno.stdin.isTerminal() && Deno.stdout.isTerminal();
  if (name === undefined) return terminal ? await start("menu", []) : await help([]) || ASKED_WRONGLY;
  if (name === "help" || name === "--help" || name === "-h") return help(args);
  if (name === "--version" || name === "version") return print(version());
  return name.startsWith("-") ? await start("menu", [name, ...args]) : await start(name, args);
}

/** Runs a command; `release` gives the terminal free, as soon as the command is loaded. */
async function start(
  name: string,
  args: readonly string[],
  release: () => readonly Key[] = () => [],
): Promise<number> {
  const command = await find(name).load();
  if (asksForHelp(args)) return print(optionsHelp(command.options));
  const variables = Deno.env.toObject();
  const known = await knownVariables(command, variables);
  const typedAhead = [...release()];
  return await command.run(
    args,
    {
      variables,
      knownVariables: known,
      inputIsTerminal: Deno.stdin.isTerminal(),
      outputIsTerminal: Deno.stdout.isTerminal(),
      print: (line) => void print(line),
      warn: (line) => writeIfPossible(Deno.stderr, `${line}\n`),
      takeTypedAhead: () => typedAhead.splice(0),
      start: (name, args, release) => start(name, args, release).catch(report),
    } satisfies CommandIo,
  );
}

async function help([name]: readonly string[]): Promise<number> {
  if (name !== undefined) return print(optionsHelp((await find(name).load()).options));
  return print([
    "Usage: pychat <command> [options]",
    "",
    ...Object.entries(SUBCOMMANDS).map(([name, { about }]) => `  ${name.padEnd(12)}${about}`),
    `  ${"help".padEnd(12)}says more about a command: pychat help relay`,
    "",
    "pychat --version says which pychat this is.",
  ].join("\n"));
}

function find(name: string): Subcommand {
  const found = Object.entries(SUBCOMMANDS).find(([own, { aliases = [] }]) => own === name || aliases.includes(name));
  if (found) return found[1];
  throw new UsageError(
    `Cannot run "${hideSecret(name)}": there is no such command${didYouMean(name, Object.keys(SUBCOMMANDS))}`,
    FORM,
  );
}

/** The variables of all commands; the other commands are loaded only when there is one to look up. */
async function knownVariables(
  command: Command,
  variables: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const own = [DEBUG, ...variablesOf(command.options)];
  const strange = Object.keys(variables).some((name) => name.startsWith("PYCHAT_") && !own.includes(name));
  if (!strange) return own;
  const all = await Promise.all(Object.values(SUBCOMMANDS).map(({ load }) => load()));
  return [DEBUG, ...all.flatMap(({ options }) => variablesOf(options))];
}

/** Says what went wrong; returns the exit code. */
function report(error: unknown): number {
  // What failed first, and then made the end fail, too: a disk that is full.
  if (error instanceof SuppressedError) return report(error.suppressed);
  const debug = Deno.env.get(DEBUG) === "1";
  if (debug && error instanceof Error) writeIfPossible(Deno.stderr, `${error.stack}\n`);
  if (error instanceof UsageError) {
    complain(error.message);
    if (error.form !== undefined) writeIfPossible(Deno.stderr, `${clean(error.form)}\n`);
    return ASKED_WRONGLY;
  }
  if (error instanceof Failure) {
    complain(error.message);
    return error.exit ?? FAILED;
  }
  complain(`this is a bug in pychat: ${error}${debug ? "" : ` (${DEBUG}=1 shows where)`}`);
  return FAILED;
}

/** It is said last of all: whoever holds the terminal gives it back when the process unloads. */
function crash(error: unknown): void {
  globalThis.addEventListener("unload", () => {
    report(error);
    holdVanishingWindow();
  });
  Deno.exit(FAILED);
}

function complain(what: string): void {
  writeIfPossible(Deno.stderr, `${clean(`pychat: ${what}`)}\n`);
}

function print(text: string): number {
  writeAll(Deno.stdout, `${text}\n`);
  return OK;
}
