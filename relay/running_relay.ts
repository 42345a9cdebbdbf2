/**
 * A relay at work: its rooms put together, its peers let in, its sweeps done. It has no port, no process and no screen of its own: lines
 * come in as pipes, so that tests run a whole relay in memory, with a clock they turn.
 */
import type { Clock } from "../shared/clock.ts";
import { Failure } from "../shared/failure.ts";
import { CLOSE } from "../shared/frames.ts";
import { glanceOf } from "../shared/glance.ts";
import type { IdentityId } from "../shared/ids.ts";
import { Leisure } from "../shared/leisure.ts";
import type { Pipe, PipeSink } from "../shared/link.ts";
import { type FromRelay, MOST, PROTOCOL_VERSION } from "../shared/messages.ts";
import { Scope } from "../shared/scope.ts";
import { Admission, type AdmissionLimits, personOf } from "./admission.ts";
import { Bans } from "./bans.ts";
import type { Blobs } from "./blobs.ts";
import { type ChannelLimits, Channels } from "./channels.ts";
import type { RingLimits } from "./dispatch.ts";
import { Doors } from "./doors.ts";
import { type FileLimits, Files } from "./files.ts";
import type { Taker } from "./express.ts";
import { Hub } from "./hub.ts";
import { Pace, type PaceDeps } from "./pace.ts";
import { Peer } from "./peer.ts";
import type { PeerLimits, RelayContext } from "./relay_context.ts";
import type { RelayKey } from "./relay_key.ts";
import type { Rests } from "./rests.ts";
import { Sessions, type SilenceLimits } from "./sessions.ts";
import type { Store } from "./store.ts";

/** All that a relay holds its clients to. */
export type RelayLimits = AdmissionLimits & ChannelLimits & FileLimits & PeerLimits & RingLimits & SilenceLimits;

/** What a relay stands on. */
export interface RelayDeps extends PaceDeps {
  readonly store: Store;
  readonly blobs: Blobs;
  readonly key: RelayKey;
  readonly clock: Clock;
  readonly random: (size: number) => Uint8Array;
  readonly allocate: (size: number) => Uint8Array;
  readonly rests: Pick<Rests, "wait">;
  readonly later: (run: () => void, ms: number) => void;
  /** Takes many posts at once, where there is one. */
  readonly express: Taker | undefined;
  readonly log: (line: string) => void;
}

/** What the operator chose. */
export interface RelaySettings {
  readonly name: string;
  readonly motd: string;
  readonly limits: RelayLimits;
}

const SWEEP_MS = 1000;
/** A clock that is further off between two sweeps was set, or the computer slept. */
const LEAST_STEP_MS = 10_000;
/** By one that was set this far nobody can go on who goes by what it said to him. */
const GREAT_STEP_MS = 60_000;
/** Between the steps of a round through the sessions. */
const STEP_MS = 10;
/** Of each sweep, for taking away what was forgotten. */
const TIDY_MS = 20;
/** While people talk: behind each quarter of a megabyte that comes or goes. */
const FILE_PAUSE_MS = 1;
const MOTD = "motd";

export class RunningRelay {
  readonly context: RelayContext;
  readonly admission: Admission;
  readonly bans: Bans;
  readonly #deps: RelayDeps;
  readonly #settings: RelaySettings;
  readonly #sweeps: Disposable;
  /** The next step of a round through the sessions. */
  #sweeping: Disposable | undefined;
  readonly #scope = new Scope();
  #motd: string;
  #startedAt: number;
  /** When the clock was looked at last. */
  #lookedAt: number;

