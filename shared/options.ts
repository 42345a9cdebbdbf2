/**
 * The options of a command: declared once in its table, given as a flag (`--idle-time 10m`), as a variable
 * (`PYCHAT_IDLE_TIME=10m`) or as a line of a file (`idle-time = 10m`), in that order of precedence. Whatever was given is checked,
 * even where something else overrides it. It reads neither the environment nor any file by itself.
 */
import { type ConfigFile, readConfig } from "./config_file.ts";
import { didYouMean } from "./did_you_mean.ts";
import type { Kind } from "./option_kinds.ts";
import { hideSecret } from "./hide_secret.ts";
import { UsageError } from "./usage_error.ts";

export type Source = "flag" | "variable" | "file";

/** One option, as declared. */
export interface Option<T = unknown> {
  readonly kind: Kind<T>;
  /** What it is good for: one line of the help. */
  readonly help: string;
  /** The default, written as a person would write it; without one the value may be undefined. */
  readonly default?: string;
  /** Where it may be given; anywhere, unless this says otherwise. */
  readonly from?: readonly Source[];
  /** In the help, the title of the group that begins with this option. */
  readonly heading?: string;
}

/** A command's options by name (idleTime is --idle-time). Write it `{ ... } as const satisfies OptionTable`. */
export interface OptionTable {
  /** How it is called, without its options: "pychat connect [RELAY]". */
  readonly form: string;
  /** What it does: the second line of the help. */
  readonly about: string;
  /** How many words it takes besides its options; none unless this says so. */
  readonly words?: readonly [least: number, most: number];
  readonly options: Readonly<Record<string, Option>>;
}

/** The value an option has in the end. */
type ValueOf<O extends Option> = O extends Option<infer T>
  ? [T] extends [boolean] ? boolean : O extends { readonly default: string } ? T : T | undefined
  : never;

export type OptionValues<T extends OptionTable> = { readonly [K in keyof T["options"]]: ValueOf<T["options"][K]> };

/** Everything options can be given in. */
export interface OptionSources {
  readonly args: readonly string[];
  readonly variables?: Readonly<Record<string, string>>;
  readonly file?: ConfigFile | undefined;
  /** The PYCHAT_* variables of other commands, which are no typing errors. */
  readonly knownVariables?: readonly string[];
}

/** What somebody wrote for one option, and where. */
interface Given {
  readonly name: string;
  readonly written: string;
  readonly place: string;
}

const ANYWHERE: readonly Source[] = ["flag", "variable", "file"];

/** The values of all options and the words between them; UsageError for whatever the table does not allow. */
export function readOptions<const T extends OptionTable>(
  table: T,
  { args, variables = {}, file, knownVariables = [] }: OptionSources,
): { readonly values: OptionValues<T>; readonly words: readonly string[] } {
  const { flags, words } = scanArgs(table, args);
  const given = [...flags, ...scanVariables(table, variables, knownVariables), ...scanFile(table, file)];
  const values: Record<string, unknown> = {};
  for (const [name, option] of Object.entries(table.options)) {
    const [first] = given.filter((one) => one.name === name).map((one) => readGiven(option, one));
    values[name] = first ?? readDefault(name, option);
  }
  return { values: values as OptionValues<T>, words };
}

/** Whether the help is asked for rather than the command. */
export function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf("--");
  return args.slice(0, end < 0 ? undefined : end).some((arg) => arg === "-h" || arg === "--help");
}

/** The variables that a command owns. */
export function variablesOf(table: OptionTable): readonly string[] {
  return namesFrom(table, "variable").map(variableName);
}

/** Where an option may be given. */
export function sourcesOf({ kind, from = ANYWHERE }: Option): readonly Source[] {
  return kind.secret ? from.filter((source) => source !== "flag") : from;
}

/** idleTime -> idle-time */
export function keyName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** idleTime -> --idle-time */
export function flagName(name: string): string {
  return `--${keyName(name)}`;
}

/** idleTime -> PYCHAT_IDLE_TIME */
export function variableName(name: string): string {
  return `PYCHAT_${keyName(name).replaceAll("-", "_").toUpperCase()}`;
}

function scanArgs(table: OptionTable, args: readonly string[]): { flags: readonly Given[]; words: readonly string[] } {
  const flags: Given[] = [];
  const words: string[] = [];
  const left = [...args];
  for (let arg = left.shift(); arg !== undefined; arg = left.shift()) {
    if (arg === "--") {
      words.push(...left.splice(0));
    } else if (arg.startsWith("-") && arg !== "-") {
      const flag = readFlag(table, arg, left);
      if (flags.some(({ name }) => name === flag.name)) {
        throw new UsageError(`Cannot take ${flag.place} twice: it has one value`, usage(table));
      }
      flags.push(flag);
    } else {
      words.push(arg);
    }
  }
  checkWords(table, words);
  return { flags, words };
}

