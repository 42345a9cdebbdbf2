import { assertEquals, assertRejects } from "@std/assert";
import { SaveQueue } from "../../../client/core/save_queue.ts";
import type { Changes } from "../../../client/core/vault.ts";
import { turn } from "../../fakes/until.ts";

/** A disk on which each write ends when the test says so. */
class SlowDisk {
  /** What each write that has begun was given. */
  readonly begun: Record<string, number>[] = [];
  readonly #ends: { readonly resolve: () => void; readonly reject: (error: Error) => void }[] = [];

  write(changes: Changes): Promise<void> {
    this.begun.push(Object.fromEntries([...changes].map(([name, bytes]) => [name, bytes?.[0] ?? -1])));
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
  /** Saves it as the part of this name. */
  save(number: number, name?: string): Promise<void>;
} {
  const disk = new SlowDisk();
  const queue = new SaveQueue((changes) => disk.write(changes));
  const done: number[] = [];
  const save = (number: number, name = "a") => {
    return queue.save(new Map([[name, Uint8Array.of(number)]])).then(() => void done.push(number));
  };
  return { disk, queue, done, save };
}

Deno.test("save() writes one at a time, and what comes meanwhile in one: of each part the newest", async () => {
  const { disk, done, save } = onSlowDisk();
  const first = save(1);
  await turn();
  const others = [save(2), save(3, "b"), save(4)];
  await turn();
  assertEquals([disk.begun, done], [[{ a: 1 }], []]);
  await disk.finish();
  assertEquals([disk.begun, done], [[{ a: 1 }, { a: 4, b: 3 }], [1]]);
  await disk.finish();
  assertEquals(done, [1, 2, 3, 4]);
  await Promise.all([first, ...others]);
});

Deno.test("save() writes what comes in one moment once", async () => {
  const { disk, done, save } = onSlowDisk();
  const saves = [save(1), save(2)];
  await disk.finish();
  assertEquals([disk.begun, done], [[{ a: 2 }], [1, 2]]);
  await Promise.all(saves);
});

Deno.test("save() tells all who waited for a write that it failed, and what could not be written goes with the next", async () => {
  const { disk, done, save } = onSlowDisk();
  const failed = [save(1), save(2, "b")].map((saving) => assertRejects(() => saving, Error, "no room"));
  await turn();
  const next = save(3);
  await disk.finish(new Error("no room"));
  await Promise.all(failed);
  await disk.finish();
  await next;
  assertEquals([disk.begun, done], [[{ a: 1, b: 2 }, { a: 3, b: 2 }], [3]]);
});

Deno.test("save() writes nothing when nothing has changed, and waits for what is being written", async () => {
  const { disk, queue, done, save } = onSlowDisk();
  await queue.save(new Map());
  const first = save(1);
  await turn();
  const second = queue.save(new Map()).then(() => void done.push(2));
  await disk.finish();
  await Promise.all([first, second]);
  assertEquals([disk.begun, done], [[{ a: 1 }], [1, 2]]);
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
  assertEquals(disk.begun, [{ a: 1 }, { a: 2 }]);
});
