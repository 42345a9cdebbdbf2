import { assertEquals, assertMatch } from "@std/assert";
import { createIdentity } from "../../../../client/core/crypto/identity.ts";
import { safetyNumber } from "../../../../client/core/crypto/safety_number.ts";
import { identityId } from "../../../../shared/ids.ts";
import { decode } from "../../../../shared/wire.ts";
import { random } from "../../../fakes/guest.ts";

const low = decode(identityId, new Uint8Array(32).fill(0x0a));
const high = decode(identityId, new Uint8Array(32).fill(0xa0));

Deno.test("the safety number of two identities is always these digits", () => {
  const digits = "29198 11634 44370 81651 73556 94727 77444 66223 38403 36409 44968 15894";
  assertEquals([safetyNumber(low, high), safetyNumber(high, low)], [digits, digits]);
});

Deno.test("both sides see the same safety number: sixty digits in groups of five", () => {
  for (let i = 0; i < 100; i++) {
    const [a, b] = [createIdentity(random).id, createIdentity(random).id];
    assertMatch(safetyNumber(a, b), /^\d{5}( \d{5}){11}$/);
    assertEquals(safetyNumber(a, b), safetyNumber(b, a));
  }
});

Deno.test("no two pairs of identities have one safety number", () => {
  const ids = Array.from({ length: 12 }, () => createIdentity(random).id);
  const numbers = ids.flatMap((a, i) => ids.slice(i).map((b) => safetyNumber(a, b)));
  assertEquals(new Set(numbers).size, numbers.length);
});
