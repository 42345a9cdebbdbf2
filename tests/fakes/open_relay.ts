/** A relay in this process behind a real port, with a clock one turns, and the ways to talk to it. */
import { randomBytes } from "node:crypto";
import { connect, type Socket } from "node:net";
import { READING_BYTES } from "../../relay/direct_line.ts";
import { Express } from "../../relay/express.ts";
import { listen, type Listener } from "../../relay/listen.ts";
import { nap } from "../../relay/nap.ts";
import { relayKey } from "../../relay/relay_key.ts";
import { Rests } from "../../relay/rests.ts";
import { type RelayLimits, RunningRelay } from "../../relay/running_relay.ts";
import { SocketPipe } from "../../shared/socket_pipe.ts";
import { SqliteStore } from "../../relay/store_sqlite.ts";
import { RAW_MAGIC } from "../../shared/frames.ts";
import { Guest } from "./guest.ts";
import { MemoryBlobs } from "./memory_blobs.ts";
import { TurnedClock } from "./turned_clock.ts";
import { TEST_LIMITS } from "./turned_relay.ts";
import { until } from "./until.ts";
import { WsPipe } from "./ws_pipe.ts";

export interface OpenRelayOptions {
  readonly limits?: Partial<RelayLimits>;
  readonly firstByteTime?: number;
  readonly origins?: readonly string[];
}

const monotonic = () => performance.now();

export class OpenRelay implements AsyncDisposable {
  readonly clock = new TurnedClock();
  /** What broke in a handler; there should be nothing. */
  readonly failures: unknown[] = [];
  readonly running: RunningRelay;
  readonly #store = new SqliteStore(":memory:", "crash");
  readonly #rests = new Rests({ monotonic, after: (ms, run) => setTimeout(run, ms) });
  readonly #express = Express.of(READING_BYTES);
  #listener: Listener | undefined;
  #connections = 0;
  #knocks = 0;

  private constructor(limits: Partial<RelayLimits> = {}) {
    this.running = new RunningRelay({ name: "a test", motd: "", limits: { ...TEST_LIMITS, ...limits } }, {
      store: this.#store,
      blobs: new MemoryBlobs(),
      key: relayKey(this.#store),
      clock: this.clock,
      random: (size) => Uint8Array.from(randomBytes(size)),
      allocate: (size) => Buffer.allocUnsafe(size),
      express: this.#express,
      log: (line) => this.failures.push(line),
      rests: this.#rests,
      monotonic,
      atOnce: queueMicrotask,
      soon: (run) => void setImmediate(run),
      nap,
      later: (run, ms) => void setTimeout(run, ms),
    });
  }

  static async open({ limits, firstByteTime = 10_000, origins = [] }: OpenRelayOptions = {}): Promise<OpenRelay> {
    const relay = new OpenRelay(limits);
    relay.#listener = await listen({
      host: "127.0.0.1",
      port: 0,
      firstByteTime: firstByteTime,
      origins,
      arrived: (address, own) => relay.#arrived(address, own),
      left: (address, unwelcome) => relay.#left(address, unwelcome),
      accept: (pipe, transport) => relay.running.accept(pipe, transport),
      memory: relay.#express?.memory,
      rests: relay.#rests,
      failed: (error) => relay.failures.push(error),
      warn: (line) => relay.failures.push(line),
    });
    return relay;
  }

  get port(): number {
    return this.#listener?.port ?? NaN;
  }

  /** How many sockets are open. */
  get connections(): number {
    return this.#connections;
  }

  /** How often it has knocked at its own port. */
  get knocks(): number {
    return this.#knocks;
  }

  /** A socket to it that has said nothing. */
  async socket(): Promise<Socket> {
    const socket = connect({ host: "127.0.0.1", port: this.port });
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    socket.once("connect", resolve);
    socket.once("error", reject);
    await promise;
    socket.off("error", reject);
    socket.on("error", () => {});
    return socket;
  }

  /** The pipe of a raw link to it. */
  async rawPipe(): Promise<SocketPipe> {
    const socket = await this.socket();
    socket.write(RAW_MAGIC.slice());
    return new SocketPipe(socket, { address: "the relay", failed: (error) => this.failures.push(error) });
  }

  /** Somebody who has entered over a raw link. */
  async raw(nick: string): Promise<Guest> {
    return await new Guest(await this.rawPipe(), nick).enter();
  }

  /** Somebody who has entered over a WebSocket. */
  async webSocket(nick: string): Promise<Guest> {
    return await new Guest(await WsPipe.open(`ws://127.0.0.1:${this.port}/`), nick).enter();
  }

  /** Sends these bytes over a socket of their own; gives all that comes back until the relay ends it. */
  async exchange(bytes: Uint8Array | string): Promise<Uint8Array> {
    return await untilEnd(await this.socket(), bytes);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.running.stop("The test is over.");
    this.#listener?.close();
    await until(() => this.#connections === 0, "the relay's last line was closed");
    await this.running.ended();
    this.#store[Symbol.dispose]();
  }

  #arrived(address: string, own: boolean): string | undefined {
    this.#connections++;
    if (own) this.#knocks++;
    return this.running.admission.enter(address, own);
  }

  #left(address: string, unwelcome: string | undefined): void {
    this.#connections--;
    this.running.admission.leave(address, unwelcome);
  }
}

/** Sends bytes; gives all that comes back until the other side ends the line. */
export async function untilEnd(socket: Socket, bytes: Uint8Array | string): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  socket.on("data", (piece) => pieces.push(Uint8Array.from(piece)));
  socket.on("close", () => resolve());
  socket.write(bytes);
  await promise;
  return new Uint8Array(pieces.flatMap((piece) => [...piece]));
}
