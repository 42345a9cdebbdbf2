/**
 * The store in one SQLite file. A chunk of stored frames is one row, so a tick costs a row a channel however many messages it
 * carried; everything of a tick is one transaction.
 */
import { type ChannelId, fromHex, type IdentityId, toHex } from "../shared/ids.ts";
import { ChannelNumbers } from "./channel_numbers.ts";
import { bytesIn, Database, type Durability, type Row } from "./database.ts";
import { SqliteFileRecords } from "./file_records_sqlite.ts";
import { Oblivion } from "./oblivion.ts";
import type { Ban, Change, Removal, Store, StoredChannel, StoredChunk, StoredDoor } from "./store.ts";
import { StoreWriter } from "./store_writer.ts";

/** Of a channel ?1, the cursor up to which nothing is to be seen. */
const FORGOTTEN = "(SELECT forgotten FROM channels WHERE number = ?1)";
/** How many chunks one trim looks at: where the bound has become much smaller there may be hundreds of thousands, and everybody waits. */
const TRIMMED_AT_ONCE = 10_000;

export class SqliteStore implements Store {
  readonly files: SqliteFileRecords;
  readonly #db: Database;
  readonly #oblivion: Oblivion;
  readonly #numbers: ChannelNumbers;
  readonly #writer: StoreWriter;

