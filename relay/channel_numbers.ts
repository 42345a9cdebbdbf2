/** The numbers under which the data file knows channels, remembered once they were looked up. */
import { type ChannelId, fromHex } from "../shared/ids.ts";
import type { Database } from "./database.ts";

export class ChannelNumbers {
  readonly #db: Database;
  readonly #known = new Map<ChannelId, number>();

  constructor(db: Database) {
    this.#db = db;
  }

  /** Undefined: it is not stored. */
  find(id: ChannelId): number | undefined {
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    const row = this.#db.get("SELECT number FROM channels WHERE id = ?", fromHex(id));
    if (!row) return undefined;
    const number = Number(row["number"]);
    this.#known.set(id, number);
    return number;
  }

  /** Of one that is stored. */
  of(id: ChannelId): number {
    const number = this.find(id);
    if (number === undefined) throw new RangeError(`Cannot find channel ${id}: it is not stored`);
    return number;
  }

  forget(id: ChannelId): void {
    this.#known.delete(id);
  }

  /** What was written may not be stored after all. */
  forgetAll(): void {
    this.#known.clear();
  }
}
