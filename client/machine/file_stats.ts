/** What stands at a path, and whether two looks saw one file. In numbers that are exact: those of some file systems are beyond 2^53. */
import type { BigIntStats } from "node:fs";
import { lstat } from "node:fs/promises";
import { codeOf } from "./file_words.ts";

/** Undefined where nothing is. A link is itself. */
export async function statsAt(path: string): Promise<BigIntStats | undefined> {
  try {
    return await lstat(path, { bigint: true });
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

export function isSameFile(one: BigIntStats, other: BigIntStats): boolean {
  return one.isFile() && one.ino === other.ino && one.dev === other.dev;
}
