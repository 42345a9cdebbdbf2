/** Whether keys can be kept: what is tried is what a client does, and nothing of it stays. */
import { statfs } from "node:fs/promises";
import { join } from "node:path";
import { Failure } from "../../../shared/failure.ts";
import { formatBytes } from "../../../shared/format_bytes.ts";
import { makeDirectory } from "../../machine/make_directory.ts";
import { orFailure } from "../../machine/or_failure.ts";
import { replaceFile } from "../../machine/replace_file.ts";
import { type Computer, vaultDirectory } from "../../machine/vault_directory.ts";
import type { Finding } from "./finding.ts";

/** Room for keys, and for the history of the channels one is in. */
const ENOUGH_BYTES = 100e6;

export async function checkStorage(computer: Computer): Promise<Finding> {
  try {
    const directory = vaultDirectory(computer);
    await orFailure(`Cannot keep your keys in "${directory}"`, () => tryOut(directory));
    const room = await roomIn(directory);
    const kept = `your keys are kept in ${directory}`;
    if (room >= ENOUGH_BYTES) return { about: "storage", state: "ok", says: kept };
    return { about: "storage", state: "warn", says: `${kept}, where ${formatBytes(room)} are left. Make room there.` };
  } catch (error) {
    if (error instanceof Failure) return { about: "storage", state: "fail", says: error.message };
    throw error;
  }
}

async function tryOut(directory: string): Promise<void> {
  await makeDirectory(directory);
  const file = join(directory, `doctor-${crypto.randomUUID()}`);
  try {
    await replaceFile(file, new Uint8Array(1));
  } finally {
    await Deno.remove(file).catch(() => {});
  }
}

/** Infinity where the file system does not tell. */
async function roomIn(directory: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(directory);
    return bavail * bsize;
  } catch {
    return Infinity;
  }
}
