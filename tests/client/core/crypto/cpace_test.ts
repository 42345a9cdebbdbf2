import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { ed25519 } from "@noble/curves/ed25519.js";
import {
  cpaceHalf,
  type CpaceInput,
  cpaceKey,
  type CpaceMeeting,
  cpaceTag,
  secretPoint,
  shareOf,
} from "../../../../client/core/crypto/cpace.ts";
import { fromHex, toHex } from "../../../../shared/ids.ts";
import { littleEndian } from "../../../../shared/little_endian.ts";
import { random } from "../../../fakes/guest.ts";
import vectors from "../../../vectors/cpace.json" with { type: "json" };

const input: CpaceInput = {
  password: fromHex(vectors.password),
  info: fromHex(vectors.info),
  sid: fromHex(vectors.sid),
};
const meeting: CpaceMeeting = {
  initiator: { share: fromHex(vectors.Ya), data: fromHex(vectors.ADa) },
  responder: { share: fromHex(vectors.Yb), data: fromHex(vectors.ADb) },
};
const ya = littleEndian(fromHex(vectors.ya));
const yb = littleEndian(fromHex(vectors.yb));

Deno.test("CPace comes to the draft's generator, shares, secret point and key, from both sides", () => {
  assertEquals(toHex(shareOf(input, 1n)), vectors.generator);
  assertEquals(toHex(shareOf(input, ya)), vectors.Ya);
  assertEquals(toHex(shareOf(input, yb)), vectors.Yb);
  for (const [scalar, own, other] of [[ya, vectors.Ya, vectors.Yb], [yb, vectors.Yb, vectors.Ya]] as const) {
    assertEquals(secretPoint(scalar, fromHex(other))?.toHex(), vectors.K);
    const half = { scalar, share: fromHex(own) };
    assertEquals(cpaceKey(input, half, fromHex(other), meeting)?.toHex(), vectors.ISK);
  }
});

Deno.test("CPace multiplies the draft's valid point, and ends the meeting at its invalid ones", () => {
  const scalar = littleEndian(fromHex(vectors.valid.s));
  assertEquals(secretPoint(scalar, fromHex(vectors.valid.X))?.toHex(), vectors.valid.product);
  for (const share of vectors.invalid) {
    assertEquals(secretPoint(scalar, fromHex(share)), undefined);
    assertEquals(cpaceKey(input, { scalar, share: fromHex(vectors.Ya) }, fromHex(share), meeting), undefined);
  }
});

Deno.test("CPace takes no share that is not a ristretto point in its one encoding, and none of another length", () => {
  const { Point } = ed25519;
  // An Ed25519 point of order 8, and encodings above the field's prime.
  const torsion = [
    Point.fromAffine({ x: 0n, y: 1n }).toBytes(),
    fromHex("ed".padEnd(62, "f") + "7f"),
    fromHex("ff".repeat(32)),
  ];
  for (const share of [...torsion, new Uint8Array(31), new Uint8Array(33), new Uint8Array(0)]) {
    assertEquals(secretPoint(5n, share), undefined);
  }
});

Deno.test("who has the same PIN, visit and channel comes to the same key, and who has another of any does not", () => {
  const utf8 = new TextEncoder();
  const agreed = { password: utf8.encode("4711"), info: utf8.encode("Work"), sid: random(32) };
  const others = [{ password: utf8.encode("4712") }, { info: utf8.encode("Home") }, { sid: random(32) }];
  assert(keysAgree(agreed, agreed));
  for (const other of others) assert(!keysAgree(agreed, { ...agreed, ...other }));
});

Deno.test("a half is fresh each time: its share says nothing of the PIN to who hears two of them", () => {
  const shares = new Set(Array.from({ length: 8 }, () => toHex(cpaceHalf(input, random).share)));
  assertEquals(shares.size, 8);
});

Deno.test("a zero scalar is drawn again", () => {
  const draws = [new Uint8Array(64), new Uint8Array(64).fill(7)];
  const half = cpaceHalf(input, () => draws.shift() ?? random(64));
  assertEquals(draws.length, 0);
  assertNotEquals(half.scalar, 0n);
});

Deno.test("a tag proves the key for one side and one visit", () => {
  const key = fromHex(vectors.ISK);
  const tag = toHex(cpaceTag(key, input.sid, meeting.initiator));
  assertNotEquals(tag, toHex(cpaceTag(key, input.sid, meeting.responder)));
  assertNotEquals(tag, toHex(cpaceTag(key, random(16), meeting.initiator)));
  assertNotEquals(tag, toHex(cpaceTag(random(64), input.sid, meeting.initiator)));
});

/** Whether two sides with these inputs come to the same key and believe each other's tags. */
function keysAgree(first: CpaceInput, second: CpaceInput): boolean {
  const a = cpaceHalf(first, random);
  const b = cpaceHalf(second, random);
  const data = new Uint8Array(0);
  const both = { initiator: { share: a.share, data }, responder: { share: b.share, data } };
  const keyA = cpaceKey(first, a, b.share, both);
  const keyB = cpaceKey(second, b, a.share, both);
  if (!keyA || !keyB) return false;
  const tags = [cpaceTag(keyA, first.sid, both.responder), cpaceTag(keyB, second.sid, both.responder)].map(toHex);
  return toHex(keyA) === toHex(keyB) && tags[0] === tags[1];
}
