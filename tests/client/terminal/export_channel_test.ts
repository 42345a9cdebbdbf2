/** A channel is written to a new file; what stands in the way is said in words that help, whatever the file. */
import { assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { fromHome, ownHome } from "../../../client/machine/from_home.ts";
import { exportChannel } from "../../../client/terminal/export_channel.ts";
import { Failure } from "../../../shared/failure.ts";
import { bob, channel, edit, ref, rows, said, work } from "../core/story.ts";

Deno.test("exportChannel() overwrites nothing, and says what is in the way and what to do", async () => {
  const folder = await Deno.makeTempDir();
  const told = work(channel(), rows(said(bob, 4, "helo"), said(bob, 5, edit(ref(bob, 4), "hello"))));
  const wishes = { format: "txt", title: "Work" } as const;
  const path = await exportChannel(told, { ...wishes, path: `${folder}/work.txt` });
  assertEquals((await Deno.readTextFile(path)).endsWith(" bob (edited): hello\n"), true);
  const cases = [
    [`${folder}/work.txt`, "there is such a file."],
    [`${folder}/missing/work.txt`, "there is no such folder."],
    ["~/missing/work.txt", "there is no such folder."],
  ] as const;
  for (const [path, why] of cases) {
    const words = `Cannot write "${fromHome(path, ownHome())}": ${why} Name another one: /export txt path`;
    await assertRejects(() => exportChannel(told, { ...wishes, path }), Failure, words);
  }
  await Deno.remove(folder, { recursive: true });
});

Deno.test("exportChannel() puts a file of the channel's name into a folder that is named", async () => {
  const folder = await Deno.makeTempDir();
  const told = work(channel(), rows(said(bob, 4, "hello")));
  const wishes = { format: "txt", title: "a/b" } as const;
  for (const path of [folder, `${folder}/`]) {
    assertEquals(await exportChannel(told, { ...wishes, path }), join(folder, "a-b.txt"));
    await Deno.remove(join(folder, "a-b.txt"));
  }
  const path = `${folder}/missing/`;
  await assertRejects(() => exportChannel(told, { ...wishes, path }), Failure, "there is no such folder.");
  await Deno.remove(folder, { recursive: true });
});
