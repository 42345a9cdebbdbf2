/** The executables for other machines: they cannot be run here, but what their systems look at before they run them can. */
import { assert, assertEquals } from "@std/assert";
import { build, programOf } from "./builder.ts";
import { missing } from "./missing.ts";
import { changedPages, readMachO } from "./mach_o.ts";
import { readPe } from "./pe.ts";

const COMMIT = "fedcba9876543210";
/** ELF's number of the processor. */
const AARCH64 = 0xb7;
/** Where a PNG has its width. */
const PNG_WIDTH = 16;
/** Where Deno looks for a program that it carries. */
const PROGRAM = "d3n0l4nd";

type Bytes = Uint8Array<ArrayBuffer>;

const CHECKS: Readonly<Record<string, (executable: Bytes) => void>> = {
  "linux-arm64": (executable) => {
    assertEquals(Array.from(executable.subarray(0, 5)), [0x7f, 0x45, 0x4c, 0x46, 2]);
    assertEquals(executable[18], AARCH64);
  },
  "macos-x64": (executable) => assertEquals(readMachO(executable).processor, "x86_64"),
  "macos-arm64": (executable) => {
    const { processor, segments, signature } = readMachO(executable);
    assertEquals(processor, "arm64");
    assertEquals(segments.filter((segment) => segment === "__SUI").length, 1);
    // This Mac runs nothing whose signature does not hold, be it one that nobody vouches for.
    assert(signature !== undefined, "it is not signed");
    assertEquals(changedPages(executable, signature), []);
    const damaged = executable.slice();
    damaged[100_000] = (damaged[100_000] ?? 0) ^ 1;
    assertEquals(changedPages(damaged, signature).length, 1);
  },
  "windows-x64": (executable) => {
    const { processor, subsystem, icons, groups } = readPe(executable);
    assertEquals([processor, subsystem], ["x86_64", "console"]);
    // The compiler draws ours anew in these sizes.
    const sizes = icons.map((picture) => new DataView(picture.buffer, picture.byteOffset).getUint32(PNG_WIDTH));
    assertEquals(sizes.sort((one, other) => one - other), [16, 24, 32, 48, 128, 256]);
    assertEquals(groups, [sizes.length]);
  },
};

const program = await programOf(COMMIT);

Deno.test.afterAll(async () => await program[Symbol.asyncDispose]());

for (const [target, check] of Object.entries(CHECKS)) {
  Deno.test(`the executable for ${target} is what that system runs, with pychat in it`, async ({ step }) => {
    const folder = await Deno.makeTempDir();
    try {
      const built = await build(target, program, folder);
      if (!built && Deno.env.get("CI") === "true") throw new Error(`Cannot build for ${target}: there is no runtime`);
      const made = built?.standIn ? "built with a stand-in runtime" : "built with the runtime of our own Deno";
      await step({
        name: built ? made : "left out: there is no runtime to build it with",
        ignore: !built,
        fn: () => {},
      });
      if (!built) return;
      const executable = await Deno.readFile(built.path);
      check(executable);
      const parts = [PROGRAM, COMMIT, ...texts(program.path)];
      assertEquals(missing(executable, parts), []);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  });
}

/** The ends of the files of the program that must be in it, whole or not at all. */
function texts(folder: string): readonly string[] {
  const files = Array.from(Deno.readDirSync(folder), ({ name }) => name).filter((name) => name.endsWith(".js"));
  return files.map((name) => Deno.readTextFileSync(`${folder}/${name}`).slice(-200));
}
