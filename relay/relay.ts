/** The `relay` command: options → store → relay → port → console, and a stop that loses nothing. */
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { networkInterfaces } from "node:os";
import type { Clock } from "../shared/clock.ts";
import type { CommandIo } from "../shared/command.ts";
import { Failure } from "../shared/failure.ts";
import { onSignals } from "../shared/on_signals.ts";
import { MOST } from "../shared/messages.ts";
import { choice, flag, list, named, path, port, shortText } from "../shared/option_kinds.ts";
import { type OptionTable, type OptionValues, readOptions } from "../shared/options.ts";
import { exampleConfig } from "../shared/options_help.ts";
import { realClock } from "../shared/real_clock.ts";
import { UsageError } from "../shared/usage_error.ts";
import { personOf } from "./admission.ts";
import { banner } from "./banner.ts";
import { clockDoubt } from "./clock_doubt.ts";
import { openConsole } from "./console_terminal.ts";
import { defaultDataDirectory, openBlobs, openDataDirectory } from "./data_directory.ts";
import { limits } from "./limits.ts";
import { Express } from "./express.ts";
import { READING_BYTES } from "./direct_line.ts";
import { listen, type Listener } from "./listen.ts";
import { nap } from "./nap.ts";
import { origin } from "./origin.ts";
import { RelayOperator } from "./relay_operator.ts";
import { relayKey } from "./relay_key.ts";
import { Rests } from "./rests.ts";
import { RunningRelay } from "./running_relay.ts";
import { unrepeated } from "./unrepeated.ts";

export const options = {
  form: "pychat relay",
  about: "Runs a relay: the place where channels meet. It cannot read what is said in them.",
  options: {
    host: { kind: named("ADDRESS"), help: "listens on this address only; without it, on all" },
    port: { kind: port, default: "5000", help: "listens on this port" },
    data: { kind: named("DIR"), help: "keeps everything that must last there" },
    title: { kind: shortText(MOST.nameBytes), default: "pychat relay", help: "what the relay is called" },
    internet: { kind: flag, help: "says at the start what people outside the local network need" },
    motd: { kind: shortText(MOST.motdBytes), help: "what everybody is greeted with, until /motd changes it" },
    origins: { kind: list(origin), help: "pages of other sites that may connect" },
    durability: {
      kind: choice("power", "crash"),
      default: "power",
      help: "what stored messages survive: a power cut, or (faster on slow disks) only a crash of pychat",
    },
    config: { kind: path, from: ["flag", "variable"], help: "reads options from this file" },
    printConfig: { kind: flag, from: ["flag"], help: "prints an example of that file" },
    ...limits,
  },
} as const satisfies OptionTable;

type Values = OptionValues<typeof options>;

/** How long lines get to take what is on its way to them when the relay stops, and how often one looks whether they have. */
const DRAIN_MS = 5000;
const DRAIN_STEP_MS = 20;
/** How long a slow disk gets then to keep what had come of files; what is not kept was not said to be. */
const KEEP_MS = 3000;

