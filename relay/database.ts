/**
 * One SQLite file: statements that are prepared once, writes that happen whole or not at all, and a disk's refusal in words. What is in its
 * tables is the business of who owns them. The file is locked as long as it is open: one relay, one directory.
 */
import { chmodSync, closeSync, existsSync, openSync } from "node:fs";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { Failure } from "../shared/failure.ts";
import { Journal } from "./journal.ts";
import { checkOwner, migrate } from "./store_schema.ts";

/** How much a crash of the whole machine may cost: nothing ("power"), or the last moments ("crash": only the process may die). */
export type Durability = "power" | "crash";

export type Value = string | number | null | Uint8Array;
export type Row = Record<string, unknown>;

/** What SQLite waits for at the end of a commit: until the disk has it, or not. */
type Synchronous = "FULL" | "NORMAL";

const MEMORY = ":memory:";
const OWNER_ONLY = 0o600;

/** Checkpointing less often than SQLite's 4 MiB costs disk space for a while, and spares a busy relay pauses. */
const CHECKPOINT_PAGES = 8000;

export class Database implements Disposable {
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  readonly #durability: Durability;
  /** Undefined where nobody waits for a disk. */
  readonly #journal: Journal | undefined;
  #synchronous: Synchronous = "NORMAL";
  /** The disk did not take what was written: it is to be written anew before anything else. */
  #unsynced = false;

  /** Opens or creates the file; ":memory:" keeps nothing. */
  constructor(file: string, durability: Durability, journal = new Journal(`${file}-wal`)) {
    this.#db = open(file);
    this.#durability = durability;
    this.#journal = durability === "power" && file !== MEMORY ? journal : undefined;
  }

  get(sql: string, ...values: Value[]): Row | undefined {
    return this.#read(() => this.#prepare(sql).get(...values));
  }

  all(sql: string, ...values: Value[]): Row[] {
    return this.#read(() => this.#prepare(sql).all(...values));
  }

  *iterate(sql: string, ...values: Value[]): Iterable<Row> {
    const rows = this.#read(() => this.#prepare(sql).iterate(...values));
    try {
      for (;;) {
        const { value, done } = this.#read(() => rows.next());
        if (done) return;
        yield value;
      }
    } finally {
      // Who has seen enough would leave it open, and as long as something is being read the journal only grows.
      rows.return?.();
    }
  }

  /** How many rows it changed. */
  run(sql: string, ...values: Value[]): number {
    return Number(this.#prepare(sql).run(...values).changes);
  }

  /** Writes all of it or nothing, and durably; Failure when the disk refuses. */
  durably<T>(write: () => T): T {
    return this.#transact(this.#durability === "power" ? "FULL" : "NORMAL", write);
  }

  /** Writes all of it or nothing, too, but it is durable only when the promise resolves. Undefined: it is already. */
  soon(write: () => void): Promise<void> | undefined {
    this.#transact("NORMAL", write);
    return this.#journal?.sync().catch((error) => this.#refused(error));
  }

  /** Makes durable what soon() has written, here and now. */
  sync(): void {
    try {
      if (this.#unsynced) this.#writeAnew();
      else this.#journal?.syncNow();
    } catch (error) {
      this.#refused(error);
    }
  }

  [Symbol.dispose](): void {
    this.#journal?.[Symbol.dispose]();
    this.#db.close();
  }

  /** Failure when the disk refuses; within a transaction that is told by its end. */
  #read<T>(read: () => T): T {
    try {
      return read();
    } catch (error) {
      if (this.#db.isTransaction) throw error;
      throw new Failure(`Cannot read what is stored: ${reason(error)}.`);
    }
  }

  #transact<T>(synchronous: Synchronous, write: () => T): T {
    try {
      if (this.#unsynced) this.#writeAnew();
      this.#wait(synchronous);
      this.#db.exec("BEGIN IMMEDIATE");
      const written = write();
      this.#db.exec("COMMIT");
      return written;
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec("ROLLBACK");
      throw refusal(error);
    }
  }

  /** From now on a commit waits for the disk, or does not. */
  #wait(synchronous: Synchronous): void {
    if (this.#synchronous === synchronous) return;
    this.#db.exec(`PRAGMA synchronous = ${synchronous}`);
    this.#synchronous = synchronous;
  }

  #refused(error: unknown): never {
    this.#unsynced = true;
    throw refusal(error);
  }

  /** A journal that the disk took only in part ends there when it is read again, whatever was added since: all that is in it goes into the file itself. */
  #writeAnew(): void {
    this.#wait("FULL");
    const busy = this.#db.prepare("PRAGMA wal_checkpoint(TRUNCATE)").get()?.["busy"];
    if (busy !== 0) throw new Error("the disk does not take it");
    this.#unsynced = false;
  }

  #prepare(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (!statement) this.#statements.set(sql, statement = this.#db.prepare(sql));
    return statement;
  }
}

/** The bytes in a column. */
export function bytesIn(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  throw new TypeError("Cannot read the data file: bytes were expected");
}

function open(file: string): DatabaseSync {
  let db: DatabaseSync | undefined;
  try {
    if (file !== MEMORY) makeOwn(file);
    db = new DatabaseSync(file);
    // Before anything is read: else that takes a file more, and on a full disk fails for it with other words.
    db.exec("PRAGMA locking_mode = EXCLUSIVE");
    // First of all: what comes after it writes to the file.
    checkOwner(db);
    // The relay's own key is in it, in a directory that others may read.
    if (file !== MEMORY) keepToOwner(file);
    db.exec(`
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = NORMAL;
      PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES};
      PRAGMA foreign_keys = ON;
    `);
    migrate(db);
    return db;
  } catch (error) {
    db?.close();
    if (error instanceof Failure) throw error;
    throw new Failure(`Cannot open the data file "${file}": ${reason(error)}.`);
  }
}

/** An empty file for its owner's eyes only, unless there is one: the database would make one for everybody's. */
function makeOwn(file: string): void {
  closeSync(openSync(file, "a", OWNER_ONLY));
}

function keepToOwner(file: string): void {
  for (const path of [file, `${file}-wal`]) if (existsSync(path)) chmodSync(path, OWNER_ONLY);
}

function refusal(error: unknown): Failure {
  return new Failure(`Cannot store what was sent: ${reason(error)}.`);
}

/** What SQLite says, in words that tell a person what to do. */
function reason(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (/locked|busy/i.test(message)) return "another pychat relay is using it. Stop that one, or choose another --data";
  if (/full/i.test(message)) return "the disk is full. Make room on it";
  if (/readonly|read-only|unable to open|permission|on a directory/i.test(message)) {
    return "it cannot be written. Choose another --data";
  }
  if (/no such file/i.test(message)) return "the data directory is gone. Stop the relay and put it back";
  if (/not a database|malformed/i.test(message)) return "it is not a pychat relay's, or it is damaged";
  return message;
}
