/** Waiting for something that the engine tells. Who waits is told after the client has shown it. */
import type { Event } from "./events.ts";

export class EventWatch {
  readonly #watchers = new Set<(event: Event) => void>();

  tell(event: Event): void {
    for (const watcher of [...this.#watchers]) watcher(event);
  }

  /** Resolves with the first thing that is picked from what is told from now on; rejects when the signal aborts first. */
  heard<T>(pick: (event: Event) => T | undefined, signal: AbortSignal): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const stop = () => {
      this.#watchers.delete(watcher);
      reject(signal.reason);
    };
    const watcher = (event: Event) => {
      const picked = pick(event);
      if (picked === undefined) return;
      this.#watchers.delete(watcher);
      signal.removeEventListener("abort", stop);
      resolve(picked);
    };
    this.#watchers.add(watcher);
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop);
    return promise;
  }
}