/** One flag with its value, which may be the next argument, taken from `left`. */
function readFlag(table: OptionTable, arg: string, left: string[]): Given {
  const equals = arg.indexOf("=");
  const place = equals < 0 ? arg : arg.slice(0, equals);
  const name = Object.keys(table.options).find((name) => flagName(name) === place);
  const option = name === undefined ? undefined : table.options[name];
  if (name === undefined || option === undefined) {
    const flags = [...namesFrom(table, "flag").map(flagName), "--help"];
    throw new UsageError(`Cannot take ${place}: there is no such flag${didYouMean(place, flags)}`, usage(table));
  }
  if (!sourcesOf(option).includes("flag")) throw notAFlag(table, name, option);
  if (equals >= 0) return { name, place, written: arg.slice(equals + 1) };
  if (option.kind.bare !== undefined) return { name, place, written: option.kind.bare };
  const next = left[0];
  // A flag behind a flag: its value was forgotten.
  if (next === undefined || (next.startsWith("-") && next !== "-")) {
    throw new UsageError(`Cannot take ${place}: its value is missing`, `${place} ${option.kind.hint}   ${option.help}`);
  }
  left.shift();
  return { name, place, written: next };
}

function notAFlag(table: OptionTable, name: string, option: Option): UsageError {
  const fileFlag = `${name}File` in table.options ? `${flagName(`${name}File`)} FILE` : undefined;
  const variable = sourcesOf(option).includes("variable") ? variableName(name) : undefined;
  const key = sourcesOf(option).includes("file") ? `"${keyName(name)}" in the configuration file` : undefined;
  const form = `Use ${[fileFlag, variable, key].filter((way) => way !== undefined).join(" or ")}.`;
  const why = option.kind.secret ? "others can read a command line" : "it is no flag";
  return new UsageError(`Cannot take ${flagName(name)}: ${why}`, form);
}

function checkWords(table: OptionTable, words: readonly string[]): void {
  const [least, most] = table.words ?? [0, 0];
  if (words.length < least) {
    const missing = wordsOf(table).slice(words.length, least);
    throw new UsageError(`Cannot start without ${missing.join(" and ")}`, usage(table));
  }
  const extra = words[most];
  if (extra !== undefined) {
    throw new UsageError(`Cannot take "${hideSecret(extra)}": it is one word too many`, usage(table));
  }
}

/** The words of a table's form that stand for themselves: RELAY, CHANNEL. */
function wordsOf({ form }: OptionTable): readonly string[] {
  return form.match(/\b[A-Z]+\b/g) ?? [];
}

function scanVariables(
  table: OptionTable,
  variables: Readonly<Record<string, string>>,
  known: readonly string[],
): readonly Given[] {
  const own = variablesOf(table);
  for (const variable of Object.keys(variables)) {
    if (!variable.startsWith("PYCHAT_") || own.includes(variable) || known.includes(variable)) continue;
    throw new UsageError(
      `Cannot take ${variable}: there is no such variable${didYouMean(variable, [...own, ...known])}`,
    );
  }
  return namesFrom(table, "variable").flatMap((name) => {
    const place = variableName(name);
    const written = variables[place];
    // Set but empty is how compose files and shells say "not set".
    return written === undefined || written === "" ? [] : [{ name, place, written }];
  });
}

function scanFile(table: OptionTable, file: ConfigFile | undefined): readonly Given[] {
  if (file === undefined) return [];
  const names = namesFrom(table, "file");
  return readConfig(file).map(({ key, value, place }) => {
    const name = names.find((name) => keyName(name) === key);
    if (name !== undefined) return { name, written: value, place: `${key} (${place})` };
    const hint = didYouMean(key, names.map(keyName));
    throw new UsageError(`Cannot take "${key}" in ${place}: there is no such key${hint}`);
  });
}

function readGiven({ kind, help }: Option, { name, written, place }: Given): unknown {
  const value = kind.read(written);
  if (value !== undefined) return value;
  const shown = kind.secret ? "its value" : JSON.stringify(hideSecret(written));
  throw new UsageError(
    `Cannot take ${shown} as ${place}: it takes ${kind.takes}`,
    `${flagName(name)} ${kind.hint}   ${help}`,
  );
}

function readDefault(name: string, { kind, default: written }: Option): unknown {
  if (written === undefined) return kind.bare === undefined ? undefined : false;
  const value = kind.read(written);
  if (value === undefined) {
    throw new RangeError(`Cannot use "${written}" as the default of ${name}: it takes ${kind.takes}`);
  }
  return value;
}

function namesFrom(table: OptionTable, source: Source): readonly string[] {
  return Object.entries(table.options).filter(([, option]) => sourcesOf(option).includes(source)).map(([name]) => name);
}

function usage({ form }: OptionTable): string {
  return `Usage: ${form} [options]   (--help lists them)`;
}
