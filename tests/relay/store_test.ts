import { assert, assertEquals, assertMatch, assertThrows } from "@std/assert";
import { DatabaseSync } from "node:sqlite";
import { openDataDirectory } from "../../relay/data_directory.ts";
import type { Durability } from "../../relay/database.ts";
import type { Change } from "../../relay/store.ts";
import { SqliteStore } from "../../relay/store_sqlite.ts";
import { Failure } from "../../shared/failure.ts";
import type { BlobId, ChannelId, IdentityId } from "../../shared/ids.ts";
import { MemoryStore } from "../fakes/memory_store.ts";
import { fileRecordsContract } from "./file_records_contract.ts";
import { storeContract } from "./store_contract.ts";

const WORK = "01".repeat(16) as ChannelId;
const BLOB = "0a".repeat(16) as BlobId;
const ALICE = "a1".repeat(32) as IdentityId;

for (const contract of [storeContract, fileRecordsContract]) {
  contract("MemoryStore", () => new MemoryStore());
  contract("SqliteStore in memory", () => new SqliteStore(":memory:", "crash"));
  contract("SqliteStore in a file", () => new TemporaryStore("crash"));
}

for (const durability of ["power", "crash"] as const) {
  Deno.test(`a store for ${durability} has everything again when it is opened anew`, () => {
    using folder = temporaryFolder();
    const file = `${folder.path}/relay.sqlite`;
    withStore(file, durability, (store) => {
      store.commit([
        { type: "create", id: WORK, nameKey: "work", creator: ALICE, at: 7 },
        { type: "frames", id: WORK, after: 0, last: 3, bytes: new Uint8Array(10) },
        { type: "counters", id: WORK, counters: new Map([[0, 4]]) },
      ]);
      store.set("relay key", new Uint8Array(32));
      store.ban({ subject: "mallory", nick: "", until: 0, reason: "spam" });
    });
    withStore(file, durability, (store) => {
      assertEquals(store.load(WORK)?.cursor, 3);
      assertEquals(store.load(WORK)?.counters, new Map([[0, 4]]));
      assertEquals(store.chunkAfter(WORK, 0)?.bytes.length, 10);
      assertEquals(store.setting("relay key")?.length, 32);
      assertEquals(store.bans().length, 1);
    });
  });
}

Deno.test("a data file of the first version has room for files and removals when it is opened", () => {
  using folder = temporaryFolder();
  const file = `${folder.path}/relay.sqlite`;
  withStore(file, "power", (store) => {
    store.commit([{ type: "create", id: WORK, nameKey: "work", creator: ALICE, at: 7 }]);
  });
  sql(
    file,
    `DROP TABLE removals; DROP TABLE had; DROP TABLE files; PRAGMA user_version = 1;
    DROP INDEX channels_forgotten; ALTER TABLE channels DROP COLUMN forgotten;
    DROP TABLE states; ALTER TABLE channels DROP COLUMN open; ALTER TABLE bans DROP COLUMN nick;`,
  );
  withStore(file, "power", (store) => {
    store.files.add({ channel: WORK, blob: BLOB, uploader: ALICE, size: 5, charge: 5, created: 7 });
  });
  withStore(file, "power", (store) => {
    assertEquals(store.files.find({ channel: WORK, blob: BLOB })?.size, 5);
    assertEquals(store.channelCount(), 1);
    assertEquals(store.removal(WORK, ALICE), undefined);
  });
});

const leftovers: Readonly<Record<string, { leave(store: SqliteStore): void; rows: Readonly<Record<string, number>> }>> =
  {
    "a channel that was removed": {
      leave: (store) => store.commit([{ type: "remove", id: WORK }]),
      rows: { channels: 0, chunks: 0, entries: 0, wraps: 0, counters: 0, holders: 0, files: 0, had: 0, states: 0 },
    },
    "a history that was turned off": {
      leave: (store) => store.commit([{ type: "forget", id: WORK }]),
      rows: {
        channels: 1,
        chunks: 0,
        entries: 2500,
        wraps: 2500,
        counters: 1,
        holders: 1,
        files: 1,
        had: 1,
        states: 1,
      },
    },
    "what did not fit": {
      leave: (store) => void store.trim(WORK, 2100 * 3),
      rows: {
        channels: 1,
        chunks: 400,
        entries: 2500,
        wraps: 2500,
        counters: 1,
        holders: 1,
        files: 1,
        had: 1,
        states: 1,
      },
    },
  };

