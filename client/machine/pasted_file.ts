/** What was pasted, as a file in a folder of its own, for nobody's eyes but its owner's: it is there until it is removed, also if pychat ends before. */
import { join } from "node:path";
import { orFailure } from "./or_failure.ts";

export interface PastedFile {
  readonly path: string;
  readonly name: string;
  remove(): Promise<void>;
}

const NAME = "pasted.txt";

/** Failure where it cannot be kept. */
export async function keepPasted(text: string): Promise<PastedFile> {
  return await orFailure("Cannot keep what you pasted as a file", async () => {
    const folder = await Deno.makeTempDir({ prefix: "pychat-" });
    const path = join(folder, NAME);
    await Deno.writeTextFile(path, text, { mode: 0o600 });
    return { path, name: NAME, remove: () => Deno.remove(folder, { recursive: true }) };
  });
}
