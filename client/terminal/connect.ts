/** The `connect` command: options -> what is missing is asked for -> a session at the relay, on a screen or in plain lines. */
import type { CommandIo } from "../../shared/command.ts";
import { onSignals } from "../../shared/on_signals.ts";
import { choice, flag, named, path, secret } from "../../shared/option_kinds.ts";
import { type OptionTable, type OptionValues, readOptions } from "../../shared/options.ts";
import { realClock } from "../../shared/real_clock.ts";
import { random } from "../machine/random.ts";
import { readPin, readText } from "../machine/read_text.ts";
import { type Computer, vaultDirectory } from "../machine/vault_directory.ts";
import { keepLastAnswers, readLastAnswers } from "./last_answers.ts";
import { screenTerms } from "./app/screen_terms.ts";
import type { Session } from "../core/session.ts";
import { Seat } from "./seat.ts";
import { answer, type Answers } from "./questions.ts";
import type { VisitEnd } from "./visit.ts";

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
    mouse: { kind: flag, help: "the wheel scrolls and a click chooses; selecting text then needs Shift" },
    home: { kind: named("DIR"), help: "keeps your keys there; without it, where this system keeps such things" },
    downloads: { kind: named("DIR"), help: "saves files there; without it, where this system keeps downloads" },
    passphrase: { kind: secret, from: ["variable"], help: "locks your keys where they are kept" },
    config: { kind: path, from: ["flag", "variable"], help: "reads options from this file" },
  },
} as const satisfies OptionTable;

type Values = OptionValues<typeof options>;

/** Runs until it is told to stop; resolves to the exit code. */
export async function run(args: readonly string[], io: CommandIo): Promise<number> {
  const { values, relay } = readWishes(args, io);
  const computer: Computer = { os: Deno.build.os, variables: io.variables, home: values.home };
  const home = vaultDirectory(computer);
  const seat = new Seat(io, values.plain ? undefined : screenTerms({ ...values, ...io, isTerminal: isTerminal(io) }));
  using _seat = seat;
  using _signals = onSignals(Deno, () => seat.stop());
  const { desk } = seat;
  const { channel, name, pin } = values;
  const last = desk.asks ? await readLastAnswers(home) : {};
  const given = { relay, channel, name, pin: values.pinFile === undefined ? pin : readPin(values.pinFile) };
  const answering = answer(given, desk, last);
  // Most of the program is loaded while the first question is on the screen already.
  const loading = Promise.all([import("./visit.ts"), seat.load()]);
  const answers = await answering;
  if (!answers) return 0;
  const [{ visit }] = await loading;
  const clock = realClock({ now: Date.now, setTimeout, clearTimeout });
  const deps = {
    ...{ computer, passphrase: values.passphrase, downloads: values.downloads, clock },
    random,
  };
  const keep = (kept: Answers) => desk.asks ? keepLastAnswers(home, kept) : Promise.resolve();
  const { create, wait } = values;
  let wishes = { ...answers, create, wait };
  let end: VisitEnd | undefined;
  while (end?.type !== "over") {
    if (end) wishes = { ...wishes, ...end };
    const now = wishes;
    const open = (session: Session) => seat.open({ session, clock, relay: now.relay });
    end = await visit(now, { ...deps, desk: seat.desk, open, entered: () => keep(now) });
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
