/**
 * Files that were announced, until enough of them has come. A quota is charged for what a file will have; but who only says so, and brings nothing for a
 * while, does not keep others out: when the room is needed his file is given up, and he may begin anew.
 */
import type { ChannelId } from "../shared/ids.ts";
import type { BlobPlace, FileRecord } from "./file_records.ts";

/** How long nobody may bring a file of which this share is not here yet. */
const PATIENCE_MS = 5 * 60_000;
const ENOUGH = 1 / 8;

export interface FileTrialsDeps {
  readonly find: (place: BlobPlace) => FileRecord | undefined;
  /** Whether somebody brings it now. */
  readonly brings: (place: BlobPlace) => boolean;
}

export class FileTrials {
  readonly #deps: FileTrialsDeps;
  /** Since when nobody has been seen to bring it. */
  readonly #idle = new Map<string, BlobPlace & { since: number }>();

  constructor(deps: FileTrialsDeps) {
    this.#deps = deps;
  }

  /** A file was announced, or was found not to be whole. */
  begin({ channel, blob }: BlobPlace, now: number): void {
    this.#idle.set(channel + blob, { channel, blob, since: now });
  }

  /** More of it has come. */
  moved({ channel, blob }: BlobPlace, now: number): void {
    const trial = this.#idle.get(channel + blob);
    if (trial) trial.since = now;
  }

  /** It is no more, or no trial any more. */
  end({ channel, blob }: BlobPlace): void {
    this.#idle.delete(channel + blob);
  }

  endAll(channel: ChannelId): void {
    for (const trial of this.#idle.values()) if (trial.channel === channel) this.end(trial);
  }

  /** Those that may be given up, so many at most. */
  failed(now: number, most: number): readonly FileRecord[] {
    const failed: FileRecord[] = [];
    for (const [key, trial] of this.#idle) {
      if (failed.length >= most) break;
      if (trial.since > now - PATIENCE_MS) continue;
      const file = this.#deps.find(trial);
      if (file && this.#deps.brings(file)) {
        trial.since = now;
        continue;
      }
      if (file && !file.over && file.stored < file.size * ENOUGH) failed.push(file);
      else this.#idle.delete(key);
    }
    return failed;
  }
}
