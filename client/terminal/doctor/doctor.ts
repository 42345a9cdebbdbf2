/** The `doctor` command: looks at what pychat needs, one thing after the other, and says of each how it is and what to do about it. */
import process from "node:process";
import type { CommandIo } from "../../../shared/command.ts";
import { flag, named } from "../../../shared/option_kinds.ts";
import { type OptionTable, readOptions } from "../../../shared/options.ts";
import { parseRelayAddress } from "../../../shared/relay_address.ts";
import { hideSecret } from "../../../shared/hide_secret.ts";
import { clean } from "../../../shared/terminal/clean.ts";
import { UsageError } from "../../../shared/usage_error.ts";
import { checkRelay } from "./check_relay.ts";
import { checkStorage } from "./check_storage.ts";
import { checkTerminal } from "./check_terminal.ts";
import { type Finding, line } from "./finding.ts";

export const options = {
  form: "pychat doctor [RELAY]",
  about: "Looks for what keeps pychat from working on this computer, and with RELAY also on the way to that one.",
  words: [0, 1],
  options: {
    home: { kind: named("DIR"), help: "where your keys are kept; without it, where this system keeps such things" },
    json: { kind: flag, from: ["flag"], help: "writes a JSON object a line" },
  },
} as const satisfies OptionTable;

/** Resolves to the exit code: 1 when something fails. */
export async function run(args: readonly string[], io: CommandIo): Promise<number> {
  const { values, words: [relay] } = readOptions(options, { args, ...io });
  let failed = false;
  for await (const found of findings(relay, values.home, io)) {
    const finding = { ...found, says: clean(found.says) };
    io.print(values.json ? JSON.stringify(finding) : line(finding));
    failed ||= finding.state === "fail";
  }
  return failed ? 1 : 0;
}

async function* findings(relay: string | undefined, home: string | undefined, io: CommandIo): AsyncGenerator<Finding> {
  const { variables, inputIsTerminal, outputIsTerminal } = io;
  const address = relay === undefined ? undefined : parseRelayAddress(relay);
  if (relay !== undefined && !address) {
    throw new UsageError(
      `Cannot look at "${hideSecret(relay)}": that is no relay's address`,
      "It is a name or an address, with :PORT behind it if that is not 5000: relay.example.com, 192.168.1.100:5055.",
    );
  }
  yield checkTerminal({
    variables,
    platform: process.platform,
    isTerminal: inputIsTerminal && outputIsTerminal,
    columns: process.stdout.columns,
  });
  const computer = { os: Deno.build.os, variables, home };
  yield await checkStorage(computer);
  if (address) yield* checkRelay(address, { now: Date.now, computer });
}
