/** Looks for text in the bytes of a program. */
import { Buffer } from "node:buffer";

/** Those that do not occur. What belongs together lies together: each is looked for near the one before it first. */
export function missing(bytes: Uint8Array<ArrayBuffer>, texts: readonly string[]): readonly string[] {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let near = 0;
  return texts.filter((text) => {
    const after = all.indexOf(text, near);
    const at = after < 0 ? all.indexOf(text) : after;
    near = Math.max(0, at - NEAR);
    return at < 0;
  });
}

const NEAR = 2 ** 21;
