import { assert, assertEquals, assertNotEquals } from "@std/assert";
import {
  createLock,
  headIn,
  lockFile,
  lockRecord,
  newerVersion,
  type RecordsLock,
  type Unlocked,
  unlockRecords,
  type WhyLocked,
} from "../../../../client/core/crypto/locked_records.ts";
import { MOST_PASSPHRASE_COST } from "../../../../client/core/crypto/passphrase_key.ts";

const CHEAP = { memory: 8, iterations: 1, parallelism: 1 };
const PASSPHRASE = "correct horse";
const CONTENT = new TextEncoder().encode("the keys of the house");
const PLAIN: RecordsLock = { type: "plain" };
const MAGIC_BYTES = "pychat vault".length;
const LOCKED_HEADER_BYTES = MAGIC_BYTES + 2 + 4 + 4 + 1 + 16 + 16;
const LENGTH_BYTES = 8;
const SEAL_BYTES = 24 + 16;

/** Draws that differ from each other, and are the same in every run. */
function counting(): (size: number) => Uint8Array {
  let next = 0;
  return (size) => new Uint8Array(size).fill(++next);
}

async function lockedFile(): Promise<Uint8Array> {
  const random = counting();
  return lockFile(CONTENT, { lock: await createLock(PASSPHRASE, { random, cost: CHEAP }), random });
}

function plainFile(): Uint8Array {
  return lockFile(CONTENT, { lock: PLAIN, random: counting() });
}

Deno.test("a plain file opens without a passphrase, and with any", async () => {
  for (const passphrase of [undefined, "", PASSPHRASE]) {
    assertEquals(await unlockRecords(plainFile(), passphrase), { ok: true, records: [CONTENT], lock: PLAIN });
  }
});

Deno.test("a locked file opens with its passphrase alone", async () => {
  const file = await lockedFile();
  const opened = await unlockRecords(file, PASSPHRASE);
  assert(opened.ok);
  assertEquals(opened.records, [CONTENT]);
  assertEquals(await unlockRecords(file), { ok: false, why: "passphrase needed" });
  for (const wrong of ["", "Correct horse", "correct horse ", "correct horse\0"]) {
    assertEquals(await unlockRecords(file, wrong), { ok: false, why: "passphrase wrong" }, wrong);
  }
});

Deno.test("a locked file shows nothing of its content but the length", async () => {
  const file = await lockedFile();
  assertEquals(file.length, LOCKED_HEADER_BYTES + LENGTH_BYTES + SEAL_BYTES + CONTENT.length);
  assert(!file.toHex().includes(CONTENT.subarray(0, 4).toHex()));
});

Deno.test("contents of every size come back, and their file is the caller's alone", async () => {
  const random = counting();
  const locked = await createLock(PASSPHRASE, { random, cost: CHEAP });
  for (const lock of [PLAIN, locked]) {
    for (const size of [0, 1, 15, 16, 17, 63, 64, 65, 100_000]) {
      const content = new Uint8Array(size).fill(size);
      const file = lockFile(content, { lock, random });
      const opened = await unlockRecords(file, PASSPHRASE);
      file.fill(0);
      assert(opened.ok);
      assertEquals(opened.records.map((record) => record.toBase64()), [content.toBase64()]);
      assertEquals(opened.lock, lock);
    }
  }
});

Deno.test("the lock of an opened file locks what comes next for the same passphrase, each under a nonce of its own", async () => {
  const opened = await unlockRecords(await lockedFile(), PASSPHRASE);
  assert(opened.ok);
  const random = counting();
  const files = [1, 2].map(() => lockFile(CONTENT, { lock: opened.lock, random }));
  assertNotEquals(files[0]?.subarray(LOCKED_HEADER_BYTES), files[1]?.subarray(LOCKED_HEADER_BYTES));
  for (const file of files) assertEquals(await unlockRecords(file, PASSPHRASE), opened);
});

Deno.test("two locks for one passphrase have different keys", async () => {
  const random = counting();
  const [one, other] = await Promise.all([1, 2].map(() => createLock(PASSPHRASE, { random, cost: CHEAP })));
  assertNotEquals(one?.key, other?.key);
});

Deno.test("a passphrase is the same whether its accents are letters or marks", async () => {
  const random = counting();
  const file = lockFile(CONTENT, { lock: await createLock("caf\u00e9", { random, cost: CHEAP }), random });
  assert((await unlockRecords(file, "cafe\u0301")).ok);
});

