/**
 * What a channel no longer has: old messages that do not fit, a history that was turned off, a channel that is gone. It is out of sight at once, and taken out
 * of the file piece by piece: it may be hundreds of thousands of rows, and a relay that deletes does nothing else.
 */
import type { Database } from "./database.ts";

/** How much is taken out in one go. */
const MOST_ROWS = 1000;
const MOST_BYTES = 4 * 2 ** 20;
/** The channel is gone, with all that it ever had. */
const EVERYTHING = Number.MAX_SAFE_INTEGER;

/** What is in a channel that is gone, but for its messages and what there is one of each who is in it: a piece of each. */
const PIECES: readonly string[] = [
  // Few at a time: of each, thousands may have said that they have it.
  `DELETE FROM files WHERE number IN (SELECT number FROM files WHERE channel = ?1 LIMIT ?2 / 100)`,
  `DELETE FROM wraps WHERE channel = ?1 AND (member, seq) IN (SELECT member, seq FROM wraps WHERE channel = ?1 LIMIT ?2)`,
  // Of who was in it there may be as many as its log is long.
  `DELETE FROM removals WHERE channel = ?1 AND identity IN (SELECT identity FROM removals WHERE channel = ?1 LIMIT ?2)`,
  `DELETE FROM counters WHERE channel = ?1 AND member IN (SELECT member FROM counters WHERE channel = ?1 LIMIT ?2)`,
  `DELETE FROM entries WHERE channel = ?1 AND seq IN (SELECT seq FROM entries WHERE channel = ?1 LIMIT ?2)`,
];

export class Oblivion {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** A channel's messages up to this cursor are out of sight. Its own cursor stays where it is, although none may tell any more. */
  forget(number: number, last: number): void {
    this.#db.run(
      `UPDATE channels SET forgotten = max(forgotten, ?), cursor = max(
        cursor, coalesce((SELECT max(last) FROM chunks WHERE channel = channels.number), 0)
      ) WHERE number = ?`,
      last,
      number,
    );
  }

  /** All that was said there up to now is out of sight: what is stored, for the channel's cursor may be one that is given out only later. */
  forgetAll(number: number): void {
    const last = this.#db.get("SELECT max(last) AS last FROM chunks WHERE channel = ?", number)?.["last"];
    this.forget(number, Number(last ?? 0));
  }

  /** A channel is out of sight: nobody finds it, made it, or is in it. */
  bury(number: number): void {
    this.#db.run("DELETE FROM holders WHERE channel = ?", number);
    this.#db.run("UPDATE files SET over = 1, charge = 0, created = ? WHERE channel = ?", EVERYTHING, number);
    this.#db.run(
      `UPDATE channels SET id = CAST(number AS BLOB), name_key = '', creator = x'', keep = 0, empty_since = NULL, forgotten = ?
      WHERE number = ?`,
      EVERYTHING,
      number,
    );
  }

  /** Takes a piece of it out of the file; false: there is nothing. */
  tidy(): boolean {
    const row = this.#db.get("SELECT number, forgotten FROM channels WHERE forgotten <> 0 LIMIT 1");
    if (!row) return false;
    const [number, forgotten] = [Number(row["number"]), Number(row["forgotten"])];
    this.#db.durably(() => this.#takeOut(number, forgotten));
    return true;
  }

  #takeOut(number: number, forgotten: number): void {
    if (this.#takeOutChunks(number, forgotten) > 0) return;
    if (forgotten !== EVERYTHING) {
      this.#db.run("UPDATE channels SET forgotten = 0 WHERE number = ?", number);
    } else if (!PIECES.some((piece) => this.#db.run(piece, number, MOST_ROWS) > 0)) {
      this.#db.run("DELETE FROM channels WHERE number = ?", number);
    }
  }

  #takeOutChunks(number: number, forgotten: number): number {
    const which = "FROM chunks WHERE channel = ? AND last <= ? ORDER BY last LIMIT ?";
    const size = Number(this.#db.get(`SELECT size ${which}`, number, forgotten, 1)?.["size"] ?? 0);
    const most = Math.max(1, Math.min(MOST_ROWS, Math.floor(MOST_BYTES / Math.max(1, size))));
    return this.#db.run(`DELETE FROM chunks WHERE rowid IN (SELECT rowid ${which})`, number, forgotten, most);
  }
}
