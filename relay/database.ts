/**
 * One SQLite file: statements that are prepared once, writes that happen whole or not at all, and a disk's refusal in words. What is in its
 * tables is the business of who owns them. The file is locked as long as it is open: one relay, one directory.
 */
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { Failure } from "../shared/failure.ts";
import { checkOwner, migrate } from "./store_schema.ts";

/** How much a crash of the whole machine may cost: nothing ("power"), or the last moments ("crash": only the process may die). */
export type Durability = "power" | "crash";

export type Value = string | number | null | Uint8Array;
export type Row = Record<string, unknown>;

/** Checkpointing less often than SQLite's 4 MiB costs disk space for a while, and spares a busy relay pauses. */
const CHECKPOINT_PAGES = 8000;

export class Database implements Disposable {
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  /** Opens or creates the file; ":memory:" keeps nothing. */
  constructor(file: string, durability: Durability) {
    this.#db = open(file, durability);
  }

  get(sql: string, ...values: Value[]): Row | undefined {
    return this.#prepare(sql).get(...values);
  }

  all(sql: string, ...values: Value[]): Row[] {
    return this.#prepare(sql).all(...values);
  }

  iterate(sql: string, ...values: Value[]): Iterable<Row> {
    return this.#prepare(sql).iterate(...values);
  }

  /** How many rows it changed. */
  run(sql: string, ...values: Value[]): number {
    return Number(this.#prepare(sql).run(...values).changes);
  }

  /** Writes all of it or nothing; Failure when the disk refuses. */
  durably<T>(write: () => T): T {
    try {
      this.#db.exec("BEGIN IMMEDIATE");
      const written = write();
      this.#db.exec("COMMIT");
      return written;
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec("ROLLBACK");
      throw new Failure(`Cannot store what was sent: ${reason(error)}.`);
    }
  }

  [Symbol.dispose](): void {
    this.#db.close();
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

function open(file: string, durability: Durability): DatabaseSync {
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(file);
    // First of all: what comes after it writes to the file.
    checkOwner(db);
    db.exec(`
      PRAGMA locking_mode = EXCLUSIVE;
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = ${durability === "power" ? "FULL" : "NORMAL"};
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

/** What SQLite says, in words that tell a person what to do. */
function reason(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (/locked|busy/i.test(message)) return "another pychat relay is using it. Stop that one, or choose another --data";
  if (/full/i.test(message)) return "the disk is full. Make room, then start again";
  if (/readonly|read-only|unable to open|permission/i.test(message)) {
    return "it cannot be written. Choose another --data";
  }
  if (/not a database|malformed/i.test(message)) return "it is not a pychat relay's, or it is damaged";
  return message;
}
