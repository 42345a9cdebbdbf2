import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  digitCount,
  ORDER,
  reduced,
  scalarBytes,
  scalarOf,
  signedDigits,
  sparseDigits,
} from "../../../shared/curve25519/scalar25519.ts";
import { littleEndian } from "../../../shared/little_endian.ts";

const scalar = fc.oneof(
  fc.bigInt({ min: 0n, max: ORDER - 1n }),
  fc.constantFrom(0n, 1n, 2n ** 128n - 1n, 2n ** 252n - 1n, 2n ** 252n, ORDER - 1n),
);

Deno.test("scalarOf() takes what is below the order, and scalarBytes() gives it back", () => {
  fc.assert(fc.property(scalar, (value) => {
    assertEquals(scalarOf(scalarBytes(value)), value);
    assertEquals(littleEndian(scalarBytes(value)), value);
  }));
  for (const value of [ORDER, ORDER + 1n, 2n * ORDER, 2n ** 253n, 2n ** 256n - 1n]) {
    assertEquals(scalarOf(scalarBytes(value)), undefined);
  }
});

Deno.test("reduced() is what is left of a digest", () => {
  fc.assert(fc.property(fc.uint8Array({ minLength: 64, maxLength: 64 }), (bytes) => {
    assertEquals(reduced(bytes), littleEndian(bytes) % ORDER);
  }));
});

Deno.test("signedDigits() add up to the scalar, and none is larger than half its range", () => {
  fc.assert(fc.property(scalar, fc.integer({ min: 1, max: 14 }), (value, bits) => {
    const digits = [...signedDigits(value, bits)];
    assertEquals(digits.length, digitCount(bits));
    assertEquals(digits.reduce((sum, digit, place) => sum + (BigInt(digit) << BigInt(place * bits)), 0n), value);
    assert(digits.every((digit) => Math.abs(digit) <= 2 ** (bits - 1)));
  }));
});

Deno.test("sparseDigits() add up to the scalar, and are odd, small and far between", () => {
  fc.assert(fc.property(scalar, fc.integer({ min: 2, max: 8 }), (value, bits) => {
    const digits = [...sparseDigits(value, bits)];
    assertEquals(digits.reduce((sum, digit, place) => sum + (BigInt(digit) << BigInt(place)), 0n), value);
    for (const [place, digit] of digits.entries()) {
      if (digit === 0) continue;
      assert(Math.abs(digit) % 2 === 1 && Math.abs(digit) < 2 ** (bits - 1), `${digit}`);
      assert(digits.slice(place + 1, place + bits).every((next) => next === 0));
    }
  }));
});
