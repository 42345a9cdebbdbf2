import { assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { x25519 } from "@noble/curves/ed25519.js";
import fc from "fast-check";
import { seal } from "../../../../client/core/crypto/hpke.ts";
import { createIdentity, type Identity, identityFrom } from "../../../../client/core/crypto/identity.ts";
import type { Agree } from "../../../../client/core/crypto/platform.ts";
import { openWrap, sealWraps, WRAP_BYTES } from "../../../../client/core/crypto/wrap.ts";
import { nativePlatform } from "../../../../client/machine/native_platform.ts";
import { channelId, fromHex, type MemberNumber, memberNumber, toHex } from "../../../../shared/ids.ts";
import { encodeParts } from "../../../../shared/public_key.ts";
import { decode, encode, u32 } from "../../../../shared/wire.ts";
import { random } from "../../../fakes/guest.ts";

const channel = decode(channelId, new Uint8Array(16).fill(0xc4));
const place = { channel, seq: 7 };
const key = new Uint8Array(32).fill(0x6b);
const alice = identityFrom({ seed: new Uint8Array(32).fill(1), boxSecret: new Uint8Array(32).fill(2) });
const bob = identityFrom({ seed: new Uint8Array(32).fill(3), boxSecret: new Uint8Array(32).fill(4) });

/** The wrap of `key` for alice as number 3 with 32 bytes 0x65 as ephemeral secret; Go's crypto/hpke opens it, and npm's @hpke/core makes the same. */
const GOLDEN = [
  "fb41b1fcf75c1227fa08876056a5ed07ac44fe0c116ec2de80b8e523959d7824",
  "e7e566345f45eec46aa11b0ca5d13335d9f74c0a7d4defd8c259162015c17391de46b11dbc51a4bdc674d18b143afa10",
].join("");

Deno.test("everybody opens his own wrap, and finds the key", () => {
  const people = Array.from({ length: 5 }, () => createIdentity(random));
  const wraps = sealWraps(key, place, people.map(holder), { random });
  assertEquals(wraps.map(({ to }) => to), people.map((_, i) => number(i)));
  for (const [i, { to, sealed }] of wraps.entries()) {
    assertEquals(sealed.length, WRAP_BYTES);
    const opened = people.map((person) => openWrap(sealed, { ...place, number: to }, person));
    assertEquals(opened, people.map((_, j) => i === j ? key : undefined));
  }
});

Deno.test("a wrap is always these bytes, which other implementations of RFC 9180 make and open", () => {
  const sealed = sealOne(alice, 3, (size) => new Uint8Array(size).fill(0x65));
  assertEquals(toHex(sealed), GOLDEN);
  assertEquals(openWrap(fromHex(GOLDEN), { ...place, number: number(3) }, alice), key);
});

Deno.test("a wrap is the same, and opens, with a platform's arithmetic and with a platform that has none", () => {
  const fixed = (size: number) => new Uint8Array(size).fill(0x65);
  for (const agree of [nativePlatform.agree, () => undefined]) {
    let asked = 0;
    const ask: Agree = (secret, publicKey) => {
      asked++;
      return agree(secret, publicKey);
    };
    const [wrap] = sealWraps(key, place, [holder(alice, 3)], { random: fixed, agree: ask });
    assertEquals(wrap && toHex(wrap.sealed), GOLDEN);
    assertEquals(openWrap(fromHex(GOLDEN), { ...place, number: number(3) }, alice, ask), key);
    assertEquals(asked, 2);
  }
});

Deno.test("a wrap opens at no other place, under no other number and for nobody else", () => {
  const sealed = sealOne(alice, 3, random);
  const mine = { ...place, number: number(3) };
  const others = [
    { ...mine, channel: decode(channelId, new Uint8Array(16).fill(0xc5)) },
    { ...mine, seq: 8 },
    { ...mine, seq: 3, number: number(7) },
    { ...mine, number: number(4) },
  ];
  assertEquals(openWrap(sealed, mine, alice), key);
  for (const other of others) assertEquals(openWrap(sealed, other, alice), undefined);
  assertEquals(openWrap(sealed, mine, bob), undefined);
  assertEquals(openWrap(sealed, mine, { ...alice, box: bob.box }), undefined);
});

Deno.test("a wrap with one bit changed, or of another length, does not open", () => {
  const sealed = sealOne(alice, 3, random);
  const mine = { ...place, number: number(3) };
  for (const [at, byte] of sealed.entries()) {
    for (let bit = 1; bit < 256; bit *= 2) assertEquals(openWrap(sealed.with(at, byte ^ bit), mine, alice), undefined);
    assertEquals(openWrap(sealed.subarray(0, at), mine, alice), undefined);
  }
  assertEquals(openWrap(Uint8Array.of(...sealed, 0), mine, alice), undefined);
});

Deno.test("a wrap whose ephemeral key is of small order does not open", () => {
  const sealed = sealOne(alice, 3, random);
  for (const hex of ["00".repeat(32), `01${"00".repeat(31)}`, `ec${"ff".repeat(30)}7f`, `ed${"ff".repeat(30)}7f`]) {
    const weak = new Uint8Array([...fromHex(hex), ...sealed.subarray(32)]);
    assertEquals(openWrap(weak, { ...place, number: number(3) }, alice), undefined);
  }
});

Deno.test("a wrap of something longer or shorter than a key does not open, whoever sealed it", () => {
  const secret = new Uint8Array(32).fill(0x65);
  const ephemeral = { secret, publicKey: x25519.getPublicKey(secret) };
  const info = encodeParts("pychat/wrap/1", fromHex(channel), encode(u32, 7), encode(u32, 3));
  for (const length of [0, 31, 32, 33]) {
    const sealed = seal(new Uint8Array(length).fill(0x6b), { to: alice.box, ephemeral, info });
    assertEquals(openWrap(sealed, { ...place, number: number(3) }, alice), length === 32 ? key : undefined);
  }
});

Deno.test("no noise opens, and none makes openWrap() throw", () => {
  const noise = fc.oneof(
    fc.uint8Array({ maxLength: 100 }),
    fc.uint8Array({ minLength: WRAP_BYTES, maxLength: WRAP_BYTES }),
  );
  fc.assert(fc.property(noise, (sealed) => {
    assertEquals(openWrap(sealed, { ...place, number: number(3) }, alice), undefined);
  }));
});

Deno.test("the wraps of an entry share an ephemeral key and nothing else, even for one box key under two numbers", () => {
  const wraps = sealWraps(key, place, [holder(alice, 0), holder(alice, 1), holder(bob, 2)], { random })
    .map(({ sealed }) => sealed);
  assertEquals(new Set(wraps.map((sealed) => toHex(sealed.subarray(0, 32)))).size, 1);
  for (let at = 32; at < WRAP_BYTES; at += 16) {
    assertEquals(new Set(wraps.map((sealed) => toHex(sealed.subarray(at, at + 16)))).size, wraps.length);
  }
});

Deno.test("the wraps of two entries share no ephemeral key", () => {
  const [one, other] = [sealOne(alice, 3, random), sealOne(alice, 3, random)];
  assertNotEquals(one.subarray(0, 32), other.subarray(0, 32));
});

Deno.test("sealWraps() draws no randomness for nobody's sake but the one key pair's", () => {
  const sizes: number[] = [];
  const counted = (size: number) => {
    sizes.push(size);
    return random(size);
  };
  sealWraps(key, place, [holder(alice, 0), holder(bob, 1)], { random: counted });
  assertEquals(sizes, [32]);
});

Deno.test("sealWraps() throws for what is no key, and for a box key to which nothing can be sealed", () => {
  for (const wrong of [new Uint8Array(0), new Uint8Array(31), new Uint8Array(33)]) {
    assertThrows(() => sealWraps(wrong, place, [holder(alice, 0)], { random }), RangeError, "Cannot wrap");
  }
  const nobody = { number: number(0), box: new Uint8Array(32) };
  assertThrows(() => sealWraps(key, place, [nobody], { random }), RangeError, "small order");
});

function holder({ box }: Identity, index: number) {
  return { number: number(index), box };
}

function sealOne(identity: Identity, index: number, random: (size: number) => Uint8Array): Uint8Array {
  const [wrap] = sealWraps(key, place, [holder(identity, index)], { random });
  if (!wrap) throw new Error("There is no wrap for the one holder");
  return wrap.sealed;
}

function number(value: number): MemberNumber {
  return decode(memberNumber, encode(u32, value));
}
