/**
 * The port to where the bytes of files lie. How far they are good, and whose they are, the records know; here they are only written, read and
 * thrown away, and nothing of it holds the relay up. tests/relay/blobs_contract.ts is what every implementation must do.
 */
import type { BlobPlace } from "./file_records.ts";
import type { ChannelId } from "../shared/ids.ts";

/** The bytes of one blob, opened. Every method rejects with Failure when the disk refuses. */
export interface OpenBlob {
  /** Writes all of `bytes` from `offset` on; they are the disk's until it resolves, and must not change. */
  write(bytes: Uint8Array, offset: number): Promise<void>;
  /** Fills `into` with what lies from `offset` on; Failure when that is less. */
  read(into: Uint8Array, offset: number): Promise<void>;
  /** What was written when it is called survives, when it resolves, all that the relay's durability promises. */
  sync(): Promise<void>;
  /** Lets go of it; what was not synced may be lost. */
  close(): Promise<void>;
}

/** A blob that lies there. */
export interface FoundBlob extends BlobPlace {
  readonly size: number;
}

export interface Blobs {
  /** Opens a blob to write and read; it is made, empty, if there is none. */
  make(place: BlobPlace): Promise<OpenBlob>;
  /** Opens a blob to read; Failure if there is none. */
  open(place: BlobPlace): Promise<OpenBlob>;
  /** Throws a blob away, also under one who has it open; to throw away what is not there is no mistake. */
  remove(place: BlobPlace): Promise<void>;
  /** Throws all blobs of a channel away. */
  removeChannel(channel: ChannelId): Promise<void>;
  /** All that lie there. */
  list(): Promise<readonly FoundBlob[]>;
  /** How many more bytes there is room for; Infinity when nobody can tell. Failure when the place itself is gone. */
  room(): Promise<number>;
}
