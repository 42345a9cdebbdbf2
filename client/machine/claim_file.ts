/**
 * Keeps two processes from using one file: a claim on it, which the system gives back when the process ends, however it ends. The claim is a lock on
 * another file beside it, because the file itself is replaced at every save. The other is never removed, or two processes could lock two of it.
 */

const OWNER_ONLY = 0o600;

/** The claim on a file, until it is disposed of; undefined when another process, or this one, has it. */
export async function claimFile(path: string): Promise<Disposable | undefined> {
  const file = await Deno.open(`${path}.lock`, { write: true, create: true, mode: OWNER_ONLY });
  try {
    if (await file.tryLock(true)) return file;
  } catch (error) {
    file.close();
    throw error;
  }
  file.close();
  return undefined;
}
