import { assert, assertEquals, assertRejects } from "@std/assert";
import { BlobDirectory } from "../../relay/blob_directory.ts";
import { openBlobs } from "../../relay/data_directory.ts";
import { Failure } from "../../shared/failure.ts";
import type { BlobId, ChannelId } from "../../shared/ids.ts";
import { MemoryBlobs } from "../fakes/memory_blobs.ts";
import { blobsContract, type Lent } from "./blobs_contract.ts";

const PLACE = { channel: "01".repeat(16) as ChannelId, blob: "0a".repeat(16) as BlobId };

blobsContract("MemoryBlobs", () => ({ blobs: new MemoryBlobs(), [Symbol.dispose]() {} }));
blobsContract("BlobDirectory for power", () => temporary("power"));
blobsContract("BlobDirectory for crash", () => temporary("crash"));

Deno.test("what has another name than a blob stays where it is, and is not listed", async () => {
  using lent = temporary("power");
  const { path } = lent;
  const blob = await lent.blobs.make(PLACE);
  await blob.close();
  Deno.writeTextFileSync(`${path}/README`, "mine");
  Deno.writeTextFileSync(`${path}/${"02".repeat(16)}`, "a file with a channel's name");
  Deno.mkdirSync(`${path}/holiday`);
  Deno.writeTextFileSync(`${path}/holiday/${PLACE.blob}`, "a picture");
  Deno.writeTextFileSync(`${path}/${PLACE.channel}/${PLACE.blob}.tmp`, "left over");
  assertEquals(await lent.blobs.list(), [{ ...PLACE, size: 0 }]);
  await lent.blobs.remove(PLACE);
  assertEquals([...Deno.readDirSync(path)].length, 3 + 1);
});

Deno.test({ name: "blobs are for their owner's eyes only", ignore: Deno.build.os === "windows" }, async () => {
  using lent = temporary("power");
  const blob = await lent.blobs.make(PLACE);
  await blob.close();
  const modes = [lent.path, `${lent.path}/${PLACE.channel}`, `${lent.path}/${PLACE.channel}/${PLACE.blob}`]
    .map((path) => (Deno.statSync(path).mode ?? 0) & 0o777);
  assertEquals(modes, [0o700, 0o700, 0o600]);
});

Deno.test("what the file system refuses is a Failure in words", async () => {
  using lent = temporary("power");
  Deno.writeTextFileSync(`${lent.path}/${PLACE.channel}`, "in the way");
  await assertRejects(() => lent.blobs.make(PLACE), Failure, "Cannot store a file: ");
});

Deno.test("the room on a disk that cannot be asked is taken to be enough", async () => {
  using lent = temporary("power");
  Deno.writeTextFileSync(`${lent.path}/file`, "no directory");
  assertEquals(await new BlobDirectory(`${lent.path}/file/blobs`, "crash").room(), Infinity);
});

Deno.test("a directory that was removed under a relay is a Failure that says what to do", async () => {
  using lent = temporary("power");
  Deno.removeSync(lent.path);
  await assertRejects(() => lent.blobs.room(), Failure, "is gone: what is said now may be lost");
  // Nor does a file that is brought then begin it anew, beside a database that nobody will find.
  await assertRejects(() => lent.blobs.make(PLACE), Failure, "Cannot store a file: it is no longer there");
  await assertRejects(() => lent.blobs.room(), Failure, "is gone: what is said now may be lost");
});

interface Folder extends Lent {
  readonly path: string;
}

function temporary(durability: "power" | "crash"): Folder {
  const folder = Deno.makeTempDirSync();
  const blobs = openBlobs(folder, durability);
  const path = `${folder}/blobs`;
  assert(Deno.statSync(path).isDirectory);
  return { blobs, path, [Symbol.dispose]: () => Deno.removeSync(folder, { recursive: true }) };
}
