/** A vault under a lock keeps what every vault keeps, and opens for nobody who does not know the passphrase. */
import { assert, assertEquals, assertRejects } from "@std/assert";
import { lockFile, newerVersion } from "../../../client/core/crypto/locked_records.ts";
import { MOST_VAULT_BYTES } from "../../../client/core/vault.ts";
import { LockedVault, type LockedVaultOptions } from "../../../client/machine/locked_vault.ts";
import { Failure } from "../../../shared/failure.ts";
import { random } from "../../fakes/guest.ts";
import { MemoryFile } from "../../fakes/memory_file.ts";
import { vaultContract, type VaultPlace } from "../core/vault_contract.ts";

const SECRET = "my secret";
const DAMAGED = 'the file is damaged. Restore "memory" from a backup, or move it away to begin anew.';
const PARTS = new Map([["part", new TextEncoder().encode(SECRET)]]);

vaultContract("LockedVault", () => Promise.resolve(new Place()));

Deno.test("LockedVault opens with the passphrase it was locked with, given or asked for, and with no other", async () => {
  const file = await saved({ passphrase: "open sesame" });
  assert(!shows(file));
  for (const options of [{ passphrase: "open sesame" }, { answers: ["wrong", "open sesame"] }]) {
    assertEquals(await (await open(file, options)).load(), PARTS);
  }
  for (const options of [{}, { passphrase: "wrong" }, { answers: ["a", "b", "c", "open sesame"] }, { answers: [] }]) {
    await assertRejects(() => open(file, options), Failure, "Cannot read your keys: ");
  }
});

Deno.test("LockedVault says that a passphrase was wrong when it asks again, also where a variable said it", async () => {
  const file = await saved({ passphrase: "open sesame" });
  const wrong = "That is not the passphrase, or the file was changed.";
  for (const [passphrase, told] of [[undefined, [undefined, wrong]], ["typo", [wrong, wrong]]] as const) {
    const whys: (string | undefined)[] = [];
    const answers = ["wrong", "open sesame"];
    const ask = (why: string | undefined) => {
      whys.push(why);
      return Promise.resolve(answers.shift());
    };
    await LockedVault.open(file, { random, passphrase, ask });
    assertEquals(whys, [...told]);
  }
});

Deno.test("LockedVault locks what was plain as soon as a passphrase is given, and all that is saved then", async () => {
  const file = await saved({});
  assert(shows(file));
  const vault = await open(file, { passphrase: "from now on" });
  assertEquals(await vault.load(), PARTS);
  assert(!shows(file));
  await assertRejects(() => open(file, {}), Failure, "it is locked");
  for (const name of ["a", "b"]) await vault.save(new Map([[name, new TextEncoder().encode(SECRET)]]));
  assert(!shows(file));
  assertEquals(file.appended, 2);
});

Deno.test("LockedVault says what is wrong with a file that is none, and which file that is", async () => {
  await assertRejects(() => open(new MemoryFile(Uint8Array.of(1, 2, 3)), {}), Failure, DAMAGED);
  const noParts = lockFile(Uint8Array.of(9, 9, 9), { lock: { type: "plain" }, random });
  await assertRejects(() => open(new MemoryFile(noParts), {}), Failure, DAMAGED);
  const newer = await saved({});
  newer.content?.fill(99, 12, 13);
  assertEquals(newerVersion(newer.content ?? new Uint8Array()), 99);
  await assertRejects(() => open(newer, {}), Failure, "newer pychat");
});

