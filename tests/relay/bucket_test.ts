import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { Bucket } from "../../relay/bucket.ts";

const RATE = { perSecond: 2, burst: 5 };

Deno.test("a burst is allowed at once, and then nothing", () => {
  const bucket = new Bucket(RATE, 0);
  assertEquals(takes(bucket, 7, 0), [true, true, true, true, true, false, false]);
});

Deno.test("what costs several is taken when as many have come back, although some are left", () => {
  const bucket = new Bucket(RATE, 0);
  assertEquals([bucket.take(RATE, 0, 3), bucket.take(RATE, 0, 3)], [true, false]);
  assertEquals([bucket.take(RATE, 1100, 5), bucket.take(RATE, 2200, 5)], [false, true]);
});

Deno.test("tokens come back with time, up to the burst", () => {
  const bucket = new Bucket(RATE, 0);
  takes(bucket, 5, 0);
  assertEquals(takes(bucket, 2, 499), [false, false]);
  assertEquals(takes(bucket, 2, 500), [true, false]);
  assertEquals(takes(bucket, 3, 1500), [true, true, false]);
  assertEquals(takes(bucket, 7, 1_000_000), [true, true, true, true, true, false, false]);
});

Deno.test("what needs several tokens has those that came in between", () => {
  const bucket = new Bucket(RATE, 0);
  assert(bucket.take(RATE, 0, 4));
  assert(!bucket.take(RATE, 400, 2));
  assert(bucket.take(RATE, 500, 2));
});

Deno.test("what needs more than there can be takes all there is", () => {
  const bucket = new Bucket(RATE, 0);
  assert(bucket.take(RATE, 0, 9));
  assert(!bucket.take(RATE, 2499, 9));
  assert(bucket.take(RATE, 2500, 9));
  assert(!bucket.take(RATE, 2500));
});

Deno.test("a bucket is full when a new one would be the same", () => {
  const bucket = new Bucket(RATE, 0);
  assert(bucket.full(RATE, 0));
  takes(bucket, 2, 0);
  assert(!bucket.full(RATE, 999));
  assert(bucket.full(RATE, 1000));
});

Deno.test("a rate of 0 is no limit", () => {
  const rate = { perSecond: 0, burst: 0 };
  const bucket = new Bucket(rate, 0);
  assert(Array.from({ length: 1000 }, () => bucket.take(rate, 0)).every((taken) => taken));
  assert(bucket.full(rate, 0));
});

Deno.test("a clock that is set back takes nothing away and gives nothing", () => {
  const bucket = new Bucket(RATE, 10_000);
  takes(bucket, 4, 10_000);
  assertEquals(takes(bucket, 2, 0), [true, false]);
  assertEquals(takes(bucket, 2, 500), [true, false]);
});

Deno.test("over any time no more than the burst and the rate are let through", () => {
  fc.assert(fc.property(fc.array(fc.nat(700), { maxLength: 300 }), (waits) => {
    const bucket = new Bucket(RATE, 0);
    let now = 0;
    let taken = 0;
    for (const wait of waits) {
      now += wait;
      if (bucket.take(RATE, now)) taken++;
    }
    assert(taken <= RATE.burst + now / 1000 * RATE.perSecond + 1e-6);
  }));
});

function takes(bucket: Bucket, times: number, now: number): readonly boolean[] {
  return Array.from({ length: times }, () => bucket.take(RATE, now));
}
