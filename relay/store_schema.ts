/** The tables of the relay's data file, as numbered migrations; the file's user_version is the number of those it has had. */
import type { DatabaseSync } from "node:sqlite";
import { Failure } from "../shared/failure.ts";

/** Says "pychat" to `file` and to us, so that another program's database is not taken for ours. */
const APPLICATION_ID = 0x70796368;

const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE settings (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE bans (subject TEXT PRIMARY KEY, until INTEGER NOT NULL, reason TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE channels (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    name_key TEXT NOT NULL,
    creator BLOB NOT NULL,
    cursor INTEGER NOT NULL DEFAULT 0,
    keep INTEGER NOT NULL DEFAULT 0,
    empty_since INTEGER
  ) STRICT;
  CREATE INDEX channels_name ON channels (name_key, number) WHERE name_key <> '';
  CREATE INDEX channels_creator ON channels (creator);
  CREATE INDEX channels_empty ON channels (empty_since) WHERE empty_since IS NOT NULL;
  CREATE TABLE entries (
    channel INTEGER NOT NULL REFERENCES channels ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (channel, seq)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE holders (
    channel INTEGER NOT NULL REFERENCES channels ON DELETE CASCADE,
    member INTEGER NOT NULL,
    identity BLOB NOT NULL,
    PRIMARY KEY (channel, member)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX holders_identity ON holders (identity, channel);
  CREATE TABLE wraps (
    channel INTEGER NOT NULL REFERENCES channels ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    member INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (channel, member, seq)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE counters (
    channel INTEGER NOT NULL REFERENCES channels ON DELETE CASCADE,
    member INTEGER NOT NULL,
    counter INTEGER NOT NULL,
    PRIMARY KEY (channel, member)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE chunks (
    channel INTEGER NOT NULL REFERENCES channels ON DELETE CASCADE,
    after INTEGER NOT NULL,
    last INTEGER NOT NULL,
    size INTEGER NOT NULL,
    bytes BLOB NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX chunks_place ON chunks (channel, last, after, size);
  `,
  `
  CREATE TABLE files (
    number INTEGER PRIMARY KEY,
    channel INTEGER NOT NULL REFERENCES channels ON DELETE CASCADE,
    blob BLOB NOT NULL,
    uploader BLOB NOT NULL,
    size INTEGER NOT NULL,
    charge INTEGER NOT NULL,
    created INTEGER NOT NULL,
    stored INTEGER NOT NULL DEFAULT 0,
    had INTEGER NOT NULL DEFAULT 0,
    over INTEGER NOT NULL DEFAULT 0,
    UNIQUE (channel, blob)
  ) STRICT;
  CREATE INDEX files_charge ON files (channel, charge);
  CREATE INDEX files_created ON files (created);
  CREATE INDEX files_promised ON files (size, stored) WHERE stored < size AND over = 0;
  CREATE TABLE had (
    file INTEGER NOT NULL REFERENCES files ON DELETE CASCADE,
    identity BLOB NOT NULL,
    PRIMARY KEY (file, identity)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  CREATE TABLE removals (
    channel INTEGER NOT NULL REFERENCES channels ON DELETE CASCADE,
    identity BLOB NOT NULL,
    member INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (channel, identity)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  ALTER TABLE channels ADD COLUMN forgotten INTEGER NOT NULL DEFAULT 0;
  CREATE INDEX channels_forgotten ON channels (forgotten) WHERE forgotten <> 0;
  `,
  `
  ALTER TABLE channels ADD COLUMN open INTEGER;
  CREATE TABLE states (
    channel INTEGER PRIMARY KEY REFERENCES channels ON DELETE CASCADE,
    count INTEGER NOT NULL,
    bytes BLOB NOT NULL
  ) STRICT;
  `,
  `ALTER TABLE bans ADD COLUMN nick TEXT NOT NULL DEFAULT ''`,
  // What is kept stays for months, and is not looked through each second for what goes in a minute.
  `
  DROP INDEX channels_empty;
  CREATE INDEX channels_empty ON channels (keep, empty_since) WHERE empty_since IS NOT NULL;
  `,
];

/** Refuses a file that another program made, or a newer relay; it writes nothing. */
export function checkOwner(db: DatabaseSync): void {
  const version = pragma(db, "user_version");
  const owner = pragma(db, "application_id");
  const empty = db.prepare("SELECT 1 FROM sqlite_schema LIMIT 1").get() === undefined;
  if (!empty && owner !== APPLICATION_ID) throw new Failure("Cannot use the data file: it belongs to another program.");
  if (version > MIGRATIONS.length) {
    throw new Failure(
      `Cannot use the data directory: it was written by a newer pychat (version ${version}, this one knows ${MIGRATIONS.length}). Upgrade this relay.`,
    );
  }
}

/** Brings a relay's data file to the version this relay writes. */
export function migrate(db: DatabaseSync): void {
  const version = pragma(db, "user_version");
  // An exclusive transaction also when there is nothing to do: it takes the file's lock, which this relay then keeps.
  db.exec("BEGIN EXCLUSIVE");
  for (const migration of MIGRATIONS.slice(version)) db.exec(migration);
  db.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${MIGRATIONS.length}; COMMIT`);
}

function pragma(db: DatabaseSync, name: string): number {
  return Number(db.prepare(`PRAGMA ${name}`).get()?.[name] ?? 0);
}