Deno.test("LockedVault writes nothing behind a record that may not be whole: the next save replaces the file", async () => {
  const file = new MemoryFile();
  const vault = await open(file, {});
  await vault.save(PARTS);
  await vault.save(new Map([["a", Uint8Array.of(1)]]));
  assertEquals([file.replaced, file.appended], [1, 1]);
  for (const room of [0, 1, 20]) {
    file.room = room;
    await assertRejects(() => vault.save(new Map([["b", Uint8Array.of(2)]])), Failure, "the disk is full");
    // A crash here costs what was not acknowledged, and nothing else.
    assertEquals((await (await open(new MemoryFile(file.content), {})).load())?.get("a"), Uint8Array.of(1));
    file.room = Infinity;
    await vault.save(new Map([["c", Uint8Array.of(3)]]));
    await vault.save(new Map([["d", Uint8Array.of(room)]]));
    const expected = new Map([...PARTS, ...["a", "b", "c"].map((name, i) => [name, Uint8Array.of(i + 1)] as const)]);
    assertEquals(await (await open(new MemoryFile(file.content), {})).load(), expected.set("d", Uint8Array.of(room)));
  }
  assertEquals(file.replaced, 4);
});

Deno.test("LockedVault replaces what a run before it has written before it goes on", async () => {
  const file = await saved({});
  const vault = await open(new MemoryFile(file.content?.subarray(0, -1)), {}).catch(() => undefined);
  assertEquals(vault, undefined, "the only record is not whole");
  const again = await open(file, {});
  file.appended = file.replaced = 0;
  for (const name of ["a", "b"]) await again.save(new Map([[name, Uint8Array.of(1)]]));
  assertEquals([file.replaced, file.appended], [1, 1]);
});

Deno.test("LockedVault closes no file with something in it that was replaced, be it by a run that was killed or before a save that failed", async () => {
  const file = new MemoryFile();
  const vault = await open(file, {});
  await vault.save(PARTS);
  await vault.save(new Map([["part", Uint8Array.of(1)]]));
  assert(shows(file));
  const left = new MemoryFile(file.content);
  await (await open(left, {}))[Symbol.asyncDispose]();
  assertEquals([left.replaced, shows(left)], [1, false]);
  file.room = 1;
  await assertRejects(() => vault.save(new Map([["part", Uint8Array.of(2)]])), Failure, "the disk is full");
  file.room = Infinity;
  await vault[Symbol.asyncDispose]();
  assert(!shows(file));
});

Deno.test("LockedVault makes no file that is too large to be read again", async () => {
  const file = new MemoryFile();
  const vault = await open(file, {});
  const save = (name: string, megabytes: number) => vault.save(new Map([[name, new Uint8Array(megabytes * 2 ** 20)]]));
  await save("a", 40);
  for (const _ of [1, 2, 3]) {
    await save("b", 20);
    assert((file.content?.length ?? Infinity) <= MOST_VAULT_BYTES);
  }
  assertEquals([file.replaced, file.appended], [3, 1]);
  await assertRejects(() => save("c", 5), RangeError, "Cannot save");
  const parts = await (await open(new MemoryFile(file.content), {})).load();
  assertEquals([...parts?.keys() ?? []], ["a", "b"]);
});

interface Opening {
  readonly passphrase?: string;
  readonly answers?: readonly string[];
}

function open(file: MemoryFile, { passphrase, answers = [] }: Opening): Promise<LockedVault> {
  const left = [...answers];
  const options: LockedVaultOptions = { random, passphrase, ask: () => Promise.resolve(left.shift()) };
  return LockedVault.open(file, options);
}

async function saved(opening: Opening): Promise<MemoryFile> {
  const file = new MemoryFile();
  await (await open(file, opening)).save(PARTS);
  return file;
}

function shows({ content }: MemoryFile): boolean {
  return new TextDecoder().decode(content).includes(SECRET);
}

/** Hands on what one vault left to the next. */
class Place implements VaultPlace {
  #file = new MemoryFile();

  open(): Promise<LockedVault> {
    this.#file = new MemoryFile(this.#file.content);
    return open(this.#file, {});
  }

  refuse(refusing: boolean): Promise<void> {
    this.#file.full = refusing;
    return Promise.resolve();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#file[Symbol.asyncDispose]();
  }
}
