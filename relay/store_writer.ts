/** How what changes is written into the data file's tables: a case a kind of change. */
import { fromHex } from "../shared/ids.ts";
import { MOST } from "../shared/messages.ts";
import type { ChannelNumbers } from "./channel_numbers.ts";
import type { Database } from "./database.ts";
import type { Oblivion } from "./oblivion.ts";
import type { Change, StoredWrap } from "./store.ts";

type Entry = Extract<Change, { readonly type: "entry" }>;

export class StoreWriter {
  readonly #db: Database;
  readonly #numbers: ChannelNumbers;
  readonly #oblivion: Oblivion;

  constructor(db: Database, numbers: ChannelNumbers, oblivion: Oblivion) {
    this.#db = db;
    this.#numbers = numbers;
    this.#oblivion = oblivion;
  }

  /** Within a transaction of the caller's. */
  write(change: Change): void {
    switch (change.type) {
      case "create":
        this.#db.run(
          "INSERT INTO channels (id, name_key, creator, empty_since) VALUES (?, ?, ?, ?)",
          fromHex(change.id),
          change.nameKey,
          fromHex(change.creator),
          change.at,
        );
        return;
      case "entry":
        return this.#addEntry(this.#numbers.of(change.id), change);
      case "state":
        this.#db.run(
          "INSERT OR REPLACE INTO states VALUES (?, ?, ?)",
          this.#numbers.of(change.id),
          change.count,
          change.bytes,
        );
        return;
      case "frames":
        this.#db.run(
          "INSERT INTO chunks (channel, after, last, size, bytes) VALUES (?, ?, ?, ?, ?)",
          this.#numbers.of(change.id),
          change.after,
          change.last,
          change.bytes.length,
          change.bytes,
        );
        return;
      case "forget":
        return this.#oblivion.forgetAll(this.#numbers.of(change.id));
      case "counters":
        for (const [member, counter] of change.counters) {
          this.#db.run(
            "INSERT OR REPLACE INTO counters VALUES (?, ?, ?)",
            this.#numbers.of(change.id),
            member,
            counter,
          );
        }
        return;
      case "reserve":
        this.#db.run("UPDATE channels SET cursor = ? WHERE number = ?", change.cursor, this.#numbers.of(change.id));
        return;
      case "empty":
        this.#db.run(
          "UPDATE channels SET empty_since = ? WHERE number = ?",
          change.since ?? null,
          this.#numbers.of(change.id),
        );
        return;
      case "remove":
        this.#oblivion.bury(this.#numbers.of(change.id));
        this.#numbers.forget(change.id);
        return;
      default:
        change satisfies never;
    }
  }

  #addEntry(number: number, change: Entry): void {
    this.#db.run("INSERT INTO entries VALUES (?, ?, ?)", number, change.seq, change.bytes);
    for (const { to, sealed } of change.wraps) {
      this.#db.run("INSERT INTO wraps VALUES (?, ?, ?, ?)", number, change.seq, to, sealed);
    }
    this.#forgetOldWraps(number, change.wraps);
    const { removed } = change;
    if (removed !== undefined) {
      const sql =
        "INSERT INTO removals SELECT channel, identity, member, ? FROM holders WHERE channel = ? AND member = ?";
      this.#db.run(sql, change.seq, number, removed);
    }
    for (const { identity, number: holder } of change.joined) {
      this.#forgetRemoval(number, fromHex(identity));
      this.#db.run("INSERT INTO holders VALUES (?, ?, ?)", number, holder, fromHex(identity));
    }
    for (const holder of change.gone) {
      this.#db.run("DELETE FROM holders WHERE channel = ? AND member = ?", number, holder);
      if (holder !== removed) this.#forgetWraps(number, holder);
    }
    const marks = [Number(change.keep), Number(change.open)];
    this.#db.run("UPDATE channels SET keep = ?, open = ? WHERE number = ?", ...marks, number);
  }

  /** Who is let in again reads on as the member he is now. */
  #forgetRemoval(number: number, identity: Uint8Array): void {
    const found = this.#db.get("SELECT member FROM removals WHERE channel = ? AND identity = ?", number, identity);
    if (!found) return;
    this.#forgetWraps(number, Number(found["member"]));
    this.#db.run("DELETE FROM removals WHERE channel = ? AND identity = ?", number, identity);
  }

  /** A key that is replaced again and again would fill the disk. Who holds it longest has the most wraps, and all who get one now had those, too. */
  #forgetOldWraps(number: number, wraps: readonly StoredWrap[]): void {
    const longest = wraps.reduce((least, { to }) => Math.min(least, to), Infinity);
    const newest =
      `SELECT seq FROM wraps WHERE channel = ? AND member = ? ORDER BY seq DESC LIMIT 1 OFFSET ${MOST.wrapsKept}`;
    const old = wraps.length > 0 ? this.#db.get(newest, number, longest)?.["seq"] : undefined;
    if (old === undefined) return;
    for (const { to } of wraps) {
      this.#db.run("DELETE FROM wraps WHERE channel = ? AND member = ? AND seq <= ?", number, to, Number(old));
    }
  }

  #forgetWraps(number: number, member: number): void {
    this.#db.run("DELETE FROM wraps WHERE channel = ? AND member = ?", number, member);
  }
}
