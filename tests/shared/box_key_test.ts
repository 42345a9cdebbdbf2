import { assertEquals, assertThrows } from "@std/assert";
import { x25519 } from "@noble/curves/ed25519.js";
import { boxKey } from "../../shared/box_key.ts";
import { decode } from "../../shared/wire.ts";
import { ProtocolError } from "../../shared/protocol_error.ts";

const secret = new Uint8Array(32).fill(3);
const SMALL_ORDER = [
  "00".repeat(32),
  `01${"00".repeat(31)}`,
  "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
  "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
  `ec${"ff".repeat(30)}7f`,
];

Deno.test("a box key that anybody made for himself is taken", () => {
  const key = x25519.getPublicKey(secret);
  assertEquals(decode(boxKey, key), key);
});

Deno.test("a box key to which no letter can be sealed is refused", () => {
  for (const hex of SMALL_ORDER) {
    const key = Uint8Array.fromHex(hex);
    assertThrows(() => x25519.getSharedSecret(secret, key));
    assertThrows(() => decode(boxKey, key), ProtocolError, "small order");
  }
});

Deno.test("a box key has one encoding", () => {
  const highBit = x25519.getPublicKey(secret).with(31, 0xff);
  for (const key of [highBit, Uint8Array.fromHex(`ed${"ff".repeat(30)}7f`), new Uint8Array(32).fill(0xff)]) {
    assertThrows(() => decode(boxKey, key), ProtocolError, "canonical");
  }
});
