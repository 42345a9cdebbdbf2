/** For a runtime that has no Deno.FsFile.tryLock: the lock is taken in good time, or somebody else has it. */

interface Lockable {
  tryLock?(this: Deno.FsFile, exclusive?: boolean): Promise<boolean>;
}

const PATIENCE_MS = 500;

const files: Lockable = Deno.FsFile.prototype;
files.tryLock ??= async function (exclusive) {
  const { promise: late, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), PATIENCE_MS);
  const taken = await Promise.race([this.lock(exclusive).then(() => true), late]);
  clearTimeout(timer);
  return taken;
};
