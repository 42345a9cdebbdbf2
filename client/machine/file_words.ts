/** What the system refuses to do with a file that is sent or that comes, in words that tell a person what to do. */
import { Failure } from "../../shared/failure.ts";

const WORDS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file or folder.",
  ENOTDIR: "a part of its path is no folder.",
  EISDIR: "it is a folder. Pack it into one file first, or send what is in it.",
  EACCES: "you have no right to.",
  EPERM: "you have no right to.",
  EROFS: "that disk can only be read.",
  ENOSPC: "the disk is full. Make room on it, then try again.",
  EDQUOT: "there is no room left for you on that disk. Make some, then try again.",
  EFBIG: "that disk takes no file as large.",
  ENAMETOOLONG: "the path is too long.",
  ELOOP: "it is a link. Name the file that it leads to.",
  EMFILE: "too many files are open. Close some programs, then try again.",
  ENFILE: "too many files are open. Close some programs, then try again.",
  EBUSY: "another program has it open.",
};

/** Does as `run`; what the system refuses becomes a Failure: what cannot be done, and why. */
export async function inWords<T>(cannot: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    const code = codeOf(error);
    if (error instanceof Failure || code === undefined) throw error;
    throw new Failure(`${cannot}: ${WORDS[code] ?? `the system says "${code}".`}`);
  }
}

/** The system's own name for what went wrong. */
export function codeOf(error: unknown): string | undefined {
  // Deno keeps programs from /proc and the like whatever they may do otherwise.
  if (error instanceof Deno.errors.NotCapable) return "EACCES";
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
