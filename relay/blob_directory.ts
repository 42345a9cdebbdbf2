/**
 * Blobs as files in a directory, `blobs/<channel>/<blob>`. Everything is done on the system's own threads, and each open blob has a handle of
 * its own. What has another name than these is not the relay's, and stays.
 */
import { constants } from "node:fs";
import { type FileHandle, mkdir, open, readdir, rm, stat, statfs, truncate } from "node:fs/promises";
import { join } from "node:path";
import { Failure } from "../shared/failure.ts";
import type { BlobId, ChannelId } from "../shared/ids.ts";
import type { Blobs, FoundBlob, OpenBlob } from "./blobs.ts";
import type { Durability } from "./database.ts";
import type { BlobPlace } from "./file_records.ts";

/** What a relay calls a blob, and what it calls its channel's directory. */
export const BLOB_NAME = /^[0-9a-f]{32}$/;
const DIRECTORY_MODE = 0o700;
const FILE_MODE = 0o600;
const FREED_AT_ONCE = 16 * 2 ** 20;
const LOST =
  "what is said now may be lost when the relay stops. Stop it, put the data directory back, and start it again.";

export class BlobDirectory implements Blobs {
  readonly #path: string;
  readonly #durability: Durability;

  constructor(path: string, durability: Durability) {
    this.#path = path;
    this.#durability = durability;
  }

  make(place: BlobPlace): Promise<OpenBlob> {
    return refusing(async () => {
      const directory = join(this.#path, place.channel);
      const isNew = await makeDirectory(directory);
      const blob = await this.#open(place, constants.O_RDWR | constants.O_CREAT);
      // A file's own sync need not save the name by which it is found.
      if (isNew) await this.#syncDirectory(this.#path);
      await this.#syncDirectory(directory);
      return blob;
    });
  }

  open(place: BlobPlace): Promise<OpenBlob> {
    return refusing(() => this.#open(place, constants.O_RDONLY));
  }

  remove(place: BlobPlace): Promise<void> {
    return refusing(async () => {
      const file = this.#file(place);
      await shrink(file);
      await rm(file, { force: true });
    });
  }

  removeChannel(channel: ChannelId): Promise<void> {
    return refusing(async () => {
      const directory = join(this.#path, channel);
      for (const blob of await namesIn(directory)) await shrink(join(directory, blob));
      await rm(directory, { recursive: true, force: true });
    });
  }

  list(): Promise<readonly FoundBlob[]> {
    return refusing(async () => {
      const found: FoundBlob[] = [];
      for (const channel of await namesIn(this.#path)) {
        for (const blob of await namesIn(join(this.#path, channel))) {
          const place = { channel: channel as ChannelId, blob: blob as BlobId };
          const size = await sizeOf(this.#file(place));
          if (size !== undefined) found.push({ ...place, size });
        }
      }
      return found;
    });
  }

  async room(): Promise<number> {
    try {
      const { bavail, bsize } = await statfs(this.#path);
      return bavail * bsize;
    } catch (error) {
      // A database whose file is gone writes on into what nobody will find again: this alone notices.
      if (codeOf(error) === "ENOENT") throw new Failure(`The directory "${this.#path}" is gone: ${LOST}`);
      // Some file systems do not tell; then it shows when they are full.
      return Infinity;
    }
  }

  async #open(place: BlobPlace, flags: number): Promise<OpenBlob> {
    return new BlobFile(await open(this.#file(place), flags, FILE_MODE), this.#durability);
  }

  #file({ channel, blob }: BlobPlace): string {
    return join(this.#path, channel, blob);
  }

  async #syncDirectory(path: string): Promise<void> {
    // Windows has no such thing, and saves names by itself.
    if (this.#durability === "crash" || Deno.build.os === "windows") return;
    const directory = await open(path, constants.O_RDONLY);
    try {
      await directory.sync();
    } finally {
      await directory.close();
    }
  }
}

class BlobFile implements OpenBlob {
  readonly #handle: FileHandle;
  readonly #durability: Durability;

  constructor(handle: FileHandle, durability: Durability) {
    this.#handle = handle;
    this.#durability = durability;
  }

  write(bytes: Uint8Array, offset: number): Promise<void> {
    return refusing(async () => {
      for (let done = 0; done < bytes.length;) {
        const { bytesWritten } = await this.#handle.write(bytes, done, bytes.length - done, offset + done);
        done += bytesWritten;
      }
    });
  }

  read(into: Uint8Array, offset: number): Promise<void> {
    return refusing(async () => {
      for (let done = 0; done < into.length;) {
        const { bytesRead } = await this.#handle.read(into, done, into.length - done, offset + done);
        if (bytesRead === 0) throw new Failure("Cannot read a stored file: it is shorter than it was.");
        done += bytesRead;
      }
    });
  }

  async sync(): Promise<void> {
    // What was written is in the system's memory: only the whole machine's crash could lose it.
    if (this.#durability === "power") await refusing(() => this.#handle.datasync());
  }

  close(): Promise<void> {
    return refusing(() => this.#handle.close());
  }
}

/** Makes it, unless there is one; not what it should be in: a data directory that was taken away is not begun anew. */
async function makeDirectory(path: string): Promise<boolean> {
  try {
    await mkdir(path, { mode: DIRECTORY_MODE });
    return true;
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw error;
    return false;
  }
}

/** Frees a large file little by little: while a file system frees gigabytes at once, every commit waits, and with it all messages. */
async function shrink(file: string): Promise<void> {
  try {
    const { size } = await stat(file);
    for (let left = size - FREED_AT_ONCE; left > 0; left -= FREED_AT_ONCE) await truncate(file, left);
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
  }
}

/** Undefined where there is no such file: it may be thrown away while others are listed. */
async function sizeOf(file: string): Promise<number | undefined> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

/** The names in a directory that are ours; none if there is no such directory. */
async function namesIn(path: string): Promise<readonly string[]> {
  try {
    return (await readdir(path)).filter((name) => BLOB_NAME.test(name));
  } catch (error) {
    if (codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR") return [];
    throw error;
  }
}

/** Runs it; what the file system refuses becomes a Failure in words. */
async function refusing<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof Failure || codeOf(error) === undefined) throw error;
    throw new Failure(`Cannot store a file: ${reason(error)}.`);
  }
}

function reason(error: unknown): string {
  switch (codeOf(error)) {
    case "ENOSPC":
    case "EDQUOT":
      return "the disk is full";
    case "ENOENT":
      return "it is no longer there";
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return "the data directory cannot be written";
    default:
      return error instanceof Error ? error.message : String(error);
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
