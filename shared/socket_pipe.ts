/** A TCP socket as a pipe. */
import type { Pipe, PipeSink } from "./link.ts";
import { release } from "./release.ts";

/** As much of node:net's Socket as a pipe needs; this file must run, and be checked, where there is no node:net. */
export interface Socket {
  readonly writableLength: number;
  readonly destroyed: boolean;
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

/** The ways between a program and the kernel that are shorter than a socket's own. */
export interface DirectLine<S extends Socket = Socket> {
  /** The end of a socket that it writes to and reads from; undefined: there is none. */
  handleOf(socket: S): DirectHandle | undefined;
  /**
   * Writes to a socket in whose queue is nothing. True: the kernel has all of it. False: it gets the rest when it has room, and then `taken` is called: false
   * if it never will. Undefined: nothing was written, and will not be in this way.
   */
  write(handle: DirectHandle, bytes: Uint8Array, taken: (all: boolean) => void): boolean | undefined;
  /**
   * From now on what arrives goes to `take`, and to none who listen to the socket; that it ends they hear as ever. The memory, with the room in front of it
   * that may be written over, is used again as soon as `take` returns. False: it stays as it was.
   */
  read(handle: DirectHandle, take: (bytes: Uint8Array, room: number) => void): boolean;
  /** The time, by which it is seen what somebody's bytes have taken. */
  now(): number;
  /** Runs that when everybody else who has something has had his turn. */
  later(run: () => void): void;
}

/** As much of node's handle of a socket as a direct line needs. */
export interface DirectHandle {
  writeBuffer(write: object, bytes: Uint8Array): number;
  readStart(): number;
  readStop(): number;
}

/** As much as may wait before a pause is asked for: what a socket allows its own queue. */
const ROOM_BYTES = 64 * 1024;
/** Whose bytes have taken that long rests until others had their turn: a runtime goes on reading from one socket as long as more comes. */
const TURN_MS = 2;
/** How long a far end that does not close in turn, or does not even read, is waited for. */
const LINGER_MS = 5000;
/** How much more it may send meanwhile: what was on its way already. */
const CHUNKS_AFTER_END = 32;

export interface SocketPipeOptions<S extends Socket> {
  readonly address: string;
  /** Hears of a bug in the owner; it costs this line, not the relay. */
  readonly failed: (error: unknown) => void;
  readonly direct?: DirectLine<S> | undefined;
}

export class SocketPipe<S extends Socket = Socket> implements Pipe {
  readonly #socket: S;
  readonly address: string;
  readonly #failed: (error: unknown) => void;
  readonly #direct: DirectLine<S> | undefined;
  /** Kept here: what a thousand sockets have to be asked for with each message is far from the processor. */
  readonly #handle: DirectHandle | undefined;
  /** Something may be in the socket's own queue. */
  #queued = true;
  /** The handle is read from directly. */
  #reads = false;
  /** Nothing more is read before others had their turn, */
  #rests = false;
  /** or before somebody wants it. */
  #paused = false;
  /** Something was written directly, and the kernel does not have all of it. */
  #waits = false;
  /** So much that a pause was asked for. */
  #crowded = false;
  #owner: PipeSink | undefined;
  /** How much more may arrive. */
  #chunksLeft = Infinity;

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
    const take = (bytes: Uint8Array, room = 0) => {
      // One who goes on sending though the line has ended would never be let go of.
      if (this.#chunksLeft-- === 0) return this.destroy();
      const clock = this.#reads ? this.#direct : undefined;
      const begun = clock?.now() ?? 0;
      try {
        owner.data(bytes, room);
      } catch (error) {
        this.#broke(error);
      }
      if (clock && clock.now() - begun > TURN_MS) this.#rest();
    };
    this.#reads = this.#handle !== undefined && this.#direct?.read(this.#handle, take) === true;
    // It also listens where nothing comes this way any more: a stream ends only while somebody does.
    socket.on("data", (bytes) => {
      take(plain(bytes));
      release(bytes);
    });
    socket.on("drain", () => this.#tell("drained"));
    socket.on("error", () => {}); // "close" follows, and says all there is to say.
    socket.on("close", () => this.#tell("ended"));
    if (first && first.length > 0) take(plain(first));
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
    this.#paused = true;
    if (this.#reads) this.#handle?.readStop();
    else this.#socket.pause();
  }

  resume(): void {
    this.#paused = false;
    if (!this.#reads) this.#socket.resume();
    else if (!this.#rests) this.#handle?.readStart();
  }

  run(task: () => void): void {
    try {
      task();
    } catch (error) {
      this.#broke(error);
    }
  }

  end(): void {
    const socket = this.#socket;
    socket.end();
    socket.setTimeout(LINGER_MS, () => socket.destroy());
    this.#chunksLeft = CHUNKS_AFTER_END;
    // What is left unread makes the kernel answer with a reset, which can overtake the goodbye.
    if (!socket.destroyed) this.resume();
  }

  destroy(): void {
    this.#socket.destroy();
  }

  #rest(): void {
    if (!this.#reads || this.#rests || this.#socket.destroyed) return;
    this.#rests = true;
    this.#handle?.readStop();
    this.#direct?.later(() => {
      this.#rests = false;
      if (!this.#paused && !this.#socket.destroyed) this.#handle?.readStart();
    });
  }

  readonly #taken = (all: boolean): void => {
    if (!all) return this.destroy();
    const crowded = this.#crowded;
    this.#waits = this.#crowded = false;
    if (crowded) this.#tell("drained");
  };

  #tell(what: "drained" | "ended"): void {
    this.run(() => this.#owner?.[what]());
  }

  /** A bug in the owner costs this line, and nobody else's. */
  #broke(error: unknown): void {
    this.#failed(error);
    this.#socket.destroy();
  }
}

/** The same bytes as a plain array: a Buffer's `slice` is a view and not a copy, which nobody behind this edge should have to know. */
export function plain(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
