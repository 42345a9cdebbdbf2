/** What every vault must do: client/core/vault.ts promises it, and a client relies on it for all that it must not forget. */
import { assert, assertEquals, assertRejects } from "@std/assert";
import { type Changes, MOST_VAULT_BYTES, type Vault } from "../../../client/core/vault.ts";
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
      await vault.save(one(bytes(10, 1)));
      assertEquals(await vault.load(), one(bytes(10, 1)));
      await vault.save(one(bytes(5, 2)));
      assertEquals(await vault.load(), one(bytes(5, 2)));
    }
    await using again = await place.open();
    assertEquals(await again.load(), one(bytes(5, 2)));
  },

  async "keeps the parts that a save does not name, and lets go of those that it says are gone"(place) {
    const kept = new Map([["a", bytes(3, 4)], ["c", bytes(3, 5)], ["b", bytes(3, 6)]]);
    {
      await using vault = await place.open();
      await vault.save(new Map([["a", bytes(3, 1)], ["gone", bytes(3, 2)], ["c", bytes(3, 3)]]));
      await vault.save(new Map([["a", bytes(3, 4)], ["gone", undefined], ["never there", undefined]]));
      await vault.save(new Map([["b", bytes(3, 6)], ["c", bytes(3, 5)]]));
      assertEquals(await vault.load(), kept);
    }
    await using again = await place.open();
    // In the order in which they came.
    assertEquals([...await again.load() ?? []], [...kept]);
  },

  async "keeps what many saves of many runs have left"(place) {
    const expected = new Map<string, Uint8Array>();
    for (const run of numbers(3)) {
      await using vault = await place.open();
      for (const number of numbers(100)) {
        const part = [`part ${number % 7}`, bytes(1 + number * 97, run * 100 + number)] as const;
        expected.set(...part);
        await vault.save(new Map([part]));
      }
      assertEquals(await vault.load(), expected);
    }
    await using again = await place.open();
    assertEquals(await again.load(), expected);
  },

  async "tells no parts from none ever, and an empty part from none"(place) {
    await using vault = await place.open();
    await vault.save(new Map([["a", bytes(0, 0)], ["b", bytes(1, 1)]]));
    assertEquals(await vault.load(), new Map([["a", bytes(0, 0)], ["b", bytes(1, 1)]]));
    await vault.save(new Map([["a", undefined], ["b", undefined]]));
    assertEquals(await vault.load(), new Map());
  },

  async "is as it was when nothing has changed"(place) {
    await using vault = await place.open();
    await vault.save(one(bytes(10, 1)));
    await vault.save(new Map());
    assertEquals(await vault.load(), one(bytes(10, 1)));
  },

  async "keeps a large part whole"(place) {
    await using vault = await place.open();
    const large = bytes(3_000_001, 7);
    await vault.save(one(large));
    assertEquals((await vault.load())?.get(PART)?.toBase64(), large.toBase64());
  },

  async "gives out copies: what a caller does with them changes nothing"(place) {
    await using vault = await place.open();
    await vault.save(one(bytes(4, 1)));
    (await vault.load())?.get(PART)?.fill(9);
    assertEquals(await vault.load(), one(bytes(4, 1)));
  },

  async "keeps the last of saves that overlap, what only one of them names too, and acknowledges them all"(place) {
    await using vault = await place.open();
    await Promise.all(
      numbers(200).map((number) => {
        return vault.save(new Map([[PART, bytes(1000, number)], [`only ${number}`, bytes(1, number)]]));
      }),
    );
    const parts = await vault.load();
    assertEquals(parts?.get(PART), bytes(1000, 199));
    assertEquals(
      numbers(200).map((number) => parts?.get(`only ${number}`)),
      numbers(200).map((each) => bytes(1, each)),
    );
  },

  async "has what it acknowledges, or what is newer, and never what is older again"(place) {
    await using vault = await place.open();
    await Promise.all(
      numbers(50).map(async (number) => {
        await vault.save(one(bytes(1000, number)));
        assert(((await vault.load())?.get(PART)?.[0] ?? -1) >= number);
      }),
    );
  },

  async "gives whole parts while others are being saved"(place) {
    await using vault = await place.open();
    await vault.save(one(bytes(100_000, 1)));
    const saved = vault.save(one(bytes(200_000, 2)));
    const loaded = (await vault.load())?.get(PART);
    assert([1, 2].some((number) => loaded?.toBase64() === bytes(number * 100_000, number).toBase64()));
    await saved;
  },

  async "says what to do when the disk refuses, keeps what it had, and saves what it could not with what comes next"(
    place,
  ) {
    const kept = new Map([[PART, bytes(10, 4)], ["2", bytes(10, 2)], ["3", bytes(10, 3)]]);
    {
      await using vault = await place.open();
      await vault.save(one(bytes(10, 1)));
      await place.refuse(true);
      const failures = await Promise.all([2, 3].map((number) => {
        return assertRejects(() => vault.save(new Map([[`${number}`, bytes(10, number)]])), Failure, "Cannot save");
      }));
      assert(failures.every(({ message }) => /\. [A-Z].+\.$/.test(message)));
      await place.refuse(false);
      assertEquals(await vault.load(), one(bytes(10, 1)));
      await vault.save(one(bytes(10, 4)));
      assertEquals(await vault.load(), kept);
    }
    await using again = await place.open();
    assertEquals(await again.load(), kept);
  },

  async "finishes what it took before it closes, and takes nothing after"(place) {
    const vault = await place.open();
    const taken = [vault.save(one(bytes(10, 1))), vault.save(one(bytes(10, 2)))];
    await vault[Symbol.asyncDispose]();
    await Promise.all(taken);
    await assertRejects(() => vault.save(one(bytes(10, 3))), Error, "closed");
    await using again = await place.open();
    assertEquals(await again.load(), one(bytes(10, 2)));
  },

  async "can be closed twice"(place) {
    const vault = await place.open();
    await vault[Symbol.asyncDispose]();
    await vault[Symbol.asyncDispose]();
  },

  async "takes no more than the most"(place) {
    await using vault = await place.open();
    await assertRejects(() => vault.save(one(new Uint8Array(MOST_VAULT_BYTES + 1))), RangeError, "Cannot save");
    assertEquals(await vault.load(), undefined);
  },
};

const PART = "part";

function one(bytes: Uint8Array): Changes {
  return new Map([[PART, bytes]]);
}

function bytes(size: number, value: number): Uint8Array {
  return new Uint8Array(size).fill(value);
}

function numbers(count: number): readonly number[] {
  return Array.from({ length: count }, (_, number) => number);
}
