/** What every vault must do: client/core/vault.ts promises it, and a client relies on it for all that it must not forget. */
import { assert, assertEquals, assertRejects } from "@std/assert";
import { MOST_VAULT_BYTES, type Vault } from "../../../client/core/vault.ts";
import { Failure } from "../../../shared/failure.ts";

/** A place for one vault, empty at first. Disposing of it closes the vault and removes the place. */
export interface VaultPlace extends AsyncDisposable {
  /** Opens the vault that was left there last. */
  open(): Promise<Vault>;
  /** Makes the disk refuse whatever is saved from now on, or take it again. */
  refuse(refusing: boolean): Promise<void>;
}

/** Runs the contract; `make` gives a new place each time. */
export function vaultContract(name: string, make: () => Promise<VaultPlace>): void {
  for (const [promise, keep] of Object.entries(promises)) {
    Deno.test(`${name} ${promise}`, async () => {
      await using place = await make();
      await keep(place);
    });
  }
}

const promises: Readonly<Record<string, (place: VaultPlace) => Promise<void>>> = {
  async "knows nothing at first"(place) {
    await using vault = await place.open();
    assertEquals(await vault.load(), undefined);
  },

  async "loads what was saved last, in the same run and the next"(place) {
    {
      await using vault = await place.open();
      await vault.save(bytes(10, 1));
      assertEquals(await vault.load(), bytes(10, 1));
      await vault.save(bytes(5, 2));
      assertEquals(await vault.load(), bytes(5, 2));
    }
    await using again = await place.open();
    assertEquals(await again.load(), bytes(5, 2));
  },

  async "tells an empty content from none"(place) {
    await using vault = await place.open();
    await vault.save(new Uint8Array());
    assertEquals(await vault.load(), new Uint8Array());
  },

  async "keeps a large content whole"(place) {
    await using vault = await place.open();
    const large = bytes(3_000_001, 7);
    await vault.save(large);
    assertEquals((await vault.load())?.toBase64(), large.toBase64());
  },

  async "gives out copies: what a caller does with them changes nothing"(place) {
    await using vault = await place.open();
    await vault.save(bytes(4, 1));
    (await vault.load())?.fill(9);
    assertEquals(await vault.load(), bytes(4, 1));
  },

  async "keeps the last of saves that overlap, and acknowledges them all"(place) {
    await using vault = await place.open();
    await Promise.all(numbers(200).map((number) => vault.save(bytes(1000, number))));
    assertEquals(await vault.load(), bytes(1000, 199));
  },

  async "has a content or a newer one when it acknowledges it, and never an older one again"(place) {
    await using vault = await place.open();
    await Promise.all(
      numbers(50).map(async (number) => {
        await vault.save(bytes(1000, number));
        assert(((await vault.load())?.[0] ?? -1) >= number);
      }),
    );
  },

  async "gives a whole content while another is being saved"(place) {
    await using vault = await place.open();
    await vault.save(bytes(100_000, 1));
    const saved = vault.save(bytes(200_000, 2));
    const loaded = await vault.load();
    assert([1, 2].some((number) => loaded?.toBase64() === bytes(number * 100_000, number).toBase64()));
    await saved;
  },

  async "says what to do when the disk refuses, keeps what it had, and saves again when it can"(place) {
    {
      await using vault = await place.open();
      await vault.save(bytes(10, 1));
      await place.refuse(true);
      const failures = await Promise.all([2, 3].map((number) => {
        return assertRejects(() => vault.save(bytes(10, number)), Failure, "Cannot save");
      }));
      assert(failures.every(({ message }) => /\. [A-Z].+\.$/.test(message)));
      await place.refuse(false);
      assertEquals(await vault.load(), bytes(10, 1));
      await vault.save(bytes(10, 4));
    }
    await using again = await place.open();
    assertEquals(await again.load(), bytes(10, 4));
  },

  async "finishes what it took before it closes, and takes nothing after"(place) {
    const vault = await place.open();
    const taken = [vault.save(bytes(10, 1)), vault.save(bytes(10, 2))];
    await vault[Symbol.asyncDispose]();
    await Promise.all(taken);
    await assertRejects(() => vault.save(bytes(10, 3)), Error, "closed");
    await using again = await place.open();
    assertEquals(await again.load(), bytes(10, 2));
  },

  async "can be closed twice"(place) {
    const vault = await place.open();
    await vault[Symbol.asyncDispose]();
    await vault[Symbol.asyncDispose]();
  },

  async "takes no more than the most"(place) {
    await using vault = await place.open();
    await assertRejects(() => vault.save(new Uint8Array(MOST_VAULT_BYTES + 1)), RangeError, "Cannot save");
    assertEquals(await vault.load(), undefined);
  },
};

function bytes(size: number, value: number): Uint8Array {
  return new Uint8Array(size).fill(value);
}

function numbers(count: number): readonly number[] {
  return Array.from({ length: count }, (_, number) => number);
}
