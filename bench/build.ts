/** Compiles the load generator and the floor into bench/build/, when a source is newer than what is there. */
import { type Processes } from "./processes.ts";

/** The two programs. */
export interface Programs {
  readonly load: string;
  readonly floor: string;
}

const SOURCES = new URL("load/", import.meta.url).pathname;
const BUILD = new URL("build/", import.meta.url).pathname;
const FLAGS = ["-O2", "-march=native", "-std=gnu11", "-D_GNU_SOURCE", "-Wall", "-Wextra"];
const QUIET = "-Wno-missing-field-initializers";

/** Where the programs are, built. */
export async function build(processes: Processes): Promise<Programs> {
  const programs = { load: `${BUILD}load`, floor: `${BUILD}floor` };
  const files = [...Deno.readDirSync(SOURCES)].map(({ name }) => `${SOURCES}${name}`);
  const newest = Math.max(...files.map(changed));
  await Deno.mkdir(BUILD, { recursive: true });
  if (changed(programs.load) > newest && changed(programs.floor) > newest) return programs;
  const floor = `${SOURCES}floor.c`;
  const load = files.filter((file) => file.endsWith(".c") && file !== floor);
  await compile(processes, [...FLAGS, QUIET, "-o", programs.floor, floor]);
  await compile(processes, [...FLAGS, QUIET, "-o", programs.load, ...load, "-lcrypto"]);
  return programs;
}

async function compile(processes: Processes, flags: readonly string[]): Promise<void> {
  const said = await processes.output(["gcc", ...flags]);
  if (said === undefined) throw new Error("Cannot build the load generator: there is no gcc");
  if (said.includes("error:")) throw new Error(`Cannot build the load generator:\n${said}`);
}

function changed(file: string): number {
  try {
    return Deno.statSync(file).mtime?.getTime() ?? 0;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return 0;
    throw error;
  }
}
