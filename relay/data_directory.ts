/** Where a relay keeps what must last: one directory, with one file of data and the files of its channels in it, for its owner's eyes only. */
import { existsSync, lstatSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { Failure } from "../shared/failure.ts";
import { BLOB_NAME, BlobDirectory } from "./blob_directory.ts";
import type { Durability } from "./database.ts";
import { SqliteStore } from "./store_sqlite.ts";

const FILE = "relay.sqlite";
const BLOBS = "blobs";

/** The directory that this system has for such things. */
export function defaultDataDirectory(os: string, variables: Readonly<Record<string, string>>): string {
  const { HOME, XDG_DATA_HOME, LOCALAPPDATA } = variables;
  if (os === "windows" && LOCALAPPDATA) return join(LOCALAPPDATA, "pychat", "relay");
  if (os === "darwin" && HOME) return join(HOME, "Library", "Application Support", "pychat", "relay");
  if (XDG_DATA_HOME) return join(XDG_DATA_HOME, "pychat", "relay");
  return HOME ? join(HOME, ".local", "share", "pychat", "relay") : "pychat-relay";
}

/** Opens the store in a directory, which is made if need be. */
export function openDataDirectory(directory: string, durability: Durability): SqliteStore {
  make(directory);
  if (hasLostItsData(directory)) {
    throw new Failure(
      `Cannot use the data directory "${directory}": its ${FILE} is empty or gone, and what belongs to it is still there. ` +
        "Put a backup of it back; to begin anew, move everything in there away.",
    );
  }
  return new SqliteStore(join(directory, FILE), durability);
}

/** Opens the place in that directory where the files of channels lie, which is made if need be. */
export function openBlobs(directory: string, durability: Durability): BlobDirectory {
  const path = join(directory, BLOBS);
  make(path);
  return new BlobDirectory(path, durability);
}

/** A relay that took it for a new one would throw away what is left: the files, and the journal, in which may be all of the data. */
function hasLostItsData(directory: string): boolean {
  if (sizeOf(join(directory, FILE)) > 0) return false;
  const blobs = join(directory, BLOBS);
  return sizeOf(join(directory, `${FILE}-wal`)) > 0 ||
    blobNamesIn(blobs).some((channel) => blobNamesIn(join(blobs, channel)).length > 0);
}

/** 0 where there is nothing, or nothing to be seen: why, it says who opens it. */
function sizeOf(path: string): number {
  try {
    return statSync(path).size;
  } catch {
    return 0;
  }
}

function blobNamesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory).filter((name) => BLOB_NAME.test(name));
  } catch {
    return [];
  }
}

const FORBIDDEN = "you have no right to";
const FILE_IN_THE_WAY = "there is a file where a directory should be";
const FULL = "the disk is full";
const WORDS: Readonly<Record<string, string>> = {
  EACCES: FORBIDDEN,
  EPERM: FORBIDDEN,
  EROFS: "that disk can only be read",
  ENOSPC: FULL,
  EDQUOT: FULL,
  EEXIST: FILE_IN_THE_WAY,
  ENOTDIR: FILE_IN_THE_WAY,
  ENAMETOOLONG: "the path is too long",
  ELOOP: "its links lead in a circle",
  ENOENT: "the system has no such place",
};

function make(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
  } catch (error) {
    const link = codeOf(error) === "ELOOP" ? undefined : deadLink(directory);
    if (link !== undefined) {
      throw new Failure(
        `Cannot use the data directory "${directory}": "${link}" is a link to a place that is not there. Is a disk missing that should be mounted?`,
      );
    }
    throw new Failure(`Cannot make the data directory "${directory}": ${inWords(error)}. Choose another with --data.`);
  }
}

/** The link on the way there that leads nowhere: what must last is on a disk that is away, and another directory would be the wrong advice. */
function deadLink(path: string): string | undefined {
  try {
    if (lstatSync(path).isSymbolicLink()) return existsSync(path) ? undefined : path;
  } catch {
    // Not there either: perhaps because what it is in leads nowhere.
  }
  const parent = dirname(path);
  return parent === path ? undefined : deadLink(parent);
}

function inWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // Deno keeps programs from /proc and the like whatever they may do otherwise.
  if (error.name === "NotCapable") return FORBIDDEN;
  const code = codeOf(error);
  return WORDS[code] ?? `the system says "${code}"`;
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  return "code" in error ? String(error.code) : error.name;
}
