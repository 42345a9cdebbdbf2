import { assert, assertEquals, assertNotEquals } from "@std/assert";
import {
  type ContentLock,
  createLock,
  lockContent,
  newerVersion,
  unlockContent,
  type WhyLocked,
} from "../../../../client/core/crypto/locked_content.ts";
import { MOST_PASSPHRASE_COST } from "../../../../client/core/crypto/passphrase_key.ts";

const CHEAP = { memory: 8, iterations: 1, parallelism: 1 };
const PASSPHRASE = "correct horse";
const CONTENT = new TextEncoder().encode("the keys of the house");
const PLAIN: ContentLock = { type: "plain" };
const MAGIC_BYTES = "pychat vault".length;
const LOCKED_HEADER_BYTES = MAGIC_BYTES + 2 + 4 + 4 + 1 + 16;
const BOX_BYTES = 24 + 16;

/** Draws that differ from each other, and are the same in every run. */
function counting(): (size: number) => Uint8Array {
  let next = 0;
  return (size) => new Uint8Array(size).fill(++next);
}

async function lockedFile(): Promise<Uint8Array> {
  const random = counting();
  return lockContent(CONTENT, { lock: await createLock(PASSPHRASE, { random, cost: CHEAP }), random });
}

function plainFile(): Uint8Array {
  return lockContent(CONTENT, { lock: PLAIN, random: counting() });
}

Deno.test("a plain file opens without a passphrase, and with any", async () => {
  for (const passphrase of [undefined, "", PASSPHRASE]) {
    assertEquals(await unlockContent(plainFile(), passphrase), { ok: true, content: CONTENT, lock: PLAIN });
  }
});

Deno.test("a locked file opens with its passphrase alone", async () => {
  const file = await lockedFile();
  const opened = await unlockContent(file, PASSPHRASE);
  assert(opened.ok);
  assertEquals(opened.content, CONTENT);
  assertEquals(await unlockContent(file), { ok: false, why: "passphrase needed" });
  for (const wrong of ["", "Correct horse", "correct horse ", "correct horse\0"]) {
    assertEquals(await unlockContent(file, wrong), { ok: false, why: "passphrase wrong" }, wrong);
  }
});

Deno.test("a locked file shows nothing of its content but the length", async () => {
  const file = await lockedFile();
  assertEquals(file.length, LOCKED_HEADER_BYTES + BOX_BYTES + CONTENT.length);
  assert(!file.toHex().includes(CONTENT.subarray(0, 4).toHex()));
});

Deno.test("contents of every size come back, and their file is the caller's alone", async () => {
  const random = counting();
  const locked = await createLock(PASSPHRASE, { random, cost: CHEAP });
  for (const lock of [PLAIN, locked]) {
    for (const size of [0, 1, 15, 16, 17, 63, 64, 65, 100_000]) {
      const content = new Uint8Array(size).fill(size);
      const file = lockContent(content, { lock, random });
      const opened = await unlockContent(file, PASSPHRASE);
      file.fill(0);
      assert(opened.ok);
      assertEquals(opened.content.toBase64(), content.toBase64());
      assertEquals(opened.lock, lock);
    }
  }
});

Deno.test("the lock of an opened file locks the next content for the same passphrase, each under a nonce of its own", async () => {
  const opened = await unlockContent(await lockedFile(), PASSPHRASE);
  assert(opened.ok);
  const random = counting();
  const files = [1, 2].map(() => lockContent(CONTENT, { lock: opened.lock, random }));
  assertNotEquals(files[0]?.subarray(LOCKED_HEADER_BYTES), files[1]?.subarray(LOCKED_HEADER_BYTES));
  for (const file of files) assertEquals(await unlockContent(file, PASSPHRASE), opened);
});

Deno.test("two locks for one passphrase have different keys", async () => {
  const random = counting();
  const [one, other] = await Promise.all([1, 2].map(() => createLock(PASSPHRASE, { random, cost: CHEAP })));
  assertNotEquals(one?.key, other?.key);
});

Deno.test("a passphrase is the same whether its accents are letters or marks", async () => {
  const random = counting();
  const file = lockContent(CONTENT, { lock: await createLock("caf\u00e9", { random, cost: CHEAP }), random });
  assert((await unlockContent(file, "cafe\u0301")).ok);
});

for (const [kind, make] of [["plain", () => Promise.resolve(plainFile())], ["locked", lockedFile]] as const) {
  Deno.test(`a ${kind} file with any bit changed does not open`, async () => {
    const file = await make();
    for (const at of file.keys()) {
      for (const bit of at < LOCKED_HEADER_BYTES ? [0, 1, 2, 3, 4, 5, 6, 7] : [at % 8]) {
        const changed = file.slice();
        changed[at] = (changed[at] ?? 0) ^ 1 << bit;
        assertEquals((await unlockContent(changed, PASSPHRASE)).ok, false, `bit ${bit} of byte ${at}`);
      }
    }
  });

  Deno.test(`a ${kind} file without its end, or with something behind it, does not open`, async () => {
    const file = await make();
    for (const size of file.keys()) {
      assertEquals((await unlockContent(file.subarray(0, size), PASSPHRASE)).ok, false, `the first ${size} bytes`);
    }
    assertEquals((await unlockContent(new Uint8Array([...file, 0]), PASSPHRASE)).ok, false);
  });
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
      assertEquals(await unlockContent(file, passphrase), { ok: false, why });
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
  const opened = await unlockContent(lockContent(CONTENT, { lock, random }), PASSPHRASE);
  assertEquals(opened, { ok: true, content: CONTENT, lock });
});

Deno.test("files have the bytes they always had", async () => {
  const header = ascii("pychat vault") + "01";
  assertEquals(
    plainFile().toHex(),
    `${header}00${"7bc819ba33e7270e52a94665153f2cae4264f5456d9245da58b3f3fe9dccec65"}${CONTENT.toHex()}`,
  );
  assertEquals(
    (await lockedFile()).toHex(),
    `${header}01${"00000008"}${"00000001"}${"01"}${"01".repeat(16)}${"02".repeat(24)}` +
      "a6c700b572df6e3fcf38cf814c685e1b86202c4fc130d5346f3e9ddeee6d259b85742d1596",
  );
});

function ascii(text: string): string {
  return new TextEncoder().encode(text).toHex();
}
