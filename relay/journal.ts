/**
 * The file that SQLite writes a commit into first (its write-ahead log). Synced from here, it is so beside the relay's own thread, which reads on
 * meanwhile. SQLite keeps one such file as long as the database is open, and takes no lock on it.
 */
export class Journal implements Disposable {
  readonly #path: string;
  #file: Deno.FsFile | undefined;

  /** The file may come to be later: it is opened when it is synced first. */
  constructor(path: string) {
    this.#path = path;
  }

  /** Resolves when the disk has all that was written before. */
  async sync(): Promise<void> {
    await this.#open().syncData();
  }

  /** Returns when the disk has it. */
  syncNow(): void {
    this.#open().syncDataSync();
  }

  [Symbol.dispose](): void {
    this.#file?.close();
    this.#file = undefined;
  }

  #open(): Deno.FsFile {
    return this.#file ??= Deno.openSync(this.#path, { read: true, write: true });
  }
}
