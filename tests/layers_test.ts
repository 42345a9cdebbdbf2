import { assert, assertEquals } from "@std/assert";

const root = new URL("../", import.meta.url);

/** The layers of ARCHITECTURE.md, and the arrows it allows from each to others. */
const LAYERS: Readonly<Record<string, readonly string[]>> = {
  "main.ts": ["relay", "client/terminal", "client/web", "client/script", "shared", "version.ts"],
  "version.ts": ["deno.json"],
  "relay": ["shared"],
  "client/terminal": ["client/machine", "client/core", "shared"],
  "client/web": ["client/machine", "client/core", "shared"],
  "client/script": ["client/machine", "client/core", "shared"],
  "client/machine": ["client/core", "shared"],
  "client/core": ["shared"],
  "shared": [],
  "build": ["shared", "deno.json"],
  "tests": [
    "main.ts",
    "build",
    "relay",
    "client/terminal",
    "client/web",
    "client/script",
    "client/machine",
    "client/core",
    "shared",
    "bench",
    "deno.json",
  ],
  "bench": [
    "main.ts",
    "relay",
    "client/terminal",
    "client/web",
    "client/script",
    "client/machine",
    "client/core",
    "shared",
    "tests",
    "deno.json",
  ],
};

/** Files that touch the machine, and what of it. Everything else in these layers runs where there is only the language. */
const EDGES: Readonly<Record<string, string>> = {
  "main.ts": "the process: arguments, environment, exit codes",
  "version.ts": "the file that says which commit it is, and the runtime",
  "relay/relay.ts": "the command: composes clock, randomness, signals and streams",
  "relay/listen.ts": "the port",
  "relay/watch_port.ts": "a knock at the port",
  "relay/adopt.ts": "the port's sockets, by their type",
  "relay/direct_line.ts": "a socket's own handle",
  "relay/web_door.ts": "HTTP and the upgrade",
  "relay/last_words.ts": "the port's sockets, by their type",
  "relay/relay_key.ts": "the platform's Ed25519",
  "relay/database.ts": "the data file",
  "relay/journal.ts": "its journal",
  "relay/store_schema.ts": "the data file's tables",
  "relay/blob_directory.ts": "the directory of files",
  "relay/data_directory.ts": "the data directory",
  "relay/console_terminal.ts": "the operator's terminal",
};

/** What a client loads is ASCII (ARCHITECTURE.md says why). In these files, all of them small, other letters are the matter itself. */
const LETTERS = [
  "client/core/commands/complete_argument.ts",
  "client/core/files/safe_name.ts",
  "client/terminal/menu/draw_list.ts",
  "client/terminal/screen/find_links.ts",
  "client/terminal/screen/signs.ts",
  "client/terminal/screen/wrap.ts",
];

/** In these layers any file may touch the machine; which do is theirs to keep few. */
const OUTERMOST = ["client/terminal", "client/web", "client/script", "client/machine", "build", "tests", "bench"];

