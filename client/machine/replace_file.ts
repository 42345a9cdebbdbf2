/** Replaces a file's content so that a crash at any moment leaves the old one or the new one, whole. One process at a time may do that to a file. */
import { dirname } from "node:path";
import { syncDirectory } from "./sync_directory.ts";

const OWNER_ONLY = 0o600;

/** Resolves when the content is on the disk under this path; whatever fails on the way leaves the file as it was. */
export async function replaceFile(path: string, content: Uint8Array): Promise<void> {
  try {
    await writeNew(path, content);
    await Deno.rename(besides(path), path);
  } catch (error) {
    // On a full disk half a file would be in the way of the next try. What went wrong first is what is told.
    await removeLeftover(path).catch(() => {});
    throw error;
  }
  await syncDirectory(dirname(path));
}

/** Removes what a crash in the middle of a replacement left: nothing reads it, but secrets may stand in it. */
export async function removeLeftover(path: string): Promise<void> {
  try {
    await Deno.remove(besides(path));
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

async function writeNew(path: string, content: Uint8Array): Promise<void> {
  using file = await createBeside(path);
  // Into the system's memory, at once: every message waits for this, and each step beside this thread comes back late where a file is being carried.
  for (let at = 0; at < content.length;) at += file.writeSync(content.subarray(at));
  await file.sync();
}

/** A file that was not there: a link that somebody laid there is not followed, and what a crash left is removed first. */
async function createBeside(path: string): Promise<Deno.FsFile> {
  const create = () => Deno.open(besides(path), { write: true, createNew: true, mode: OWNER_ONLY });
  try {
    return await create();
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
    await removeLeftover(path);
    return await create();
  }
}

function besides(path: string): string {
  return `${path}.new`;
}
