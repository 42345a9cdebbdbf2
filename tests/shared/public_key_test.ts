import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { ed25519, ED25519_TORSION_SUBGROUP } from "@noble/curves/ed25519.js";
import { sha512 } from "@noble/hashes/sha2.js";
import fc from "fast-check";
import { digest, encodeParts, holds, type Signed, signed, verify } from "../../shared/public_key.ts";
import { littleEndian } from "../../shared/little_endian.ts";
import { verifyAll } from "../../shared/verify_all.ts";

const { Point } = ed25519;
const { Fn } = Point;
const LABEL = "pychat/test/1";
const seed = new Uint8Array(32).fill(9);
const key = ed25519.getPublicKey(seed);
const torsion = Point.fromHex(ED25519_TORSION_SUBGROUP[3] ?? "");

function signedWith(seed: Uint8Array, text: string): Signed {
  const part = new TextEncoder().encode(text);
  return signed(ed25519.getPublicKey(seed), ed25519.sign(encodeParts(LABEL, part), seed), LABEL, part);
}

/** Enough true claims that a claim beside them is checked in a batch. */
const crowd: readonly Signed[] = Array.from({ length: 40 }, (_, i) => {
  return signedWith(new Uint8Array(32).fill(i % 10), `claim ${i}`);
});

function both(claim: Signed): readonly [one: boolean, many: boolean] {
  return [holds(claim), verifyAll([...crowd, claim])];
}

/** What the holder of a key can make at will: a key and a nonce with these torsion components. */
function craft({ A, R }: { readonly A: typeof torsion; readonly R: typeof torsion }): Signed {
  const message = new Uint8Array(3);
  const secret = 12345n;
  const nonce = 67890n;
  const publicKey = Point.BASE.multiply(secret).add(A).toBytes();
  const nonceBytes = Point.BASE.multiply(nonce).add(R).toBytes();
  const k = Fn.create(littleEndian(sha512(new Uint8Array([...nonceBytes, ...publicKey, ...message]))));
  const s = Fn.toBytes(Fn.add(nonce, Fn.mul(k, secret)));
  return { publicKey, signature: new Uint8Array([...nonceBytes, ...s]), message };
}

Deno.test("encodeParts() begins no other list's encoding and differs from all", () => {
  const parts = fc.array(fc.uint8Array({ maxLength: 6 }), { maxLength: 4 });
  fc.assert(fc.property(parts, parts, (one, other) => {
    const [a, b] = [encodeParts(LABEL, ...one), encodeParts(LABEL, ...other)];
    const shorter = Math.min(a.length, b.length);
    const same = one.length === other.length && one.every((part, i) => part.toHex() === other[i]?.toHex());
    if (!same && one.length === other.length) assertNotEquals(a.subarray(0, shorter), b.subarray(0, shorter));
    assertEquals(a.toHex() === b.toHex(), same);
  }));
});

Deno.test("encodeParts() writes lengths before the label and each part", () => {
  assertEquals(
    encodeParts("ab", Uint8Array.of(1, 2, 3), new Uint8Array()).toHex(),
    "0000000261620000000301020300000000",
  );
});

Deno.test("digest() of the same parts under another label is another", () => {
  assertNotEquals(digest("a", seed), digest("b", seed));
});

Deno.test("verify() tells a key's own signature from one for another label, part, key or split of parts", () => {
  const [a, b] = [Uint8Array.of(1), Uint8Array.of(2, 3)];
  const signature = ed25519.sign(encodeParts(LABEL, a, b), seed);
  assert(verify(key, signature, LABEL, a, b));
  assert(!verify(key, signature, "pychat/other/1", a, b));
  assert(!verify(key, signature, LABEL, b, a));
  assert(!verify(key, signature, LABEL, Uint8Array.of(1, 2), Uint8Array.of(3)));
  assert(!verify(ed25519.getPublicKey(new Uint8Array(32)), signature, LABEL, a, b));
});

