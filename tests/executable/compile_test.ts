/** The compile task: what it takes, what it grants, and that the same commit gives the same bytes. */
import { assert, assertEquals, assertMatch, assertThrows } from "@std/assert";
import project from "../../deno.json" with { type: "json" };
import { SUMS, writeSums } from "../../build/checksums.ts";
import { nameChunks } from "../../build/name_chunks.ts";
import { grants, permissionFlags, REASONS } from "../../build/permissions.ts";
import { runTool } from "../../build/run_tool.ts";
import { TARGETS } from "../../build/targets.ts";
import { makeIcon } from "../../build/make_icon.ts";
import { build, programOf } from "./builder.ts";

const root = new URL("../../", import.meta.url);

Deno.test("the executables may do what deno.json's set says, each with a reason, and nothing else", () => {
  const set = project.permissions.pychat;
  assertEquals([...grants(set)].sort(), Object.keys(REASONS).sort());
  assertEquals(permissionFlags({ net: true, run: false, sys: ["uid", "statfs"] }), [
    "--allow-net",
    "--allow-sys=uid,statfs",
    "--deny-import",
    "--no-prompt",
  ]);
});

Deno.test("each system permission of the set is for something that is called", async () => {
  const { out } = await runTool(["grep", "-rhoE", "\\b\\w+\\(", "relay", "client", "main.ts"], { cwd: root.pathname });
  const called = new Set(out.split("\n"));
  const idle = project.permissions.pychat.sys.filter((name) => !called.has(`${name}(`));
  assertEquals(idle, []);
});

Deno.test("two builds of one commit are the same bytes, also where sources and packages lie elsewhere", async () => {
  const elsewhere = await Deno.makeTempDir();
  try {
    await copyTree(root, `${elsewhere}/tree/of/sources`);
    await using here = await programOf("c0ffee");
    const there = await bundledElsewhere(`${elsewhere}/tree/of/sources`, `${elsewhere}/bundle`);
    assertEquals(there, contentOf(here.path));
    await using again = await programOf("c0ffee");
    const builds = [await build("linux-x64", here, elsewhere), await build("linux-x64", again, `${elsewhere}/bundle`)];
    const [one, other] = builds.map((built) => built && Deno.readFileSync(built.path));
    if (one && other) assert(one.length === other.length && one.every((byte, i) => byte === other[i]));
  } finally {
    await Deno.remove(elsewhere, { recursive: true });
  }
});

Deno.test("nameChunks() gives names that depend on content only, and refuses what it cannot tell apart", () => {
  const bundle = (one: string, other: string) =>
    new Map([
      ["main.js", `run ./relay-${one}.js, ./chunk-${other}.js`],
      [`relay-${one}.js`, `run ./chunk-${other}.js, too`],
      [`chunk-${other}.js`, "the end"],
    ]);
  const named = nameChunks(bundle("AAAAAAAA", "22222222"));
  assertEquals(named, nameChunks(bundle("BBBBBBBB", "33333333")));
  const names = [...named.keys()];
  assertMatch(names.join(" "), /^main\.js relay-[0-9a-f]{8}\.js chunk-[0-9a-f]{8}\.js$/);
  assertEquals(named.get("main.js"), `run ./${names[1]}, ./${names[2]}`);
  assertThrows(() => nameChunks(new Map([["a-AAAAAAAA.js", "1"], ["a-BBBBBBBB.js", "1"]])), Error, "two are the same");
});

