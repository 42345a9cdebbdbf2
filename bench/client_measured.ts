/**
 * A real session at a relay in the same process, of which only its own CPU time is counted: its line is held, so that either it works or the relay does.
 * What it writes is memory; the rest is what people use.
 */
import process from "node:process";
import type { Intent, Outcome } from "../client/core/intents.ts";
import type { ChannelView, Event } from "../client/core/events.ts";
import { Session } from "../client/core/session.ts";
import { decodeState, type SavedChannel } from "../client/core/vault_state.ts";
import type { ChannelId } from "../shared/ids.ts";
import { HeldLine } from "../tests/fakes/held_line.ts";
import { MemoryVault } from "../tests/fakes/memory_vault.ts";
import type { TurnedRelay } from "../tests/fakes/turned_relay.ts";
import { turn } from "../tests/fakes/until.ts";
import { random } from "./accounts.ts";

export interface MeasuredOptions {
  readonly nick: string;
  /** What its vault holds. */
  readonly saved?: Uint8Array | undefined;
}

export class MeasuredClient {
  readonly nick: string;
  readonly line: HeldLine;
  readonly #vault: MemoryVault;
  /** Messages that it has shown. */
  shown = 0;
  /** What it knows of the channel it was last told of. */
  view: ChannelView | undefined;
  #session: Session | undefined;
  #spent = 0;

  private constructor(relay: TurnedRelay, { nick, saved }: MeasuredOptions) {
    this.nick = nick;
    this.line = new HeldLine(relay);
    this.#vault = new MemoryVault(saved);
  }

  /** A client that has come to rest at the relay; what that took has been spent. */
  static async open(relay: TurnedRelay, options: MeasuredOptions): Promise<MeasuredClient> {
    const client = new MeasuredClient(relay, options);
    client.line.hold();
    await client.#count(() => client.#start(relay));
    await settle(relay, [client]);
    return client;
  }

  /** What its vault holds of a channel. */
  saved(channel: ChannelId): SavedChannel | undefined {
    const content = this.#vault.saved.at(-1);
    return content && decodeState(content)?.channels.find(({ id }) => id === channel);
  }

  /** CPU milliseconds since this was last asked. */
  take(): number {
    const spent = this.#spent;
    this.#spent = 0;
    return spent;
  }

  /** Begins to do something; `settle` brings it to its end. */
  async begin(intent: Intent): Promise<{ readonly outcome: Outcome | undefined }> {
    const result: { outcome: Outcome | undefined } = { outcome: undefined };
    await this.#count(() => void this.#session?.do(intent).then((outcome) => result.outcome = outcome));
    return result;
  }

  /** Reads what has arrived. */
  async read(): Promise<void> {
    if (this.line.waiting("down") > 0) await this.#count(() => this.line.carry("down"));
  }

  async close(): Promise<void> {
    this.line.flow();
    await this.#session?.close();
  }

  async #start(relay: TurnedRelay): Promise<void> {
    this.#session = await Session.open({
      dial: (sink) => Promise.resolve(this.line.dial(sink).link),
      clock: relay.clock,
      random,
      vault: this.#vault,
      emit: (event) => this.#hear(event),
    }, { relay: "relay.example.com:5000", nick: this.nick });
    this.#session.start();
  }

  #hear(event: Event): void {
    if (event.type === "channel") this.view = event.view;
    if (event.type === "rows") this.shown += event.rows.filter(({ type }) => type === "message").length;
  }

  async #count(run: () => void | Promise<void>): Promise<void> {
    this.#spent += await cpu(run);
  }
}

/** Carries everything on, the relay's turn and the clients' turns apart, until nothing is under way. */
export async function settle(relay: TurnedRelay, clients: readonly MeasuredClient[]): Promise<void> {
  do {
    for (const { line } of clients) line.carry("up");
    await relay.settled();
    for (const client of clients) await client.read();
  } while (clients.some(({ line }) => line.waiting() > 0));
}

/** CPU milliseconds of something and all that comes of it at once. */
export async function cpu(run: () => void | Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  await run();
  await turn();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