Deno.test("verify() says no to garbage and never throws", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 40 }), fc.uint8Array({ maxLength: 70 }), (publicKey, signature) => {
    assert(!verify(publicKey, signature, LABEL));
    assert(!verify(key, signature, LABEL));
  }));
  for (const byte of [0, 1, 0x7f, 0xff]) {
    assert(!verify(new Uint8Array(32).fill(byte), new Uint8Array(64).fill(byte), LABEL));
  }
});

Deno.test("verify() says no for every small-order key, whose signature anybody could make", () => {
  for (const hex of ED25519_TORSION_SUBGROUP) {
    const publicKey = Uint8Array.fromHex(hex);
    // With S = 0 and R of small order the equation holds for all messages.
    const signature = new Uint8Array([...Uint8Array.fromHex(ED25519_TORSION_SUBGROUP[0] ?? ""), ...new Uint8Array(32)]);
    assertEquals(both({ publicKey, signature, message: seed }), [false, false]);
  }
});

Deno.test("verify() says no for S above the order, which would make a second signature of one", () => {
  const claim = signedWith(seed, "once");
  const signature = claim.signature.slice();
  let s = littleEndian(signature.subarray(32)) + Fn.ORDER;
  for (let i = 32; i < 64; i++, s >>= 8n) signature[i] = Number(s & 0xffn);
  assertEquals(both(claim), [true, true]);
  assertEquals(both({ ...claim, signature }), [false, false]);
});

Deno.test("verify() says no for points that are not in their one encoding", () => {
  const claim = signedWith(seed, "once");
  // y = p + 1 is y = 1 with more bits; the other has a sign for an x that is 0.
  for (const hex of [`ee${"ff".repeat(30)}7f`, `01${"00".repeat(30)}80`]) {
    const point = Uint8Array.fromHex(hex);
    const signature = new Uint8Array([...point, ...claim.signature.subarray(32)]);
    assertEquals(both({ ...claim, signature }), [false, false]);
    assertEquals(both({ ...claim, publicKey: point }), [false, false]);
  }
});

Deno.test("verify() and verifyAll() agree about keys and nonces with a torsion component", () => {
  const none = Point.ZERO;
  for (
    const parts of [{ A: none, R: none }, { A: torsion, R: none }, { A: none, R: torsion }, { A: torsion, R: torsion }]
  ) {
    assertEquals(both(craft(parts)), [true, true]);
    const wrong = craft(parts);
    assertEquals(both({ ...wrong, message: new Uint8Array(4) }), [false, false]);
  }
});

Deno.test("verifyAll() holds for true claims, however many", () => {
  for (const count of [0, 1, 15, 16, 17, 40]) assert(verifyAll(crowd.slice(0, count)));
});

Deno.test("verifyAll() notices one false claim wherever it stands", () => {
  for (let at = 0; at < crowd.length; at++) {
    const other = crowd[(at + 1) % crowd.length];
    assert(
      !verifyAll(crowd.map((claim, i) => i === at && other ? { ...claim, message: other.message } : claim)),
      `claim ${at}`,
    );
  }
});

Deno.test("verifyAll() notices claims whose errors would cancel each other", () => {
  const shifted = (claim: Signed, by: bigint): Signed => {
    const s = Fn.toBytes(Fn.create(littleEndian(claim.signature.subarray(32)) + by));
    return { ...claim, signature: new Uint8Array([...claim.signature.subarray(0, 32), ...s]) };
  };
  // 300 claims: weights that began again after 256 would be found here.
  const many = Array.from({ length: 300 }, (_, i) => crowd[i % crowd.length]).filter((claim) => claim !== undefined);
  for (const other of [1, 40, 256]) {
    assert(
      !verifyAll(many.map((claim, i) => i === 0 ? shifted(claim, 1n) : i === other ? shifted(claim, -1n) : claim)),
    );
  }
  const [first, second] = crowd;
  assert(first && second);
  const swapped = [{ ...first, signature: second.signature }, { ...second, signature: first.signature }];
  assert(!verifyAll([...swapped, ...crowd.slice(2)]));
});