for (const [kind, make] of [["plain", () => Promise.resolve(plainFile())], ["locked", lockedFile]] as const) {
  Deno.test(`a ${kind} file with any bit changed does not open`, async () => {
    const file = await make();
    for (const at of file.keys()) {
      for (const bit of at < LOCKED_HEADER_BYTES ? [0, 1, 2, 3, 4, 5, 6, 7] : [at % 8]) {
        assertEquals((await unlockRecords(turned(file, at, bit), PASSPHRASE)).ok, false, `bit ${bit} of byte ${at}`);
      }
    }
  });

  Deno.test(`a ${kind} file without the end of its first record does not open`, async () => {
    const file = await make();
    for (const size of file.keys()) {
      assertEquals((await unlockRecords(file.subarray(0, size), PASSPHRASE)).ok, false, `the first ${size} bytes`);
    }
  });

  Deno.test(`a ${kind} file gives its records in their order, and cut off anywhere those that are whole`, async () => {
    const { file, ends, contents } = await written(kind);
    assertEquals(recordsOf(await unlockRecords(file, PASSPHRASE)), contents);
    for (let size = ends[0] ?? 0; size < file.length; size++) {
      const whole = contents.slice(0, ends.filter((end) => end <= size).length);
      assertEquals(
        recordsOf(await unlockRecords(file.subarray(0, size), PASSPHRASE)),
        whole,
        `the first ${size} bytes`,
      );
      // So do some systems after a power cut.
      const zeros = file.slice(0, ends.find((end) => end > size)).fill(0, size);
      // What was zero is still what it was.
      if (file.subarray(size, zeros.length).every((byte) => byte === 0)) continue;
      assertEquals(recordsOf(await unlockRecords(zeros, PASSPHRASE)), whole, `zeros from ${size} on`);
    }
  });

  Deno.test(`a ${kind} file whose last record a power cut spoiled anywhere opens without it`, async () => {
    const { file, ends, contents } = await written(kind);
    const begin = ends.at(-2) ?? 0;
    for (let from = begin; from < file.length; from++) {
      for (const to of [from + 1, from + 8, file.length]) {
        const spoiled = file.slice();
        for (let at = from; at < Math.min(to, file.length); at++) spoiled[at] = ~(spoiled[at] ?? 0);
        const records = recordsOf(await unlockRecords(spoiled, PASSPHRASE));
        assertEquals(records, contents.slice(0, -1), `bytes ${from} to ${to}`);
      }
    }
  });

  Deno.test(`of a ${kind} file with a bit changed in the middle nothing opens, and without the last record if it is there`, async () => {
    const { file, ends, contents } = await written(kind);
    const [first = 0, ...others] = ends;
    const last = others.at(-2) ?? 0;
    for (let at = first; at < file.length; at++) {
      const records = recordsOf(await unlockRecords(turned(file, at, at % 8), PASSPHRASE));
      assertEquals(records, at < last ? undefined : contents.slice(0, -1), `byte ${at}`);
    }
  });

  Deno.test(`a record of a ${kind} file opens in no other file, though its key and its place are the same`, async () => {
    const random = counting();
    const lock = kind === "plain" ? PLAIN : await createLock(PASSPHRASE, { random, cost: CHEAP });
    const [file, other] = [1, 2].map(() => lockFile(CONTENT, { lock, random })) as [Uint8Array, Uint8Array];
    const record = (head: Uint8Array, place: number) => [...lockRecord(CONTENT, { head, place }, { lock, random })];
    const [first, second] = [record(headIn(other), 1), record(headIn(file), 2)];
    assertEquals(recordsOf(await unlockRecords(Uint8Array.of(...file, ...first), PASSPHRASE)), [CONTENT]);
    assertEquals(recordsOf(await unlockRecords(Uint8Array.of(...file, ...first, ...second), PASSPHRASE)), undefined);
    assertEquals(recordsOf(await unlockRecords(Uint8Array.of(...other, ...first), PASSPHRASE)), [CONTENT, CONTENT]);
  });

  Deno.test(`a record of a ${kind} file opens nowhere but at its place`, async () => {
    const { file, ends } = await written(kind);
    const [first = 0, second = 0, third = 0] = ends;
    const [head, one, two, rest] = [[0, first], [first, second], [second, third], [third, file.length]]
      .map(([from, to]) => file.subarray(from, to));
    for (const order of [[head, two, one, rest], [head, one, one, rest], [head, two, rest]]) {
      const changed = new Uint8Array(order.flatMap((part) => [...(part ?? [])]));
      assertEquals((await unlockRecords(changed, PASSPHRASE)).ok, false);
    }
  });
}

