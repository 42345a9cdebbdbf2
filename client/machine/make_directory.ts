/** Makes a directory for its owner's eyes only. */
import { mkdir } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { syncDirectory } from "./sync_directory.ts";

const OWNER_ONLY = 0o700;

/** Makes a directory and all above it that is missing, to outlast a loss of power; one that is there stays as it is. */
export async function makeDirectory(path: string): Promise<void> {
  const whole = resolve(path);
  // Deno.mkdir does not tell where it began.
  const first = await mkdir(whole, { recursive: true, mode: OWNER_ONLY });
  if (first === undefined) return;
  for (let made = whole; made.length >= first.length; made = dirname(made)) await syncDirectory(dirname(made));
}
