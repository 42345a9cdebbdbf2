/** Makes what was created or renamed in a directory outlast a loss of power. */

/** So say file systems that have nothing to sync, and directories that one may write in but not open. */
const NOT_OFFERED: readonly unknown[] = ["EINVAL", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EISDIR", "EACCES", "EPERM"];

/** Resolves when the directory's entries are on the disk, as far as the system lets one ask. */
export async function syncDirectory(path: string): Promise<void> {
  // There a directory cannot be opened; NTFS keeps a rename in its journal.
  if (Deno.build.os === "windows") return;
  try {
    using directory = Deno.openSync(path);
    await directory.sync();
  } catch (error) {
    if (!(error instanceof Error && "code" in error && NOT_OFFERED.includes(error.code))) throw error;
  }
}
