/**
 * Somebody of a simulated crowd: a real client who comes, is cut off, crashes and comes back with what his vault held. His line can be held, his dice are
 * seeded, and he remembers what each run of his client has shown. Unlike client.ts he waits for nothing by himself.
 */
import { assert } from "@std/assert";
import type { Intent, Outcome } from "../../client/core/intents.ts";
import { Session } from "../../client/core/session.ts";
import { decodeState, type SavedChannel } from "../../client/core/vault_state.ts";
import { nativePlatform } from "../../client/machine/native_platform.ts";
import { Failure } from "../../shared/failure.ts";
import type { ChannelId, IdentityId } from "../../shared/ids.ts";
import type { Link, LinkSink } from "../../shared/link.ts";
import type { MemoryPipe } from "../../shared/memory_pipe.ts";
import type { Dice } from "./dice.ts";
import { HeldLine } from "./held_line.ts";
import { MemoryVault } from "./memory_vault.ts";
import { Screen } from "./screen.ts";
import type { TurnedRelay } from "./turned_relay.ts";

/** How a line ends: both sides hear of it, or only this one. */
export type Cut = "heard" | "silent";

/** One run of the client. */
interface Run {
  readonly session: Session;
  /** What it had begun to do, and has not come to an end. */
  readonly doing: Set<Intent>;
  readonly life: Life;
}

interface Life {
  over: boolean;
}

export class Attendee {
  readonly nick: string;
  readonly line: HeldLine;
  readonly #relay: TurnedRelay;
  readonly #dice: Dice;
  #vault = new MemoryVault();
  #run: Run | undefined;
  #lines: { readonly pipe: MemoryPipe; readonly link: Link }[] = [];
  #id: IdentityId | undefined;
  #cut = false;
  /** What each run has shown, the newest last. */
  readonly screens: Screen[] = [];
  /** Errors that no intent may throw. */
  readonly thrown: unknown[] = [];

  constructor(relay: TurnedRelay, nick: string, dice: Dice) {
    this.#relay = relay;
    this.nick = nick;
    this.#dice = dice;
    this.line = new HeldLine(relay, dice.child());
  }

  get id(): IdentityId {
    if (!this.#id) throw new Error(`Cannot tell who ${this.nick} is: he has not started yet`);
    return this.#id;
  }

  /** Whether his client runs. */
  get running(): boolean {
    return this.#run !== undefined;
  }

  /** Whether he has pulled the cable. */
  get isCut(): boolean {
    return this.#cut;
  }

  /** What his client shows, or showed last. */
  get screen(): Screen {
    const screen = this.screens.at(-1);
    if (!screen) throw new Error(`Cannot see ${this.nick}'s screen: he has not started yet`);
    return screen;
  }

  /** What his client had begun and has not come to an end. */
  get doing(): ReadonlySet<Intent> {
    return this.#run?.doing ?? new Set();
  }

  async start(): Promise<void> {
    if (this.#run) return;
    const screen = new Screen();
    const life = { over: false };
    const session = await Session.open({
      dial: (sink) => this.#dial(sink, life),
      clock: this.#relay.clock,
      random: this.#dice.bytes,
      vault: this.#vault,
      platform: nativePlatform,
      emit: (event) => life.over || screen.take(event),
    }, { relay: "relay.example.com:5000", nick: this.nick });
    this.screens.push(screen);
    this.#run = { session, life, doing: new Set() };
    this.#id = session.id;
    session.start();
  }

  /** Begins to do something; undefined when his client ends before. */
  async do(intent: Intent): Promise<Outcome | undefined> {
    const run = this.#run;
    if (!run) return undefined;
    run.doing.add(intent);
    try {
      const outcome = await run.session.do(intent);
      return run.life.over ? undefined : outcome;
    } catch (error) {
      if (!run.life.over) this.thrown.push(error);
      return undefined;
    } finally {
      run.doing.delete(intent);
    }
  }

  /** His line breaks, and none comes back before `mend`. */
  cut(how: Cut = "heard"): void {
    this.#cut = true;
    for (const { link, pipe } of this.#lines.splice(0)) {
      if (how === "silent") pipe.vanish();
      link.destroy("the test pulled the cable");
    }
  }

  mend(): void {
    this.#cut = false;
    this.#run?.session.retry();
  }

  /** He ends his client. */
  async stop(): Promise<void> {
    const run = this.#run;
    if (!run) return;
    this.#run = undefined;
    run.life.over = true;
    await run.session.close();
    this.#vault = new MemoryVault(this.#vault.saved.at(-1));
  }

  /** His computer dies: nothing more is saved, and the relay is not told. */
  async crash(): Promise<void> {
    const run = this.#run;
    if (!run) return;
    this.#run = undefined;
    run.life.over = true;
    this.#vault.full = true;
    for (const { pipe } of this.#lines.splice(0)) pipe.vanish();
    this.#vault = new MemoryVault(this.#vault.saved.at(-1));
    // Of a dead program nothing may go on: its timers would. If it has anything to save, it cannot.
    await run.session.close().catch((error) => assert(error instanceof Failure, String(error)));
  }

  /** What his vault holds of a channel. */
  saved(channel: ChannelId): SavedChannel | undefined {
    const parts = this.#vault.saved.at(-1);
    return parts && decodeState(parts)?.channels.find(({ id }) => id === channel);
  }

  #dial(sink: LinkSink, life: Life): Promise<Link> {
    if (this.#cut || life.over) {
      return Promise.reject(new Failure("Cannot reach the relay: the test pulled the cable."));
    }
    const line = this.line.dial(sink);
    this.#lines.push(line);
    return Promise.resolve(line.link);
  }
}
