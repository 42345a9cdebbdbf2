/** What every place for blobs must do: relay/blobs.ts promises it, and the relay is built on it. */
import { assertEquals, assertRejects } from "@std/assert";
import type { Blobs } from "../../relay/blobs.ts";
import type { BlobPlace } from "../../relay/file_records.ts";
import { Failure } from "../../shared/failure.ts";
import type { BlobId, ChannelId } from "../../shared/ids.ts";

const WORK = "01".repeat(16) as ChannelId;
const PLAY = "02".repeat(16) as ChannelId;

/** An empty place, which goes in the end. */
export interface Lent extends Disposable {
  readonly blobs: Blobs;
}

/** Runs the contract; `lend` gives an empty place each time. */
export function blobsContract(name: string, lend: () => Lent): void {
  for (const [promise, keep] of Object.entries(promises)) {
    Deno.test(`${name} ${promise}`, async () => {
      using lent = lend();
      await keep(lent.blobs);
    });
  }
}

const promises: Readonly<Record<string, (blobs: Blobs) => Promise<void>>> = {
  async "has nothing at first"(blobs) {
    assertEquals(await blobs.list(), []);
    await assertRejects(() => blobs.open(place()), Failure, "no longer there");
  },

  async "reads what was written, from anywhere"(blobs) {
    await write(blobs, place(), bytes(1000, 7));
    const blob = await blobs.open(place());
    const into = new Uint8Array(10);
    await blob.read(into, 0);
    assertEquals(into, bytes(1000, 7).subarray(0, 10));
    await blob.read(into, 990);
    assertEquals(into, bytes(1000, 7).subarray(990));
    await blob.close();
  },

  async "lists what is there while others are thrown away"(blobs) {
    const blobOf = (number: number) => place(number.toString(16).padStart(2, "0"));
    for (let number = 0; number < 60; number++) await write(blobs, blobOf(number), bytes(1, 1));
    const listed = blobs.list();
    for (let number = 59; number > 0; number--) await blobs.remove(blobOf(number));
    assertEquals((await listed).some(({ blob }) => blob === blobOf(0).blob), true);
  },

  async "goes on where a blob was left, and writes over what it had"(blobs) {
    await write(blobs, place(), bytes(100, 1));
    await write(blobs, place(), bytes(100, 2), 60);
    assertEquals(await read(blobs, place(), 160), new Uint8Array([...bytes(100, 1).subarray(0, 60), ...bytes(100, 2)]));
    assertEquals((await blobs.list()).map(({ size }) => size), [160]);
  },

  async "fails to read beyond the end"(blobs) {
    await write(blobs, place(), bytes(100, 1));
    const blob = await blobs.open(place());
    await assertRejects(() => blob.read(new Uint8Array(10), 95), Failure, "shorter");
    await assertRejects(() => blob.read(new Uint8Array(1), 100), Failure, "shorter");
    await blob.read(new Uint8Array(0), 100);
    await blob.close();
  },

  async "lets one read while another writes"(blobs) {
    const writer = await blobs.make(place());
    await writer.write(bytes(50, 1), 0);
    const reader = await blobs.open(place());
    await writer.write(bytes(50, 2), 50);
    const into = new Uint8Array(50);
    await reader.read(into, 50);
    assertEquals(into, bytes(50, 2));
    await Promise.all([writer.close(), reader.close()]);
  },

  async "writes only the bytes it is given, also those in the midst of others"(blobs) {
    await write(blobs, place(), bytes(100, 1).subarray(40, 50));
    assertEquals(await read(blobs, place(), 10), bytes(100, 1).subarray(40, 50));
    assertEquals((await blobs.list()).map(({ size }) => size), [10]);
  },

  async "syncs while it is written to, and when nothing was"(blobs) {
    const blob = await blobs.make(place());
    await blob.sync();
    await Promise.all([blob.write(bytes(1000, 1), 0), blob.sync()]);
    await blob.sync();
    await blob.close();
  },

  async "keeps blobs apart, by id and by channel"(blobs) {
    await write(blobs, place(), bytes(10, 1));
    await write(blobs, place("02"), bytes(10, 2));
    await write(blobs, place("01", PLAY), bytes(10, 3));
    assertEquals(await read(blobs, place(), 10), bytes(10, 1));
    assertEquals(await read(blobs, place("02"), 10), bytes(10, 2));
    assertEquals(await read(blobs, place("01", PLAY), 10), bytes(10, 3));
    assertEquals((await blobs.list()).length, 3);
  },

  async "removes a blob, and nothing where there is none"(blobs) {
    await write(blobs, place(), bytes(10, 1));
    await write(blobs, place("02"), bytes(10, 2));
    await blobs.remove(place());
    await blobs.remove(place());
    await blobs.remove(place("01", PLAY));
    assertEquals(await blobs.list(), [{ ...place("02"), size: 10 }]);
    await assertRejects(() => blobs.open(place()), Failure);
  },

  async "begins anew under an id that was removed"(blobs) {
    await write(blobs, place(), bytes(100, 1));
    await blobs.remove(place());
    await write(blobs, place(), bytes(10, 2));
    assertEquals(await blobs.list(), [{ ...place(), size: 10 }]);
  },

  async "removes a large blob, and one that is open"(blobs) {
    const large = new Uint8Array(20 * 2 ** 20);
    await write(blobs, place(), large, 20 * 2 ** 20);
    const blob = await blobs.open(place());
    await blobs.remove(place());
    await blob.close();
    assertEquals(await blobs.list(), []);
  },

  async "removes all of a channel"(blobs) {
    for (const blob of ["01", "02", "03"]) await write(blobs, place(blob), bytes(10, 1));
    await write(blobs, place("01", PLAY), bytes(10, 2));
    await blobs.removeChannel(WORK);
    await blobs.removeChannel(WORK);
    assertEquals(await blobs.list(), [{ ...place("01", PLAY), size: 10 }]);
    await write(blobs, place(), bytes(5, 1));
    assertEquals((await blobs.list()).length, 2);
  },

  async "tells how much room there is"(blobs) {
    const room = await blobs.room();
    assertEquals(room > 0, true);
  },
};

async function write(blobs: Blobs, where: BlobPlace, what: Uint8Array, offset = 0): Promise<void> {
  const blob = await blobs.make(where);
  await blob.write(what, offset);
  await blob.sync();
  await blob.close();
}

async function read(blobs: Blobs, where: BlobPlace, size: number): Promise<Uint8Array> {
  const blob = await blobs.open(where);
  const into = new Uint8Array(size);
  await blob.read(into, 0);
  await blob.close();
  return into;
}

function place(hex = "01", channel = WORK): BlobPlace {
  return { channel, blob: hex.repeat(16) as BlobId };
}

function bytes(size: number, seed: number): Uint8Array {
  return Uint8Array.from({ length: size }, (_, at) => at * seed);
}
