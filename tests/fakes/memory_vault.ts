/** A vault that is gone with the test, that remembers all it was given, and whose disk a test can fill or keep busy. */
import { SaveQueue } from "../../client/core/save_queue.ts";
import type { Vault } from "../../client/core/vault.ts";
import { Failure } from "../../shared/failure.ts";

export class MemoryVault implements Vault {
  /** Whether the disk refuses everything. */
  full = false;
  /** All that was written, oldest first; a save that a newer one overtook was not. */
  readonly saved: Uint8Array[] = [];
  readonly #queue = new SaveQueue((content) => this.#write(content));
  #busy: Promise<void> = Promise.resolve();

  /** A vault that holds what another one held last, as after a restart or a crash. */
  constructor(content?: Uint8Array) {
    if (content) this.saved.push(content.slice());
  }

  load(): Promise<Uint8Array | undefined> {
    return Promise.resolve(this.saved.at(-1)?.slice());
  }

  save(content: Uint8Array): Promise<void> {
    return this.#queue.save(content);
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

  async #write(content: Uint8Array): Promise<void> {
    await this.#busy;
    if (this.full) throw new Failure("Cannot save: the disk is full. Make room on it, then try again.");
    this.saved.push(content);
  }
}
