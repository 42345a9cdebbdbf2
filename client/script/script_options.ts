/** What all commands for scripts take: who comes, to which channel of which relay. Nobody is asked for anything. */
import type { CommandIo } from "../../shared/command.ts";
import { hideSecret } from "../../shared/hide_secret.ts";
import { flag, named, path, secret } from "../../shared/option_kinds.ts";
import { type OptionTable, type OptionValues, readOptions } from "../../shared/options.ts";
import { checkChannelName, checkNick, type NameCheck } from "../../shared/names.ts";
import { ADDRESS_FORM, parseRelayAddress, type RelayAddress } from "../../shared/relay_address.ts";
import { clean } from "../../shared/terminal/clean.ts";
import { UsageError } from "../../shared/usage_error.ts";
import { readPin, readText } from "../machine/read_text.ts";

export const scriptOptions = {
  name: { kind: named("NICK"), help: "under this name; it must not be in use in another window" },
  pin: { kind: secret, from: ["variable"], help: "the channel's PIN; where you are in already, none is needed" },
  pinFile: { kind: path, help: "reads the channel's PIN from this file; if that is empty, the channel has none" },
  create: { kind: flag, help: "creates the channel where none of that name answers to the PIN" },
  wait: { kind: flag, help: "waits as long as it takes: for the relay, and for somebody to let you in" },
  home: { kind: named("DIR"), help: "keeps your keys there; without it, where this system keeps such things" },
  passphrase: { kind: secret, from: ["variable"], help: "unlocks your keys where they are kept" },
  config: { kind: path, from: ["flag", "variable"], help: "reads options from this file" },
} as const satisfies OptionTable["options"];

/** A table that has at least those options. */
export type ScriptTable = OptionTable & { readonly options: typeof scriptOptions };

/** Who comes to which channel, and how. */
export interface ScriptWishes {
  readonly address: RelayAddress;
  readonly channel: string;
  readonly nick: string;
  /** Undefined: none was given, as one needs none where one is already. */
  readonly pin: string | undefined;
  readonly create: boolean;
  readonly wait: boolean;
  readonly home: string | undefined;
  readonly passphrase: string | undefined;
}

/** Everything that was given; UsageError for what cannot be, or is missing. */
export function readScript<const T extends ScriptTable>(
  table: T,
  args: readonly string[],
  io: CommandIo,
): { readonly values: OptionValues<T>; readonly wishes: ScriptWishes; readonly words: readonly string[] } {
  const { values, words } = readAll(table, args, io);
  const [relay = "", channel = "", ...rest] = words;
  const given = values as OptionValues<ScriptTable>;
  const { name, pin, pinFile, create, wait, home, passphrase } = given;
  const address = parseRelayAddress(relay);
  if (!address) {
    throw new UsageError(
      `Cannot take "${clean(hideSecret(relay))}" as the relay: That is no relay's address. ${ADDRESS_FORM}`,
      usage(table),
    );
  }
  if (name === undefined) {
    throw new UsageError("Cannot start without a name: nobody is asked for it", "Use --name NICK or PYCHAT_NAME.");
  }
  const wishes = {
    ...{ address, create, wait, home, passphrase },
    channel: checked("channel", channel, checkChannelName),
    nick: checked("name", name, checkNick),
    pin: pinFile === undefined ? pin : readPin(pinFile),
  };
  return { values, wishes, words: rest };
}

function readAll<const T extends ScriptTable>(
  table: T,
  args: readonly string[],
  io: CommandIo,
): { readonly values: OptionValues<T>; readonly words: readonly string[] } {
  const read = readOptions(table, { args, ...io });
  const { config } = read.values as OptionValues<ScriptTable>;
  if (config === undefined) return read;
  const file = { name: config, text: readText(config, "the configuration file") };
  return readOptions(table, { args, ...io, file });
}

function checked(what: string, given: string, rule: (typed: string) => NameCheck): string {
  const check = rule(given);
  if (check.ok) return check.name;
  throw new UsageError(`Cannot take "${clean(hideSecret(given))}" as the ${what}: ${check.why}`);
}

function usage({ form }: OptionTable): string {
  return `Usage: ${form} [options]   (--help lists them)`;
}
