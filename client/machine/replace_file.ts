/**
 * Replaces a file's content so that a crash at any moment leaves the old one or the new one, whole. One process at a time may do that to a file.
 * What only reaches the system's memory is done at once: every message waits for this, and each step beside this thread costs more than it does, and comes
 * back late where a file is being carried. What waits for the disk is not.
 */
import { dirname } from "node:path";
import { syncDirectory } from "./sync_directory.ts";

const OWNER_ONLY = 0o600;

/** Resolves when the content is on the disk under this path; whatever fails on the way leaves the file as it was. */
export async function replaceFile(path: string, content: Uint8Array): Promise<void> {
  try {
    await writeNew(path, content);
    Deno.renameSync(besides(path), path);
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
  using file = createBeside(path);
  for (let at = 0; at < content.length;) at += file.writeSync(content.subarray(at));
  await file.sync();
}

/** A file that was not there: a link that somebody laid there is not followed, and what a crash left is removed first. */
function createBeside(path: string): Deno.FsFile {
  const create = () => Deno.openSync(besides(path), { write: true, createNew: true, mode: OWNER_ONLY });
  try {
    return create();
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
    Deno.removeSync(besides(path));
    return create();
  }
}

function besides(path: string): string {
  return `${path}.new`;
}
