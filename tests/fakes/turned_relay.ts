/**
 * A whole relay in memory: its real rooms and store, lines without a network, and a clock one turns. It has no limits of rate, and
 * otherwise those of PROTOCOL.md, unless a test wants others.
 */
import { randomBytes } from "node:crypto";
import type { Blobs, OpenBlob } from "../../relay/blobs.ts";
import { READING_BYTES } from "../../relay/direct_line.ts";
import { Express, type Taker } from "../../relay/express.ts";
import { relayKey } from "../../relay/relay_key.ts";
import type { Rests } from "../../relay/rests.ts";
import { type RelayLimits, RunningRelay } from "../../relay/running_relay.ts";
import type { Store } from "../../relay/store.ts";
import { memoryLine, type MemoryLineOptions, type MemoryPipe } from "../../shared/memory_pipe.ts";
import { BusyStore } from "./busy_store.ts";
import { Guest, random } from "./guest.ts";
import { MemoryBlobs } from "./memory_blobs.ts";
import { throughMemory } from "./shared_memory.ts";
import { TurnedClock } from "./turned_clock.ts";
import { turn } from "./until.ts";

export type GuestOptions = ConstructorParameters<typeof Guest>[2];

export interface LineOptions extends MemoryLineOptions {
  /** As a page's is. */
  readonly masked?: boolean;
}

export interface TurnedRelayOptions {
  readonly limits?: Partial<RelayLimits>;
  /** Where it keeps things; it is closed with the relay. */
  readonly store?: Store;
  /** Where it keeps the bytes of files. */
  readonly blobs?: Blobs;
  readonly motd?: string;
  /** Instead of its own, on the same memory. */
  readonly express?: (own: Taker) => Taker;
  /** Where those wait who have had their turn; their next one comes at once otherwise. */
  readonly rests?: Pick<Rests, "wait">;
}

const NO_RATE = { perSecond: 0, burst: 0 };

export const TEST_LIMITS: RelayLimits = {
  connections: 1000,
  connectionsPerAddress: 0,
  newConnections: NO_RATE,
  handshakeTime: 10_000,
  pingTime: 30_000,
  idleTime: 90_000,
  frameSize: 65_536,
  posts: NO_RATE,
  requests: NO_RATE,
  knocks: NO_RATE,
  newChannels: NO_RATE,
  channels: 1000,
  channelsPerIdentity: 1000,
  channelsOpen: 200,
  members: 2000,
  logEntries: 40_000,
  historySize: 64 * 2 ** 20,
  emptyTime: 60_000,
  keepTime: 30 * 86_400_000,
  ringSize: 4 * 2 ** 20,
  ringsSize: 256 * 2 ** 20,
  ringTime: 60_000,
  fileSize: 100e6,
  fileTime: 86_400_000,
  filesPerChannel: 2 ** 30,
  filesSize: 10 * 2 ** 30,
  newFiles: NO_RATE,
  carries: 256,
  carriesPerIdentity: 4,
};

export class TurnedRelay implements AsyncDisposable {
  readonly clock = new TurnedClock();
  readonly store: Store;
  readonly blobs: Blobs;
  /** What it told its operator. */
  readonly logged: string[] = [];
  readonly #options: TurnedRelayOptions;
  /** How often it waited for a moment, which is over at once here. */
  waits = 0;
  readonly #express = Express.of(READING_BYTES);
  #running: RunningRelay;
  #lines: MemoryPipe[] = [];
  readonly #lineOf = new WeakMap<Guest, MemoryPipe>();
  #life = { over: false };
  #soon = 0;