  constructor(settings: RelaySettings, deps: RelayDeps) {
    const { store, clock, key } = deps;
    const { limits } = settings;
    const now = () => clock.now();
    this.#deps = deps;
    this.#settings = settings;
    this.#startedAt = this.#lookedAt = now();
    store.begin(this.#startedAt);
    const motd = store.setting(MOTD);
    this.#motd = motd && motd.length <= MOST.motdBytes ? new TextDecoder().decode(motd) : settings.motd;
    this.bans = new Bans(store, now);
    this.admission = new Admission(limits, now, (address) => this.bans.ofAddress(address));
    const leisure = new Leisure({ now, later: deps.later }, FILE_PAUSE_MS);
    const said = () => leisure.said();
    const hub = new Hub({ ...deps, pace: new Pace(deps), now, limits, said });
    const channels = new Channels({ store, hub, now, limits, glance: glanceOf(key.holds) });
    const banned = (identity: IdentityId, address: string) =>
      this.bans.ofIdentity(identity) ?? this.bans.ofAddress(address);
    this.context = {
      hub,
      channels,
      doors: new Doors(now),
      files: new Files({
        ...deps,
        records: store.files,
        limits,
        now,
        pass: () => leisure.pass(),
        background: (task) => this.#scope.run(() => this.#heedful(task)),
        membership: (id) => channels.get(id)?.membership,
        banned,
        mayBring: (address) => this.admission.mayBring(personOf(address)),
      }),
      sessions: new Sessions(),
      rests: deps.rests,
      store,
      limits,
      relayKey: key.publicKey,
      sign: key.sign,
      holds: key.holds,
      now,
      monotonic: deps.monotonic,
      random: deps.random,
      hello: (challenge) => this.#hello(challenge),
      banned,
      mayKnock: (address) => this.admission.mayKnock(personOf(address)),
      mayCreate: (address) => this.admission.mayCreate(personOf(address)),
    };
    this.#sweeps = clock.every(SWEEP_MS, () => this.#sweep());
  }

  /** A line that has said what it speaks becomes a peer. */
  accept(pipe: Pipe, transport: { readonly masked: boolean }): PipeSink {
    return new Peer(this.context, pipe, transport).link;
  }

  /** By the clock as it goes now. */
  get startedAt(): number {
    return this.#startedAt;
  }

  /** What newcomers are greeted with; what the operator set at the console stays set. */
  get motd(): string {
    return this.#motd;
  }

  set motd(text: string) {
    this.#motd = text;
    this.context.store.set(MOTD, new TextEncoder().encode(text));
  }

  /** Everybody is told; what was taken is on its way. */
  stop(reason: string): void {
    this.#sweeps[Symbol.dispose]();
    this.#sweeping?.[Symbol.dispose]();
    this.context.hub.flush();
    this.context.sessions.closeAll(CLOSE.leaving, reason);
    this.context.hub.flush();
    this.context.channels.keepCounters();
    this.context.hub.keepPresence();
  }

  /** Resolves when nothing is being written any more: after `stop`, what had come of files is kept. */
  ended(): Promise<void> {
    return this.#scope.ended();
  }

  #sweep(): void {
    const { channels, doors, files, now } = this.context;
    try {
      if (!this.#heedClock()) return;
      if (!this.#sweeping) this.#sweepSessions();
      doors.sweep(now());
      this.admission.sweep();
      const removed = channels.sweep();
      for (const id of removed) doors.gone(id);
      files.gone(removed);
      files.sweep();
      this.bans.sweep();
      channels.trim();
      this.#tidy();
    } catch (error) {
      // What the disk refuses now is tried again in the next sweep.
      if (!(error instanceof Failure)) throw error;
      this.#deps.log(error.message);
    }
  }

  /** A computer that starts may learn only later what time it is: nothing is over because its clock is set. False: the disk did not take that yet. */
  #heedClock(): boolean {
    const { hub, sessions, store } = this.context;
    const now = this.context.now();
    const by = now - this.#lookedAt - SWEEP_MS;
    if (Math.abs(by) >= LEAST_STEP_MS) {
      if (!hub.keepPresence()) return false;
      store.shift(this.#startedAt, { by, now });
      this.#startedAt = Math.min(this.#startedAt + Math.max(0, by), now);
      this.#lookedAt = now;
      if (Math.abs(by) >= GREAT_STEP_MS) sessions.closeAll(CLOSE.leaving, "The relay's clock was set.");
      this.bans.shift(by);
    }
    this.#lookedAt = now;
    return true;
  }

  /** For a moment only: it is in nobody's way but the disk's. */
  #tidy(): void {
    const { store, monotonic } = this.#deps;
    const until = monotonic() + TIDY_MS;
    while (store.tidy() && monotonic() < until);
  }

  #sweepSessions(): void {
    const { sessions, now } = this.context;
    const goesOn = sessions.sweep(now(), this.#settings.limits);
    this.#sweeping = goesOn ? this.#deps.clock.after(STEP_MS, () => this.#sweepSessions()) : undefined;
  }

  /** A task that fails costs itself. */
  async #heedful(task: () => Promise<void>): Promise<void> {
    try {
      await task();
    } catch (error) {
      if (error instanceof Failure) this.#deps.log(error.message);
      else this.#deps.log(`A bug in pychat: ${error instanceof Error ? error.stack : error}`);
    }
  }

  #hello(challenge: Uint8Array): FromRelay {
    const { limits, name } = this.#settings;
    return {
      type: "hello",
      oldest: PROTOCOL_VERSION,
      newest: PROTOCOL_VERSION,
      relayKey: this.#deps.key.publicKey,
      challenge,
      now: this.context.now(),
      accounts: 0,
      frameBytes: limits.frameSize,
      members: limits.members,
      name,
      motd: this.motd,
    };
  }
}
