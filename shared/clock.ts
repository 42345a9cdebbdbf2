/** Time as the rest of the program sees it. */

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves in `ms`; rejects with the signal's reason as soon as it aborts, and leaves no timer behind. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Runs once in `ms` unless it is disposed before. */
  after(ms: number, run: () => void): Disposable;
  /** Runs every `ms`, first in `ms`, until it is disposed. */
  every(ms: number, run: () => void): Disposable;
}
