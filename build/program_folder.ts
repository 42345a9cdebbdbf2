/** The folder that goes into an executable: the bundle, and of which commit it is. */
import { join } from "node:path";
import { bundle } from "./bundle.ts";
import { COMMIT } from "./compile_target.ts";

export interface ProgramFolder extends AsyncDisposable {
  readonly path: string;
  readonly commit: string;
  /** How many bytes are in it. */
  readonly size: number;
}

/** `deno compile` keeps when a file was changed; with the same time for all, the same commit gives the same bytes. */
const CHANGED = new Date(0);

/** Makes it, until it is disposed of. */
export async function programFolder(root: string, commit: string): Promise<ProgramFolder> {
  const temporary = await Deno.makeTempDir();
  const path = join(temporary, "pychat");
  const remove = () => Deno.remove(temporary, { recursive: true });
  try {
    await Deno.mkdir(path);
    await bundle(root, path);
    await Deno.writeTextFile(join(path, COMMIT), `${commit}\n`);
    let size = 0;
    for (const { name } of Deno.readDirSync(path)) {
      size += Deno.statSync(join(path, name)).size;
      await Deno.utime(join(path, name), CHANGED, CHANGED);
    }
    return { path, commit, size, [Symbol.asyncDispose]: remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
