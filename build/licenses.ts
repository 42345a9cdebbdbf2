/** The terms under which an executable is passed on go with it: pychat's own and those of what else is in it. */
import { join } from "node:path";

export const LICENSES = "LICENSES.txt";

const PARTS = ["LICENSE", "THIRD_PARTY_LICENSES.txt"];
const RULE = `\n${"=".repeat(80)}\n`;

/** Writes them into a folder. */
export async function writeLicenses(root: string, folder: string): Promise<void> {
  const texts = await Promise.all(PARTS.map((part) => Deno.readTextFile(join(root, part))));
  await Deno.writeTextFile(join(folder, LICENSES), texts.join(RULE));
}
