/**
 * The `ws` client as a pipe, so that a guest can talk through it: what the guest's link writes is taken apart into frames and handed to
 * `ws`, which frames and masks in its own way, and what `ws` understood comes back as frames. A conformance peer in disguise.
 */
// @ts-types="./ws.d.ts"
import WebSocket from "ws";
import { frame, OPCODE, readClose, Splitter } from "../../shared/frames.ts";
import type { Pipe, PipeSink } from "../../shared/link.ts";
import { plain } from "../../shared/socket_pipe.ts";

export class WsPipe implements Pipe {
  readonly address = "the relay";
  /** What is written here is copied at once. */
  readonly idle = true;
  readonly #socket: WebSocket;
  readonly #splitter = new Splitter({ masked: false, most: 2 ** 24 });
  #owner: PipeSink | undefined;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on("message", (data: Uint8Array) => this.#arrived(OPCODE.binary, data));
    socket.on("ping", (data: Uint8Array) => this.#arrived(OPCODE.ping, data));
    socket.on("pong", (data: Uint8Array) => this.#arrived(OPCODE.pong, data));
    socket.on("close", (code: number, reason: Uint8Array) => this.#closed(code, reason));
    socket.on("error", () => {});
  }

  /** Opens a WebSocket; rejects with what the relay answered when it did not want one. */
  static async open(address: string, origin?: string): Promise<WsPipe> {
    const socket = new WebSocket(address, { perMessageDeflate: false, ...(origin === undefined ? {} : { origin }) });
    const pipe = new WsPipe(socket);
    // What arrives before there is an owner waits.
    socket.once("open", () => socket.pause());
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    socket.once("open", resolve);
    socket.once("error", reject);
    await promise;
    return pipe;
  }

  own(owner: PipeSink): void {
    this.#owner = owner;
    this.#socket.resume();
  }

  write(bytes: Uint8Array): boolean {
    this.#splitter.feed(bytes.slice());
    while (this.#splitter.next()) {
      const payload = this.#splitter.bytes.slice(this.#splitter.from, this.#splitter.to);
      this.#send(this.#splitter.opcode, payload);
    }
    return true;
  }

  writeAll(pieces: readonly Uint8Array[]): boolean {
    for (const piece of pieces) this.write(piece);
    return true;
  }

  run(task: () => void): void {
    task();
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  end(): void {
    this.#socket.close();
  }

  destroy(): void {
    this.#socket.terminate();
  }

  /** Sends what no link sends: text. */
  sendText(text: string): void {
    this.#socket.send(text);
  }

  /** Sends a message in two fragments. */
  sendFragments(first: Uint8Array, second: Uint8Array): void {
    this.#socket.send(first, { binary: true, fin: false });
    this.#socket.send(second, { binary: true, fin: true });
  }

  ping(data: Uint8Array): void {
    this.#socket.ping(data);
  }

  #send(opcode: number, payload: Uint8Array): void {
    if (opcode === OPCODE.ping) return this.#socket.ping(payload);
    // `ws` answers pings and closes by itself.
    if (opcode === OPCODE.pong) return;
    if (opcode !== OPCODE.close) return this.#socket.send(payload);
    const { code, reason } = readClose(payload);
    this.#socket.close(code, reason);
  }

  #arrived(opcode: number, data: Uint8Array): void {
    this.#owner?.data(frame(opcode, plain(data)));
  }

  #closed(code: number, reason: Uint8Array): void {
    const payload = new Uint8Array([code >> 8, code & 0xff, ...reason]);
    // 1005 and 1006 are how `ws` says that nothing was said.
    if (code !== 1005 && code !== 1006) this.#owner?.data(frame(OPCODE.close, payload));
    this.#owner?.ended();
  }
}
