/** What is kept of files besides their bytes, in the store's SQLite file: the tables `files` and `had`. */
import { type BlobId, type ChannelId, fromHex, type IdentityId, toHex } from "../shared/ids.ts";
import { bytesIn, type Database, type Row } from "./database.ts";
import type { BlobPlace, FileRecord, FileRecords, KeptMark, NewFile } from "./file_records.ts";

const COLUMNS = `SELECT c.id AS channel, f.blob, f.uploader, f.size, f.charge, f.created, f.stored, f.had, f.over
  FROM files f JOIN channels c ON c.number = f.channel AND c.creator <> x''`;
const OF_CHANNEL = "channel = (SELECT number FROM channels WHERE id = ?)";
const AT_PLACE = `${OF_CHANNEL} AND blob = ?`;
const NUMBER = `(SELECT number FROM files WHERE ${AT_PLACE})`;

export class SqliteFileRecords implements FileRecords {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  find(place: BlobPlace): FileRecord | undefined {
    const row = this.#db.get(`${COLUMNS} WHERE c.id = ? AND f.blob = ?`, ...key(place));
    return row && record(row);
  }

  *all(): Iterable<FileRecord> {
    for (const row of this.#db.iterate(COLUMNS)) yield record(row);
  }

  add({ channel, blob, uploader, size, charge, created }: NewFile): void {
    this.#db.durably(() =>
      this.#db.run(
        `INSERT INTO files (channel, blob, uploader, size, charge, created)
         VALUES ((SELECT number FROM channels WHERE id = ?), ?, ?, ?, ?, ?)`,
        ...key({ channel, blob }),
        fromHex(uploader),
        size,
        charge,
        created,
      )
    );
  }

  keep(marks: readonly KeptMark[]): void {
    if (marks.length === 0) return;
    this.#db.durably(() => {
      for (const mark of marks) {
        this.#db.run(`UPDATE files SET stored = ? WHERE ${AT_PLACE}`, mark.stored, ...key(mark));
      }
    });
  }

  had(place: BlobPlace, identity: IdentityId): void {
    const known = `SELECT 1 FROM had WHERE file = ${NUMBER} AND identity = ?`;
    // To say it again is cheap for him, and a commit is not for the relay.
    if (this.#db.get(known, ...key(place), fromHex(identity))) return;
    this.#db.durably(() => {
      this.#db.run(
        `INSERT INTO had SELECT number, ? FROM files WHERE ${AT_PLACE}`,
        fromHex(identity),
        ...key(place),
      );
      this.#db.run(`UPDATE files SET had = had + 1 WHERE ${AT_PLACE}`, ...key(place));
    });
  }

  havers(place: BlobPlace): ReadonlySet<IdentityId> {
    const rows = this.#db.all(`SELECT identity FROM had WHERE file = ${NUMBER}`, ...key(place));
    return new Set(rows.map((row) => toHex(bytesIn(row["identity"])) as IdentityId));
  }

  finish(places: readonly BlobPlace[], charge: number): void {
    this.#db.durably(() => {
      for (const place of places) {
        this.#db.run(`DELETE FROM had WHERE file = ${NUMBER}`, ...key(place));
        this.#db.run(`UPDATE files SET over = 1, had = 0, charge = ? WHERE ${AT_PLACE}`, charge, ...key(place));
      }
    });
  }

  remove(places: readonly BlobPlace[]): void {
    this.#db.durably(() => {
      for (const place of places) this.#db.run(`DELETE FROM files WHERE ${AT_PLACE}`, ...key(place));
    });
  }

  unsettled(channel: ChannelId, which: { readonly uploader: IdentityId; readonly had: number }): readonly FileRecord[] {
    const where = "c.id = ? AND f.over = 0 AND (f.uploader = ? AND f.stored < f.size OR f.had >= ?)";
    return this.#db.all(`${COLUMNS} WHERE ${where}`, fromHex(channel), fromHex(which.uploader), which.had).map(record);
  }

  expired(before: number, most: number): readonly FileRecord[] {
    return this.#db.all(`${COLUMNS} WHERE f.created < ? ORDER BY f.created LIMIT ?`, before, most).map(record);
  }

  charged(channel?: ChannelId): number {
    const row = channel === undefined
      ? this.#db.get("SELECT sum(charge) AS sum FROM files")
      : this.#db.get(`SELECT sum(charge) AS sum FROM files WHERE ${OF_CHANNEL}`, fromHex(channel));
    return Number(row?.["sum"] ?? 0);
  }

  promised(): number {
    const row = this.#db.get("SELECT sum(size - stored) AS sum FROM files WHERE stored < size AND over = 0");
    return Number(row?.["sum"] ?? 0);
  }

  totals(): { readonly count: number; readonly bytes: number } {
    const row = this.#db.get("SELECT count(*) AS count, sum(stored) AS bytes FROM files WHERE over = 0");
    return { count: Number(row?.["count"] ?? 0), bytes: Number(row?.["bytes"] ?? 0) };
  }
}

function key({ channel, blob }: BlobPlace): [Uint8Array, Uint8Array] {
  return [fromHex(channel), fromHex(blob)];
}

function record(row: Row): FileRecord {
  return {
    channel: toHex(bytesIn(row["channel"])) as ChannelId,
    blob: toHex(bytesIn(row["blob"])) as BlobId,
    uploader: toHex(bytesIn(row["uploader"])) as IdentityId,
    size: Number(row["size"]),
    charge: Number(row["charge"]),
    created: Number(row["created"]),
    stored: Number(row["stored"]),
    had: Number(row["had"]),
    over: Number(row["over"]) === 1,
  };
}