/** Runs until it is told to stop; resolves to the exit code. */
export async function run(args: readonly string[], io: CommandIo): Promise<number> {
  const values = readValues(args, io);
  if (values.printConfig) {
    io.print(exampleConfig(options));
    return 0;
  }
  if (values.idleTime <= values.pingTime) {
    throw new UsageError(
      "Cannot take that --idle-time: who is silent for the --ping-time is asked whether he is there, and needs time to answer",
      "Make --idle-time longer than --ping-time.",
    );
  }
  const directory = values.data ?? defaultDataDirectory(Deno.build.os, io.variables);
  using store = openDataDirectory(directory, values.durability);
  const clock = realClock({ now: Date.now, setTimeout, clearTimeout });
  const now = () => clock.now();
  const desk = { print: io.warn };
  const log = unrepeated((line) => desk.print(`${new Date(now()).toISOString().slice(0, 19)}Z ${line}`), now);
  const doubt = clockDoubt(now());
  if (doubt !== undefined) log(doubt);
  const monotonic = () => performance.now();
  const rests = new Rests({ monotonic, after: (ms, run) => setTimeout(run, ms) });
  const express = Express.of(READING_BYTES);
  const relay = new RunningRelay({ name: values.title, motd: values.motd ?? "", limits: values }, {
    store,
    blobs: openBlobs(directory, values.durability),
    key: relayKey(store),
    clock,
    random: (size) => Uint8Array.from(randomBytes(size)),
    allocate: (size) => Buffer.allocUnsafe(size),
    express,
    rests,
    log,
    monotonic,
    atOnce: queueMicrotask,
    soon: (run) => void setImmediate(run),
    nap,
    later: (run, ms) => void setTimeout(run, ms),
  });
  const listener = await openPort(relay, values, { log, memory: express?.memory, rests });
  const { promise: told, resolve: stop } = Promise.withResolvers<void>();
  using _signals = onSignals(Deno, stop);
  const facts = { ...values, name: values.title, port: listener.port, addresses: addresses() };
  for (const line of banner(facts)) io.print(line);
  const console = openConsole(new RelayOperator(relay, memory), { now, exit: stop });
  if (io.inputIsTerminal && io.outputIsTerminal) desk.print = (line) => console.print(line);
  await told;
  // The terminal is given back first, so that Ctrl-C is a signal again: a second one stops at once.
  console[Symbol.dispose]();
  desk.print = io.warn;
  log("Stopping: everybody is told.");
  listener.close();
  relay.stop("The relay is stopping.");
  await drained(relay, clock);
  return 0;
}

/** What the options say, the configuration file's included. */
function readValues(args: readonly string[], io: CommandIo): Values {
  const { values } = readOptions(options, { args, ...io });
  if (values.config === undefined) return values;
  const file = { name: values.config, text: readConfig(values.config) };
  return readOptions(options, { args, ...io, file }).values;
}

function readConfig(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new Failure(`Cannot read the configuration file "${file}": ${inWords(error)}.`);
  }
}

function openPort(relay: RunningRelay, values: Values, { log, memory, rests }: {
  readonly log: (line: string) => void;
  readonly memory: Uint8Array | undefined;
  readonly rests: Rests;
}): Promise<Listener> {
  return listen({
    host: values.host,
    port: values.port,
    firstByteTime: values.handshakeTime,
    origins: values.origins ?? [],
    arrived: (address, own) => relay.admission.enter(personOf(address), own),
    left: (address, unwelcome) => relay.admission.leave(personOf(address), unwelcome),
    accept: (pipe, transport) => relay.accept(pipe, transport),
    memory,
    rests,
    warn: log,
    failed: (error) => log(whyClosed(error)),
  });
}

/** Until nobody is connected any more and what came of files is kept, or there was time enough for it. */
async function drained(relay: RunningRelay, clock: Clock): Promise<void> {
  for (let waited = 0; waited < DRAIN_MS && relay.admission.open > 0; waited += DRAIN_STEP_MS) {
    await clock.sleep(DRAIN_STEP_MS);
  }
  const patience = new AbortController();
  await Promise.race([relay.ended(), clock.sleep(KEEP_MS, patience.signal).catch(() => {})]);
  patience.abort();
}

function addresses(): readonly string[] {
  return Object.values(networkInterfaces()).flatMap((all) => all ?? []).map(({ address }) => address);
}

function memory(): number {
  return Deno.memoryUsage().rss;
}

/** What the disk refuses is no bug. */
function whyClosed(error: unknown): string {
  if (error instanceof Failure) return `A connection was closed: ${error.message}`;
  return `A bug in pychat closed a connection: ${error instanceof Error ? error.stack : error}`;
}

function inWords(error: unknown): string {
  // Deno keeps programs from devices whatever they may read otherwise, and has advice that is none here.
  if (error instanceof Deno.errors.NotCapable) return "pychat may not read there. Name a file on a disk";
  return error instanceof Error ? error.message.replace(/^\w+: |, open .*$/g, "") : String(error);
}
