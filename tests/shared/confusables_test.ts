import { assertEquals } from "@std/assert";
import { sha256 } from "@noble/hashes/sha2.js";
import { confusables } from "../../shared/confusables.ts";
import { checkNick } from "../../shared/names.ts";
import { skeleton } from "../../shared/skeleton.ts";

Deno.test("the table of confusable characters is the one that logs have been judged by since version 1 of entries", () => {
  const rows = [...confusables()].map(([from, to]) => `${from}\t${to}\n`).toSorted().join("");
  assertEquals(confusables().size, 2638);
  assertEquals(
    sha256(new TextEncoder().encode(rows)).toHex(),
    "b23447ce41bf44d235d4e389a223e067a5d237d5648d96595006e7a586fe3576",
  );
});

Deno.test("what a character looks like looks like itself", () => {
  for (const look of confusables().values()) assertEquals(skeleton(look), look);
});

Deno.test("every character in the table can stand in a nick", () => {
  for (const character of confusables().keys()) {
    assertEquals(checkNick(`-${character}`), { ok: true, name: `-${character}` });
  }
});
