/**
 * Makes one program of pychat's sources and the packages they use: only what can be reached from main.ts, without types, tests or documents.
 * What `deno compile` would embed by itself is ten times as large, starts slower, and has the paths of the building machine in it.
 */
import { join } from "node:path";
import { Failure } from "../shared/failure.ts";
import { nameChunks } from "./name_chunks.ts";
import { lastLine, runTool } from "./run_tool.ts";

/** The file of the bundle that is the program; the others it loads when it needs them. */
export const ENTRY = "main.js";

/** `keep-names`: a stack trace that somebody sends must be readable. */
const FLAGS = ["--quiet", "--platform=deno", "--code-splitting", "--minify", "--keep-names"];

/** Bundles `root`'s main.ts into an empty folder. */
export async function bundle(root: string, folder: string): Promise<void> {
  const made = await runTool([Deno.execPath(), "bundle", ...FLAGS, "--outdir", folder, "main.ts"], { cwd: root });
  if (!made.success) throw new Failure(`Cannot bundle pychat: ${lastLine(made.err)}`);
  const files = [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
  const named = nameChunks(new Map(files.map((name) => [name, Deno.readTextFileSync(join(folder, name))])));
  for (const name of files) Deno.removeSync(join(folder, name));
  for (const [name, text] of named) Deno.writeTextFileSync(join(folder, name), text);
}
