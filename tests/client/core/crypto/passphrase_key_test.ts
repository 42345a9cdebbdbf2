import { assert, assertEquals, assertNotEquals, assertRejects } from "@std/assert";
import {
  deriveKey,
  isAffordable,
  MOST_PASSPHRASE_COST,
  PASSPHRASE_COST,
} from "../../../../client/core/crypto/passphrase_key.ts";

const CHEAP = { memory: 64, iterations: 2, parallelism: 1, salt: new TextEncoder().encode("somesaltsomesalt") };

Deno.test("deriveKey() makes the keys that other Argon2ids make", async () => {
  // From @noble/hashes.
  const [one, two] = [1, 2].map((parallelism) => deriveKey("password", { ...CHEAP, parallelism }));
  assertEquals((await one)?.toHex(), "1a98fba8e6394425c9bdc333a9c750aaf811df070f5fb4a5788e1cf4db5793a1");
  assertEquals((await two)?.toHex(), "c263317d002f84b5342fa66fa169e4bce6a356a13f19193346322ef3522e0702");
});

Deno.test("deriveKey() makes another key for whatever differs", async () => {
  const key = await deriveKey("password", CHEAP);
  assertNotEquals(await deriveKey("Password", CHEAP), key);
  assertNotEquals(await deriveKey("password", { ...CHEAP, salt: new Uint8Array(16) }), key);
  assertNotEquals(await deriveKey("password", { ...CHEAP, memory: 65 }), key);
  assertNotEquals(await deriveKey("password", { ...CHEAP, iterations: 3 }), key);
});

Deno.test("deriveKey() takes neither an empty passphrase nor a cost that is not affordable", async () => {
  await assertRejects(() => deriveKey("", CHEAP), RangeError, "empty");
  await assertRejects(() => deriveKey("password", { ...CHEAP, iterations: 17 }), RangeError, "cost");
});

Deno.test("isAffordable() is what Argon2 is defined for, and nothing that would take all memory or all day", () => {
  assert(isAffordable(PASSPHRASE_COST));
  assert(isAffordable(MOST_PASSPHRASE_COST));
  assert(isAffordable({ memory: 8, iterations: 1, parallelism: 1 }));
  for (const name of ["memory", "iterations", "parallelism"] as const) {
    assert(!isAffordable({ ...MOST_PASSPHRASE_COST, [name]: MOST_PASSPHRASE_COST[name] + 1 }), name);
    assert(!isAffordable({ ...PASSPHRASE_COST, [name]: 0 }), name);
  }
  assert(!isAffordable({ memory: 15, iterations: 1, parallelism: 2 }));
});
