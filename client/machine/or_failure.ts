/** What the system refuses to do with a file, in words that tell a person what to do. */
import { Failure } from "../../shared/failure.ts";

const FULL = "the disk is full. Make room on it, then try again.";
const FORBIDDEN = "you have no right to. Get it, or set PYCHAT_HOME to a directory of your own.";
const NO_LOCKS =
  "that disk has no locks, and two pychats could use one name. Set PYCHAT_HOME to a directory on another.";
const FILE_IN_THE_WAY =
  "there is a file where a directory should be. Move it, or set PYCHAT_HOME to another directory.";
const DIRECTORY_IN_THE_WAY = "there is a directory where a file should be. Move it away.";

const WORDS: Readonly<Record<string, string>> = {
  EACCES: FORBIDDEN,
  EPERM: FORBIDDEN,
  EROFS: "that disk can only be read. Set PYCHAT_HOME to a directory on another.",
  ENOSPC: FULL,
  EDQUOT: FULL,
  ENOTDIR: FILE_IN_THE_WAY,
  EEXIST: FILE_IN_THE_WAY,
  EISDIR: DIRECTORY_IN_THE_WAY,
  ENOTEMPTY: DIRECTORY_IN_THE_WAY,
  ENOENT: "there is no such directory, and none can be made. Set PYCHAT_HOME to another.",
  ENAMETOOLONG: "the path is too long. Set PYCHAT_HOME to a shorter one.",
  EBUSY: "another program has it open. Close that one, then try again.",
  EMFILE: "too many files are open. Close some programs, then try again.",
  ENFILE: "too many files are open. Close some programs, then try again.",
  ENOLCK: NO_LOCKS,
  ENOTSUP: NO_LOCKS,
  EOPNOTSUPP: NO_LOCKS,
};

/** Does as `run`; what the system refuses becomes a Failure: what cannot be done, and why. */
export async function orFailure<T>(cannot: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    const why = inWords(error);
    if (why === undefined) throw error;
    throw new Failure(`${cannot}: ${why}`);
  }
}

/** Undefined for what is not the system's doing. */
function inWords(error: unknown): string | undefined {
  // Deno keeps programs from /proc and the like whatever they may write otherwise.
  if (error instanceof Deno.errors.NotCapable) return FORBIDDEN;
  if (!(error instanceof Error)) return undefined;
  const code = "code" in error ? String(error.code) : "";
  // Some refusals have a number only, such as a quota's.
  const [, says] = /^(.+?) \(os error \d+\)/.exec(error.message) ?? [];
  return WORDS[code] ?? (says && `the system says "${says}". Has the disk room, and is it sound?`);
}