const MACHINE =
  /\bDeno\b|["'](node:|bun:)|\b(process|Buffer|window|document|localStorage|navigator|setImmediate|globalThis)\b/;

const STATIC = /^\s*(?:import|export)\b(?:[^;"'`]*?\bfrom)?\s*["']([^"']+)["']/gm;
const TYPES_ONLY =
  /^\s*(import|export)\s+(type\b[^;"']*|\{(\s*type\s+\w+(\s+as\s+\w+)?\s*,?)+\s*\})\s*from\s*"[^"]+";?/gm;
const DYNAMIC = /\bimport\(\s*["']([^"']+)["']/g;

/** A file of the tree, and what it imports: files of the tree as paths, everything else as it is written. */
interface Source {
  readonly path: string;
  readonly code: string;
  readonly imports: readonly string[];
  /** Those of them that are there when it runs: types are not. */
  readonly loads: readonly string[];
}

const sources = filesUnder("").filter(isCode).map(read);

Deno.test("the scanner sees imports of every form", () => {
  const code = [
    'import a from "./a.ts";',
    "import { type B,",
    'b } from "./b.ts";',
    'import type { C } from "../c.ts";',
    'import "./d.ts";',
    'export { e } from "./e.ts";',
    'export type * from "./f.ts";',
    "const g = await import" + '("./g.ts");',
    "type H = import" + '("./h.ts").H;',
    'import { i } from "node:net";',
    '// import "./comment.ts"',
    "const text = 'import \"./j.ts\"';",
  ].join("\n");
  assertEquals(importsOf("x/y.ts", code.replace(TYPES_ONLY, "")), [
    "x/a.ts",
    "x/b.ts",
    "x/d.ts",
    "x/e.ts",
    "node:net",
    "x/g.ts",
    "x/h.ts",
  ]);
  assertEquals(importsOf("x/y.ts", code), [
    "x/a.ts",
    "x/b.ts",
    "c.ts",
    "x/d.ts",
    "x/e.ts",
    "x/f.ts",
    "node:net",
    "x/g.ts",
    "x/h.ts",
  ]);
});

Deno.test("the tree is where this test thinks it is", () => {
  for (
    const path of [
      "main.ts",
      "relay/hub.ts",
      "shared/wire.ts",
      "client/core/crypto/identity.ts",
      "tests/layers_test.ts",
    ]
  ) {
    assert(sources.some((source) => source.path === path), `${path} is missing`);
  }
});

Deno.test("every import of a file is of a file that is there", () => {
  const paths = new Set([...sources.map(({ path }) => path), "deno.json"]);
  const dangling = sources.flatMap(({ path, imports }) => {
    return imports.filter((to) => layerOf(to) !== undefined && !paths.has(to) && !to.endsWith(".json"))
      .map((to) => `${path} → ${to}`);
  });
  assertEquals(dangling, []);
});

Deno.test("every file is in a layer", () => {
  assertEquals(
    sources.filter(({ path }) => layerOf(path) === undefined && path !== "std.d.ts").map(({ path }) => path),
    [],
  );
});

Deno.test("no import goes against the layers of ARCHITECTURE.md", () => {
  const wrong = sources.flatMap(({ path, imports }) => {
    const from = layerOf(path);
    if (from === undefined) return [];
    return imports.filter((to) => !allowed(from, to)).map((to) => `${path} → ${to}`);
  });
  assertEquals(wrong, []);
});

Deno.test("what a client loads is ASCII, but where other letters are the matter", () => {
  const loaded = sources.filter(({ path }) => /^(client|shared)\//.test(path));
  assertEquals(loaded.filter(({ code }) => /[^\n -~]/.test(code)).map(({ path }) => path).toSorted(), LETTERS);
});

Deno.test("no file loads itself, however far around", () => {
  const loads = new Map(sources.map(({ path, loads }) => [path, loads]));
  const done = new Set<string>();
  const circles: string[] = [];
  function visit(path: string, trail: readonly string[]): void {
    const met = trail.indexOf(path);
    if (met >= 0) circles.push([...trail.slice(met), path].join(" → "));
    if (met >= 0 || done.has(path)) return;
    for (const next of loads.get(path) ?? []) visit(next, [...trail, path]);
    done.add(path);
  }
  for (const { path } of sources) visit(path, []);
  assertEquals(circles, []);
});

Deno.test("only files at the edge touch the machine", () => {
  const touching = sources.filter(({ path, code }) => !isOutermost(path) && MACHINE.test(withoutText(code)));
  assertEquals(touching.map(({ path }) => path).filter((path) => !(path in EDGES)), []);
});

Deno.test("every file that is said to touch the machine does", () => {
  const idle = Object.keys(EDGES).filter((path) => {
    const source = sources.find((source) => source.path === path);
    return !source || !MACHINE.test(withoutText(source.code));
  });
  assertEquals(idle, []);
});

Deno.test("shared/ and client/core type-check where there is no Deno and no page", async () => {
  const folder = Deno.makeTempDirSync();
  try {
    const { imports, compilerOptions } = JSON.parse(Deno.readTextFileSync(new URL("deno.json", root)));
    const types = [new URL("tests/anywhere.d.ts", root).pathname];
    const config = { imports, compilerOptions: { ...compilerOptions, lib: ["esnext", "esnext.disposable"], types } };
    Deno.writeTextFileSync(`${folder}/deno.json`, JSON.stringify(config));
    const files = sources.map(({ path }) => path).filter((path) =>
      ["shared", "client/core"].includes(layerOf(path) ?? "")
    );
    const { success, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["check", "-q", "--no-lock", "--config", `${folder}/deno.json`, ...files],
      cwd: root.pathname,
      env: { NO_COLOR: "1" },
      stdout: "null",
      stderr: "piped",
    }).output();
    assert(success, new TextDecoder().decode(stderr));
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
});

const habits: readonly (readonly [what: string, form: RegExp, where: (path: string) => boolean])[] = [
  ["exports a default", /^\s*export\s+default\b/m, (path) => !path.endsWith(".d.ts")],
  ["uses any", /[:<|&(,]\s*any\b(?!\s*\()|\bas\s+any\b/, (path) => !path.endsWith(".d.ts")],
  ["asserts that something is not undefined", /[\w)\]]!(?=[.;,)\]\s[])(?!=)/, () => true],
  ["has an enum or a namespace", /^\s*(export\s+)?(const\s+enum|enum|namespace)\s+\w/m, () => true],
  [
    "sleeps",
    /setTimeout\([^()]*,\s*[1-9]/,
    (path) => path.startsWith("tests/") && path.endsWith("_test.ts"),
  ],
  ["leaves a test out or alone", /Deno\.test\.(ignore|only|skip)/, (path) => path.startsWith("tests/")],
];

for (const [what, form, where] of habits) {
  Deno.test(`no file ${what}`, () => {
    const found = sources.filter(({ path, code }) => where(path) && form.test(withoutText(code)));
    assertEquals(found.map(({ path, code }) => `${path}: ${form.exec(withoutText(code))?.[0].trim()}`), []);
  });
}

function allowed(from: string, to: string): boolean {
  const layer = layerOf(to);
  // A package, or something of the platform: which files may have that is another test's question.
  if (layer === undefined) return to !== "deno.json" || LAYERS[from]?.includes("deno.json") === true;
  return layer === from || LAYERS[from]?.includes(layer) === true;
}

function layerOf(path: string): string | undefined {
  return Object.keys(LAYERS).find((layer) => path === layer || path.startsWith(`${layer}/`));
}

function isOutermost(path: string): boolean {
  return OUTERMOST.includes(layerOf(path) ?? "") || path === "std.d.ts";
}

function isCode(path: string): boolean {
  return /\.(ts|tsx)$/.test(path);
}

function read(path: string): Source {
  const code = Deno.readTextFileSync(new URL(path, root));
  return { path, code, imports: importsOf(path, code), loads: importsOf(path, code.replace(TYPES_ONLY, "")) };
}

function importsOf(path: string, code: string): readonly string[] {
  const plain = withoutComments(code);
  const found = [...plain.matchAll(STATIC), ...plain.matchAll(DYNAMIC)].map(([, to = ""]) => to);
  return [...new Set(found.map((to) => to.startsWith(".") ? resolved(path, to) : to))];
}

function resolved(path: string, to: string): string {
  return new URL(to, new URL(path, "file:///")).pathname.slice(1);
}

function withoutComments(code: string): string {
  return code.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/.*$/gm, "$1");
}

/** Code without what it says to people: comments, regular expressions and the insides of strings, but for import specifiers. */
function withoutText(code: string): string {
  return withoutComments(code)
    .replace(/`(?:[^`\\]|\\.)*`/g, (text) => (text.match(/\$\{[^}]*\}/g) ?? [""]).join(" "))
    .replace(/(?<=[=(,:?&|]\s*)\/(?![/*])(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/g, "0")
    .replace(/"(?!node:|bun:)(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g, '""');
}

function filesUnder(folder: string): readonly string[] {
  return [...Deno.readDirSync(new URL(folder || ".", root))].flatMap(({ name, isDirectory }) => {
    if (name.startsWith(".") || name === "node_modules" || name === "dist") return [];
    return isDirectory ? filesUnder(`${folder}${name}/`) : [`${folder}${name}`];
  });
}
