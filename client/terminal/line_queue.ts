/** Lines, however they are given, between who writes them and who waits for them, in order; after the end there are none. */

export class LineQueue<Line = string> {
  readonly #lines: Line[] = [];
  readonly #readers: ((line: Line | undefined) => void)[] = [];
  #ended = false;

  /** Whether somebody waits for a line. */
  get awaited(): boolean {
    return this.#readers.length > 0;
  }

  put(line: Line): void {
    const reader = this.#readers.shift();
    if (reader) reader(line);
    else if (!this.#ended) this.#lines.push(line);
  }

  /** Nothing more comes: whoever waits is told. */
  end(): void {
    this.#ended = true;
    for (const reader of this.#readers.splice(0)) reader(undefined);
  }

  /** The next line; undefined at the end, or when the signal aborts. */
  next(signal?: AbortSignal): Promise<Line | undefined> {
    const line = this.#lines.shift();
    if (line !== undefined) return Promise.resolve(line);
    if (this.#ended || signal?.aborted) return Promise.resolve(undefined);
    const { promise, resolve } = Promise.withResolvers<Line | undefined>();
    const stop = () => this.#leave(reader);
    const reader = (line: Line | undefined) => {
      signal?.removeEventListener("abort", stop);
      resolve(line);
    };
    this.#readers.push(reader);
    signal?.addEventListener("abort", stop);
    return promise;
  }

  /** Else it would take a line that somebody else waits for. */
  #leave(reader: (line: Line | undefined) => void): void {
    const at = this.#readers.indexOf(reader);
    if (at >= 0) this.#readers.splice(at, 1);
    reader(undefined);
  }
}
