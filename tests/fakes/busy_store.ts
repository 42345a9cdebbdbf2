/** A store in memory with a disk that takes its time: what is written is durable only a moment later. */
import type { Change } from "../../relay/store.ts";
import { SqliteStore } from "../../relay/store_sqlite.ts";

export class BusyStore extends SqliteStore {
  readonly #later: (run: () => void) => void;

  constructor(later: (run: () => void) => void) {
    super(":memory:", "crash");
    this.#later = later;
  }

  override commitSoon(changes: readonly Change[]): Promise<void> {
    super.commitSoon(changes);
    return new Promise((resolve) => this.#later(resolve));
  }
}
