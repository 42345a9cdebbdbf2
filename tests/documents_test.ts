/** The documents tell the truth: every command they show is run, every file they link is there, every number they pin is the one that is used. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { Program } from "./fakes/program.ts";

const root = new URL("../", import.meta.url);
const docs = Array.from(Deno.readDirSync(new URL("docs/", root)), ({ name }) => name).filter((name) =>
  name.endsWith(".md")
);
const DOCUMENTS = [
  "README.md",
  "ARCHITECTURE.md",
  "CHANGELOG.md",
  "bench/README.md",
  "shared/PROTOCOL.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
  ...docs.map((name) => `docs/${name}`),
];
const PINNED = "npx -y deno@2.9.6";

/** These run the tests, or take minutes: CI runs the first two from empty caches, and the bench is run by hand. */
const ELSEWHERE = [`${PINNED} task test`, "deno task ok", "deno task bench --quick"];

Deno.test("every command in README does what README says", async () => {
  const directory = await Deno.makeTempDir();
  const commands = shellCommands(read("README.md")).filter((command) => !ELSEWHERE.includes(command));
  const port = freePort();
  const env = { PYCHAT_DATA: `${directory}/default`, PYCHAT_PORT: "0" };
  const relays: Program[] = [];
  try {
    for (const command of commands) {
      const here = command.replaceAll("5055", String(port)).replace("./relay-data", `${directory}/data`)
        .replace(/^deno |^npx -y deno@[\d.]+ /, `${Deno.execPath()} `);
      const program = new Program([], { shell: here, env });
      const expected = EXPECTED[command];
      assert(expected, `README has a command that no test knows: ${command}`);
      await program.prints(expected.prints);
      if (expected.stays) relays.push(program);
      else assertEquals((await program.end()).code, expected.code ?? 0, command);
    }
  } finally {
    for (const relay of relays) relay.signal("SIGTERM");
    const ends = await Promise.all(relays.map((relay) => relay.end()));
    await Deno.remove(directory, { recursive: true });
    assertEquals(ends.map(({ code }) => code), relays.map(() => 0));
  }
  assertEquals(Object.keys(EXPECTED).filter((command) => !commands.includes(command)), []);
});

interface Expectation {
  readonly prints: RegExp;
  readonly code?: number;
  /** It runs until it is stopped. */
  readonly stays?: boolean;
}

const EXPECTED: Readonly<Record<string, Expectation>> = {
  // Without a terminal the menu is the help, and exit code 2.
  [`${PINNED} task start`]: { prints: /Usage: pychat <command>/, code: 2 },
  "deno task relay": { prints: /pychat connect /, stays: true },
  "deno task relay --help": { prints: /Usage: pychat relay/ },
  "deno task relay --print-config": { prints: /^#port = 5000$/m },
  'deno task relay --port 5055 --data ./relay-data --title "The Rivers"': {
    prints: /The Rivers[^]*pychat connect /,
    stays: true,
  },
  // Without a terminal nobody can be asked for a channel, a PIN and a name: it says on stderr how to give them.
  "deno task connect 127.0.0.1:5055": { prints: /^$/, code: 2 },
};

Deno.test("the documents name one version of Deno, the one that CI uses", () => {
  const texts = [...DOCUMENTS, ".ci/run"].map(read).join("\n");
  const versions = new Set([...texts.matchAll(/deno@(\d+\.\d+\.\d+)|^DENO=(.*)$/gm)].map(([, npm, ci]) => npm ?? ci));
  assertEquals([...versions], [PINNED.split("@")[1]]);
});

Deno.test("every task that a document names exists", () => {
  const { tasks } = JSON.parse(read("deno.json")) as { readonly tasks: Readonly<Record<string, string>> };
  for (const name of DOCUMENTS) {
    for (const [, task] of read(name).matchAll(/deno(?:@[\d.]+)? task ([a-z-]+)/g)) {
      assert(task !== undefined && task in tasks, `${name} names the task "${task}"`);
    }
  }
});

Deno.test("every file that a document links to or draws is there", () => {
  for (const name of DOCUMENTS) {
    for (const [, link] of read(name).matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)) {
      Deno.statSync(new URL(link ?? "", new URL(name, root)));
    }
  }
  const drawn = read("ARCHITECTURE.md").split("**Layers.**")[0] ?? "";
  const names = [...drawn.matchAll(/(?<![\w.])([a-z_]+(?:\.d)?\.ts)\b/g)].map(([, file]) => file);
  const all = [...files(root)];
  assertEquals(names.filter((file) => !all.some((path) => path.endsWith(`/${file}`))), []);
});

Deno.test("no document names a path of somebody's machine", () => {
  for (const name of DOCUMENTS) assertMatch(read(name), /^(?![^]*(\/home\/|\/root\/|\/Users\/|C:\\Users))/, name);
});

function read(name: string): string {
  return Deno.readTextFileSync(new URL(name, root));
}

/** The lines of the blocks that are marked as a shell's. */
function shellCommands(text: string): readonly string[] {
  return [...text.matchAll(/```sh\n([^]*?)```/g)].flatMap(([, block = ""]) => block.trim().split("\n"));
}

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}

function* files(directory: URL): Generator<string> {
  for (const entry of Deno.readDirSync(directory)) {
    if (entry.name.startsWith(".") || entry.name === "node_modules") continue;
    const path = new URL(entry.isDirectory ? `${entry.name}/` : entry.name, directory);
    if (entry.isDirectory) yield* files(path);
    else yield path.pathname;
  }
}
