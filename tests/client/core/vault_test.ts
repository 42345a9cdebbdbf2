import { assertEquals } from "@std/assert";
import { MemoryVault } from "../../fakes/memory_vault.ts";
import { turn } from "../../fakes/until.ts";
import { vaultContract, type VaultPlace } from "./vault_contract.ts";

vaultContract("MemoryVault", () => Promise.resolve(new Place()));

Deno.test("MemoryVault remembers all that was written, and lets a test see what waits for a save", async () => {
  await using vault = new MemoryVault();
  await vault.save(new Map([["a", Uint8Array.of(1)]]));
  const held = vault.hold();
  let saved = false;
  const saving = vault.save(new Map([["b", Uint8Array.of(2)]])).then(() => saved = true);
  await turn();
  assertEquals([saved, vault.saved.length], [false, 1]);
  held[Symbol.dispose]();
  await saving;
  const [one, two] = [["a", Uint8Array.of(1)], ["b", Uint8Array.of(2)]] as const;
  assertEquals(vault.saved, [new Map([one]), new Map([one, two])]);
});

/** Hands on what one vault held last to the next. */
class Place implements VaultPlace {
  #vault = new MemoryVault();

  open(): Promise<MemoryVault> {
    this.#vault = new MemoryVault(this.#vault.saved.at(-1));
    return Promise.resolve(this.#vault);
  }

  refuse(refusing: boolean): Promise<void> {
    this.#vault.full = refusing;
    return Promise.resolve();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#vault[Symbol.asyncDispose]();
  }
}
