/** Builds executables with what can be had here: the runtime of our own Deno, or else a stand-in. */
import { compileTarget } from "../../build/compile_target.ts";
import { type ProgramFolder, programFolder } from "../../build/program_folder.ts";
import { type Target, TARGETS } from "../../build/targets.ts";
import { Failure } from "../../shared/failure.ts";
import { COMPILER, standIn } from "./stand_ins.ts";

const root = new URL("../../", import.meta.url).pathname;
const SUBSTITUTE = "try_lock.ts";

/** An executable, and what it was made of. */
export interface Built {
  readonly target: Target;
  readonly path: string;
  /** Whether the runtime is another than that of our own Deno. */
  readonly standIn: boolean;
  /** What is of pychat in it. */
  readonly program: ProgramFolder;
}

/** Builds into a folder; undefined where neither runtime can be had. */
export async function build(name: string, program: ProgramFolder, folder: string): Promise<Built | undefined> {
  const target = TARGETS.find((target) => target.name === name);
  if (!target) throw new Error(`Cannot build for ${name}: there is no such target`);
  const output = `${folder}/${target.file}`;
  if (await withOurs(target, { root, program: program.path, output })) {
    return { target, path: output, standIn: false, program };
  }
  const runtime = await standIn(name);
  if (runtime === undefined) return undefined;
  await Deno.copyFile(new URL(SUBSTITUTE, import.meta.url), `${program.path}/${SUBSTITUTE}`);
  await Deno.utime(`${program.path}/${SUBSTITUTE}`, 0, 0);
  const options = { root, program: program.path, output, runtime, compiler: COMPILER, preload: SUBSTITUTE };
  await compileTarget(target, options);
  return { target, path: output, standIn: true, program };
}

/** pychat as it is in executables, until it is disposed of. */
export function programOf(commit: string): Promise<ProgramFolder> {
  return programFolder(root, commit);
}

async function withOurs(target: Target, options: Parameters<typeof compileTarget>[1]): Promise<boolean> {
  try {
    await compileTarget(target, options);
    return true;
  } catch (error) {
    if (error instanceof Failure && error.message.includes("cannot be downloaded")) return false;
    throw error;
  }
}
