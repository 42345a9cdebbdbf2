/**
 * The safety number of two identities, which their owners read to each other: if both see the same, nobody put his own keys between them. It says
 * nothing of box keys, which identities sign on their cards.
 */
import { sha512 } from "@noble/hashes/sha2.js";
import { fromHex, type IdentityId } from "../../../shared/ids.ts";
import { encodeParts } from "../../../shared/public_key.ts";

const SAFETY_LABEL = "pychat/safety/1";
const GROUPS = 12;
const CHUNK_BYTES = 5;
const DIGITS = 5;

/** Sixty digits in groups of five, the same whichever identity comes first. */
export function safetyNumber(a: IdentityId, b: IdentityId): string {
  const [lower, higher] = a < b ? [a, b] : [b, a];
  const digest = sha512(encodeParts(SAFETY_LABEL, fromHex(lower), fromHex(higher)));
  return Array.from({ length: GROUPS }, (_, i) => digitsOf(digest, i * CHUNK_BYTES)).join(" ");
}

/** Forty bits modulo 10^5: no digit is likelier than another by more than one in ten million. */
function digitsOf(digest: Uint8Array, at: number): string {
  const view = new DataView(digest.buffer, digest.byteOffset + at, CHUNK_BYTES);
  const chunk = view.getUint8(0) * 2 ** 32 + view.getUint32(1);
  return String(chunk % 10 ** DIGITS).padStart(DIGITS, "0");
}
