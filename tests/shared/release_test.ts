import { assertEquals } from "@std/assert";
import { release } from "../../shared/release.ts";

Deno.test("release() leaves nothing of bytes that are all of their buffer", () => {
  const bytes = new Uint8Array(1000);
  const { buffer } = bytes;
  release(bytes);
  assertEquals([bytes.length, buffer.byteLength], [0, 0]);
  release(bytes);
});

Deno.test("release() leaves bytes alone that are a part of something larger", () => {
  const whole = Uint8Array.of(1, 2, 3, 4);
  release(whole.subarray(1));
  release(whole.subarray(0, 3));
  assertEquals(whole, Uint8Array.of(1, 2, 3, 4));
});