for (const [what, { leave, rows }] of Object.entries(leftovers)) {
  Deno.test(`${what} is taken out of the file piece by piece, to the last row and no further`, () => {
    using folder = temporaryFolder();
    const file = `${folder.path}/relay.sqlite`;
    withStore(file, "crash", (store) => {
      store.commit([{ type: "create", id: WORK, nameKey: "work", creator: ALICE, at: 7 }]);
      store.commit(Array.from({ length: 2500 }, (_, seq) => busyEntry(seq)).flat());
      store.commit([{ type: "counters", id: WORK, counters: new Map([[0, 4]]) }]);
      store.commit([{ type: "state", id: WORK, count: 2500, bytes: new Uint8Array(3) }]);
      store.files.add({ channel: WORK, blob: BLOB, uploader: ALICE, size: 5, charge: 5, created: 7 });
      store.files.had({ channel: WORK, blob: BLOB }, ALICE);
      leave(store);
      let pieces = 0;
      while (store.tidy()) pieces++;
      assert(pieces >= 4, `${pieces} pieces`);
    });
    for (const [table, count] of Object.entries(rows)) assertEquals(rowsIn(file, table), count, table);
    assertEquals(rowsIn(file, "channels WHERE forgotten <> 0"), 0);
  });
}

Deno.test("what no longer fits is looked through in parts where it is in very many chunks", () => {
  using store = new SqliteStore(":memory:", "crash");
  store.commit([{ type: "create", id: WORK, nameKey: "work", creator: ALICE, at: 7 }]);
  store.commit(Array.from({ length: 12_000 }, (_, after) => {
    return { type: "frames", id: WORK, after, last: after + 1, bytes: new Uint8Array(2) };
  }));
  assertEquals(store.trim(WORK, 23_000), { oldest: 10_000, gone: 20_000 });
  assertEquals(store.trim(WORK, 3000), { oldest: 11_500, gone: 3000 });
  assertEquals(store.trim(WORK, 1), { oldest: 11_501, gone: 2 });
  assertEquals(store.load(WORK)?.storedBytes, 998);
});

Deno.test("what is left of a removed channel is taken out by the next run, should this one end before", () => {
  using folder = temporaryFolder();
  const file = `${folder.path}/relay.sqlite`;
  withStore(file, "crash", (store) => {
    store.commit([{ type: "create", id: WORK, nameKey: "work", creator: ALICE, at: 7 }, ...busyEntry(0)]);
    store.commit([{ type: "remove", id: WORK }]);
  });
  withStore(file, "crash", (store) => {
    store.begin(9);
    assertEquals([store.channelCount(), store.expired({ unkept: 1e9, kept: 1e9 }, 8)], [0, []]);
    while (store.tidy());
  });
  for (const table of ["channels", "chunks", "entries", "wraps"]) assertEquals(rowsIn(file, table), 0, table);
});

Deno.test("who has the files of a removed channel is forgotten piece by piece", () => {
  using folder = temporaryFolder();
  const file = `${folder.path}/relay.sqlite`;
  withStore(file, "crash", (store) => {
    store.commit([{ type: "create", id: WORK, nameKey: "work", creator: ALICE, at: 7 }]);
    for (let n = 10; n < 60; n++) {
      const place = { channel: WORK, blob: `${n}`.repeat(16) as BlobId };
      store.files.add({ ...place, uploader: ALICE, size: 5, charge: 5, created: 7 });
      store.files.had(place, ALICE);
    }
    store.commit([{ type: "remove", id: WORK }]);
    assertEquals([...store.files.all(), ...store.files.expired(Infinity, 9)], []);
    assertEquals([store.files.charged(), store.files.promised(), store.files.totals().count], [0, 0, 0]);
    store.tidy();
  });
  assertEquals(rowsIn(file, "had"), 40);
  withStore(file, "crash", (store) => {
    while (store.tidy());
  });
  for (const table of ["channels", "files", "had"]) assertEquals(rowsIn(file, table), 0, table);
});

