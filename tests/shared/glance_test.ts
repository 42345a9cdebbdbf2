/**
 * A first look at signatures must never let through what the plain check refuses, whatever the implementation thinks that gives it: else two clients would
 * take different logs to be true.
 */
import { assert, assertEquals } from "@std/assert";
import { ed25519 } from "@noble/curves/ed25519.js";
import fc from "fast-check";
import { nativePlatform } from "../../client/machine/native_platform.ts";
import { glanceOf } from "../../shared/glance.ts";
import { littleEndian } from "../../shared/little_endian.ts";
import { holds, type Signed } from "../../shared/public_key.ts";
import { verifyAll } from "../../shared/verify_all.ts";
import { claim, crowd, encoded, torsion } from "./odd_claims.ts";

const ORDER = ed25519.Point.Fn.ORDER;
const [honest] = crowd;
assert(honest);

/** An implementation that takes any encoding of a point, any key, and S as the remainder that it is. */
function lax({ publicKey, signature, message }: Signed): boolean {
  const S = encoded(littleEndian(signature.subarray(32)) % ORDER);
  return ed25519.verify(new Uint8Array([...signature.subarray(0, 32), ...S]), message, publicKey, { zip215: true });
}

Deno.test("a glance by the platform says yes of honest claims, and of nothing else that does not hold", () => {
  for (const claim of crowd) {
    assert(nativePlatform.glance(claim));
    assert(!nativePlatform.glance({ ...claim, message: Uint8Array.of(99, 99) }));
  }
  fc.assert(fc.property(claim, (claim) => assert(!nativePlatform.glance(claim) || holds(claim))), { numRuns: 3000 });
});

Deno.test("a glance by the laxest implementation says yes of nothing that does not hold, either", () => {
  const glance = glanceOf(lax);
  const said = { yes: 0, tooLax: 0 };
  fc.assert(
    fc.property(claim, (claim) => {
      if (glance(claim)) said.yes += 1;
      if (lax(claim) && !holds(claim)) said.tooLax += 1;
      assert(!glance(claim) || holds(claim));
    }),
    { numRuns: 3000 },
  );
  assertEquals([said.yes > 300, said.tooLax > 100], [true, true]);
});

Deno.test("a glance is not even taken of odd keys, nonces and numbers, nor of what has another length", () => {
  const glance = glanceOf(() => true);
  const { publicKey, signature } = honest;
  const [R, S] = [signature.subarray(0, 32), signature.subarray(32)];
  const PRIME = 2n ** 255n - 19n;
  const odd = [
    ...torsion.map((point) => point.toBytes()),
    ...[PRIME, PRIME + 1n, PRIME + 18n].flatMap((y) => [encoded(y), encoded(y + 2n ** 255n)]),
    publicKey.subarray(1),
  ];
  assert(glance(honest));
  for (const point of odd) {
    assert(!glance({ ...honest, publicKey: point }));
    assert(!glance({ ...honest, signature: new Uint8Array([...point, ...S]) }));
  }
  for (const number of [2n ** 252n, ORDER, 2n ** 256n - 1n]) {
    assert(!glance({ ...honest, signature: new Uint8Array([...R, ...encoded(number)]) }));
  }
  assert(glance({ ...honest, signature: new Uint8Array([...R, ...encoded(2n ** 252n - 1n)]) }));
});

Deno.test("verifyAll() believes a glance's yes, and checks itself where it says no", () => {
  const forged = { ...honest, message: Uint8Array.of(1, 2, 3) };
  for (const claims of [[forged], [...crowd, ...crowd, forged]]) {
    assert(verifyAll(claims, () => true));
    assert(!verifyAll(claims, () => false));
    assert(!verifyAll(claims, (claim) => claim !== forged));
    assert(verifyAll(claims, (claim) => claim === forged));
  }
});
