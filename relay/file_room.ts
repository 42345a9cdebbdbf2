/**
 * How much room files get: one file, those of a channel, all of them, and on the disk. What counts is what a file says it will have, from the
 * moment it is announced, so that nobody gets past a quota by bringing it slowly.
 */
import { type Refusal, refuse } from "../shared/codes.ts";
import { formatBytes } from "../shared/format_bytes.ts";
import type { ChannelId } from "../shared/ids.ts";
import type { Blobs } from "./blobs.ts";
import type { FileRecords } from "./file_records.ts";

/** However small a file is, it takes this much of a quota: a row and a place on the disk are never free. */
export const LEAST_CHARGE = 64 * 1024;
/** What sealing may add to a file: a 256th, and this. */
const SEALED_SHARE = 256;
const SEALED_BYTES = 64 * 1024;
/** What files leave free on the disk: messages come first. */
const LEFT_FREE = 64 * 2 ** 20;
const NO_FILES = "This relay takes no files.";

export interface FileRoomLimits {
  /** Of one file as it was before it was sealed; 0: no files. */
  readonly fileSize: number;
  /** Quotas: of a channel, and of all. */
  readonly filesPerChannel: number;
  readonly filesSize: number;
}

export interface FileRoomDeps {
  readonly records: FileRecords;
  readonly blobs: Blobs;
  readonly limits: FileRoomLimits;
  /** Runs a task that nobody waits for. */
  readonly background: (task: () => Promise<void>) => void;
}

export class FileRoom {
  readonly #deps: FileRoomDeps;
  /** The charges of all files: what else would be summed up for each new one. */
  #charged = 0;
  /** What the disk had free when one last looked. */
  #free = Infinity;
  #looking = false;

  constructor(deps: FileRoomDeps) {
    this.#deps = deps;
    this.recount();
    this.look();
  }

  /** Why a new file of this size finds no room; undefined if it does. */
  refusal(channel: ChannelId, size: number): Refusal | undefined {
    const { records, limits } = this.#deps;
    const { fileSize, filesPerChannel, filesSize } = limits;
    if (fileSize === 0) return refuse("large", NO_FILES);
    if (size > fileSize + Math.ceil(fileSize / SEALED_SHARE) + SEALED_BYTES) {
      return refuse("large", `This relay takes files of up to ${formatBytes(fileSize)}.`);
    }
    const charge = chargeOf(size);
    // To wait until others are gone would be in vain.
    const quota = Math.min(filesPerChannel, filesSize);
    if (quota < LEAST_CHARGE) return refuse("large", NO_FILES);
    if (charge > quota) return refuse("large", `This relay takes files of less than ${formatBytes(quota)}.`);
    const refusal = this.channelRefusal(channel, size);
    if (refusal) return refusal;
    if (this.#charged + charge > filesSize) {
      return refuse("full", "This relay has as many files as it can hold. Try again later.");
    }
    if (this.#free - records.promised() - size >= LEFT_FREE) return undefined;
    return refuse("storage", "The relay's disk is full.");
  }

  /** The same, by the channel's own quota alone. */
  channelRefusal(channel: ChannelId, size: number): Refusal | undefined {
    const { records, limits: { filesPerChannel } } = this.#deps;
    if (records.charged(channel) + chargeOf(size) <= filesPerChannel) return undefined;
    return refuse(
      "full",
      `The files of a channel may have ${formatBytes(filesPerChannel)}. Wait until some are gone.`,
    );
  }

  /** A charge came, or (below 0) went. */
  change(charge: number): void {
    this.#charged += charge;
  }

  /** Many went at once. */
  recount(): void {
    this.#charged = this.#deps.records.charged();
  }

  /** Asks the disk what it has free; what it says counts from then on. */
  look(): void {
    if (this.#looking) return;
    this.#looking = true;
    this.#deps.background(async () => {
      try {
        this.#free = await this.#deps.blobs.room();
      } finally {
        this.#looking = false;
      }
    });
  }
}

/** What a file of this size takes of a quota. */
export function chargeOf(size: number): number {
  return Math.max(size, LEAST_CHARGE);
}
