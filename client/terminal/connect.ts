/** The `connect` command: options → what is missing is asked for → a session at the relay, on a screen or in plain lines. */
import { readFileSync } from "node:fs";
import type { CommandIo } from "../../shared/command.ts";
import { Failure } from "../../shared/failure.ts";
import { choice, flag, named, path, secret } from "../../shared/option_kinds.ts";
import { type OptionTable, type OptionValues, readOptions } from "../../shared/options.ts";
import { realClock } from "../../shared/real_clock.ts";
import { type Computer, vaultDirectory } from "../machine/vault_path.ts";
import { keepLastAnswers, readLastAnswers } from "./last_answers.ts";
import { onSignals } from "./on_signals.ts";
import { screenTerms } from "./app/screen_terms.ts";
import type { Session } from "../core/session.ts";
import { Seat } from "./seat.ts";
import { answer, type Answers } from "./questions.ts";
import { visit, type VisitEnd } from "./visit.ts";

export const options = {
  form: "pychat connect [RELAY]",
  about:
    "Goes into a channel of a relay, or creates it. RELAY is a name or an address, with :PORT if that is not 5000; " +
    "without it, this computer. What is not given is asked for.",
  words: [0, 1],
  options: {
    channel: { kind: named("NAME"), help: "goes into this channel" },
    pin: { kind: secret, from: ["variable"], help: "the channel's PIN" },
    pinFile: { kind: path, help: "reads the channel's PIN from this file; if that is empty, the channel has none" },
    name: { kind: named("NICK"), help: "what the others call you" },
    create: { kind: flag, help: "creates a channel where none of that name answers to the PIN" },
    wait: { kind: flag, help: "waits where nobody is there to let you in" },
    plain: { kind: flag, help: "only adds lines, and moves nothing: for screen readers, logs and pipes" },
    color: { kind: choice("auto", "always", "never"), default: "auto", help: "colours the screen" },
    theme: { kind: choice("dark", "light", "high-contrast"), default: "dark", help: "the colours to choose from" },
    ascii: { kind: flag, help: "draws the screen with nothing but ASCII" },
    notify: { kind: flag, help: "has the terminal notify you of mentions and private messages" },
    home: { kind: named("DIR"), help: "keeps your keys there; without it, where this system keeps such things" },
    passphrase: { kind: secret, from: ["variable"], help: "locks your keys where they are kept" },
    config: { kind: path, from: ["flag", "variable"], help: "reads options from this file" },
  },
} as const satisfies OptionTable;

type Values = OptionValues<typeof options>;

/** No PIN is as long. */
const LARGEST_PIN_FILE = 4096;

/** Runs until it is told to stop; resolves to the exit code. */
export async function run(args: readonly string[], io: CommandIo): Promise<number> {
  const { values, relay } = readWishes(args, io);
  const computer: Computer = { os: Deno.build.os, variables: io.variables, home: values.home };
  const home = vaultDirectory(computer);
  const seat = new Seat(io, values.plain ? undefined : screenTerms({ ...values, ...io, isTerminal: isTerminal(io) }));
  using _seat = seat;
  using _signals = onSignals(() => seat.stop());
  const { desk } = seat;
  const { channel, name, pin } = values;
  const last = desk.asks ? await readLastAnswers(home) : {};
  const given = { relay, channel, name, pin: values.pinFile === undefined ? pin : readPin(values.pinFile) };
  const answers = await answer(given, desk, last);
  if (!answers) return 0;
  const clock = realClock({ now: Date.now, setTimeout, clearTimeout });
  const deps = {
    ...{ computer, passphrase: values.passphrase, clock },
    random: (size: number) => crypto.getRandomValues(new Uint8Array(size)),
  };
  const keep = (kept: Answers) => desk.asks ? keepLastAnswers(home, kept) : Promise.resolve();
  const { create, wait } = values;
  let end: VisitEnd = { type: "again", name: answers.name, pin: answers.pin };
  while (end.type === "again") {
    const wishes = { ...answers, name: end.name, pin: end.pin, create, wait };
    const open = (session: Session) => seat.open({ session, clock, relay: answers.relay });
    end = await visit(wishes, { ...deps, desk: seat.desk, open, entered: () => keep(wishes) });
  }
  return 0;
}

function isTerminal({ inputIsTerminal, outputIsTerminal }: CommandIo): boolean {
  return inputIsTerminal && outputIsTerminal;
}

/** What the options say, the configuration file's included. */
function readWishes(
  args: readonly string[],
  io: CommandIo,
): { readonly values: Values; readonly relay: string | undefined } {
  const { values, words: [relay] } = readOptions(options, { args, ...io });
  if (values.config === undefined) return { values, relay };
  const file = { name: values.config, text: readText(values.config, "the configuration file") };
  return { values: readOptions(options, { args, ...io, file }).values, relay };
}

/** The first line of the file. */
function readPin(file: string): string {
  const text = readText(file, "the PIN file");
  if (text.length > LARGEST_PIN_FILE) throw new Failure(`Cannot read the PIN file "${file}": it is too large.`);
  return text.replace(/^\uFEFF/, "").split(/\r?\n/)[0] ?? "";
}

function readText(file: string, what: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const why = error instanceof Error ? error.message.replace(/^\w+: |, open .*$/g, "") : String(error);
    throw new Failure(`Cannot read ${what} "${file}": ${why}.`);
  }
}
