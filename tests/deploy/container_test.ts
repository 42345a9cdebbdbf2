/** The container's files, as far as that can be seen without one: they agree with each other and with the project. */
import { assert, assertEquals } from "@std/assert";
import { programFolder } from "../../build/program_folder.ts";
import { runTool } from "../../build/run_tool.ts";

const root = new URL("../../", import.meta.url);
const dockerfile = read("deploy/Dockerfile");
const compose = read("deploy/compose.yaml");

/** What the build copies out of the project. */
const copied = [...dockerfile.matchAll(/^COPY (?!--)(.+) \S+$/gm)].flatMap(([, from = ""]) => from.split(" "));

Deno.test("what the Dockerfile copies is enough to build pychat from, and all that is sent", async () => {
  const folder = await Deno.makeTempDir();
  const { success, err } = await runTool(["cp", "-r", ...copied, folder], { cwd: root.pathname });
  assert(success, err);
  await using program = await programFolder(folder, "unknown");
  assert(program.size > 100_000);
  const sent = read("deploy/Dockerfile.dockerignore").split("\n").filter((line) => line.startsWith("!"));
  assertEquals(sent.map((line) => line.slice(1)).sort(), [...copied].sort());
  await Deno.remove(folder, { recursive: true });
});

Deno.test("the Dockerfile's Deno is the one that CI uses, and its compile task is one there is", () => {
  const [, pinned] = /^DENO=(.+)$/m.exec(read(".ci/run")) ?? [];
  assert(dockerfile.includes(`FROM denoland/deno:debian-${pinned} `), `it is not ${pinned}`);
  const { tasks } = JSON.parse(read("deno.json")) as { readonly tasks: Readonly<Record<string, string>> };
  const named = [...dockerfile.matchAll(/deno task (\w+)/g)].map(([, task = ""]) => task);
  assertEquals(named.filter((task) => !(task in tasks)), []);
});

Deno.test("Dockerfile and compose file agree on port, data and what is built", () => {
  const [, port] = /^EXPOSE (\d+)$/m.exec(dockerfile) ?? [];
  const [, data] = /^VOLUME (\S+)$/m.exec(dockerfile) ?? [];
  assert(compose.includes(`"${port}:${port}"`), `${port}`);
  assert(compose.includes(`data:${data}\n`) && dockerfile.includes(`PYCHAT_DATA=${data}\n`), `${data}`);
  const [, context = ""] = /context: (\S+)/.exec(compose) ?? [];
  const [, file = ""] = /dockerfile: (\S+)/.exec(compose) ?? [];
  assert(Deno.statSync(new URL(`deploy/${context}/${file}`, root)).isFile);
});

function read(file: string): string {
  return Deno.readTextFileSync(new URL(file, root));
}
