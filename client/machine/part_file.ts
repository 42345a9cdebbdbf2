/**
 * A file that is coming in: under its name and ".part" until all of it is there; then under its name, or one like it if that is taken, and under both
 * until it is settled.
 */
import { type FileHandle, link, open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { Failure } from "../../shared/failure.ts";
import { numberedName } from "../core/files/safe_name.ts";
import type { Part } from "../core/files/disk.ts";
import { isSameFile, statsAt } from "./file_stats.ts";
import { codeOf, inWords } from "./file_words.ts";
import { openRegular } from "./open_regular.ts";
import { syncDirectory } from "./sync_directory.ts";

const OWNER_ONLY = 0o600;
const SUFFIX = ".part";
/** How many files of one name there may be. */
const MOST_NUMBERED = 10_000;

/** Begins a file of that name in that folder, unless there is one or the path is `taken`; gives the path under which it comes in. */
export async function beginPart(folder: string, name: string, taken: (path: string) => boolean): Promise<string> {
  const part = await firstFree(folder, name, async (path) => {
    if (taken(path + SUFFIX) || await isThere(path)) return undefined;
    return await createNew(path + SUFFIX) ? path + SUFFIX : undefined;
  });
  await syncDirectory(folder);
  return part;
}

/** Goes on with it behind its first `size` bytes; undefined where it has not so many, or is something else. */
export async function resumePart(path: string, size: number): Promise<Part | undefined> {
  if (size === 0 && await hasOtherName(path)) await discardPart(path);
  if (size === 0 && !await isThere(path)) await createNew(path);
  const handle = await openRegular(path, "r+");
  if (!handle) return undefined;
  try {
    const there = (await handle.stat()).size;
    // What has its name already came whole, and may be in use: it is never cut.
    if (there === size || (there > size && !await hasOtherName(path))) {
      await handle.truncate(size);
      return new PartFile(handle, path);
    }
  } catch (error) {
    await handle.close();
    throw error;
  }
  await handle.close();
  return undefined;
}

/** Takes away the name under which it came in, unless that is another file's by now. */
export async function settlePart(path: string, part = path + SUFFIX): Promise<void> {
  const [one, other] = [await statsAt(path), await statsAt(part)];
  if (one && other && isSameFile(one, other)) await discardPart(part);
}

export async function discardPart(path: string): Promise<void> {
  // Nothing else is ever removed, whatever a vault says.
  if (path.endsWith(SUFFIX)) await rm(path, { force: true });
}

class PartFile implements Part {
  readonly #handle: FileHandle;
  readonly #path: string;
  #open = true;

  constructor(handle: FileHandle, path: string) {
    this.#handle = handle;
    this.#path = path;
  }

  async write(bytes: Uint8Array, at: number): Promise<void> {
    await inWords(`Cannot write "${this.#path}"`, async () => {
      for (let done = 0; done < bytes.length;) {
        const { bytesWritten } = await this.#handle.write(bytes, done, bytes.length - done, at + done);
        done += bytesWritten;
      }
    });
  }

  async sync(): Promise<void> {
    if (this.#open) await inWords(`Cannot write "${this.#path}"`, () => this.#handle.datasync());
  }

  async finish(): Promise<string> {
    return await inWords(`Cannot write "${this.#path}"`, async () => {
      await this.sync();
      await this.#checkPlace();
      await this[Symbol.asyncDispose]();
      const folder = dirname(this.#path);
      const path = await firstFree(folder, basename(this.#path, SUFFIX), async (path) => {
        return await moveTo(path, this.#path) ? path : undefined;
      });
      await syncDirectory(folder);
      return path;
    });
  }

  /** Somebody may have cleared away what is half there, or put something else in its place: that is not what came. */
  async #checkPlace(): Promise<void> {
    const there = await statsAt(this.#path);
    if (there && isSameFile(await this.#handle.stat({ bigint: true }), there)) return;
    throw new Failure(`Cannot save "${this.#path}": it was moved or replaced meanwhile. Accept it again.`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#open) return;
    this.#open = false;
    await this.#handle.close();
  }
}

/** What `take` gives for the first name that it takes. */
async function firstFree(
  folder: string,
  name: string,
  take: (path: string) => Promise<string | undefined>,
): Promise<string> {
  for (let number = 1; number <= MOST_NUMBERED; number++) {
    const taken = await take(join(folder, numberedName(name, number)));
    if (taken !== undefined) return taken;
  }
  throw new Failure(`Cannot save "${name}": there are too many files of that name in "${folder}".`);
}

/**
 * Whether what came has this name now; not if it is another file's. It keeps the other one until it is written down where it is: after a crash the next
 * try finds both to be one file, and does not fetch it again.
 */
async function moveTo(path: string, part: string): Promise<boolean> {
  try {
    await link(part, path);
  } catch (error) {
    if (codeOf(error) === "ENOENT") throw error;
    if (codeOf(error) !== "EEXIST") return await moveWithoutLink(path, part);
    const [one, other] = [await statsAt(path), await statsAt(part)];
    return one !== undefined && other !== undefined && isSameFile(one, other);
  }
  return true;
}

/** Not every file system gives a file two names. Whoever makes one of that name in the meantime keeps it: it is only replaced if it was made here. */
async function moveWithoutLink(path: string, part: string): Promise<boolean> {
  if (!await createNew(path)) return false;
  try {
    await rename(part, path);
    return true;
  } catch (error) {
    await rm(path);
    throw error;
  }
}

/** Whether there was no such file; a link that somebody laid there is not followed. */
async function createNew(path: string): Promise<boolean> {
  try {
    await (await open(path, "wx", OWNER_ONLY)).close();
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

async function hasOtherName(path: string): Promise<boolean> {
  const stats = await statsAt(path);
  return stats !== undefined && stats.isFile() && stats.nlink > 1n;
}

async function isThere(path: string): Promise<boolean> {
  return await statsAt(path) !== undefined;
}
