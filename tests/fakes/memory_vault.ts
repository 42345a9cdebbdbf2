/** A vault that is gone with the test, that remembers all it was given, and whose disk a test can fill or keep busy. */
import { SaveQueue } from "../../client/core/save_queue.ts";
import { type Changes, type Parts, type Vault, withChanges } from "../../client/core/vault.ts";
import { Failure } from "../../shared/failure.ts";

export class MemoryVault implements Vault {
  /** Whether the disk refuses everything. */
  full = false;
  /** All parts as they were after each write, oldest first; saves that overlap are one. */
  readonly saved: Parts[] = [];
  readonly #queue = new SaveQueue((changes) => this.#write(changes));
  #busy: Promise<void> = Promise.resolve();

  /** A vault that holds what another one held last, as after a restart or a crash. */
  constructor(parts?: Parts) {
    if (parts) this.saved.push(copied(parts));
  }

  load(): Promise<Parts | undefined> {
    const parts = this.saved.at(-1);
    return Promise.resolve(parts && copied(parts));
  }

  save(changes: Changes): Promise<void> {
    return this.#queue.save(changes);
  }

  /** Lets no write end until what it gives is disposed of: what must wait for a save can be seen to wait. */
  hold(): Disposable {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#busy = promise;
    return { [Symbol.dispose]: resolve };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#queue.close();
  }

  async #write(changes: Changes): Promise<void> {
    await this.#busy;
    if (this.full) throw new Failure("Cannot save: the disk is full. Make room on it, then try again.");
    this.saved.push(withChanges(this.saved.at(-1) ?? new Map(), changes));
  }
}

function copied(parts: Parts): Parts {
  return new Map([...parts].map(([name, bytes]) => [name, bytes.slice()]));
}
