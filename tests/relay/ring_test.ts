import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { type Chunk, Ring } from "../../relay/ring.ts";

const UNBOUNDED = Infinity;

Deno.test("a new ring has nothing, and no place for any cursor", () => {
  const ring = new Ring();
  assertEquals([ring.begin, ring.end, ring.bytes], [0, 0, 0]);
  assertEquals(ring.seek(0), undefined);
  assertEquals(ring.at(0), undefined);
});

Deno.test("seek() finds the first chunk that leads past a cursor, also from inside one", () => {
  const ring = ringOf([0, 3], [3, 4], [4, 9]);
  assertEquals([0, 1, 2, 3, 4, 8].map((cursor) => ring.seek(cursor)), [0, 0, 0, 1, 2, 2]);
});

Deno.test("seek() puts one who has had everything at the end", () => {
  const ring = ringOf([0, 3], [3, 4]);
  assertEquals(ring.seek(4), ring.end);
  assertEquals(ring.seek(100), ring.end);
});

Deno.test("seek() passes chunks without a cursor of their own, such as arrivals, that come before", () => {
  const ring = ringOf([0, 3], [3, 3], [3, 4]);
  assertEquals(ring.seek(3), 2);
});

Deno.test("seek() knows when the ring no longer has all that follows a cursor", () => {
  const ring = ringOf([10, 13], [13, 14]);
  assertEquals([0, 9].map((cursor) => ring.seek(cursor)), [undefined, undefined]);
  assertEquals(ring.seek(10), 0);
});

Deno.test("push() lets the oldest go when there is too much, but never the newest", () => {
  const ring = new Ring();
  ring.push(chunk(0, 1, 60), 100);
  ring.push(chunk(1, 2, 40), 100);
  assertEquals([ring.begin, ring.end, ring.bytes], [0, 2, 100]);
  ring.push(chunk(2, 3, 1), 100);
  assertEquals([ring.begin, ring.end, ring.bytes], [1, 3, 41]);
  ring.push(chunk(3, 4, 1000), 100);
  assertEquals([ring.begin, ring.end, ring.bytes], [3, 4, 1000]);
  assertEquals(ring.at(2), undefined);
  assertEquals(ring.at(3)?.last, 4);
});

Deno.test("expire() lets go what is older than a time, the newest too", () => {
  const ring = new Ring();
  for (const at of [10, 20, 30]) ring.push({ ...chunk(at, at + 1, 5), at }, UNBOUNDED);
  ring.expire(20);
  assertEquals([ring.begin, ring.bytes], [1, 10]);
  ring.expire(31);
  assertEquals([ring.begin, ring.end, ring.bytes], [3, 3, 0]);
  ring.push(chunk(31, 32, 5), UNBOUNDED);
  assertEquals(ring.at(3)?.last, 32);
});

Deno.test("a chunk keeps its number while it is here, and the ring its size, whatever is pushed and dropped", () => {
  const steps = fc.array(fc.tuple(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 2000 })), {
    maxLength: 500,
  });
  fc.assert(
    fc.property(steps, (steps) => {
      const ring = new Ring();
      for (const [number, [size, most]] of steps.entries()) {
        ring.push(chunk(number, number + 1, size), most);
        const kept = Array.from({ length: ring.end - ring.begin }, (_, place) => ring.at(ring.begin + place));
        assertEquals(kept.map((chunk) => chunk?.after), kept.map((_, place) => ring.begin + place));
        assertEquals(ring.bytes, kept.reduce((sum, chunk) => sum + (chunk?.bytes.length ?? NaN), 0));
        assert(ring.bytes <= most || kept.length === 1);
        assertEquals(ring.at(ring.begin - 1), undefined);
        assertEquals(ring.seek(ring.begin), ring.begin);
      }
    }),
    { numRuns: 50 },
  );
});

Deno.test("what the ring lets go of is given back, but not what may still be on its way to somebody", () => {
  for (const lent of [false, true]) {
    const ring = new Ring();
    const first = { ...chunk(0, 1, 5000), lent };
    ring.push(first, 6000);
    ring.push(chunk(1, 2, 5000), 6000);
    assertEquals([ring.begin, ring.bytes, first.bytes.length], [1, 5000, lent ? 5000 : 0]);
    const second = ring.at(1);
    ring.expire(Infinity);
    assertEquals([ring.bytes, second?.bytes.length], [0, 0]);
  }
});

function ringOf(...chunks: readonly (readonly [after: number, last: number])[]): Ring {
  const ring = new Ring();
  for (const [after, last] of chunks) ring.push(chunk(after, last, 10), UNBOUNDED);
  return ring;
}

function chunk(after: number, last: number, size: number): Chunk {
  return { after, last, bytes: new Uint8Array(size), at: 0, lent: false };
}