Deno.test("who was removed from a channel that is gone, and how far he had counted, is forgotten piece by piece", () => {
  // Who is let in and put out again and again makes tens of thousands, and many such channels may go in one moment.
  using folder = temporaryFolder();
  const file = `${folder.path}/relay.sqlite`;
  const members = Array.from({ length: 2500 }, (_, number) => number);
  const identity = (number: number) => number.toString(16).padStart(64, "0") as IdentityId;
  withStore(file, "crash", (store) => {
    store.commit([{ type: "create", id: WORK, nameKey: "work", creator: ALICE, at: 7 }]);
    const entry = { type: "entry", id: WORK, bytes: new Uint8Array(9), wraps: [], keep: false, open: false } as const;
    for (const number of members) {
      const joined = [{ identity: identity(number), number }];
      store.commit([
        { ...entry, seq: 2 * number, joined, gone: [], removed: undefined },
        { ...entry, seq: 2 * number + 1, joined: [], gone: [number], removed: number },
      ]);
    }
    store.commit([{ type: "counters", id: WORK, counters: new Map(members.map((number) => [number, 4])) }]);
    store.commit([{ type: "remove", id: WORK }]);
    assertEquals(store.removal(WORK, identity(7)), undefined);
  });
  assertEquals([rowsIn(file, "removals"), rowsIn(file, "counters")], [2500, 2500]);
  withStore(file, "crash", (store) => {
    store.tidy();
  });
  assertEquals(rowsIn(file, "removals"), 1500);
  withStore(file, "crash", (store) => {
    while (store.tidy());
  });
  for (const table of ["channels", "removals", "counters"]) assertEquals(rowsIn(file, table), 0, table);
});

Deno.test("the data file is for its owner's eyes only, also in a directory that others may read", () => {
  // The relay's private key is in it.
  if (Deno.build.os === "windows") return;
  using folder = temporaryFolder();
  Deno.chmodSync(folder.path, 0o755);
  const file = `${folder.path}/relay.sqlite`;
  const modes = () => {
    using store = openDataDirectory(folder.path, "power");
    store.set("relay key", new Uint8Array(32));
    return [file, `${file}-wal`].map((path) => (Deno.statSync(path).mode ?? 0) & 0o777);
  };
  assertEquals(modes(), [0o600, 0o600]);
  // One that an older relay made.
  Deno.chmodSync(file, 0o644);
  assertEquals(modes(), [0o600, 0o600]);
});

Deno.test("a second relay does not get the directory of one that runs", () => {
  using folder = temporaryFolder();
  using _first = openDataDirectory(folder.path, "power");
  const failure = assertThrows(() => openDataDirectory(folder.path, "power"), Failure);
  assertMatch(failure.message, /another pychat relay is using it/);
});

Deno.test("a second relay does not get the directory either when both have been there before", () => {
  using folder = temporaryFolder();
  openDataDirectory(folder.path, "power")[Symbol.dispose]();
  using _first = openDataDirectory(folder.path, "power");
  assertThrows(() => openDataDirectory(folder.path, "power"), Failure, "another pychat relay");
});

const CHANNEL_BLOBS = `blobs/${"0a".repeat(16)}`;

for (const state of ["empty", "gone"] as const) {
  for (const left of [`${CHANNEL_BLOBS}/${"0b".repeat(16)}`, "relay.sqlite-wal"]) {
    Deno.test(`a data file that is ${state} beside ${left} is not taken for a new one`, () => {
      using folder = temporaryFolder();
      Deno.mkdirSync(`${folder.path}/${CHANNEL_BLOBS}`, { recursive: true });
      openDataDirectory(folder.path, "power")[Symbol.dispose]();
      Deno.writeTextFileSync(`${folder.path}/${left}`, "what is left");
      if (state === "gone") Deno.removeSync(`${folder.path}/relay.sqlite`);
      else Deno.truncateSync(`${folder.path}/relay.sqlite`);
      for (let i = 0; i < 2; i++) {
        const failure = assertThrows(() => openDataDirectory(folder.path, "power"), Failure);
        assertMatch(
          failure.message,
          /relay\.sqlite is empty or gone, .*still there\. Put a backup of it back; to begin anew/,
        );
      }
      assertEquals(Deno.readTextFileSync(`${folder.path}/${left}`), "what is left");
    });
  }
}

Deno.test("a data file that is empty is a new one where nothing else is, as a start that was cut off leaves it", () => {
  using folder = temporaryFolder();
  Deno.mkdirSync(`${folder.path}/${CHANNEL_BLOBS}`, { recursive: true });
  Deno.writeTextFileSync(`${folder.path}/${CHANNEL_BLOBS}/.nobodys`, "");
  Deno.writeTextFileSync(`${folder.path}/relay.sqlite`, "");
  using store = openDataDirectory(folder.path, "power");
  assertEquals(store.channelCount(), 0);
});

Deno.test("a data directory is made with everything above it, for its owner alone", () => {
  using folder = temporaryFolder();
  const path = `${folder.path}/a/b`;
  openDataDirectory(path, "power")[Symbol.dispose]();
  assert(Deno.statSync(`${path}/relay.sqlite`).isFile);
  if (Deno.build.os !== "windows") assertEquals((Deno.statSync(path).mode ?? 0) & 0o777, 0o700);
});

