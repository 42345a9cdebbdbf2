/** The files and folders whose paths begin as something typed does. */
import { clean } from "../../shared/terminal/clean.ts";
import { escapedPath } from "../core/commands/arguments/paths.ts";
import type { PathRequest } from "../core/commands/complete.ts";
import type { Candidate } from "../core/commands/complete_text.ts";
import { fromHome, ownHome } from "./from_home.ts";

const MOST = 200;

/** None where the folder cannot be read. */
export async function pathsBegun({ prefix, escaped = false }: PathRequest): Promise<readonly Candidate[]> {
  const at = prefix.lastIndexOf("/") + 1;
  const [folder, begun] = [prefix.slice(0, at), prefix.slice(at)];
  const found: string[] = [];
  try {
    for await (const { name, isDirectory } of Deno.readDir(fromHome(folder, ownHome()) || ".")) {
      // What is shown of another name would not be its name.
      if (clean(name) !== name) continue;
      const shown = name.startsWith(begun) && (begun.startsWith(".") || !name.startsWith("."));
      if (shown) found.push(`${folder}${name}${isDirectory ? "/" : ""}`);
      if (found.length >= MOST) break;
    }
  } catch {
    // A folder that is not there or may not be read has nothing to offer.
    return [];
  }
  return found.sort().map((path) => ({ text: escaped ? escapedPath(path) : path, hint: "" }));
}
