/**
 * Signatures that implementations decide differently about (Chalkias, Garillot and Nikolaenko, "Taming the many EdDSAs"): ours has to say what
 * PROTOCOL.md says, what @noble/curves says by its strict rules, and the same of one as of many.
 */
import { assertEquals } from "@std/assert";
import { ed25519 } from "@noble/curves/ed25519.js";
import fc from "fast-check";
import { holds, type Signed } from "../../shared/public_key.ts";
import { verifyAll } from "../../shared/verify_all.ts";
import { claim, crowd } from "./odd_claims.ts";

/** The paper's cases, and two of an earlier list of theirs: message, key, R and S. */
const CASES: readonly (readonly [what: string, holds: boolean, message: string, key: string, R: string, S: string])[] =
  [
    [
      "S is 0, key and R of small order",
      false,
      "8c93255d71dcab10e8f379c26200f3c7bd5f09d9bc3068d3ef4edeb4853022b6",
      "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
      "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
      "0000000000000000000000000000000000000000000000000000000000000000",
    ],
    [
      "a key of small order",
      false,
      "9bd9f44f4dcc75bd531b56b2cd280b0bb38fc1cd6d1230e14861d861de092e79",
      "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
      "f7badec5b8abeaf699583992219b7b223f1df3fbbea919844e3f7c554a43dd43",
      "a5bb704786be79fc476f91d3f3f89b03984d8068dcf1bb7dfc6637b45450ac04",
    ],
    [
      "R of small order",
      true,
      "aebf3f2601a0c8c5d39cc7d8911642f740b78168218da8471772b35f9d35b9ab",
      "f7badec5b8abeaf699583992219b7b223f1df3fbbea919844e3f7c554a43dd43",
      "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
      "8c4bd45aecaca5b24fb97bc10ac27ac8751a7dfe1baff8b953ec9f5833ca260e",
    ],
    [
      "key and R with torsion, which holds without the 8 too",
      true,
      "9bd9f44f4dcc75bd531b56b2cd280b0bb38fc1cd6d1230e14861d861de092e79",
      "cdb267ce40c5cd45306fa5d2f29731459387dbf9eb933b7bd5aed9a765b88d4d",
      "9046a64750444938de19f227bb80485e92b83fdb4b6506c160484c016cc1852f",
      "87909e14428a7a1d62e9f22f3d3ad7802db02eb2e688b6c52fcd6648a98bd009",
    ],
    [
      "key and R with torsion, which holds with the 8",
      true,
      "e47d62c63f830dc7a6851a0b1f33ae4bb2f507fb6cffec4011eaccd55b53f56c",
      "cdb267ce40c5cd45306fa5d2f29731459387dbf9eb933b7bd5aed9a765b88d4d",
      "160a1cb0dc9c0258cd0a7d23e94d8fa878bcb1925f2c64246b2dee1796bed512",
      "5ec6bc982a269b723e0668e540911a9a6a58921d6925e434ab10aa7940551a09",
    ],
    [
      "a key with torsion, which holds unless 8 times k is reduced",
      true,
      "e47d62c63f830dc7a6851a0b1f33ae4bb2f507fb6cffec4011eaccd55b53f56c",
      "cdb267ce40c5cd45306fa5d2f29731459387dbf9eb933b7bd5aed9a765b88d4d",
      "21122a84e0b5fca4052f5b1235c80a537878b38f3142356b2c2384ebad4668b7",
      "e40bc836dac0f71076f9abe3a53f9c03c1ceeeddb658d0030494ace586687405",
    ],
    [
      "S above the order",
      false,
      "85e241a07d148b41e47d62c63f830dc7a6851a0b1f33ae4bb2f507fb6cffec40",
      "442aad9f089ad9e14647b1ef9099a1ff4798d78589e66f28eca69c11f582a623",
      "e96f66be976d82e60150baecff9906684aebb1ef181f67a7189ac78ea23b6c0e",
      "547f7690a0e2ddcd04d87dbc3490dc19b3b3052f7ff0538cb68afb369ba3a514",
    ],
    [
      "S far above the order",
      false,
      "85e241a07d148b41e47d62c63f830dc7a6851a0b1f33ae4bb2f507fb6cffec40",
      "442aad9f089ad9e14647b1ef9099a1ff4798d78589e66f28eca69c11f582a623",
      "8ce5b96c8f26d0ab6c47958c9e68b937104cd36e13c33566acd2fe8d38aa1942",
      "7e71f98a473474f2f13f06f97c20d58cc3f54b8bd0d272f42b695dd7e89a8c22",
    ],
    [
      "R with a sign for an x that is 0, hashed without it",
      false,
      "9bedc267423725d473888631ebf45988bad3db83851ee85c85e241a07d148b41",
      "f7badec5b8abeaf699583992219b7b223f1df3fbbea919844e3f7c554a43dd43",
      "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
      "03be9678ac102edcd92b0210bb34d7428d12ffc5df5f37e359941266a4e35f0f",
    ],
    [
      "R with a sign for an x that is 0, hashed as it is",
      false,
      "9bedc267423725d473888631ebf45988bad3db83851ee85c85e241a07d148b41",
      "f7badec5b8abeaf699583992219b7b223f1df3fbbea919844e3f7c554a43dd43",
      "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
      "ca8c5b64cd208982aa38d4936621a4775aa233aa0505711d8fdcfdaa943d4908",
    ],
    [
      "a key with a sign for an x that is 0, hashed without it",
      false,
      "e96b7021eb39c1a163b6da4e3093dcd3f21387da4cc4572be588fafae23c155b",
      "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
      "a9d55260f765261eb9b84e106f665e00b867287a761990d7135963ee0a7d59dc",
      "a5bb704786be79fc476f91d3f3f89b03984d8068dcf1bb7dfc6637b45450ac04",
    ],
    [
      "a key with a sign for an x that is 0, hashed as it is",
      false,
      "39a591f5321bbe07fd5a23dc2f39d025d74526615746727ceefd6e82ae65c06f",
      "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
      "a9d55260f765261eb9b84e106f665e00b867287a761990d7135963ee0a7d59dc",
      "a5bb704786be79fc476f91d3f3f89b03984d8068dcf1bb7dfc6637b45450ac04",
    ],
    [
      "R whose y is the prime, hashed as 0",
      false,
      "fdaebc429f4a735932a160da1301080c13280eea8bc280d1b392c6b9e6ba3a5a",
      "f7badec5b8abeaf699583992219b7b223f1df3fbbea919844e3f7c554a43dd43",
      "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
      "454d370c8d9fc323a41450f8d513eafeb5b0697390c1e505a0d4ddc71f566607",
    ],
    [
      "R whose y is the prime, hashed as it is",
      false,
      "84b698d39be126ff55fe45079e6c8bf64a0d7db6994560b4e96b7021eb39c1a1",
      "f7badec5b8abeaf699583992219b7b223f1df3fbbea919844e3f7c554a43dd43",
      "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
      "084d5b99c2a9463d9c8bd5026916996984eeec87ddf1d3be329006ace1b37b09",
    ],
  ];

