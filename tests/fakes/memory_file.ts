/** A file of records that is gone with the test, on a disk that a test can fill, cut off, or put another file on. */
import type { RecordFile } from "../../client/machine/locked_vault.ts";
import { Failure } from "../../shared/failure.ts";

export class MemoryFile implements RecordFile {
  readonly path = "memory";
  /** Whether the disk refuses everything. */
  full = false;
  /** How many bytes of the next record it takes before it refuses the rest. */
  room = Infinity;
  /** What is in it; undefined: there is none. */
  content: Uint8Array | undefined;
  /** How often it was replaced, and written on. */
  replaced = 0;
  appended = 0;
  #mine: Uint8Array | undefined;

  constructor(content?: Uint8Array) {
    this.content = content?.slice();
  }

  load(): Promise<Uint8Array | undefined> {
    return Promise.resolve(this.content?.slice());
  }

  async replace(content: Uint8Array): Promise<void> {
    await this.#turn();
    this.replaced++;
    this.content = this.#mine = content.slice();
  }

  async append(content: Uint8Array): Promise<boolean> {
    if (!this.#mine || this.content !== this.#mine) return false;
    await this.#turn();
    this.appended++;
    const taken = content.subarray(0, this.room);
    const longer = new Uint8Array(this.#mine.length + taken.length);
    longer.set(this.#mine);
    longer.set(taken, this.#mine.length);
    this.content = this.#mine = longer;
    if (this.room < content.length) {
      throw new Failure("Cannot save: the disk is full. Make room on it, then try again.");
    }
    return true;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return Promise.resolve();
  }

  async #turn(): Promise<void> {
    await Promise.resolve();
    if (this.full) throw new Failure("Cannot save: the disk is full. Make room on it, then try again.");
  }
}
