/**
 * The relay's own key, by which clients know it again, and the checks of who enters. It uses the platform's Ed25519, twelve times as fast as
 * @noble's: that is how a relay takes thousands of connections a second. About log entries, on whose checks everybody must agree, it is only asked first
 * (shared/glance.ts).
 */
import { createPrivateKey, createPublicKey, randomBytes, sign, verify } from "node:crypto";
import type { Signed } from "../shared/public_key.ts";
import type { Store } from "./store.ts";

export interface RelayKey {
  readonly publicKey: Uint8Array;
  sign(bytes: Uint8Array): Uint8Array;
  holds(claim: Signed): boolean;
}

const SETTING = "relay key";
/** What stands before a raw key in PKCS #8 and SubjectPublicKeyInfo. */
const PRIVATE_PREFIX = Uint8Array.fromHex("302e020100300506032b657004220420");
const PUBLIC_PREFIX = Uint8Array.fromHex("302a300506032b6570032100");

/** The key kept in the store; made on the first start. */
export function relayKey(store: Store): RelayKey {
  const seed = store.setting(SETTING) ?? randomBytes(32);
  store.set(SETTING, seed);
  const key = createPrivateKey({ key: joined(PRIVATE_PREFIX, seed), format: "der", type: "pkcs8" });
  const spki = createPublicKey(key).export({ format: "der", type: "spki" });
  return {
    publicKey: Uint8Array.from(spki.subarray(PUBLIC_PREFIX.length)),
    sign: (bytes) => sign(null, bytes, key),
    holds,
  };
}

function holds({ publicKey, signature, message }: Signed): boolean {
  try {
    const key = createPublicKey({ key: joined(PUBLIC_PREFIX, publicKey), format: "der", type: "spki" });
    return verify(null, message, key, signature);
  } catch {
    return false; // These 32 bytes are no key.
  }
}

function joined(prefix: Uint8Array, key: Uint8Array): Buffer {
  return Buffer.concat([prefix, key]);
}
