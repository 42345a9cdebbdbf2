/** Looks for text in the bytes of a program. */
import { Buffer } from "node:buffer";

/** How often it occurs. */
export function count(bytes: Uint8Array<ArrayBuffer>, text: string): number {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let found = 0;
  for (let at = all.indexOf(text); at >= 0; at = all.indexOf(text, at + text.length)) found++;
  return found;
}
