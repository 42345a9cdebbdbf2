/** The files and folders whose paths begin as something typed does. */
import type { Candidate } from "../../core/commands/complete_text.ts";

const MOST = 200;

/** None where the folder cannot be read. */
export async function pathsBegun(prefix: string): Promise<readonly Candidate[]> {
  const at = prefix.lastIndexOf("/") + 1;
  const [folder, begun] = [prefix.slice(0, at), prefix.slice(at)];
  const found: Candidate[] = [];
  try {
    for await (const { name, isDirectory } of Deno.readDir(folder || ".")) {
      const shown = name.startsWith(begun) && (begun.startsWith(".") || !name.startsWith("."));
      if (shown) found.push({ text: `${folder}${name}${isDirectory ? "/" : ""}`, hint: "" });
      if (found.length >= MOST) break;
    }
  } catch {
    // A folder that is not there or may not be read has nothing to offer.
    return [];
  }
  return found.toSorted((a, b) => a.text < b.text ? -1 : 1);
}