Deno.test("a data directory that cannot be made is a Failure that names another way", () => {
  using folder = temporaryFolder();
  Deno.writeTextFileSync(`${folder.path}/file`, "");
  const failure = assertThrows(() => openDataDirectory(`${folder.path}/file/data`, "power"), Failure);
  assertMatch(failure.message, /^Cannot make the data directory ".*": .+\. Choose another with --data\.$/);
});

Deno.test("a data file that cannot be made is a Failure that names another way", () => {
  using folder = temporaryFolder();
  Deno.mkdirSync(`${folder.path}/relay.sqlite`);
  const failure = assertThrows(() => openDataDirectory(folder.path, "power"), Failure);
  assertMatch(failure.message, /it cannot be written\. Choose another --data/);
});

const strangers: Readonly<Record<string, { make(file: string): void; says: RegExp }>> = {
  "a text file": {
    make: (file) => Deno.writeTextFileSync(file, "Dear diary, ".repeat(1000)),
    says: /not a pychat relay's, or it is damaged/,
  },
  "another program's database": {
    make: (file) => sql(file, "CREATE TABLE recipes (name TEXT); PRAGMA user_version = 3;"),
    says: /belongs to another program/,
  },
  "another program's database without a version": {
    make: (file) => sql(file, "CREATE TABLE recipes (name TEXT);"),
    says: /belongs to another program/,
  },
  "another program's database with a table of ours": {
    make: (file) =>
      sql(file, "CREATE TABLE channels (name TEXT); PRAGMA application_id = 77; PRAGMA user_version = 1;"),
    says: /belongs to another program/,
  },
  "a newer pychat's file": {
    make(file) {
      new SqliteStore(file, "power")[Symbol.dispose]();
      sql(file, "PRAGMA user_version = 900;");
    },
    says: /written by a newer pychat \(version 900, this one knows \d+\)/,
  },
  "a file that lost its end": {
    make(file) {
      withStore(file, "power", (store) => {
        for (let i = 0; i < 100; i++) store.set(`setting ${i}`, new Uint8Array(2000));
      });
      Deno.truncateSync(file, 6000);
    },
    says: /it is damaged/,
  },
};

for (const [what, { make, says }] of Object.entries(strangers)) {
  Deno.test(`${what} is not taken for a relay's data, and stays as it is`, () => {
    using folder = temporaryFolder();
    const file = `${folder.path}/relay.sqlite`;
    make(file);
    const before = Deno.readFileSync(file).toHex();
    const failure = assertThrows(() => openDataDirectory(folder.path, "power"), Failure);
    assertMatch(failure.message, says);
    assert(Deno.readFileSync(file).toHex() === before);
  });
}

/** A store in a folder of its own, which goes with it. */
class TemporaryStore extends SqliteStore {
  readonly #folder: TemporaryFolder;

  constructor(durability: Durability) {
    const folder = temporaryFolder();
    super(`${folder.path}/relay.sqlite`, durability);
    this.#folder = folder;
  }

  override [Symbol.dispose](): void {
    super[Symbol.dispose]();
    this.#folder[Symbol.dispose]();
  }
}

interface TemporaryFolder extends Disposable {
  readonly path: string;
}

function temporaryFolder(): TemporaryFolder {
  const path = Deno.makeTempDirSync();
  return { path, [Symbol.dispose]: () => Deno.removeSync(path, { recursive: true }) };
}

/** An entry with a key for one, who holds it since the first, and a chunk of three bytes. */
function busyEntry(seq: number): readonly Change[] {
  const entry = {
    ...{ type: "entry", id: WORK, seq, bytes: new Uint8Array(4), gone: [], removed: undefined } as const,
    ...{ keep: false, open: false },
    wraps: [{ to: seq, sealed: new Uint8Array(2) }],
    joined: seq === 0 ? [{ identity: ALICE, number: 0 }] : [],
  };
  return [entry, { type: "frames", id: WORK, after: seq, last: seq + 1, bytes: new Uint8Array(3) }];
}

function rowsIn(file: string, table: string): number {
  const db = new DatabaseSync(file);
  try {
    return Number(db.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.["n"]);
  } finally {
    db.close();
  }
}

function withStore(file: string, durability: Durability, use: (store: SqliteStore) => void): void {
  const store = new SqliteStore(file, durability);
  try {
    use(store);
  } finally {
    store[Symbol.dispose]();
  }
}

function sql(file: string, statements: string): void {
  const db = new DatabaseSync(file);
  db.exec(statements);
  db.close();
}
