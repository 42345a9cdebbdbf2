/** Turns saves that overlap into few writes: one at a time, in order, and of what came meanwhile only the newest. Where to is not known here. */
import { MOST_VAULT_BYTES } from "./vault.ts";

/** A content that waits for the write before it, and the promise of all who wait with it. */
interface Waiting {
  readonly content: Uint8Array;
  readonly written: Promise<void>;
}

export class SaveQueue {
  readonly #write: (content: Uint8Array) => Promise<void>;
  #waiting: Waiting | undefined;
  /** Resolves when the newest write has ended, well or not. */
  #idle: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(write: (content: Uint8Array) => Promise<void>) {
    this.#write = write;
  }

  /** Resolves when this content or a newer one is written; rejects with the error of that write. */
  save(content: Uint8Array): Promise<void> {
    const refused = this.#refusal(content);
    if (refused) return Promise.reject(refused);
    const written = this.#waiting?.written ?? this.#writeNext();
    this.#waiting = { content, written };
    return written;
  }

  /** Takes no more, and resolves when everything taken before is written or has failed. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#idle;
  }

  #writeNext(): Promise<void> {
    const written = this.#idle.then(() => {
      const content = this.#waiting?.content;
      this.#waiting = undefined;
      if (content) return this.#write(content);
    });
    this.#idle = written.catch(() => {
      // Whoever saved is told; the next write is another try.
    });
    return written;
  }

  #refusal({ length }: Uint8Array): Error | undefined {
    if (this.#closed) return new Error("Cannot save: the vault is closed");
    if (length > MOST_VAULT_BYTES) {
      return new RangeError(`Cannot save ${length} bytes: a vault has ${MOST_VAULT_BYTES}`);
    }
    return undefined;
  }
}
