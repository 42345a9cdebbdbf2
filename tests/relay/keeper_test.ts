import { assertEquals } from "@std/assert";
import { type Keepable, Keeper } from "../../relay/keeper.ts";
import type { KeptMark } from "../../relay/file_records.ts";
import { Failure } from "../../shared/failure.ts";
import type { BlobId, ChannelId, IdentityId } from "../../shared/ids.ts";
import { Scope } from "../../shared/scope.ts";
import { MemoryFileRecords } from "../fakes/memory_file_records.ts";
import { turn } from "../fakes/until.ts";

const WORK = "01".repeat(16) as ChannelId;
const ALICE = "a1".repeat(32) as IdentityId;

Deno.test("the record says how far bytes are good only when they are synced", async () => {
  await using scene = new Scene();
  const one = scene.upload("01");
  scene.keeper.keep(one);
  await turn();
  assertEquals([scene.stored(one), one.told], [0, undefined]);
  one.synced(500);
  await turn();
  assertEquals([scene.stored(one), one.told], [500, 500]);
});

Deno.test("all that ask while one round goes on share the next: one write for all of them", async () => {
  await using scene = new Scene();
  const all = ["01", "02", "03", "04"].map((hex) => scene.upload(hex));
  const [first, ...others] = all;
  if (first) scene.keeper.keep(first);
  for (const other of others) scene.keeper.keep(other);
  for (const other of others) scene.keeper.keep(other);
  await turn();
  assertEquals(all.map(({ syncs }) => syncs), [1, 0, 0, 0]);
  first?.synced(10);
  await turn();
  assertEquals(all.map(({ syncs }) => syncs), [1, 1, 1, 1]);
  const before = scene.writes;
  for (const other of others) other.synced(20);
  await turn();
  assertEquals(scene.writes, before + 1);
  assertEquals(all.map(({ told }) => told), [10, 20, 20, 20]);
});

Deno.test("one whose disk refuses hears it, and the others are kept", async () => {
  await using scene = new Scene();
  const [good, bad] = [scene.upload("01"), scene.upload("02")];
  const holding = scene.upload("03");
  for (const one of [holding, good, bad]) scene.keeper.keep(one);
  holding.synced(1);
  await turn();
  bad.refused();
  good.synced(7);
  await turn();
  assertEquals([good.told, bad.told, bad.failure?.message], [7, undefined, "Cannot store a file: the disk is full."]);
  scene.full = true;
  scene.keeper.keep(good);
  await turn();
  good.synced(8);
  await turn();
  assertEquals([good.told, good.failure?.message, scene.stored(good)], [7, "Cannot store what was sent.", 7]);
});

Deno.test("the record of one that was thrown away meanwhile is left alone", async () => {
  await using scene = new Scene();
  const one = scene.upload("01");
  scene.keeper.keep(one);
  await turn();
  one.wanted = false;
  one.synced(500);
  await turn();
  assertEquals([scene.stored(one), one.told], [0, undefined]);
});

/** An upload whose disk does what a test says. */
class Bytes implements Keepable {
  readonly blob: BlobId;
  wanted = true;
  syncs = 0;
  told: number | undefined;
  failure: Failure | undefined;
  #sync = Promise.withResolvers<KeptMark>();

  constructor(blob: BlobId) {
    this.blob = blob;
  }

  sync(): Promise<KeptMark> {
    this.syncs++;
    return this.#sync.promise;
  }

  synced(stored: number): void {
    this.#sync.resolve({ channel: WORK, blob: this.blob, stored });
    this.#sync = Promise.withResolvers();
  }

  refused(): void {
    this.#sync.reject(new Failure("Cannot store a file: the disk is full."));
  }

  kept({ stored }: KeptMark): void {
    this.told = stored;
  }

  failed(why: Failure): void {
    this.failure = why;
  }
}

class Scene implements AsyncDisposable {
  readonly #scope = new Scope();
  writes = 0;
  full = false;
  readonly #records = new MemoryFileRecords(() => {
    this.writes++;
    if (this.full) throw new Failure("Cannot store what was sent.");
  }, () => true);
  readonly keeper = new Keeper({ records: this.#records, background: (task) => this.#scope.run(task) });

  upload(hex: string): Bytes {
    const blob = hex.repeat(16) as BlobId;
    this.#records.add({ channel: WORK, blob, uploader: ALICE, size: 1000, charge: 1000, created: 0 });
    return new Bytes(blob);
  }

  stored({ blob }: Bytes): number | undefined {
    return this.#records.find({ channel: WORK, blob })?.stored;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#scope.close();
  }
}