  constructor(options: TurnedRelayOptions = {}) {
    this.#options = options;
    this.store = options.store ?? new BusyStore((run) => this.#run(run));
    this.blobs = options.blobs ?? new MemoryBlobs();
    this.#running = this.#start();
  }

  get running(): RunningRelay {
    return this.#running;
  }

  get now(): number {
    return this.clock.now();
  }

  /** The client's end of a new line to it. */
  line(options: LineOptions = {}): MemoryPipe {
    const [near, far] = memoryLine(options);
    this.#lines.push(near);
    const sink = this.#running.accept(far, { masked: options.masked ?? false });
    far.own(this.#express ? throughMemory(sink, this.#express.memory) : sink);
    return near;
  }

  /** Somebody who has entered. */
  guest(nick: string, options: GuestOptions & { readonly line?: LineOptions } = {}): Promise<Guest> {
    const line = this.line(options.line);
    const guest = new Guest(line, nick, options.line?.masked ? { ...options, mask: () => random(4) } : options);
    this.#lineOf.set(guest, line);
    return guest.enter();
  }

  /** A guest's end of his line. */
  lineOf(guest: Guest): MemoryPipe {
    const line = this.#lineOf.get(guest);
    if (!line) throw new Error("Cannot find that guest's line: he did not come through guest()");
    return line;
  }

  /** Lets time pass, and everything happen that comes of it. */
  async turn(ms: number): Promise<void> {
    await this.clock.turn(ms);
    await this.settled();
  }

  /** Everything that was sent has arrived, and so has what came of it. */
  async settled(): Promise<void> {
    do await turn(); while (this.#soon > 0);
    await turn();
  }

  /** Stops as the operator stops it, and starts again with what is stored. */
  async restart(): Promise<void> {
    await this.halt();
    this.resume();
  }

  /** Stops as the operator stops it. */
  async halt(): Promise<void> {
    this.#running.stop("The relay is stopping.");
    await this.settled();
    await this.#running.ended();
  }

  /** Starts again with what is stored. */
  resume(): void {
    this.#running = this.#start();
  }

  /** Dies without a word, and starts again with what is stored. */
  async crash(): Promise<void> {
    this.#life.over = true;
    this.#vanish();
    await this.settled();
    // Whoever came back meanwhile came to the dead one.
    this.#vanish();
    this.#running = this.#start();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#running.stop("The test is over.");
    await this.settled();
    await this.#running.ended();
    this.store[Symbol.dispose]();
  }

  #vanish(): void {
    for (const line of this.#lines.splice(0)) line.vanish();
  }

  #start(): RunningRelay {
    const { limits, motd = "" } = this.#options;
    const { clock } = this;
    const life = this.#life = { over: false };
    const alive = (run: () => void) => () => life.over || run();
    return new RunningRelay({ name: "a test", motd, limits: { ...TEST_LIMITS, ...limits } }, {
      store: this.store,
      blobs: mortal(this.blobs, life),
      key: relayKey(this.store),
      clock: {
        now: () => clock.now(),
        sleep: (ms, signal) => clock.sleep(ms, signal),
        after: (ms, run) => clock.after(ms, alive(run)),
        every: (ms, run) => clock.every(ms, alive(run)),
      },
      random: (size) => Uint8Array.from(randomBytes(size)),
      allocate: (size) => new Uint8Array(size),
      express: this.#express && (this.#options.express?.(this.#express) ?? this.#express),
      log: (line) => this.logged.push(line),
      // Nothing takes any time here.
      monotonic: () => clock.now(),
      rests: this.#options.rests ?? { wait: (wake) => this.#run(alive(wake)) },
      atOnce: (run) => this.#run(alive(run)),
      soon: (run) => this.#run(alive(run)),
      nap: () => {},
      later: (run) => {
        this.waits++;
        this.#run(alive(run));
      },
    });
  }

  #run(run: () => void): void {
    this.#soon++;
    setImmediate(() => {
      this.#soon--;
      run();
    });
  }
}

/** What a relay that died had begun never comes back to it. */
function mortal(blobs: Blobs, life: { readonly over: boolean }): Blobs {
  const alive = <T>(promise: Promise<T>) =>
    new Promise<T>((resolve, reject) => {
      promise.then((value) => life.over || resolve(value), (error) => life.over || reject(error));
    });
  const one = (blob: OpenBlob): OpenBlob => ({
    write: (bytes, offset) => alive(blob.write(bytes, offset)),
    read: (into, offset) => alive(blob.read(into, offset)),
    sync: () => alive(blob.sync()),
    close: () => alive(blob.close()),
  });
  return {
    make: async (place) => one(await alive(blobs.make(place))),
    open: async (place) => one(await alive(blobs.open(place))),
    remove: (place) => alive(blobs.remove(place)),
    removeChannel: (channel) => alive(blobs.removeChannel(channel)),
    list: () => alive(blobs.list()),
    room: () => alive(blobs.room()),
  };
}
