/** A client's second line, which carries one file's bytes and nothing else, so that chat never waits for them: an upload or a download. */
import type { IdentityId } from "../shared/ids.ts";
import type { BlobPlace } from "./file_records.ts";

/** What a ticket lets its holder carry. */
export interface Grant extends BlobPlace {
  readonly identity: IdentityId;
  readonly upload: boolean;
  /** Where a download begins. */
  readonly from: number;
}

export interface Carry {
  readonly grant: Grant;
  /** The far end's address. */
  readonly address: string;
  /** When something last moved on it. */
  readonly movedAt: number;
  /** Nobody would miss it any more, whatever becomes of it. */
  readonly moot: boolean;
  /** Carries until all is carried or the line is gone; rejects when the disk refuses. */
  run(): Promise<void>;
  /** A frame arrived: its payload is `bytes` from `from` to `to`, valid during this call only. */
  frame(bytes: Uint8Array, from: number, to: number): void;
  /** Its line has room again. */
  drained(): void;
  /** Its line is gone. */
  closed(): void;
  /** Closes the line with a reason. */
  end(code: number, reason: string): void;
  /** The blob is stored up to here. */
  grew(stored: number): void;
  /** A second has passed. */
  tick(): void;
}

/** Two are the same if they are one identity's for one file in one direction: then the newer takes the older one's place. */
export function carryKey({ identity, channel, blob, upload }: Grant): string {
  return `${channel} ${blob} ${identity} ${upload}`;
}

export function samePlace(one: BlobPlace, other: BlobPlace): boolean {
  return one.blob === other.blob && one.channel === other.channel;
}
