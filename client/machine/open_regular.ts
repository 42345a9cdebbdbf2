/** Opens a regular file that stands at a path itself. Deno has no O_NOFOLLOW, so what was looked at and what was opened are compared. */
import { type FileHandle, open } from "node:fs/promises";
import { isSameFile, statsAt } from "./file_stats.ts";

/** Undefined where nothing or something else stands there: a folder, a device, a link. Those are not opened: that may do something, or wait for ever. */
export async function openRegular(path: string, flags: "r" | "r+"): Promise<FileHandle | undefined> {
  const seen = await statsAt(path);
  if (!seen?.isFile()) return undefined;
  const handle = await open(path, flags);
  try {
    if (isSameFile(await handle.stat({ bigint: true }), seen)) return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
  await handle.close();
  return undefined;
}
