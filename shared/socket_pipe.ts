/** A TCP socket as a pipe. */
import type { Pipe, PipeSink } from "./link.ts";
import { release } from "./release.ts";

/** As much of node:net's Socket as a pipe needs; this file must run, and be checked, where there is no node:net. */
export interface Socket {
  readonly writableLength: number;
  on(event: "data", run: (bytes: Uint8Array) => void): unknown;
  on(event: "drain" | "close" | "error", run: () => void): unknown;
  write(bytes: Uint8Array): boolean;
  cork(): void;
  uncork(): void;
  pause(): unknown;
  resume(): unknown;
  end(): unknown;
  destroy(): unknown;
  setTimeout(ms: number, run: () => void): unknown;
}

/** A way from a program to the kernel that is shorter than a socket's own `write`. */
export interface DirectWriter<S extends Socket = Socket> {
  /** The end of a socket that it writes to; undefined: there is none. */
  handleOf(socket: S): DirectHandle | undefined;
  /**
   * Writes to a socket in whose queue is nothing. True: the kernel has all of it. False: it gets the rest when it has room, and then `taken` is called.
   * Undefined: nothing was written, and will not be in this way.
   */
  write(handle: DirectHandle, bytes: Uint8Array, taken: () => void): boolean | undefined;
}

/** As much of node's handle of a socket as a direct writer needs. */
export interface DirectHandle {
  writeBuffer(write: object, bytes: Uint8Array): number;
}

/** As much as may wait before a pause is asked for: what a socket allows its own queue. */
const ROOM_BYTES = 64 * 1024;
/** How long a far end that does not close in turn, or does not even read, is waited for. */
const LINGER_MS = 5000;
/** How much more it may send meanwhile: what was on its way already. */
const CHUNKS_AFTER_END = 32;

export interface SocketPipeOptions<S extends Socket> {
  readonly address: string;
  /** Hears of a bug in the owner; it costs this line, not the relay. */
  readonly failed: (error: unknown) => void;
  readonly direct?: DirectWriter<S> | undefined;
}

export class SocketPipe<S extends Socket = Socket> implements Pipe {
  readonly #socket: S;
  readonly address: string;
  readonly #failed: (error: unknown) => void;
  readonly #direct: DirectWriter<S> | undefined;
  /** Kept here: what a thousand sockets have to be asked for with each message is far from the processor. */
  readonly #handle: DirectHandle | undefined;
  /** Something may be in the socket's own queue. */
  #queued = true;
  /** Something was written directly, and the kernel does not have all of it. */
  #waits = false;
  /** So much that a pause was asked for. */
  #crowded = false;
  #owner: PipeSink | undefined;

  constructor(socket: S, { address, failed, direct }: SocketPipeOptions<S>) {
    this.#socket = socket;
    this.address = address;
    this.#failed = failed;
    this.#direct = direct;
    this.#handle = direct?.handleOf(socket);
  }

  get idle(): boolean {
    if (this.#queued) this.#queued = this.#socket.writableLength > 0;
    return !this.#waits && !this.#queued;
  }

  /** Everything that arrives from now on goes to this owner, and first of all what has arrived already. */
  own(owner: PipeSink, first?: Uint8Array): void {
    const socket = this.#socket;
    this.#owner = owner;
    const take = (bytes: Uint8Array) => {
      try {
        owner.data(plain(bytes));
        release(bytes);
      } catch (error) {
        this.#failed(error);
        socket.destroy();
      }
    };
    socket.on("data", take);
    socket.on("drain", () => owner.drained());
    socket.on("error", () => {}); // "close" follows, and says all there is to say.
    socket.on("close", () => owner.ended());
    if (first && first.length > 0) take(first);
  }

  write(bytes: Uint8Array): boolean {
    const handle = this.idle ? this.#handle : undefined;
    const direct = handle && this.#direct?.write(handle, bytes, this.#taken);
    if (direct === undefined) {
      this.#queued = true;
      return this.#socket.write(bytes);
    }
    this.#waits = !direct;
    // As a stream does: what waits is no matter until it is much.
    this.#crowded = this.#waits && bytes.length >= ROOM_BYTES;
    return !this.#crowded;
  }

  writeAll(pieces: readonly Uint8Array[]): boolean {
    const socket = this.#socket;
    this.#queued = true;
    socket.cork();
    let room = true;
    for (const piece of pieces) room = socket.write(piece);
    socket.uncork();
    return room;
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  end(): void {
    const socket = this.#socket;
    socket.end();
    socket.setTimeout(LINGER_MS, () => socket.destroy());
    // What is left unread makes the kernel answer with a reset, which can overtake the goodbye.
    socket.resume();
    // That counts silence, and one who goes on sending would never be let go of.
    let left = CHUNKS_AFTER_END;
    socket.on("data", () => {
      if (left-- === 0) socket.destroy();
    });
  }

  destroy(): void {
    this.#socket.destroy();
  }

  readonly #taken = (): void => {
    const crowded = this.#crowded;
    this.#waits = this.#crowded = false;
    if (crowded) this.#owner?.drained();
  };
}

/** The same bytes as a plain array: a Buffer's `slice` is a view and not a copy, which nobody behind this edge should have to know. */
export function plain(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
