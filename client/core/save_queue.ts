/** Turns saves that overlap into few writes: one at a time, in order, and of what came meanwhile all in one. Where to is not known here. */
import { type Changes, MOST_VAULT_BYTES, sizeOf } from "./vault.ts";

export class SaveQueue {
  readonly #write: (changes: Changes) => Promise<void>;
  /** What waits for the write before it, or could not be written. */
  #changes: Changes = new Map();
  /** The promise of all who wait with it. */
  #waiting: Promise<void> | undefined;
  /** Resolves when the newest write has ended, well or not. */
  #idle: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(write: (changes: Changes) => Promise<void>) {
    this.#write = write;
  }

  /** Resolves when these changes are written; rejects with the error of that write. */
  save(changes: Changes): Promise<void> {
    if (this.#closed) return Promise.reject(new Error("Cannot save: the vault is closed"));
    const size = sizeOf(changes);
    if (size > MOST_VAULT_BYTES) {
      return Promise.reject(new RangeError(`Cannot save ${size} bytes: a vault has ${MOST_VAULT_BYTES}`));
    }
    this.#changes = new Map([...this.#changes, ...changes]);
    return this.#waiting ??= this.#writeNext();
  }

  /** Takes no more, and resolves when everything taken before is written or has failed. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#idle;
  }

  #writeNext(): Promise<void> {
    const written = this.#idle.then(() => this.#writeAll());
    this.#idle = written.catch(() => {
      // Whoever saved is told; the next write is another try.
    });
    return written;
  }

  async #writeAll(): Promise<void> {
    const changes = this.#changes;
    this.#changes = new Map();
    this.#waiting = undefined;
    if (changes.size === 0) return;
    try {
      await this.#write(changes);
    } catch (error) {
      this.#changes = new Map([...changes, ...this.#changes]);
      throw error;
    }
  }
}
