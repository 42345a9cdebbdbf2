/** Whether somebody who typed a path for something new means a folder, which takes it under its own name. */
import { stat } from "node:fs/promises";
import { codeOf } from "./file_words.ts";

/** It is typed like one, or the path leads to one. */
export async function namesFolder(typed: string, path: string): Promise<boolean> {
  return /[/\\]$/.test(typed) || await isDirectory(path);
}

async function isDirectory(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    return false;
  }
}
