/** Of paths that are begun those are offered that there are, and that can be shown as they are. */
import { assertEquals } from "@std/assert";
import { pathsBegun } from "../../../client/machine/paths_begun.ts";

async function offered(folder: string, begun: string): Promise<readonly string[]> {
  const found = await pathsBegun({ type: "path", prefix: `${folder}/${begun}` });
  return found.map(({ text }) => text.slice(folder.length + 1));
}

Deno.test("pathsBegun() offers files and folders in their order, and what is hidden only to who asks for it", async () => {
  const folder = await Deno.makeTempDir();
  try {
    for (const name of ["b.txt", "another", ".hidden"]) await Deno.writeTextFile(`${folder}/${name}`, "");
    await Deno.mkdir(`${folder}/album`);
    assertEquals(await offered(folder, ""), ["album/", "another", "b.txt"]);
    assertEquals(await offered(folder, "a"), ["album/", "another"]);
    assertEquals(await offered(folder, "."), [".hidden"]);
    assertEquals(await offered(folder, "x"), []);
    assertEquals(await offered(`${folder}/nowhere`, ""), []);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("pathsBegun() offers no name with what cannot be shown: it would not be that file's", async () => {
  const folder = await Deno.makeTempDir();
  try {
    for (const name of ["plain", "es\x1b[31mcape", "two\nlines", "turned\u202e"]) {
      await Deno.writeTextFile(`${folder}/${name}`, "");
    }
    assertEquals(await offered(folder, ""), ["plain"]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
