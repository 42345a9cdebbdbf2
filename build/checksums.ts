/** The checksums of what is in dist/, as `sha256sum --check` reads them. */
import { createHash } from "node:crypto";
import { join } from "node:path";

export const SUMS = "SHA256SUMS";

/** Writes the sums of these files of a folder. */
export async function writeSums(folder: string, files: readonly string[]): Promise<void> {
  const lines: string[] = [];
  for (const file of [...files].sort()) lines.push(`${await sumOf(join(folder, file))}  ${file}\n`);
  await Deno.writeTextFile(join(folder, SUMS), lines.join(""));
}

async function sumOf(file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const bytes of (await Deno.open(file)).readable) hash.update(bytes);
  return hash.digest("hex");
}
