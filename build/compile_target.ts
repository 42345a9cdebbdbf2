/** Makes the executable of one target from a bundle. */
import { dirname, join } from "node:path";
import project from "../deno.json" with { type: "json" };
import { Failure } from "../shared/failure.ts";
import { ENTRY } from "./bundle.ts";
import { permissionFlags } from "./permissions.ts";
import { lastLine, runTool } from "./run_tool.ts";
import type { Target } from "./targets.ts";

export interface CompileOptions {
  /** The project's folder. */
  readonly root: string;
  /** The folder of the bundle, and of COMMIT. */
  readonly program: string;
  /** The executable to be made. */
  readonly output: string;
  /** A runtime on disk; without one Deno downloads the one of its own version. */
  readonly runtime?: string | undefined;
  /** What to compile with, if not with the Deno that runs this. */
  readonly compiler?: readonly string[];
  /** A script in that folder that is run before pychat. */
  readonly preload?: string;
}

/** The file beside the program that says which commit it was made of; version.ts reads it. */
export const COMMIT = "commit";

/** The program is in the bundle: whatever deno.json or the packages have besides does not get in. */
const CLOSED = ["--no-config", "--no-lock", "--no-npm", "--no-remote", "--no-check"];

/**
 * Deno would keep what V8 compiled in a file of a known name in /tmp, and load it from there at the next start, whoever of the machine's other users had
 * put it there. It would save 10 ms.
 */
const NO_CODE_CACHE = "--no-code-cache";

/** Makes it; Failure with what to do when that cannot be done. */
export async function compileTarget(target: Target, options: CompileOptions): Promise<void> {
  const { root, program, output, runtime, compiler = [Deno.execPath()], preload } = options;
  const own = ["--target", target.triple, ...(target.icon ? ["--icon", join(root, target.icon)] : [])];
  const args = [...own, ...(preload ? ["--preload", join(program, preload)] : []), "--include", join(program, COMMIT)];
  const fixed = [
    "compile",
    "--quiet",
    ...CLOSED,
    NO_CODE_CACHE,
    v8Flags(),
    ...permissionFlags(project.permissions.pychat),
  ];
  const made = await runTool([...compiler, ...fixed, ...args, "--output", output, join(program, ENTRY)], {
    cwd: dirname(program),
    env: runtime === undefined ? {} : { DENORT_BIN: runtime },
  });
  if (made.success) return;
  if (!/denort/.test(made.err)) throw new Failure(`Cannot compile for ${target.name}: ${lastLine(made.err)}`);
  throw new Failure(
    `Cannot compile for ${target.name}: its runtime cannot be downloaded. ` +
      `Give one from disk with --runtime FILE: the "denort" of Deno ${Deno.version.deno} for ${target.triple}.`,
  );
}

/** V8 runs the executables as it runs the relay's task, and leaves it to a client, too, when to collect garbage. */
function v8Flags(): string {
  const [flags] = /--v8-flags=\S+/.exec(project.tasks.relay) ?? [];
  if (flags === undefined) throw new Error("Cannot find V8's flags: the relay's task has none");
  return `${flags},--expose-gc`;
}
