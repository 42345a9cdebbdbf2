/**
 * Gives the memory of bytes back at once, and leaves them empty: for what arrived and was dealt with. A relay that takes a file at a gigabyte
 * a second holds half a gigabyte of it if that is left to the garbage collector, which does not see it grow.
 */

/** What is smaller is cheaper to collect than to give back. */
const LEAST_BYTES = 4096;

/** Only for who has these bytes to himself. Part of something larger stays as it is: the rest may be another's. */
export function release(bytes: Uint8Array): void {
  if (bytes.length < LEAST_BYTES) return;
  const { buffer } = bytes;
  if (buffer instanceof ArrayBuffer && buffer.byteLength === bytes.length) buffer.transfer(0);
}
