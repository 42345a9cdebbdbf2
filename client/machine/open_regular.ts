/** Opens a regular file that stands at a path itself. Deno has no O_NOFOLLOW, so what was looked at and what was opened are compared. */
import { type FileHandle, lstat, open } from "node:fs/promises";
import { codeOf } from "./file_words.ts";

/** Undefined where nothing or something else stands there: a folder, a device, a link. Those are not opened: that may do something, or wait for ever. */
export async function openRegular(path: string, flags: "r" | "r+"): Promise<FileHandle | undefined> {
  const seen = await statsOf(path);
  if (!seen?.isFile()) return undefined;
  const handle = await open(path, flags);
  try {
    const { ino, dev } = await handle.stat({ bigint: true });
    if (ino === seen.ino && dev === seen.dev) return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
  await handle.close();
  return undefined;
}

async function statsOf(path: string): Promise<Awaited<ReturnType<typeof bigStats>> | undefined> {
  try {
    return await bigStats(path);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

function bigStats(path: string) {
  return lstat(path, { bigint: true });
}
