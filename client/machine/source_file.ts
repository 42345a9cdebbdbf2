/** A file of this computer that is being sent: a regular one only, and the same one from its first byte to its last. */
import { type FileHandle, lstat } from "node:fs/promises";
import { basename } from "node:path";
import { Failure } from "../../shared/failure.ts";
import type { Source } from "../core/files/disk.ts";
import { inWords } from "./file_words.ts";
import { openRegular } from "./open_regular.ts";

/** As long as a system's time of change stands still, at most. */
const TICK_MS = 20;

/** As much of what the system says of a file as is looked at here. */
interface Stats {
  readonly size: bigint;
  readonly mtimeNs: bigint;
  readonly ino: bigint;
  readonly dev: bigint;
}

/** Opens it; Failure says why it cannot be sent. `path` is whole. */
export async function openSource(path: string): Promise<Source> {
  const cannot = `Cannot send "${path}"`;
  return await inWords(cannot, async () => {
    const seen = await lstat(path);
    const handle = await openRegular(path, "r");
    if (!handle) throw new Failure(`${cannot}: ${otherThanFile(seen)}`);
    try {
      await untilOld(seen.mtimeMs);
      return new SourceFile(handle, path, await handle.stat({ bigint: true }));
    } catch (error) {
      await handle.close();
      throw error;
    }
  });
}

/** What is written in the same tick as what was written before shows no other time: the next tick has to have begun. */
async function untilOld(mtimeMs: number): Promise<void> {
  const age = Date.now() - mtimeMs;
  if (age >= 0 && age < TICK_MS) await new Promise((resolve) => setTimeout(resolve, TICK_MS));
}

function otherThanFile(seen: { isSymbolicLink(): boolean; isDirectory(): boolean }): string {
  if (seen.isSymbolicLink()) return "it is a link. Name the file that it leads to.";
  if (seen.isDirectory()) return "it is a folder. Pack it into one file first, or send what is in it.";
  return "it is no file but a device, or something like one.";
}

class SourceFile implements Source {
  readonly path: string;
  readonly name: string;
  readonly size: number;
  readonly mark: string;
  readonly #handle: FileHandle;

  constructor(handle: FileHandle, path: string, stats: Stats) {
    this.#handle = handle;
    this.path = path;
    this.name = basename(path).toWellFormed();
    this.size = Number(stats.size);
    this.mark = markOf(stats);
  }

  async read(into: Uint8Array, at: number): Promise<void> {
    const cannot = `Cannot send "${this.path}"`;
    await inWords(cannot, async () => {
      for (let done = 0; done < into.length;) {
        const { bytesRead } = await this.#handle.read(into, done, into.length - done, at + done);
        if (bytesRead === 0) break;
        done += bytesRead;
      }
      // Afterwards: whatever was written before it was read shows.
      if (markOf(await this.#handle.stat({ bigint: true })) === this.mark) return;
      throw new Failure(`${cannot}: it changed while it was being sent. Send it again.`);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#handle.close();
  }
}

/** Another size, time of change or file is another content. */
function markOf({ size, mtimeNs, ino, dev }: Stats): string {
  return `${size} ${mtimeNs} ${ino} ${dev}`;
}
