/** A TCP socket as a pipe. */
import type { Pipe, PipeSink } from "./link.ts";

/** As much of node:net's Socket as a pipe needs; this file must run, and be checked, where there is no node:net. */
export interface Socket {
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

/** How long a far end that does not close in turn, or does not even read, is waited for. */
const LINGER_MS = 5000;

export class SocketPipe implements Pipe {
  readonly #socket: Socket;
  readonly address: string;
  readonly #failed: (error: unknown) => void;

  /** `failed` hears of a bug in the owner; it costs this line, not the relay. */
  constructor(socket: Socket, address: string, failed: (error: unknown) => void) {
    this.#socket = socket;
    this.address = address;
    this.#failed = failed;
  }

  /** Everything that arrives from now on goes to this owner. */
  own(owner: PipeSink): void {
    const socket = this.#socket;
    socket.on("data", (bytes) => {
      try {
        owner.data(plain(bytes));
      } catch (error) {
        this.#failed(error);
        socket.destroy();
      }
    });
    socket.on("drain", () => owner.drained());
    socket.on("error", () => {}); // "close" follows, and says all there is to say.
    socket.on("close", () => owner.ended());
  }

  write(bytes: Uint8Array): boolean {
    return this.#socket.write(bytes);
  }

  writeAll(pieces: readonly Uint8Array[]): boolean {
    const socket = this.#socket;
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
    const over = Date.now() + LINGER_MS;
    socket.end();
    socket.setTimeout(LINGER_MS, () => socket.destroy());
    // That counts silence: one who goes on sending would never be let go of.
    socket.on("data", () => {
      if (Date.now() > over) socket.destroy();
    });
  }

  destroy(): void {
    this.#socket.destroy();
  }
}

/** The same bytes as a plain array: a Buffer's `slice` is a view and not a copy, which nobody behind this edge should have to know. */
export function plain(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
