import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { Database, type Durability } from "../../relay/database.ts";
import { Journal } from "../../relay/journal.ts";
import { Failure } from "../../shared/failure.ts";

/** A disk that can refuse to sync, and counts how often it was asked. */
class FragileJournal extends Journal {
  broken = false;
  syncs = 0;

  override async sync(): Promise<void> {
    this.#ask();
    await super.sync();
  }

  override syncNow(): void {
    this.#ask();
    super.syncNow();
  }

  #ask(): void {
    this.syncs++;
    if (this.broken) throw new Error("Input/output error (os error 5)");
  }
}

class Desk implements Disposable {
  readonly file: string;
  readonly journal: FragileJournal;
  readonly db: Database;
  readonly #folder = Deno.makeTempDirSync();

  constructor(durability: Durability = "power") {
    this.file = `${this.#folder}/data.sqlite`;
    this.journal = new FragileJournal(`${this.file}-wal`);
    this.db = new Database(this.file, durability, this.journal);
  }

  write(name: string): void {
    this.db.run("INSERT INTO settings VALUES (?, ?)", name, new Uint8Array(1));
  }

  /** What is in it, as somebody finds it who opens a copy that was made just now. */
  found(parts: readonly string[]): readonly string[] {
    const copy = `${this.#folder}/copy-${crypto.randomUUID()}`;
    for (const part of parts) Deno.copyFileSync(this.file + part, copy + part);
    using db = new Database(copy, "crash");
    return db.all("SELECT name FROM settings ORDER BY name").map((row) => String(row["name"]));
  }

  [Symbol.dispose](): void {
    this.db[Symbol.dispose]();
    Deno.removeSync(this.#folder, { recursive: true });
  }
}

const BOTH = ["", "-wal"];

Deno.test("what soon() writes is synced beside the thread, and what durably() writes before it returns", async () => {
  using desk = new Desk();
  await desk.db.soon(() => desk.write("soon"));
  assertEquals(desk.journal.syncs, 1);
  desk.db.durably(() => desk.write("at once"));
  assertEquals(desk.journal.syncs, 1);
  assertEquals(desk.db.get("PRAGMA synchronous"), { synchronous: 2 });
  assertEquals(desk.found(BOTH), ["at once", "soon"]);
});

Deno.test("where only a crash of the process is to be survived, nothing is synced", () => {
  using desk = new Desk("crash");
  assertEquals(desk.db.soon(() => desk.write("soon")), undefined);
  desk.db.sync();
  desk.db.durably(() => desk.write("at once"));
  assertEquals(desk.journal.syncs, 0);
  assertEquals(desk.db.get("PRAGMA synchronous"), { synchronous: 1 });
});

Deno.test("what the disk did not sync is a Failure in words, in either way to sync it", async () => {
  using desk = new Desk();
  desk.journal.broken = true;
  assertThrows(() => desk.db.sync(), Failure, "Cannot store what was sent");
  await assertRejects(async () => await desk.db.soon(() => desk.write("soon")), Failure, "Cannot store what was sent");
});

Deno.test("a journal that is no longer there is a Failure that says what is gone", async () => {
  if (Deno.build.os === "windows") return;
  using desk = new Desk();
  Deno.removeSync(`${desk.file}-wal`);
  await assertRejects(async () => await desk.db.soon(() => desk.write("soon")), Failure, "the data directory is gone");
});

Deno.test("after a sync that failed nothing is built on the journal: all of it goes into the file itself first", async () => {
  using desk = new Desk();
  await desk.db.soon(() => desk.write("1"));
  desk.journal.broken = true;
  await assertRejects(async () => await desk.db.soon(() => desk.write("2")), Failure);
  desk.journal.broken = false;
  assertEquals(desk.found([""]), []);
  desk.db.durably(() => desk.write("3"));
  // A reader would stop at the part of the journal that the disk lost: without the file's own copy "2" and "3" would be gone with it.
  assertEquals(desk.found([""]), ["1", "2"]);
  assertEquals(desk.found(BOTH), ["1", "2", "3"]);
});

Deno.test("what is written and refused leaves nothing behind, and the next write is taken", async () => {
  using desk = new Desk();
  const twice = () => {
    desk.write("a");
    desk.write("a");
  };
  assertThrows(() => desk.db.soon(twice), Failure);
  await desk.db.soon(() => desk.write("b"));
  assertEquals(desk.found(BOTH), ["b"]);
});

Deno.test("after a sync that failed the next one that is waited for makes all of it durable in the file itself", async () => {
  using desk = new Desk();
  desk.journal.broken = true;
  await assertRejects(async () => await desk.db.soon(() => desk.write("1")), Failure);
  desk.journal.broken = false;
  desk.db.sync();
  assertEquals(desk.found([""]), ["1"]);
});

Deno.test("who stops reading in the middle leaves nothing open: the journal goes into the file as ever", () => {
  using desk = new Desk();
  desk.db.durably(() => {
    for (let i = 0; i < 10; i++) desk.write(`setting ${i}`);
  });
  for (const row of desk.db.iterate("SELECT name FROM settings ORDER BY name")) {
    if (row["name"] === "setting 3") break;
  }
  assertEquals(desk.db.get("PRAGMA wal_checkpoint(TRUNCATE)")?.["busy"], 0);
  assertEquals(desk.found([""]).length, 10);
});

Deno.test("a file that was there takes no more files than a new one", () => {
  const folder = Deno.makeTempDirSync();
  const names = () => Array.from(Deno.readDirSync(folder), ({ name }) => name).toSorted();
  const taken = [1, 2].map(() => {
    using _db = new Database(`${folder}/data.sqlite`, "crash");
    return names();
  });
  assertEquals(taken, [["data.sqlite", "data.sqlite-wal"], ["data.sqlite", "data.sqlite-wal"]]);
  Deno.removeSync(folder, { recursive: true });
});
