/**
 * Stays connected: dials, enters, watches over the line, and when it is gone tries again, later each time. What happens on a line is the session's
 * business.
 */
import type { Clock } from "../../shared/clock.ts";
import { Failure } from "../../shared/failure.ts";
import { CLOSE } from "../../shared/frames.ts";
import type { Link, LinkSink } from "../../shared/link.ts";
import type { Unasked } from "./asking.ts";
import type { Identity, Random } from "./crypto/identity.ts";
import type { Event } from "./events.ts";
import { LineLost, openLine, type RelayLine } from "./relay_line.ts";
import { watch } from "./watch.ts";

export interface ConnectionOptions {
  /** The relay's address as people write it. */
  readonly relay: string;
  readonly dial: (sink: LinkSink, signal: AbortSignal) => Promise<Link>;
  readonly identity: Identity;
  readonly nick: string;
  readonly clock: Clock;
  readonly random: Random;
  /** The relay's key, if it was seen before. */
  pinned(): Uint8Array | undefined;
  emit(event: Event): void;
  /** A line is there: what is to be done on it. */
  entered(line: RelayLine): Promise<void>;
  heard(message: Unasked): void;
  lost(): void;
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
/** A line that lived so long shows that the relay can do with us. */
const STEADY_MS = 60_000;
/** The relay's reasons that will be there again on the next line, perhaps: its disk is full, or something that I send again is too much for it. */
const LASTING: ReadonlySet<number> = new Set([CLOSE.storage, CLOSE.protocol, CLOSE.large, CLOSE.policy]);
/** No relay's clock is believed to be past the year 9999: a little later is no time that can be written, and what never ends would be over. */
const LATEST = Date.UTC(10_000, 0);

export class Connection {
  readonly #options: ConnectionOptions;
  #line: RelayLine | undefined;
  /** How far the relay's clock is ahead of this one. */
  #ahead = 0;
  #retry: (() => void) | undefined;

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  /** The line, while there is one on which the relay has let us in. */
  get line(): RelayLine | undefined {
    return this.#line?.open ? this.#line : undefined;
  }

  /** The time as the relay has it. */
  now(): number {
    return this.#options.clock.now() + this.#ahead;
  }

  /** Tries again at once instead of when its time comes. */
  retry(): void {
    this.#retry?.();
  }

  /** Connects again and again, until it is told to stop or there is no point in it. */
  async stay(signal: AbortSignal): Promise<void> {
    const { emit, random, clock } = this.#options;
    for (let wait = FIRST_WAIT_MS; !signal.aborted;) {
      emit({ type: "line", state: "connecting" });
      const began = clock.now();
      const { why, lived } = await this.#live(signal);
      if (signal.aborted) return;
      if (lived && !(LASTING.has(why.code) && clock.now() - began < STEADY_MS)) wait = FIRST_WAIT_MS;
      // Some less, some more: else all of a relay's clients come back in the same moment.
      const retryMs = Math.round(wait * (0.5 + (random(1)[0] ?? 0) / 255));
      const ended = lived && !why.final && why.code === CLOSE.policy;
      emit({ type: "line", state: "offline", why: why.message, retryMs: why.final ? undefined : retryMs, ended });
      if (why.final) return;
      const { asked } = await this.#pause(retryMs, signal);
      // What somebody asks for comes on top: who writes much while there is no line would else wait longest for it.
      if (!asked) wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    }
  }

  /** One line, from its beginning to its end. */
  async #live(signal: AbortSignal): Promise<{ readonly why: LineLost; readonly lived: boolean }> {
    const { relay, dial, identity, nick, random, clock, emit, heard } = this.#options;
    try {
      const line = await openLine(
        { relay, dial, identity, nick, random, clock, heard, pinned: this.#options.pinned() },
        signal,
      );
      using _watch = watch(line, clock);
      this.#line = line;
      const { now, name, motd, relayKey } = line.hello;
      this.#ahead = Math.min(now, LATEST) - clock.now();
      const entered = this.#options.entered(line);
      emit({ type: "relay", name, motd, key: relayKey });
      emit({ type: "line", state: "online" });
      // What is begun on it may fail with the line, and then the line's own reason counts.
      await Promise.race([entered.then(() => line.ended, notLost), line.ended]);
      const why = await line.ended;
      this.#options.lost();
      return { why, lived: true };
    } catch (error) {
      return { why: lostFor(error), lived: false };
    } finally {
      this.#line = undefined;
    }
  }

  async #pause(ms: number, signal: AbortSignal): Promise<{ readonly asked: boolean }> {
    const { promise, resolve } = Promise.withResolvers<{ readonly asked: boolean }>();
    const end = () => resolve({ asked: false });
    using _timer = this.#options.clock.after(ms, end);
    signal.addEventListener("abort", end, { once: true });
    this.#retry = () => resolve({ asked: true });
    const paused = await promise;
    this.#retry = undefined;
    return paused;
  }
}

function lostFor(error: unknown): LineLost {
  if (error instanceof LineLost) return error;
  // The dial's own words: nobody answers there, there is no such name.
  if (error instanceof Failure) return new LineLost(error.message);
  throw error;
}

function notLost(error: unknown): void {
  if (!(error instanceof LineLost)) throw error;
}
