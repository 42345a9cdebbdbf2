import { assert, assertEquals, assertThrows } from "@std/assert";
import { chacha20poly1305 } from "@noble/ciphers/chacha.js";
import fc from "fast-check";
import { HPKE_BYTES, messageKey, open, seal, sharedSecret } from "../../../../client/core/crypto/hpke.ts";
import { agree } from "../../../../client/core/crypto/x25519.ts";
import { fromHex, toHex } from "../../../../shared/ids.ts";
import vectors from "../../../vectors/hpke.json" with { type: "json" };

const ephemeral = { secret: fromHex(vectors.skEm), publicKey: fromHex(vectors.pkEm) };
const recipient = { secret: fromHex(vectors.skRm), publicKey: fromHex(vectors.pkRm) };
const info = fromHex(vectors.info);
const to = recipient.publicKey;

Deno.test("HPKE comes to RFC 9180's shared secret, key and nonce, from both sides", () => {
  assertEquals(vectors.enc, vectors.pkEm);
  for (const [secret, other] of [[ephemeral.secret, to], [recipient.secret, ephemeral.publicKey]] as const) {
    const agreed = agree(secret, other);
    assert(agreed);
    const shared = sharedSecret(agreed, ephemeral.publicKey, to);
    assertEquals(toHex(shared), vectors.shared_secret);
    const { key, nonce } = messageKey(shared, info);
    assertEquals([toHex(key), toHex(nonce)], [vectors.key, vectors.base_nonce]);
  }
});

Deno.test("seal() and open() do what RFC 9180 does with its first message", () => {
  const [first] = vectors.encryptions;
  assert(first);
  const [aad, plain, sealed] = [fromHex(first.aad), fromHex(first.pt), fromHex(vectors.enc + first.ct)];
  assertEquals(toHex(seal(plain, { to, ephemeral, info, aad })), toHex(sealed));
  assertEquals(open(sealed, { recipient, info, aad }), plain);
});

Deno.test("the key and the nonce are those of all of RFC 9180's messages, each by its number", () => {
  for (const { sequence, pt, aad, nonce, ct } of vectors.encryptions) {
    const counted = fromHex(vectors.base_nonce);
    const view = new DataView(counted.buffer, counted.byteOffset);
    view.setUint32(8, view.getUint32(8) ^ sequence);
    assertEquals(toHex(counted), nonce);
    const { key } = messageKey(fromHex(vectors.shared_secret), info);
    assertEquals(toHex(chacha20poly1305(key, counted, fromHex(aad)).encrypt(fromHex(pt))), ct);
  }
});

Deno.test("open() gives back what seal() was given, of whatever length and bound to whatever", () => {
  const bytes = fc.uint8Array({ maxLength: 300 });
  fc.assert(
    fc.property(bytes, bytes, bytes, (message, info, aad) => {
      const sealed = seal(message, { to, ephemeral, info, aad });
      assertEquals(sealed.length, message.length + HPKE_BYTES);
      assertEquals(open(sealed, { recipient, info, aad }), message);
    }),
    { numRuns: 50 },
  );
});

Deno.test("open() finds nothing in what is bound to something else, is for somebody else, or was changed", () => {
  const aad = Uint8Array.of(1);
  const message = Uint8Array.of(4, 7, 1, 1);
  const sealed = seal(message, { to, ephemeral, info, aad });
  assertEquals(open(sealed, { recipient, info, aad }), message);
  assertEquals(open(sealed, { recipient, info, aad: Uint8Array.of(2) }), undefined);
  assertEquals(open(sealed, { recipient, info }), undefined);
  assertEquals(open(sealed, { recipient, info: new Uint8Array(0), aad }), undefined);
  assertEquals(open(sealed, { recipient: ephemeral, info, aad }), undefined);
  // The public key is part of it, so that nobody opens it as another.
  assertEquals(open(sealed, { recipient: { ...recipient, publicKey: ephemeral.publicKey }, info, aad }), undefined);
  for (let length = 0; length < sealed.length; length++) {
    assertEquals(open(sealed.subarray(0, length), { recipient, info, aad }), undefined);
  }
  assertEquals(open(Uint8Array.of(...sealed, 0), { recipient, info, aad }), undefined);
});

Deno.test("open() finds nothing in noise, and never throws", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 120 }), (noise) => {
    assertEquals(open(noise, { recipient, info }), undefined);
  }));
});

Deno.test("seal() refuses a public key of small order, and open() finds nothing under one", () => {
  for (const first of [0, 1]) {
    const publicKey = new Uint8Array(32).with(0, first);
    assertThrows(() => seal(info, { to: publicKey, ephemeral, info }), RangeError, "small order");
    // What somebody would seal who counts on everybody's coming to the secret zero.
    const { key, nonce } = messageKey(sharedSecret(new Uint8Array(32), publicKey, to), info);
    const sealed = new Uint8Array([...publicKey, ...chacha20poly1305(key, nonce).encrypt(info)]);
    assertEquals(open(sealed, { recipient, info }), undefined);
  }
});
