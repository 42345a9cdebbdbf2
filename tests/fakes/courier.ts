/** Files in a room on a relay in memory: who asks for tickets, and the lines that carry. */
import type { BlobPlace, FileRecord } from "../../relay/file_records.ts";
import { type BlobId, blobId } from "../../shared/ids.ts";
import type { MemoryLineOptions, MemoryPipe } from "../../shared/memory_pipe.ts";
import { decode } from "../../shared/wire.ts";
import { Carrier, type CarrierOptions } from "./carrier.ts";
import { random, type Said } from "./guest.ts";
import type { Room } from "./room.ts";

type Answer = Said<"ticket"> | Said<"no">;

export function newBlob(): BlobId {
  return decode(blobId, random(16));
}

/** Bytes that look sealed, the same for the same size and seed. */
export function sealedFile(size: number, seed = 1): Uint8Array {
  const bytes = new Uint8Array(size);
  let state = seed;
  for (let at = 0; at < size; at++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[at] = state >>> 24;
  }
  return bytes;
}

export class Courier {
  readonly room: Room;

  constructor(room: Room) {
    this.room = room;
  }

  put(name: string, blob: BlobId, size: number): Promise<Answer> {
    return this.room.guest(name).ask({ type: "put", channel: this.room.channel, blob, size }, "ticket");
  }

  get(name: string, blob: BlobId, from = 0): Promise<Answer> {
    return this.room.guest(name).ask({ type: "get", channel: this.room.channel, blob, from }, "ticket");
  }

  async had(name: string, blob: BlobId): Promise<number | undefined> {
    return codeOf(await this.room.guest(name).ask({ type: "had", channel: this.room.channel, blob }, "done"));
  }

  async drop(name: string, blob: BlobId): Promise<number | undefined> {
    return codeOf(await this.room.guest(name).ask({ type: "drop", channel: this.room.channel, blob }, "done"));
  }

  /** A line that shows this ticket. */
  carry(answer: Answer | Uint8Array, line?: MemoryLineOptions): Promise<Carrier> {
    return this.carryOver(this.room.relay.line(line), answer);
  }

  carryOver(pipe: MemoryPipe, answer: Answer | Uint8Array, options: CarrierOptions = {}): Promise<Carrier> {
    return new Carrier(pipe, answer instanceof Uint8Array ? answer : ticketOf(answer), options).begun();
  }

  /** Begins an upload, or goes on with it. */
  async upload(name: string, blob: BlobId, size: number, line?: MemoryLineOptions): Promise<Carrier> {
    return await this.carry(await this.put(name, blob, size), line);
  }

  async download(name: string, blob: BlobId, from = 0, line?: MemoryLineOptions): Promise<Carrier> {
    return await this.carry(await this.get(name, blob, from), line);
  }

  /** A whole file is there. */
  async bring(name: string, file: Uint8Array): Promise<BlobId> {
    const blob = newBlob();
    const carrier = await this.upload(name, blob, file.length);
    await carrier.sendAll(file);
    await carrier.untilClosed();
    return blob;
  }

  /** All of a file, as he gets it. */
  async fetch(name: string, blob: BlobId, from = 0): Promise<Uint8Array> {
    const carrier = await this.download(name, blob, from);
    await carrier.untilClosed();
    return carrier.bytes;
  }

  place(blob: BlobId): BlobPlace {
    return { channel: this.room.channel, blob };
  }

  record(blob: BlobId): FileRecord | undefined {
    return this.room.relay.store.files.find(this.place(blob));
  }
}

export function ticketOf(answer: Answer): Uint8Array {
  if (answer.type === "ticket") return answer.ticket;
  throw new Error(`Cannot carry: ${answer.code} ${answer.text}`);
}

/** Why it was refused; undefined when it was not. */
export function codeOf(answer: { readonly type: string; readonly code?: number }): number | undefined {
  return answer.type === "no" ? answer.code : undefined;
}
