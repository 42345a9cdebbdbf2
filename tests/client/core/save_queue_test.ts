import { assertEquals, assertRejects } from "@std/assert";
import { SaveQueue } from "../../../client/core/save_queue.ts";
import { turn } from "../../fakes/until.ts";

/** A disk on which each write ends when the test says so. */
class SlowDisk {
  readonly begun: number[] = [];
  readonly #ends: { readonly resolve: () => void; readonly reject: (error: Error) => void }[] = [];

  write(content: Uint8Array): Promise<void> {
    this.begun.push(content[0] ?? -1);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#ends.push({ resolve, reject });
    return promise;
  }

  async finish(error?: Error): Promise<void> {
    await turn();
    const end = this.#ends.shift();
    if (error) end?.reject(error);
    else end?.resolve();
    await turn();
  }
}

function onSlowDisk(): {
  readonly disk: SlowDisk;
  readonly queue: SaveQueue;
  readonly done: number[];
  save(number: number): Promise<void>;
} {
  const disk = new SlowDisk();
  const queue = new SaveQueue((content) => disk.write(content));
  const done: number[] = [];
  return { disk, queue, done, save: (number) => queue.save(Uint8Array.of(number)).then(() => void done.push(number)) };
}

Deno.test("save() writes one content at a time, and of those that come meanwhile the newest alone", async () => {
  const { disk, done, save } = onSlowDisk();
  const first = save(1);
  await turn();
  const others = [save(2), save(3), save(4)];
  await turn();
  assertEquals([disk.begun, done], [[1], []]);
  await disk.finish();
  assertEquals([disk.begun, done], [[1, 4], [1]]);
  await disk.finish();
  assertEquals([disk.begun, done], [[1, 4], [1, 2, 3, 4]]);
  await Promise.all([first, ...others]);
});

Deno.test("save() writes contents of one moment once", async () => {
  const { disk, done, save } = onSlowDisk();
  const saves = [save(1), save(2)];
  await disk.finish();
  assertEquals([disk.begun, done], [[2], [1, 2]]);
  await Promise.all(saves);
});

Deno.test("save() tells all who waited for a write that it failed, and tries again with the next", async () => {
  const { disk, done, save } = onSlowDisk();
  const failed = [save(1), save(2)].map((saving) => assertRejects(() => saving, Error, "no room"));
  await turn();
  const next = save(3);
  await disk.finish(new Error("no room"));
  await Promise.all(failed);
  await disk.finish();
  await next;
  assertEquals([disk.begun, done], [[2, 3], [3]]);
});

Deno.test("close() waits for what was taken, also when it fails, and takes nothing more", async () => {
  const { disk, queue, save } = onSlowDisk();
  const first = save(1);
  await turn();
  const second = assertRejects(() => save(2), Error, "no room");
  let closed = false;
  const closing = queue.close().then(() => closed = true);
  await assertRejects(() => save(3), Error, "closed");
  await disk.finish();
  assertEquals(closed, false);
  await disk.finish(new Error("no room"));
  await Promise.all([first, second, closing]);
  assertEquals(disk.begun, [1, 2]);
});
