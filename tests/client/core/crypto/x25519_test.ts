import { assertEquals, assertThrows } from "@std/assert";
import { x25519 } from "@noble/curves/ed25519.js";
import fc from "fast-check";
import { agree } from "../../../../client/core/crypto/x25519.ts";
import { nativePlatform } from "../../../../client/machine/native_platform.ts";
import { fromHex, toHex } from "../../../../shared/ids.ts";
import vectors from "../../../vectors/x25519.json" with { type: "json" };

const BASE = new Uint8Array(32).with(0, 9);
const secret = new Uint8Array(32).fill(3);

/** Every point of small order, of the curve's and of its twist's, with those that are so only modulo the prime. */
const SMALL_ORDER = [
  "0000000000000000000000000000000000000000000000000000000000000000",
  "0100000000000000000000000000000000000000000000000000000000000000",
  "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
  "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
];

/** Bytes among which whole runs of ones and of zeros are likely: they make the largest limbs and the longest carries. */
const key = fc.array(fc.oneof(fc.constantFrom(0x00, 0xff, 0x7f, 0x80, 0x01, 0xfe), fc.nat({ max: 255 })), {
  minLength: 32,
  maxLength: 32,
}).map((bytes) => Uint8Array.from(bytes));

Deno.test("agree() multiplies RFC 7748's points by its scalars", () => {
  for (const { secret, publicKey, shared } of vectors.multiplied) {
    assertEquals(agree(fromHex(secret), fromHex(publicKey))?.toHex(), shared);
  }
});

Deno.test("agree() comes to RFC 7748's results after 1 and after 1,000 times on its own results", () => {
  let k: Uint8Array = BASE;
  let u: Uint8Array = BASE;
  for (let times = 1; times <= 1000; times++) {
    [k, u] = [agree(k, u) ?? new Uint8Array(32), k];
    if (times === 1) assertEquals(toHex(k), vectors.iterated[1]);
  }
  assertEquals(toHex(k), vectors.iterated[1000]);
});

Deno.test("agree() makes RFC 7748's public keys, and one secret of each side's", () => {
  const { alice, bob, shared } = vectors;
  for (const [own, other] of [[alice, bob], [bob, alice]] as const) {
    assertEquals(agree(fromHex(own.secret), BASE)?.toHex(), own.publicKey);
    assertEquals(agree(fromHex(own.secret), fromHex(other.publicKey))?.toHex(), shared);
  }
});

Deno.test("the platform comes to what agree() comes to, for whatever bytes, and says nothing of small order", () => {
  fc.assert(
    fc.property(key, key, (secret, publicKey) => {
      assertEquals(nativePlatform.agree(secret, publicKey)?.toHex(), agree(secret, publicKey)?.toHex());
    }),
    { numRuns: 1000 },
  );
  for (const { secret, publicKey, shared } of vectors.multiplied) {
    assertEquals(nativePlatform.agree(fromHex(secret), fromHex(publicKey))?.toHex(), shared);
  }
  for (const point of SMALL_ORDER) assertEquals(nativePlatform.agree(secret, fromHex(point)), undefined);
  assertEquals(nativePlatform.agree(secret, secret.subarray(1)), undefined);
});

Deno.test("agree() comes to what @noble/curves comes to, for whatever bytes", () => {
  fc.assert(
    fc.property(key, key, (secret, publicKey) => {
      assertEquals(agree(secret, publicKey)?.toHex(), nobles(secret, publicKey));
    }),
    { numRuns: 500 },
  );
});

Deno.test("agree() takes points near the prime, and above it, for what they are modulo the prime", () => {
  for (const last of [0x7f, 0xff]) {
    for (let first = 0xe0; first <= 0xff; first++) {
      const publicKey = new Uint8Array(32).fill(0xff).with(0, first).with(31, last);
      assertEquals(agree(secret, publicKey)?.toHex(), nobles(secret, publicKey));
    }
  }
});

Deno.test("agree() refuses every key of small order", () => {
  for (const hex of SMALL_ORDER) {
    const publicKey = fromHex(hex);
    assertEquals(agree(secret, publicKey), undefined);
    assertEquals(agree(secret, publicKey.with(31, (publicKey[31] ?? 0) | 0x80)), undefined);
  }
});

Deno.test("agree() throws for keys of another length", () => {
  for (const wrong of [new Uint8Array(0), new Uint8Array(31), new Uint8Array(33)]) {
    assertThrows(() => agree(wrong, BASE), RangeError, "Cannot agree");
    assertThrows(() => agree(secret, wrong), RangeError, "Cannot agree");
  }
});

Deno.test("agree() leaves the keys it is given as they are", () => {
  const [mine, theirs] = [new Uint8Array(32).fill(0xff), new Uint8Array(32).fill(0xfe)];
  agree(mine, theirs);
  assertEquals([mine, theirs], [new Uint8Array(32).fill(0xff), new Uint8Array(32).fill(0xfe)]);
});

/** The same by the library, which throws for small order. */
function nobles(secret: Uint8Array, publicKey: Uint8Array): string | undefined {
  try {
    return toHex(x25519.getSharedSecret(secret, publicKey));
  } catch {
    return undefined;
  }
}
