/**
 * The `connect` command. In this version it goes as far as the relay's door: it enters with an identity of the moment, checks that the relay
 * holds the key it shows, says what it found, and leaves. Chatting builds on it.
 */
import type { CommandIo } from "../../shared/command.ts";
import { Failure } from "../../shared/failure.ts";
import { toHex } from "../../shared/ids.ts";
import type { LinkSink } from "../../shared/link.ts";
import { clientTable, type FromRelay, relayTable } from "../../shared/messages.ts";
import { type OptionTable, readOptions } from "../../shared/options.ts";
import { parseRelayAddress, type RelayAddress } from "../../shared/relay_address.ts";
import { clean } from "../../shared/terminal/clean.ts";
import { UsageError } from "../../shared/usage_error.ts";
import { messageCodec } from "../../shared/wire.ts";
import { createIdentity } from "../core/crypto/identity.ts";
import { answerHello, type Enter, type Hello, isGenuine, versionGap } from "../core/meeting.ts";
import { dial } from "../machine/dial.ts";

export const options = {
  form: "pychat connect [RELAY]",
  about:
    "Looks whether a relay answers there, which one it is, and whether it would let you in. RELAY is a name or an address, with :PORT if that is not 5000; without it, this computer.",
  words: [0, 1],
  options: {},
} as const satisfies OptionTable;

const clientCodec = messageCodec(clientTable);
const relayCodec = messageCodec(relayTable);
const ANSWER_MS = 10_000;

/** Visits the relay; resolves to the exit code. */
export async function run(args: readonly string[], io: CommandIo): Promise<number> {
  const { words: [typed = "localhost"] } = readOptions(options, { args, ...io });
  const address = parseRelayAddress(typed);
  if (!address) {
    throw new UsageError(
      `Cannot connect to "${typed}": that is no relay's address`,
      "pychat connect relay.example.com:5000",
    );
  }
  const started = performance.now();
  const hello = await visit(address);
  io.print(
    `${clean(hello.name)} answers at ${typed} and would let you in (${Math.round(performance.now() - started)} ms).`,
  );
  io.print(`  Its key: ${toHex(hello.relayKey).replace(/.{8}(?!$)/g, "$& ")}`);
  if (hello.motd !== "") io.print(`  It says: ${clean(hello.motd)}`);
  return 0;
}

/** Enters and leaves; gives what the relay said of itself. */
async function visit(address: RelayAddress): Promise<Hello> {
  const { promise, resolve, reject } = Promise.withResolvers<Hello>();
  const visitor = new Visitor(resolve, (why) => reject(new Failure(`Cannot enter the relay: ${why}`)));
  const link = await dial(address, visitor);
  visitor.say = (message) => link.send(clientCodec.encode(message));
  const late = setTimeout(() => visitor.closed(0, "it answers, but not like a relay."), ANSWER_MS);
  try {
    return await promise;
  } finally {
    clearTimeout(late);
    link.close();
  }
}

class Visitor implements LinkSink {
  readonly #welcomed: (hello: Hello) => void;
  readonly #refused: (why: string) => void;
  #hello: Hello | undefined;
  #enter: Enter | undefined;
  say: (message: Enter) => void = () => {};

  constructor(welcomed: (hello: Hello) => void, refused: (why: string) => void) {
    this.#welcomed = welcomed;
    this.#refused = refused;
  }

  frame(bytes: Uint8Array, from: number, to: number): void {
    this.#hear(relayCodec.decode(bytes.slice(from, to)));
  }

  drained(): void {}

  closed(_code: number, reason: string): void {
    this.#refused(clean(reason) || "it closed the line.");
  }

  #hear(message: FromRelay): void {
    if (message.type === "hello" && !this.#hello) {
      const gap = versionGap(message);
      if (gap !== undefined) return this.#refused(gap);
      const random = (size: number) => crypto.getRandomValues(new Uint8Array(size));
      this.#hello = message;
      const enter = answerHello(message, createIdentity(random), "visitor", random(32));
      this.#enter = enter;
      this.say(enter);
    } else if (message.type === "welcome" && this.#hello && this.#enter) {
      if (isGenuine(this.#hello, this.#enter, message)) this.#welcomed(this.#hello);
      else this.#refused("it does not hold the key it shows. Somebody may be posing as it.");
    }
  }
}
