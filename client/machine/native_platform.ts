/** What node:crypto does faster than we: Ed25519 to look at signatures first, and X25519. */
import { createPrivateKey, createPublicKey, diffieHellman } from "node:crypto";
import { glanceOf } from "../../shared/glance.ts";
import { plain } from "../../shared/socket_pipe.ts";
import type { Platform } from "../core/crypto/platform.ts";
import { nativeCipher } from "./native_cipher.ts";

/** What stands before a raw X25519 key in PKCS #8 and SubjectPublicKeyInfo. */
const PRIVATE_PREFIX = Uint8Array.fromHex("302e020100300506032b656e04220420");
const PUBLIC_PREFIX = Uint8Array.fromHex("302a300506032b656e032100");

export const nativePlatform: Platform = {
  glance: glanceOf(nativeCipher.holds),
  agree(secret, publicKey) {
    try {
      const [pkcs8, spki] = [Buffer.concat([PRIVATE_PREFIX, secret]), Buffer.concat([PUBLIC_PREFIX, publicKey])];
      const shared = plain(diffieHellman({
        privateKey: createPrivateKey({ key: pkcs8, format: "der", type: "pkcs8" }),
        publicKey: createPublicKey({ key: spki, format: "der", type: "spki" }),
      }));
      return shared.some((byte) => byte !== 0) ? shared : undefined;
    } catch {
      return undefined; // It does not take such keys, or is too old to know them.
    }
  },
};
