/**
 * Makes uploads durable: their bytes first, then the record of how far they are good, so that no crash leaves a record of bytes that are not
 * there. All that ask while one round goes on share the next: one transaction, however many files are on their way.
 */
import { Failure } from "../shared/failure.ts";
import type { FileRecords, KeptMark } from "./file_records.ts";

/** Bytes that are to be kept. */
export interface Keepable {
  /** Whether anybody still wants them. */
  readonly wanted: boolean;
  /** Makes what is written survive; how far that is. */
  sync(): Promise<KeptMark>;
  /** Everything before this survives a crash from now on. */
  kept(mark: KeptMark): void;
  /** The disk refused. */
  failed(why: Failure): void;
}

export interface KeeperDeps {
  readonly records: FileRecords;
  /** Runs a task that nobody waits for. */
  readonly background: (task: () => Promise<void>) => void;
}

interface Synced {
  readonly upload: Keepable;
  readonly mark: KeptMark;
}

export class Keeper {
  readonly #deps: KeeperDeps;
  readonly #waiting = new Set<Keepable>();
  #working = false;

  constructor(deps: KeeperDeps) {
    this.#deps = deps;
  }

  /** Keeps what this one has written by now; it is told. */
  keep(upload: Keepable): void {
    this.#waiting.add(upload);
    if (!this.#working) this.#deps.background(() => this.#work());
  }

  async #work(): Promise<void> {
    this.#working = true;
    try {
      while (this.#waiting.size > 0) {
        const uploads = [...this.#waiting];
        this.#waiting.clear();
        const all = await Promise.all(uploads.map(synced));
        // One that was dropped meanwhile may have been begun anew: its record is of other bytes.
        this.#record(all.filter((one) => one !== undefined).filter(({ upload }) => upload.wanted));
      }
    } finally {
      this.#working = false;
    }
  }

  #record(all: readonly Synced[]): void {
    try {
      this.#deps.records.keep(all.map(({ mark }) => mark));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      for (const { upload } of all) upload.failed(error);
      return;
    }
    for (const { upload, mark } of all) upload.kept(mark);
  }
}

async function synced(upload: Keepable): Promise<Synced | undefined> {
  try {
    return { upload, mark: await upload.sync() };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    upload.failed(error);
    return undefined;
  }
}