/** A file with several records, and where each ends. */
async function written(kind: "plain" | "locked") {
  const random = counting();
  const lock = kind === "plain" ? PLAIN : await createLock(PASSPHRASE, { random, cost: CHEAP });
  const contents = [CONTENT, new Uint8Array(0), Uint8Array.of(1, 2, 3), new Uint8Array(40).fill(7), CONTENT];
  const [first = CONTENT, ...others] = contents;
  let file = lockFile(first, { lock, random });
  const ends = [file.length];
  for (const [place, content] of others.entries()) {
    file = new Uint8Array([
      ...file,
      ...lockRecord(content, { head: headIn(file), place: place + 1 }, { lock, random }),
    ]);
    ends.push(file.length);
  }
  return { file, ends, contents };
}

function recordsOf(unlocked: Unlocked): readonly Uint8Array[] | undefined {
  return unlocked.ok ? unlocked.records : undefined;
}

function turned(file: Uint8Array, at: number, bit: number): Uint8Array {
  const changed = file.slice();
  changed[at] = (changed[at] ?? 0) ^ 1 << bit;
  return changed;
}

const headers:
  readonly (readonly [what: string, change: (file: Uint8Array, view: DataView) => void, why: WhyLocked])[] = [
    ["another program's", (file) => void (file[0] = 0x50), "damaged"],
    ["of version 0", (file) => void (file[MAGIC_BYTES] = 0), "damaged"],
    ["of version 2", (file) => void (file[MAGIC_BYTES] = 2), "newer"],
    ["of version 255 and something else altogether", (file) => void file.fill(255, MAGIC_BYTES), "newer"],
    ["of an unknown kind", (file) => void (file[MAGIC_BYTES + 1] = 2), "damaged"],
    ["that asks for 4 TiB", (_, view) => view.setUint32(MAGIC_BYTES + 2, 0xffff_ffff), "damaged"],
    [
      "that asks for a little more than allowed",
      (_, view) => view.setUint32(MAGIC_BYTES + 2, MOST_PASSPHRASE_COST.memory + 1),
      "damaged",
    ],
    ["that asks for less memory than Argon2 needs", (_, view) => view.setUint32(MAGIC_BYTES + 2, 7), "damaged"],
    ["that asks for four billion rounds", (_, view) => view.setUint32(MAGIC_BYTES + 6, 0xffff_ffff), "damaged"],
    ["that asks for no round", (_, view) => view.setUint32(MAGIC_BYTES + 6, 0), "damaged"],
    ["that asks for no lane", (file) => void (file[MAGIC_BYTES + 10] = 0), "damaged"],
    ["that asks for 255 lanes", (file) => void (file[MAGIC_BYTES + 10] = 255), "damaged"],
    ["that asks for two lanes with the memory of one", (file) => void (file[MAGIC_BYTES + 10] = 2), "damaged"],
  ];

for (const [what, change, why] of headers) {
  Deno.test(`a file ${what} is refused as ${why}, whether or not there is a passphrase`, async () => {
    const file = await lockedFile();
    change(file, new DataView(file.buffer, file.byteOffset));
    for (const passphrase of [undefined, PASSPHRASE]) {
      assertEquals(await unlockRecords(file, passphrase), { ok: false, why });
    }
  });
}

Deno.test("newerVersion() knows the version of a file from later, and of no other", async () => {
  const file = plainFile();
  assertEquals(newerVersion(file), undefined);
  assertEquals(newerVersion(await lockedFile()), undefined);
  assertEquals(newerVersion(file.subarray(0, MAGIC_BYTES)), undefined);
  assertEquals(newerVersion(new Uint8Array(100).fill(255)), undefined);
  file[MAGIC_BYTES] = 7;
  assertEquals(newerVersion(file), 7);
});

Deno.test("a new lock costs as much as it says by default", async () => {
  const random = counting();
  const lock = await createLock(PASSPHRASE, { random });
  assertEquals([lock.memory, lock.iterations, lock.parallelism], [65_536, 3, 1]);
  const opened = await unlockRecords(lockFile(CONTENT, { lock, random }), PASSPHRASE);
  assertEquals(opened, { ok: true, records: [CONTENT], lock });
});

Deno.test("files have the bytes they always had", async () => {
  const header = ascii("pychat vault") + "01";
  assertEquals(
    plainFile().toHex(),
    `${header}00${"01".repeat(16)}${"00000039"}${"ffffffc6"}` +
      `${"6e0a6d19eb596cfbdbd5ec5f4135c478c4ca896217f1b010533e5ece0d382ef3"}${"00000000"}${CONTENT.toHex()}`,
  );
  assertEquals(
    (await lockedFile()).toHex(),
    `${header}01${"00000008"}${"00000001"}${"01"}${"01".repeat(16)}${"02".repeat(16)}` +
      `${"0000003d"}${"ffffffc2"}${"03".repeat(24)}` +
      "162585ef3823484b8e0588b4d217acd8b92e4c8e60f0a7917970fe7d983552d2526acda601",
  );
});

function ascii(text: string): string {
  return new TextEncoder().encode(text).toHex();
}
