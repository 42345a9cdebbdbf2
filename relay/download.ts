/**
 * Sends a file's bytes to somebody who fetches it, as fast as his line has room, with one piece of it in memory. It may follow an upload that
 * still goes on: it sends what is kept, so that nobody ever has bytes that a crash of the relay takes back.
 */
import { CLOSE, headerSize, writeHeader } from "../shared/frames.ts";
import type { Link } from "../shared/link.ts";
import { relayCarryTable } from "../shared/messages.ts";
import { ProtocolError } from "../shared/protocol_error.ts";
import { layout, messageCodec } from "../shared/wire.ts";
import { viewOf } from "../shared/words.ts";
import { Bell } from "./bell.ts";
import type { OpenBlob } from "./blobs.ts";
import type { CarryDeps } from "./carries.ts";
import type { Carry, Grant } from "./carry.ts";

/** How much is read, and handed to the line, in one go. */
const PIECE_BYTES = 256 * 1024;
const PART = layout(relayCarryTable.part);
const relayCodec = messageCodec(relayCarryTable);

export class Download implements Carry {
  readonly grant: Grant;
  readonly #link: Link;
  readonly #deps: CarryDeps;
  readonly #bell = new Bell();
  #buffer: Uint8Array | undefined;
  #stored = 0;
  #full = false;
  #over = false;
  #movedAt: number;

  constructor(grant: Grant, link: Link, deps: CarryDeps) {
    this.grant = grant;
    this.#link = link;
    this.#deps = deps;
    this.#movedAt = deps.now();
  }

  get address(): string {
    return this.#link.address;
  }

  get movedAt(): number {
    return this.#movedAt;
  }

  get moot(): boolean {
    return this.#over;
  }

  async run(): Promise<void> {
    const file = this.#deps.records.find(this.grant);
    if (!file || this.#over) return;
    this.#stored = Math.max(this.#stored, file.stored);
    const { from } = this.grant;
    this.#link.send(relayCodec.encode({ type: "carrying", upload: false, size: file.size, offset: from }));
    if (from < file.size) await this.#sendAll(from, file.size);
    // A goodbye behind bytes that wait would be waited for only for a while.
    while (this.#full && !this.#over) await this.#bell.heard();
    this.#link.close(CLOSE.normal);
  }

  frame(): void {
    throw new ProtocolError("Cannot take anything: this line carries a download");
  }

  drained(): void {
    this.#full = false;
    this.#movedAt = this.#deps.now();
    this.#bell.ring();
  }

  closed(): void {
    this.#over = true;
    this.#bell.ring();
  }

  end(code: number, reason: string): void {
    this.#link.close(code, reason);
  }

  grew(stored: number): void {
    this.#stored = Math.max(this.#stored, stored);
    this.#bell.ring();
  }

  tick(): void {}

  async #sendAll(from: number, size: number): Promise<void> {
    let blob: OpenBlob | undefined;
    try {
      for (let at = from; at < size && !this.#over;) {
        if (this.#full || at >= this.#stored) {
          await this.#bell.heard();
          continue;
        }
        // Not sooner: before its first byte is kept there may be no blob.
        blob ??= await this.#deps.blobs.open(this.grant);
        const length = Math.min(PIECE_BYTES, this.#stored - at);
        await this.#deps.pass();
        await this.#send(blob, at, length);
        at += length;
      }
    } finally {
      await blob?.close();
    }
  }

  /**
   * The piece is read to the end of the buffer in one go, and its parts are then moved forward, each behind its header. So they go out in one
   * write, without a buffer for each.
   */
  async #send(blob: OpenBlob, from: number, length: number): Promise<void> {
    const parts = partsOf(length, this.#deps.partBytes);
    const total = parts.reduce((sum, size) => sum + headerSize(PART.bytes + size) + PART.bytes + size, 0);
    const buffer = this.#memory(total);
    await blob.read(buffer.subarray(total - length, total), from);
    if (this.#over) return;
    const view = viewOf(buffer);
    let at = 0;
    let source = total - length;
    for (const size of parts) {
      const payload = writeHeader(buffer, at, PART.bytes + size);
      const offset = from + source - (total - length);
      view.setUint8(payload, relayCarryTable.part[0]);
      view.setUint32(payload + PART.offset, Math.floor(offset / 0x1_0000_0000));
      view.setUint32(payload + PART.offset + 4, offset >>> 0);
      buffer.copyWithin(payload + PART.bytes, source, source + size);
      source += size;
      at = payload + PART.bytes + size;
    }
    this.#full = !this.#link.sendFramed(buffer.subarray(0, total));
    this.#movedAt = this.#deps.now();
    this.#deps.carried(length, "down");
  }

  /** The same memory again if it is large enough, and nothing in it still waits for the socket. */
  #memory(size: number): Uint8Array {
    if (!this.#buffer || this.#buffer.length < size || !this.#link.idle) this.#buffer = this.#deps.allocate(size);
    return this.#buffer;
  }
}

/** The lengths of the parts that a piece is sent in. */
function partsOf(length: number, most: number): readonly number[] {
  return Array.from({ length: Math.ceil(length / most) }, (_, place) => Math.min(most, length - place * most));
}
