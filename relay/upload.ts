/**
 * Takes a file's bytes from its uploader: strictly in order, a few pieces in memory at most, to the disk as fast as that takes them. What is
 * said to be kept survives a crash.
 */
import { CLOSE } from "../shared/frames.ts";
import type { Failure } from "../shared/failure.ts";
import type { Link } from "../shared/link.ts";
import { clientCarryTable, relayCarryTable } from "../shared/messages.ts";
import { ProtocolError } from "../shared/protocol_error.ts";
import { messageCodec } from "../shared/wire.ts";
import { Bell } from "./bell.ts";
import type { OpenBlob } from "./blobs.ts";
import type { CarryDeps } from "./carries.ts";
import type { Carry, Grant } from "./carry.ts";
import type { KeptMark } from "./file_records.ts";
import type { Keepable } from "./keeper.ts";

/** What one write takes at most. One piece is being written, one waits and one fills: then the uploader waits. */
const PIECE_BYTES = 256 * 1024;
/** What every part but the last has: a flood of tiny ones would cost more than their bytes. */
const LEAST_PART_BYTES = 4096;
/** It is kept at least so often: in bytes, and in time while something comes. */
const KEEP_BYTES = 4 * 2 ** 20;
const KEEP_MS = 1000;

const clientCodec = messageCodec(clientCarryTable);
const relayCodec = messageCodec(relayCarryTable);

/** Bytes that wait to be written: the first `length` of a buffer. */
interface Piece {
  readonly buffer: Uint8Array;
  length: number;
}

export class Upload implements Carry, Keepable {
  readonly grant: Grant;
  readonly #link: Link;
  readonly #deps: CarryDeps;
  readonly #bell = new Bell();
  readonly #pieces: Piece[] = [];
  readonly #spare: Uint8Array[] = [];
  #blob: OpenBlob | undefined;
  /** How many bytes there will be; undefined until the client has been told where to begin. */
  #size: number | undefined;
  /** How far they have come, are written, and are kept. */
  #arrived = 0;
  #written = 0;
  #kept = 0;
  #keptAt: number;
  /** The keeper was asked, and has not answered. */
  #asked = false;
  #movedAt: number;
  #over = false;
  /** The blob was thrown away. */
  #moot = false;
  #failure: Failure | undefined;

  constructor(grant: Grant, link: Link, deps: CarryDeps) {
    this.grant = grant;
    this.#link = link;
    this.#deps = deps;
    this.#keptAt = this.#movedAt = deps.now();
  }

  get address(): string {
    return this.#link.address;
  }

  get movedAt(): number {
    return this.#movedAt;
  }

  get moot(): boolean {
    return this.#moot;
  }

  get wanted(): boolean {
    return this.#blob !== undefined && !this.#moot;
  }

  async run(): Promise<void> {
    const file = this.#deps.records.find(this.grant);
    if (!file || this.#over) return;
    this.#arrived = this.#written = this.#kept = file.stored;
    this.#size = file.size;
    this.#tell({ type: "carrying", upload: true, size: file.size, offset: file.stored });
    if (file.stored < file.size) await this.#store();
    this.#link.close(CLOSE.normal);
  }

  frame(bytes: Uint8Array, from: number, to: number): void {
    const { offset, bytes: part } = clientCodec.decode(bytes.subarray(from, to));
    if (this.#size === undefined) throw new ProtocolError("Cannot take a part: you were not told yet where to begin");
    if (offset !== this.#arrived) {
      throw new ProtocolError(`Cannot take a part at ${offset}: the next one begins at ${this.#arrived}`);
    }
    if (part.length > this.#size - offset) {
      throw new ProtocolError(`Cannot take more than the ${this.#size} bytes that were announced`);
    }
    const last = part.length > 0 && part.length === this.#size - offset;
    const least = last ? 1 : LEAST_PART_BYTES;
    const { partBytes: most } = this.#deps;
    if (part.length < least || part.length > most) {
      throw new ProtocolError(`Cannot take a part of ${part.length} bytes: here it has from ${least} to ${most}`);
    }
    this.#arrived += part.length;
    this.#movedAt = this.#deps.now();
    this.#deps.carried(part.length, "up");
    this.#fill(part);
    if (this.#pieces.length > 1) this.#link.pause();
    this.#bell.ring();
  }

  drained(): void {}

  closed(): void {
    this.#over = true;
    this.#bell.ring();
  }

  end(code: number, reason: string): void {
    if (code === CLOSE.gone) this.#moot = true;
    this.#link.close(code, reason);
    this.#bell.ring();
  }

  grew(): void {}

  tick(): void {
    this.#bell.ring();
  }

  async sync(): Promise<KeptMark> {
    const { channel, blob } = this.grant;
    const stored = this.#written;
    await this.#blob?.sync();
    return { channel, blob, stored };
  }

  kept({ stored }: KeptMark): void {
    if (stored > this.#kept) this.#tell({ type: "kept", offset: stored });
    this.#kept = stored;
    this.#keptAt = this.#deps.now();
    this.#asked = false;
    this.#deps.grew(this.grant, stored);
    this.#bell.ring();
  }

  failed(why: Failure): void {
    this.#failure = why;
    this.#bell.ring();
  }

  /** What came before the line was lost is kept too: the uploader goes on from there. */
  async #store(): Promise<void> {
    const blob = this.#blob = await this.#deps.blobs.make(this.grant);
    try {
      while (!this.#moot && !this.#done()) {
        if (this.#failure) throw this.#failure;
        // Meanwhile the piece fills.
        if (this.#pieces.length > 0) await this.#deps.pass();
        const piece = this.#pieces.shift();
        if (piece) await this.#write(blob, piece);
        else await this.#bell.heard();
        if (this.#asked || !this.#mustBeKept()) continue;
        this.#asked = true;
        this.#deps.keeper.keep(this);
      }
    } finally {
      this.#blob = undefined;
      await blob.close();
    }
  }

  async #write(blob: OpenBlob, { buffer, length }: Piece): Promise<void> {
    await blob.write(buffer.subarray(0, length), this.#written);
    this.#written += length;
    this.#spare.push(buffer);
    if (this.#pieces.length <= 1) this.#link.resume();
  }

  #done(): boolean {
    const atEnd = this.#over || this.#written === this.#size;
    return atEnd && this.#pieces.length === 0 && this.#kept === this.#written;
  }

  #mustBeKept(): boolean {
    const waiting = this.#written - this.#kept;
    if (waiting === 0 || this.#moot) return false;
    const idle = this.#pieces.length === 0 && (this.#over || this.#written === this.#size);
    return idle || waiting >= KEEP_BYTES || this.#deps.now() - this.#keptAt >= KEEP_MS;
  }

  #fill(part: Uint8Array): void {
    for (let at = 0; at < part.length;) {
      let piece = this.#pieces.at(-1);
      if (!piece || piece.length === piece.buffer.length) {
        this.#pieces.push(piece = { buffer: this.#spare.pop() ?? this.#deps.allocate(PIECE_BYTES), length: 0 });
      }
      const taken = part.subarray(at, at + piece.buffer.length - piece.length);
      piece.buffer.set(taken, piece.length);
      piece.length += taken.length;
      at += taken.length;
    }
  }

  #tell(message: Parameters<typeof relayCodec.encode>[0]): void {
    this.#link.send(relayCodec.encode(message));
  }
}
