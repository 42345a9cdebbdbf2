import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { cardOf, createIdentity, identityFrom, sign } from "../../../../client/core/crypto/identity.ts";
import { verifyCard } from "../../../../shared/card.ts";
import { fromHex } from "../../../../shared/ids.ts";
import { verify } from "../../../../shared/public_key.ts";

function counting(): (size: number) => Uint8Array {
  let next = 0;
  return (size) => new Uint8Array(size).fill(++next);
}

Deno.test("createIdentity() draws two secrets, and identityFrom() makes the same identity of them", () => {
  const identity = createIdentity(counting());
  const { seed, boxSecret } = identity;
  assertNotEquals(seed, boxSecret);
  assertEquals(identityFrom({ seed, boxSecret }), identity);
});

Deno.test("identities from different secrets share nothing", () => {
  const random = counting();
  const [one, other] = [createIdentity(random), createIdentity(random)];
  assertNotEquals(one.id, other.id);
  assertNotEquals(one.box, other.box);
});

Deno.test("cardOf() makes a card that everybody can verify and that holds no secret", () => {
  const identity = createIdentity(counting());
  const card = cardOf(identity, "alice");
  assert(verifyCard(card));
  assertEquals(Object.keys(card).sort(), ["bind", "box", "id", "nick"]);
});

Deno.test("sign() signs what verify() verifies, and the same every time", () => {
  const identity = createIdentity(counting());
  const part = Uint8Array.of(1, 2, 3);
  const signature = sign(identity, "pychat/test/1", part);
  assert(verify(fromHex(identity.id), signature, "pychat/test/1", part));
  assertEquals(sign(identity, "pychat/test/1", part), signature);
});
