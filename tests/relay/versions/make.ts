/**
 * Keeps what a relay of today leaves in its data directory, as SQL: run this after a change of the tables, and commit what it makes. Later relays are
 * tested with it. deno run -P=tests tests/relay/versions/make.ts
 */
import { DatabaseSync } from "node:sqlite";
import { Guest } from "../../fakes/guest.ts";
import { Program } from "../../fakes/program.ts";
import { rawPipe } from "../../fakes/raw_pipe.ts";
import { ALICE, TEXTS } from "./alice.ts";

if (import.meta.main) await make();

async function make(): Promise<void> {
  const folder = await Deno.makeTempDir();
  await chat(folder);
  using db = new DatabaseSync(`${folder}/relay.sqlite`);
  const version = Number(db.prepare("PRAGMA user_version").get()?.["user_version"]);
  await Deno.writeTextFile(new URL(`${version}.sql`, import.meta.url), dump(db, version));
  await Deno.remove(folder, { recursive: true });
}

/** Alice makes a channel that is kept, says something, and goes. */
async function chat(folder: string): Promise<void> {
  await using relay = await Program.relay(["--data", folder]);
  const alice = await new Guest(await rawPipe(relay.port), "alice", { identity: ALICE }).enter();
  const work = await alice.create("Work", Date.now(), { keep: true });
  await alice.open(work.channel);
  for (const [place, text] of TEXTS.entries()) {
    alice.post(work, place + 1, text);
    await alice.next("said");
  }
  alice.link.close();
  await alice.untilClosed();
  relay.signal("SIGTERM");
  await relay.end();
}

function dump(db: DatabaseSync, version: number): string {
  const schema = db.prepare(
    "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'",
  )
    .all();
  const tables = schema.filter(({ type }) => type === "table").map(({ name }) => String(name));
  const rows = tables.flatMap((table) => db.prepare(`SELECT * FROM ${table}`).all().map((row) => insert(table, row)));
  const owner = db.prepare("PRAGMA application_id").get()?.["application_id"];
  const marks = [`PRAGMA application_id = ${owner};`, `PRAGMA user_version = ${version};`];
  return [...schema.map(({ sql }) => `${sql};`), ...rows, ...marks, ""].join("\n");
}

function insert(table: string, row: Record<string, unknown>): string {
  const values = Object.values(row).map((value) => {
    if (value instanceof Uint8Array) return `x'${value.toHex()}'`;
    return typeof value === "string" ? `'${value.replaceAll("'", "''")}'` : String(value);
  });
  return `INSERT INTO ${table} VALUES (${values.map((value) => value === "null" ? "NULL" : value).join(", ")});`;
}
