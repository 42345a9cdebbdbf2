/**
 * A script's stay in a channel, from the vault to the goodbye: it goes in, or fails with what to do and the exit code for it. What it does there is the
 * command's business.
 */
import type { Clock } from "../../shared/clock.ts";
import type { CommandIo } from "../../shared/command.ts";
import { Failure } from "../../shared/failure.ts";
import type { ChannelId } from "../../shared/ids.ts";
import { onSignals } from "../../shared/on_signals.ts";
import { realClock } from "../../shared/real_clock.ts";
import { relayText } from "../../shared/relay_address.ts";
import { clean } from "../../shared/terminal/clean.ts";
import { EventWatch } from "../core/event_watch.ts";
import type { Event } from "../core/events.ts";
import type { Status } from "../core/intents.ts";
import { Session } from "../core/session.ts";
import { type ChatState, NO_CHAT, reduce } from "../core/state.ts";
import { isOpen, type OpenChannel } from "../core/state/channel_state.ts";
import { dialUntil } from "../machine/dial_until.ts";
import { FileDisk } from "../machine/file_disk.ts";
import { nativePlatform } from "../machine/native_platform.ts";
import { random } from "../machine/random.ts";
import { openVault } from "../machine/open_vault.ts";
import { EXIT } from "./exit_codes.ts";
import { goIn } from "./go_in.ts";
import type { ScriptWishes } from "./script_options.ts";

export interface StayOptions {
  readonly wishes: ScriptWishes;
  readonly io: CommandIo;
  /** Whether the others see that somebody came. */
  readonly status: Extract<Status, "online" | "invisible">;
  /** Every event, after the state has taken it. */
  hear?(event: Event, stay: Stay): void;
  /** The computer's, unless a test turns one. */
  readonly clock?: Clock;
}

type LineEvent = Extract<Event, { readonly type: "line" }>;

/** How long a relay that was there may be away while it is needed, where nobody said that it may take as long as it takes. */
const AWAY_MS = 30_000;

/** Told to stop from outside, or by a reader who has read enough. */
const STOPPED = new DOMException("Stopped.", "AbortError");

export class Stay {
  readonly clock: Clock;
  readonly wishes: ScriptWishes;
  readonly #options: StayOptions;
  readonly #watch = new EventWatch();
  readonly #ends = new AbortController();
  #session: Session | undefined;
  #state: ChatState = NO_CHAT;
  /** The relay was there once; it is not now, and that was said. */
  #reached = false;
  #cut = false;
  /** Runs out when the relay is away for too long. */
  #patience: Disposable | undefined;
  #needed = false;
  #channel: ChannelId | undefined;

  constructor(options: StayOptions) {
    this.#options = options;
    this.wishes = options.wishes;
    this.clock = options.clock ?? realClock({ now: Date.now, setTimeout, clearTimeout });
  }

  get session(): Session {
    if (!this.#session) throw new RangeError("Cannot use a session: it is not open");
    return this.#session;
  }

  get state(): ChatState {
    return this.#state;
  }

  /** Aborted when it is to end: with a Failure, or because it was told to stop. */
  get signal(): AbortSignal {
    return this.#ends.signal;
  }

  /** The channel that it is for, once it is in. */
  get channel(): OpenChannel {
    const channel = this.#channel === undefined ? undefined : this.#state.channels.get(this.#channel);
    if (channel && isOpen(channel)) return channel;
    throw new Failure(
      `You are not in ${clean(this.wishes.channel)} any more: ${clean(channel?.closed ?? "it is over.")}`,
    );
  }

  /** Says a word to the person, who may read it or not. */
  warn(line: string): void {
    this.#options.io.warn(line);
  }

  /** Ends it: whoever waits for something here waits no more. */
  stop(why: unknown = STOPPED): void {
    this.#ends.abort(why);
  }

  /** Does what needs the relay: it fails where that is away for too long meanwhile, unless it is to wait. */
  async needingRelay<T>(task: () => Promise<T>): Promise<T> {
    this.#needed = true;
    try {
      return await task();
    } finally {
      this.#needed = false;
    }
  }

  /** Resolves with the first thing that is picked from what is told from now on; rejects when it ends first. */
  heard<T>(pick: (event: Event) => T | undefined): Promise<T> {
    return this.#watch.heard(pick, this.signal);
  }

  /** Goes in and does it; false when it was stopped before it was done. */
  async during(task: () => Promise<void>): Promise<boolean> {
    const { address, nick, home, passphrase } = this.wishes;
    const computer = { os: Deno.build.os, variables: this.#options.io.variables, home };
    using _signals = onSignals(Deno, () => this.stop());
    await using vault = await openVault({ ...address, nick }, {
      ...{ computer, random, passphrase },
      ask: () => Promise.resolve(undefined),
    });
    const session = this.#session = await Session.open({
      dial: (sink, signal) => dialUntil(address, sink, signal),
      ...{ clock: this.clock, random, vault, platform: nativePlatform, disk: new FileDisk(computer) },
      emit: (event) => this.#hear(event),
    }, { relay: relayText(address), nick });
    await using _closing = { [Symbol.asyncDispose]: () => session.close() };
    await session.do({ type: "status", status: this.#options.status, text: "" });
    session.start();
    try {
      await Promise.race([this.#inside(task), this.#stopped()]);
      return true;
    } catch (error) {
      if (error === STOPPED) return false;
      throw error;
    } finally {
      this.#patience?.[Symbol.dispose]();
    }
  }

  async #inside(task: () => Promise<void>): Promise<void> {
    this.#channel = await this.needingRelay(() => goIn(this));
    await task();
  }

  #stopped(): Promise<never> {
    const { promise, reject } = Promise.withResolvers<never>();
    if (this.signal.aborted) reject(this.signal.reason);
    this.signal.addEventListener("abort", () => reject(this.signal.reason), { once: true });
    return promise;
  }

  #hear(event: Event): void {
    this.#state = reduce(this.#state, event);
    if (event.type === "line") this.#hearLine(event);
    if (event.type === "alarm") this.warn(`pychat: ${clean(event.why)}`);
    this.#options.hear?.(event, this);
    this.#watch.tell(event);
    if (event.type === "closed" && event.channel === this.#channel) {
      this.stop(new Failure(clean(event.why), EXIT.notLetIn));
    }
  }

  /** A relay that was never reached fails a script at once, unless it waits; one that comes back is only waited for. */
  #hearLine(event: LineEvent): void {
    if (event.state === "online") this.#hearOnline();
    if (event.state !== "offline") return;
    const patient = this.#reached || this.wishes.wait;
    if (event.retryMs !== undefined && patient) return this.#tellCut(clean(event.why));
    this.stop(new Failure(clean(event.why), this.#reached ? EXIT.failed : EXIT.unreachable));
  }

  #hearOnline(): void {
    if (this.#cut) this.warn("pychat: back on line.");
    this.#reached = true;
    this.#cut = false;
    this.#patience?.[Symbol.dispose]();
    this.#patience = undefined;
  }

  /** Once a cut. */
  #tellCut(why: string): void {
    this.#patience ??= this.wishes.wait ? undefined : this.clock.after(AWAY_MS, () => {
      if (this.#needed) this.stop(new Failure(why, EXIT.unreachable));
    });
    const sentence = /[.?!]$/.test(why) ? why : `${why}.`;
    if (!this.#cut) this.warn(`pychat: ${sentence} Trying again.`);
    this.#cut = true;
  }
}
