/** A vault under a lock keeps what every vault keeps, and opens for nobody who does not know the passphrase. */
import { assert, assertEquals, assertRejects } from "@std/assert";
import { newerVersion } from "../../../client/core/crypto/locked_content.ts";
import { LockedVault, type LockedVaultOptions } from "../../../client/machine/locked_vault.ts";
import { Failure } from "../../../shared/failure.ts";
import { random } from "../../fakes/guest.ts";
import { MemoryVault } from "../../fakes/memory_vault.ts";
import { vaultContract, type VaultPlace } from "../core/vault_contract.ts";

const CONTENT = Uint8Array.of(1, 2, 3);

vaultContract("LockedVault", () => Promise.resolve(new Place()));

Deno.test("LockedVault opens with the passphrase it was locked with, given or asked for, and with no other", async () => {
  const inner = await saved({ passphrase: "open sesame" });
  assertEquals(inner.saved.at(-1)?.toString().includes(CONTENT.toString()), false);
  for (const options of [{ passphrase: "open sesame" }, { answers: ["wrong", "open sesame"] }]) {
    assertEquals(await (await open(inner, options)).load(), CONTENT);
  }
  for (const options of [{}, { passphrase: "wrong" }, { answers: ["a", "b", "c", "open sesame"] }, { answers: [] }]) {
    await assertRejects(() => open(inner, options), Failure, "Cannot read your keys: ");
  }
});

Deno.test("LockedVault locks what was plain as soon as a passphrase is given", async () => {
  const inner = await saved({});
  const vault = await open(inner, { passphrase: "from now on" });
  assertEquals(await vault.load(), CONTENT);
  await vault.save(CONTENT);
  await assertRejects(() => open(inner, {}), Failure, "it is locked");
});

Deno.test("LockedVault says what is wrong with a file that is none", async () => {
  await assertRejects(() => open(new MemoryVault(CONTENT), {}), Failure, "the file is damaged");
  const newer = (await saved({})).saved.at(-1)?.slice() ?? CONTENT;
  newer[12] = 99;
  assert(newerVersion(newer) === 99);
  await assertRejects(() => open(new MemoryVault(newer), {}), Failure, "newer pychat");
});

interface Opening {
  readonly passphrase?: string;
  readonly answers?: readonly string[];
}

function open(inner: MemoryVault, { passphrase, answers = [] }: Opening): Promise<LockedVault> {
  const left = [...answers];
  const options: LockedVaultOptions = { random, passphrase, ask: () => Promise.resolve(left.shift()) };
  return LockedVault.open(inner, options);
}

async function saved(opening: Opening): Promise<MemoryVault> {
  const inner = new MemoryVault();
  await (await open(inner, opening)).save(CONTENT);
  return inner;
}

/** Hands on what one vault held last to the next. */
class Place implements VaultPlace {
  #inner = new MemoryVault();

  open(): Promise<LockedVault> {
    this.#inner = new MemoryVault(this.#inner.saved.at(-1));
    return open(this.#inner, {});
  }

  refuse(refusing: boolean): Promise<void> {
    this.#inner.full = refusing;
    return Promise.resolve();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#inner[Symbol.asyncDispose]();
  }
}
