/**
 * The file that SQLite writes a commit into first (its write-ahead log). Synced from here, it is so beside the relay's own thread, which reads on
 * meanwhile. SQLite keeps one such file as long as the database is open, and takes no lock on it.
 */
export class Journal implements Disposable {
  readonly #path: string;
  /** One for each way to wait: a system tells of a write that failed once for each open file, and both who wait must hear of it. */
  #files: { readonly beside: Deno.FsFile; readonly here: Deno.FsFile } | undefined;

  /** The file may come to be later: it is opened when it is synced first. */
  constructor(path: string) {
    this.#path = path;
  }

  /** Resolves when the disk has all that was written before. */
  async sync(): Promise<void> {
    await this.#open().beside.syncData();
  }

  /** Returns when the disk has it. */
  syncNow(): void {
    this.#open().here.syncDataSync();
  }

  [Symbol.dispose](): void {
    this.#files?.beside.close();
    this.#files?.here.close();
    this.#files = undefined;
  }

  #open() {
    const open = () => Deno.openSync(this.#path, { read: true, write: true });
    return this.#files ??= { beside: open(), here: open() };
  }
}
