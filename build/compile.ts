/** `deno task compile`: options → one bundle → an executable a target → their checksums, in dist/. */
import { dirname, join, relative, resolve } from "node:path";
import project from "../deno.json" with { type: "json" };
import { didYouMean } from "../shared/did_you_mean.ts";
import { Failure } from "../shared/failure.ts";
import { flag, named, path } from "../shared/option_kinds.ts";
import { asksForHelp, type OptionTable, readOptions } from "../shared/options.ts";
import { optionsHelp } from "../shared/options_help.ts";
import { UsageError } from "../shared/usage_error.ts";
import { writeSums } from "./checksums.ts";
import { commitOf } from "./commit_of.ts";
import { compileTarget } from "./compile_target.ts";
import { compress } from "./compress.ts";
import { LICENSES, writeLicenses } from "./licenses.ts";
import { programFolder } from "./program_folder.ts";
import { lastLine, runTool } from "./run_tool.ts";
import { type Target, TARGETS } from "./targets.ts";

const options = {
  form: "deno task compile [TARGET…]",
  about: `Makes executables in dist/, and SHA256SUMS. TARGET is ${
    TARGETS.map(({ name }) => name).join(", ")
  }; without one, all of them are made.`,
  words: [0, TARGETS.length],
  options: {
    runtime: {
      kind: path,
      from: ["flag"],
      help: "takes the target's runtime (denort) from this file; Deno downloads it otherwise",
    },
    compressed: { kind: flag, from: ["flag"], help: "makes a compressed copy of each, too" },
    commit: { kind: named("HASH"), from: ["flag"], help: "what --version calls the commit; without it, git is asked" },
    output: { kind: named("DIR"), from: ["flag"], default: "dist", help: "makes them there" },
  },
} as const satisfies OptionTable;

interface Wishes {
  readonly targets: readonly Target[];
  readonly runtime: string | undefined;
  readonly compressed: boolean;
  readonly commit: string | undefined;
  readonly output: string;
}

const root = dirname(import.meta.dirname ?? ".");
const MB = 1e6;

if (import.meta.main) Deno.exit(await main(Deno.args).catch(report));

async function main(args: readonly string[]): Promise<number> {
  if (asksForHelp(args)) {
    print(optionsHelp(options));
    return 0;
  }
  const wishes = readWishes(args);
  await makeFolder(wishes.output);
  await using program = await programFolder(root, wishes.commit ?? await commitOf(root));
  print(`pychat ${project.version}, commit ${program.commit}, for the runtime of Deno ${Deno.version.deno}`);
  for (const target of wishes.targets) {
    const output = join(wishes.output, target.file);
    await compileTarget(target, { root, program: program.path, output, runtime: wishes.runtime });
    if (target.triple === Deno.build.target) await tryOut(output, wishes.runtime);
    const packed = wishes.compressed ? `; ${inMb(await compress(output))} compressed` : "";
    print(
      `${relative(root, output)}: ${inMb(Deno.statSync(output).size)}, of which ${
        inMb(program.size)
      } are pychat's${packed}`,
    );
  }
  await writeLicenses(root, wishes.output);
  await writeSums(wishes.output, made(wishes.output));
  return 0;
}

function readWishes(args: readonly string[]): Wishes {
  const { values, words } = readOptions(options, { args });
  const targets = words.length === 0 ? TARGETS : [...new Set(words)].map(targetOf);
  if (values.runtime !== undefined && targets.length > 1) {
    throw new UsageError(
      "Cannot take --runtime: a runtime is for one target, and there are several",
      `Usage: ${options.form}`,
    );
  }
  if (values.runtime !== undefined && !isFile(values.runtime)) {
    throw new UsageError(`Cannot take "${values.runtime}" as --runtime: there is no such file`);
  }
  const runtime = values.runtime === undefined ? undefined : resolve(values.runtime);
  return { ...values, targets, runtime, output: resolve(root, values.output) };
}

function targetOf(word: string): Target {
  const target = TARGETS.find(({ name }) => name === word);
  if (target) return target;
  const names = TARGETS.map(({ name }) => name);
  throw new UsageError(
    `Cannot compile for "${word}": there is no such target${didYouMean(word, names)}`,
    `The targets are ${names.join(", ")}.`,
  );
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await Deno.mkdir(folder, { recursive: true });
    await Deno.remove(await Deno.makeTempFile({ dir: folder }));
  } catch (error) {
    const why = error instanceof Error ? error.message.replace(/ \(os error.*| for path.*/, "") : String(error);
    throw new Failure(`Cannot write to "${folder}": ${why}. Choose another with --output.`);
  }
}

/** What is for this machine is seen to run: a runtime of another version takes the program, and does not find it. */
async function tryOut(output: string, runtime: string | undefined): Promise<void> {
  const { success, err } = await runTool([output, "--version"]);
  if (success) return;
  await Deno.remove(output);
  if (runtime === undefined) throw new Failure(`Cannot use what was made: it does not start: ${lastLine(err)}`);
  throw new Failure(
    `Cannot use the runtime "${runtime}": what is made of it does not start. It must be the "denort" of Deno ${Deno.version.deno}.`,
  );
}

/** What of all that is made is in the folder, from now or before. */
function made(folder: string): readonly string[] {
  const files = [LICENSES, ...TARGETS.flatMap(({ file }) => [file, `${file}.gz`])];
  return files.filter((file) => isFile(join(folder, file)));
}

function isFile(file: string): boolean {
  try {
    return Deno.statSync(file).isFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

function inMb(size: number): string {
  return `${(size / MB).toFixed(1)} MB`;
}

/** Says what went wrong; returns the exit code. */
function report(error: unknown): number {
  if (!(error instanceof UsageError || error instanceof Failure)) throw error;
  complain(`compile: ${error.message}`);
  if (error instanceof UsageError && error.form !== undefined) complain(error.form);
  return error instanceof UsageError ? 2 : 1;
}

function print(line: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));
}

function complain(line: string): void {
  Deno.stderr.writeSync(new TextEncoder().encode(`${line}\n`));
}