  /** Opens or creates the file; ":memory:" keeps nothing. */
  constructor(file: string, durability: Durability) {
    this.#db = new Database(file, durability);
    this.files = new SqliteFileRecords(this.#db);
    this.#oblivion = new Oblivion(this.#db);
    this.#numbers = new ChannelNumbers(this.#db);
    this.#writer = new StoreWriter(this.#db, this.#numbers, this.#oblivion);
  }

  commit(changes: readonly Change[]): void {
    if (changes.length === 0) return;
    this.#durably(() => {
      for (const change of changes) this.#writer.write(change);
    });
  }

  commitSoon(changes: readonly Change[]): Promise<void> | undefined {
    if (changes.length === 0) return undefined;
    return this.#heedful(() =>
      this.#db.soon(() => {
        for (const change of changes) this.#writer.write(change);
      })
    );
  }

  sync(): void {
    this.#db.sync();
  }

  load(id: ChannelId): StoredChannel | undefined {
    const row = this.#db.get("SELECT number FROM channels WHERE id = ?", fromHex(id));
    if (!row) return undefined;
    const number = Number(row["number"]);
    const counters = this.#db.all("SELECT member, counter FROM counters WHERE channel = ?", number);
    const state = this.#db.get("SELECT count, bytes FROM states WHERE channel = ?", number);
    return {
      id,
      ...this.#extent(number),
      state: state && bytesIn(state["bytes"]),
      entries: this.log(id, Number(state?.["count"] ?? 0), Infinity),
      counters: new Map(counters.map((row) => [Number(row["member"]), Number(row["counter"])])),
    };
  }

  find(nameKey: string, most: number): readonly StoredDoor[] {
    const sql = "SELECT id, open FROM channels WHERE name_key = ? ORDER BY number LIMIT ?";
    return this.#db.all(sql, nameKey, most).map(doorOf);
  }

  door(id: ChannelId): StoredDoor | undefined {
    const row = this.#db.get("SELECT id, open FROM channels WHERE id = ? AND name_key <> ''", fromHex(id));
    return row && doorOf(row);
  }

  channelsOf(identity: IdentityId, most: number): readonly ChannelId[] {
    return this.#db.all(
      // The index is in their order already: to sort tens of thousands first, for each who asks, is everybody's wait.
      "SELECT id FROM channels WHERE number IN (SELECT DISTINCT channel FROM holders WHERE identity = ? ORDER BY channel LIMIT ?) ORDER BY number",
      fromHex(identity),
      most,
    ).map(idOf);
  }

  holds(id: ChannelId, identity: IdentityId): boolean {
    const sql = "SELECT 1 FROM holders h JOIN channels c ON c.number = h.channel WHERE h.identity = ? AND c.id = ?";
    return this.#db.get(sql, fromHex(identity), fromHex(id)) !== undefined;
  }

  privateOf(one: IdentityId, other: IdentityId): ChannelId | undefined {
    const row = this.#db.get(
      `SELECT c.id FROM holders a JOIN holders b ON b.channel = a.channel JOIN channels c ON c.number = a.channel
      WHERE a.identity = ? AND b.identity = ? AND c.name_key = '' ORDER BY c.number LIMIT 1`,
      fromHex(one),
      fromHex(other),
    );
    return row && idOf(row);
  }

  removal(id: ChannelId, identity: IdentityId): Removal | undefined {
    const row = this.#db.get(
      "SELECT r.member, r.seq FROM removals r JOIN channels c ON c.number = r.channel WHERE c.id = ? AND r.identity = ?",
      fromHex(id),
      fromHex(identity),
    );
    return row && { member: Number(row["member"]), seq: Number(row["seq"]) };
  }

  createdBy(identity: IdentityId): number {
    return Number(this.#db.get("SELECT count(*) AS n FROM channels WHERE creator = ?", fromHex(identity))?.["n"] ?? 0);
  }

  channelCount(): number {
    return Number(this.#db.get("SELECT count(*) AS n FROM channels WHERE creator <> x''")?.["n"] ?? 0);
  }

  log(id: ChannelId, from: number, mostBytes: number): readonly Uint8Array[] {
    const sql = "SELECT bytes FROM entries WHERE channel = ? AND seq >= ? ORDER BY seq";
    const found: Uint8Array[] = [];
    let size = 0;
    for (const row of this.#db.iterate(sql, this.#numbers.of(id), from)) {
      const bytes = bytesIn(row["bytes"]);
      size += bytes.length;
      if (size > mostBytes && found.length > 0) break;
      found.push(bytes);
    }
    return found;
  }

  wrap(id: ChannelId, seq: number, to: number): Uint8Array | undefined {
    const row = this.#db.get(
      "SELECT sealed FROM wraps WHERE channel = ? AND seq = ? AND member = ?",
      this.#numbers.of(id),
      seq,
      to,
    );
    return row && bytesIn(row["sealed"]);
  }

  chunkAfter(id: ChannelId, cursor: number): StoredChunk | undefined {
    const number = this.#numbers.find(id);
    if (number === undefined) return undefined;
    const sql =
      `SELECT after, last, bytes FROM chunks WHERE channel = ?1 AND last > max(?2, ${FORGOTTEN}) ORDER BY last LIMIT 1`;
    return chunkOf(this.#db.get(sql, number, cursor));
  }

  chunkBefore(id: ChannelId, cursor: number): StoredChunk | undefined {
    const around = this.chunkAfter(id, cursor - 2);
    if (around && around.after < cursor - 1) return around;
    const number = this.#numbers.find(id);
    if (number === undefined) return undefined;
    const sql = `SELECT after, last, bytes FROM chunks
      WHERE channel = ?1 AND last < ?2 AND last > ${FORGOTTEN} ORDER BY last DESC LIMIT 1`;
    return chunkOf(this.#db.get(sql, number, cursor));
  }

  trim(id: ChannelId, bytes: number): { readonly oldest: number; readonly gone: number } {
    const number = this.#numbers.of(id);
    const { last, gone } = this.#oldest(number, bytes);
    if (gone > 0) this.#durably(() => this.#oblivion.forget(number, last));
    const first = "SELECT after FROM chunks WHERE channel = ?1 AND last > ?2 ORDER BY last LIMIT 1";
    const sql = `SELECT coalesce((${first}), cursor) AS oldest FROM channels WHERE number = ?1`;
    return { oldest: Number(this.#db.get(sql, number, last)?.["oldest"]), gone };
  }

  tidy(): boolean {
    return this.#heedful(() => this.#oblivion.tidy());
  }

  begin(now: number): void {
    const sql = "UPDATE channels SET empty_since = ? WHERE (empty_since IS NULL OR keep = 0) AND creator <> x''";
    this.#durably(() => this.#db.run(sql, now));
  }

  shift(since: number, { by, now }: { readonly by: number; readonly now: number }): void {
    this.#durably(() => {
      for (const [table, time] of [["channels", "empty_since"], ["files", "created"]]) {
        const sql = `UPDATE ${table} SET ${time} = min(${time} + ?, ?) WHERE ${time} BETWEEN ? AND ?`;
        this.#db.run(sql, Math.max(0, by), now, since, now - by);
      }
    });
  }

  expired(before: { readonly unkept: number; readonly kept: number }, most: number): readonly ChannelId[] {
    const since = (keep: 0 | 1) => `SELECT id FROM channels WHERE keep = ${keep} AND empty_since < ?`;
    const sql = `${since(0)} UNION ALL ${since(1)} LIMIT ?`;
    return this.#db.all(sql, before.unkept, before.kept, most).map(idOf);
  }

  setting(name: string): Uint8Array | undefined {
    const row = this.#db.get("SELECT value FROM settings WHERE name = ?", name);
    return row && bytesIn(row["value"]);
  }

  set(name: string, value: Uint8Array): void {
    const sql = "INSERT INTO settings VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value";
    this.#durably(() => this.#db.run(sql, name, value));
  }

  bans(): readonly Ban[] {
    // Older relays wrote times that are no numbers here.
    const sql =
      `SELECT subject, nick, min(until, ${Number.MAX_SAFE_INTEGER}) AS until, reason FROM bans ORDER BY subject`;
    return this.#db.all(sql).map((row) => ({
      subject: String(row["subject"]),
      nick: String(row["nick"]),
      until: Number(row["until"]),
      reason: String(row["reason"]),
    }));
  }

  ban({ subject, nick, until, reason }: Ban): void {
    const sql = "INSERT OR REPLACE INTO bans (subject, nick, until, reason) VALUES (?, ?, ?, ?)";
    this.#durably(() => this.#db.run(sql, subject, nick, until, reason));
  }

  unban(subject: string): boolean {
    return this.#durably(() => this.#db.run("DELETE FROM bans WHERE subject = ?", subject)) > 0;
  }

  [Symbol.dispose](): void {
    this.#db[Symbol.dispose]();
  }

  /** The oldest chunks that have at least so many bytes together, as far as one looks: the last one's cursor, and how many bytes they have. */
  #oldest(number: number, bytes: number): { readonly last: number; readonly gone: number } {
    let found = { last: 0, gone: 0 };
    const sql = `SELECT last, size FROM chunks WHERE channel = ?1 AND last > ${FORGOTTEN} ORDER BY last LIMIT ?2`;
    for (const row of bytes > 0 ? this.#db.iterate(sql, number, TRIMMED_AT_ONCE) : []) {
      found = { last: Number(row["last"]), gone: found.gone + Number(row["size"]) };
      if (found.gone >= bytes) break;
    }
    return found;
  }

  /** Where a channel's stream stands, and what of it is stored. */
  #extent(number: number): { readonly cursor: number; readonly oldest: number; readonly storedBytes: number } {
    const reserved = Number(this.#db.get("SELECT cursor FROM channels WHERE number = ?", number)?.["cursor"] ?? 0);
    const sums = this.#db.get(
      `SELECT min(after) AS oldest, max(last) AS newest, coalesce(sum(size), 0) AS size FROM chunks
      WHERE channel = ?1 AND last > ${FORGOTTEN}`,
      number,
    );
    const cursor = Math.max(reserved, Number(sums?.["newest"] ?? 0));
    return { cursor, oldest: Number(sums?.["oldest"] ?? cursor), storedBytes: Number(sums?.["size"] ?? 0) };
  }

  #durably<T>(write: () => T): T {
    return this.#heedful(() => this.#db.durably(write));
  }

  #heedful<T>(write: () => T): T {
    try {
      return write();
    } catch (error) {
      this.#numbers.forgetAll();
      throw error;
    }
  }
}

function idOf(row: Row): ChannelId {
  return toHex(bytesIn(row["id"])) as ChannelId;
}

function doorOf(row: Row): StoredDoor {
  const { open } = row;
  return { id: idOf(row), open: open === null ? undefined : Number(open) !== 0 };
}

function chunkOf(row: Row | undefined): StoredChunk | undefined {
  return row && { after: Number(row["after"]), last: Number(row["last"]), bytes: bytesIn(row["bytes"]) };
}