Deno.test("SHA256SUMS is what sha256sum checks", async () => {
  const folder = await Deno.makeTempDir();
  try {
    for (const name of ["b", "a"]) await Deno.writeTextFile(`${folder}/${name}`, name.repeat(100_000));
    await writeSums(folder, ["b", "a"]);
    const checked = await runTool(["sha256sum", "--check", "--strict", SUMS], { cwd: folder });
    assertEquals([checked.success, checked.out], [true, "a: OK\nb: OK\n"]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("the compile task says in one line what it cannot do, and what to do about it", async () => {
  const empty = await Deno.makeTempFile();
  const cases: readonly (readonly [args: readonly string[], code: number, says: RegExp])[] = [
    [["linux"], 2, /^compile: Cannot compile for "linux": there is no such target/],
    [["linux-x64", "--runtim", "x"], 2, /^compile: Cannot take --runtim: .*did you mean --runtime\?/],
    [["--runtime", empty], 2, /^compile: Cannot take --runtime: a runtime is for one target/],
    [["linux-x64", "--runtime", "none"], 2, /^compile: Cannot take "none" as --runtime: there is no such file/],
    [["linux-x64", "--output", `${empty}/dist`], 1, /^compile: Cannot write to "[^"]+": Not a directory\. Choose/],
    [["linux-x64", "--output", ".", "--runtime", empty], 1, /^compile: Cannot [^\n]+\n$/],
  ];
  const working = await Deno.makeTempDir();
  for (const [args, code, says] of cases) {
    const end = await compileTask(args.map((arg) => arg === "." ? working : arg));
    assertEquals([args, end.code], [args, code]);
    assertMatch(end.err, says);
  }
  const unreachable = { HTTPS_PROXY: "http://127.0.0.1:1", DENO_DIR: await cacheWithoutRuntimes() };
  const end = await compileTask(["macos-arm64", "--output", working], unreachable);
  assertEquals(end.code, 1);
  assertMatch(
    end.err,
    /^compile: Cannot compile for macos-arm64: its runtime cannot be downloaded\. Give one from disk with --runtime FILE: the "denort" of Deno [\d.]+ for aarch64-apple-darwin\.\n$/,
  );
  await Promise.all([empty, working, unreachable.DENO_DIR].map((path) => Deno.remove(path, { recursive: true })));
});

Deno.test("every target has a file of its own, and the icon is the one that is drawn", () => {
  assertEquals(new Set(TARGETS.map(({ file }) => file)).size, TARGETS.length);
  for (const { icon } of TARGETS) if (icon) assertEquals(Deno.readFileSync(new URL(icon, root)), makeIcon());
});

Deno.test("the licences name every package that is in the executables", async () => {
  const folder = await Deno.makeTempDir();
  const args = ["bundle", "--quiet", "--platform=deno", "--outdir", folder, "--code-splitting", "main.ts"];
  const { success, err } = await runTool([Deno.execPath(), ...args], { cwd: root.pathname });
  assert(success, err);
  const code = Array.from(Deno.readDirSync(folder), ({ name }) => Deno.readTextFileSync(`${folder}/${name}`)).join(
    "\n",
  );
  const packages = new Set(
    [...code.matchAll(/\/npm\/registry\.npmjs\.org\/((?:@[\w-]+\/)?[\w.-]+)\//g)].map(([, name]) => name),
  );
  const licences = Deno.readTextFileSync(new URL("THIRD_PARTY_LICENSES.txt", root));
  assert(packages.has("@noble/curves"), [...packages].join());
  assertEquals([...packages].filter((name) => !licences.includes(`\n  ${name} `)), []);
  await Deno.remove(folder, { recursive: true });
});

async function compileTask(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const [run, ...flags] = project.tasks.compile.replace(/^deno /, "").split(" ");
  const command = new Deno.Command(Deno.execPath(), {
    args: [run ?? "", ...flags, ...args],
    cwd: root,
    env: { ...env, NO_COLOR: "1" },
    stdin: "null",
  });
  const { code, stderr } = await command.output();
  return { code, err: new TextDecoder().decode(stderr) };
}

/** Bundles a copy of the tree with the packages of another cache. */
async function bundledElsewhere(tree: string, folder: string): Promise<ReadonlyMap<string, string>> {
  await Deno.mkdir(folder);
  const cache = await cacheWithoutRuntimes();
  const code = `import { bundle } from "${tree}/build/bundle.ts"; await bundle(Deno.args[0], Deno.args[1]);`;
  const args = ["eval", "--no-lock", "--quiet", code, tree, folder];
  const { success, err } = await runTool([Deno.execPath(), ...args], { cwd: tree, env: { DENO_DIR: cache } });
  assert(success, err);
  await Deno.remove(cache, { recursive: true });
  const content = contentOf(folder);
  await Deno.remove(folder, { recursive: true });
  await Deno.mkdir(folder);
  return content;
}

/** The program's texts by their names, without which commit it is. */
function contentOf(folder: string): ReadonlyMap<string, string> {
  const names = Array.from(Deno.readDirSync(folder), ({ name }) => name).filter((name) => name.endsWith(".js")).sort();
  return new Map(names.map((name) => [name, Deno.readTextFileSync(`${folder}/${name}`)]));
}

/** A cache of Deno's with the packages and the bundler that this one has, and nothing else. */
async function cacheWithoutRuntimes(): Promise<string> {
  const folder = await Deno.makeTempDir();
  const { out } = await runTool([Deno.execPath(), "info", "--json"]);
  const { denoDir } = JSON.parse(out) as { readonly denoDir: string };
  await Deno.mkdir(`${folder}/dl`);
  const copied = await runTool(["sh", "-c", 'cp -r "$0/npm" "$1" && cp -r "$0"/dl/esbuild-* "$1/dl"', denoDir, folder]);
  assert(copied.success, copied.err);
  return folder;
}

async function copyTree(from: URL, to: string): Promise<void> {
  await Deno.mkdir(to, { recursive: true });
  const parts = ["main.ts", "version.ts", "deno.json", "deno.lock", "std.d.ts", "shared", "relay", "client", "build"];
  const copied = await runTool(["cp", "-r", ...parts, to], { cwd: from.pathname });
  assert(copied.success, copied.err);
}
