/** For whoever goes on at once. */
const NOBODY_WAKES = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));

/** Stops the whole thread for part of a millisecond. A timer would let it do something else meanwhile, but Deno's know only whole milliseconds. */
export function nap(ms: number): void {
  Atomics.wait(NOBODY_WAKES, 0, 0, ms);
}
