import { assertEquals } from "@std/assert";
import { release } from "../../shared/release.ts";

Deno.test("release() leaves nothing of bytes that are all of their buffer", () => {
  const bytes = new Uint8Array(4096);
  const { buffer } = bytes;
  release(bytes);
  assertEquals([bytes.length, buffer.byteLength], [0, 0]);
  release(bytes);
});

Deno.test("release() leaves bytes alone that are a part of something larger, or few", () => {
  const whole = new Uint8Array(40_000).fill(7);
  release(whole.subarray(1));
  release(whole.subarray(0, 39_999));
  const few = new Uint8Array(1000).fill(7);
  release(few);
  assertEquals([whole.length, few.length], [40_000, 1000]);
});