/** RFC 8032, 7.1: public key, message, signature. */
const RFC8032 = [
  [
    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
    "",
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
  ],
  [
    "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
    "72",
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
  ],
  [
    "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
    "af82",
    "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
  ],
] as const;

for (const [what, expected, message, key, R, S] of CASES) {
  Deno.test(`a signature ${expected ? "holds" : "is refused"} that has ${what}`, () => {
    const claim = {
      publicKey: Uint8Array.fromHex(key),
      signature: Uint8Array.fromHex(R + S),
      message: Uint8Array.fromHex(message),
    };
    assertEquals([holds(claim), verifyAll([...crowd, claim]), nobles(claim)], [expected, expected, expected]);
  });
}

Deno.test("RFC 8032's signatures hold, and not for another message", () => {
  for (const [key, text, signature] of RFC8032) {
    const message = Uint8Array.fromHex(text);
    const claim = { publicKey: Uint8Array.fromHex(key), signature: Uint8Array.fromHex(signature), message };
    const other = { ...claim, message: Uint8Array.of(...message, 0) };
    assertEquals([holds(claim), verifyAll([...crowd, claim])], [true, true]);
    assertEquals([holds(other), verifyAll([...crowd, other])], [false, false]);
  }
});

Deno.test("holds() says what @noble/curves says, whatever torsion there is and whatever is changed", () => {
  const said = { true: 0, false: 0 };
  fc.assert(
    fc.property(claim, (claim) => {
      const expected = nobles(claim);
      said[`${expected}`] += 1;
      assertEquals(holds(claim), expected);
    }),
    { numRuns: 3000 },
  );
  assertEquals([said.true > 500, said.false > 500], [true, true]);
});

Deno.test("verifyAll() says of a claim among others what holds() says of it alone", () => {
  fc.assert(fc.property(claim, (claim) => assertEquals(verifyAll([...crowd, claim]), holds(claim))), { numRuns: 300 });
});

Deno.test("verifyAll() says of many odd claims that all are true if each is", () => {
  const many = fc.array(claim.filter(holds), { minLength: 16, maxLength: 40 });
  fc.assert(
    fc.property(many, claim, (trueOnes, other) => {
      assertEquals(verifyAll(trueOnes), true);
      assertEquals(verifyAll([...trueOnes, other]), holds(other));
    }),
    { numRuns: 30 },
  );
});

function nobles({ publicKey, signature, message }: Signed): boolean {
  return ed25519.verify(signature, message, publicKey, { zip215: false });
}
