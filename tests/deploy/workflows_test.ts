/** The workflows of a public host, as far as that can be seen here: they run nothing that is not pinned, and nothing of their own. */
import { assertEquals } from "@std/assert";
import { TARGETS } from "../../build/targets.ts";

const root = new URL("../../", import.meta.url);
const folder = new URL(".github/workflows/", root);
const workflows = Array.from(Deno.readDirSync(folder), ({ name }) => Deno.readTextFileSync(new URL(name, folder)));
const [release = ""] = workflows.filter((text) =>
  text.includes("\nname: release\n") || text.startsWith("name: release")
);

Deno.test("every action is pinned by its commit, and says which version that is", () => {
  const used = workflows.flatMap((text) => [...text.matchAll(/uses: (.+)/g)].map(([, action = ""]) => action));
  const pinned = /^(\.\/\.github\/workflows\/\w+\.yml|[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/;
  assertEquals(used.filter((action) => !pinned.test(action)), []);
});

Deno.test("the workflows run the pinned Deno and tasks that there are", () => {
  const [, pinned] = /^DENO=(.+)$/m.exec(Deno.readTextFileSync(new URL(".ci/run", root))) ?? [];
  const { tasks } = JSON.parse(Deno.readTextFileSync(new URL("deno.json", root))) as { readonly tasks: object };
  const called = workflows.flatMap((text) => [...text.matchAll(/npx -y deno@(\S+) task (\S+)/g)]);
  assertEquals(called.filter(([, version, task = ""]) => version !== pinned || !(task in tasks)), []);
});

Deno.test("no workflow may do more than it says, and only publishing may write", () => {
  assertEquals(workflows.filter((text) => !/^permissions:\n {2}contents: read$/m.test(text)), []);
  assertEquals(workflows.join("\n").match(/: write$/gm)?.length, 3);
});

Deno.test("a release starts every executable on the machine that it is for", () => {
  const started = [...release.matchAll(/file: (\S+) \}/g)].map(([, file]) => file);
  assertEquals(started, TARGETS.map(({ file }) => file).toSorted((one, other) => place(one) - place(other)));
});

/** In the workflow's order. */
function place(file: string): number {
  return release.indexOf(`file: ${file} `);
}
