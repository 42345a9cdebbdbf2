import { assertEquals } from "@std/assert";
import { Outbox } from "../../../client/core/outbox.ts";

const A = Uint8Array.of(1);
const B = Uint8Array.of(2);
const C = Uint8Array.of(3);

function counters(posts: readonly { readonly counter: number }[]): readonly number[] {
  return posts.map(({ counter }) => counter);
}

/** An outbox with three things in it, kept and under way. */
function sent(): Outbox {
  const outbox = new Outbox(4, []);
  for (const content of [A, B, C]) outbox.add(content);
  outbox.keep(outbox.changes);
  outbox.next();
  return outbox;
}

Deno.test("counters go on from the last that was taken", () => {
  const outbox = new Outbox(4, []);
  assertEquals(counters([outbox.add(A), outbox.add(B)]), [5, 6]);
});

Deno.test("nothing is sent before it is in the vault, and then once", () => {
  const outbox = new Outbox(0, []);
  outbox.add(A);
  const { changes } = outbox;
  outbox.add(B);
  assertEquals([outbox.next(), outbox.isKept], [[], false]);
  outbox.keep(changes);
  assertEquals([counters(outbox.next()), outbox.isKept], [[1], false]);
  outbox.keep(outbox.changes);
  assertEquals([counters(outbox.next()), outbox.isKept], [[2], true]);
  assertEquals(outbox.next(), []);
});

Deno.test("what came back is gone, with all before it", () => {
  const outbox = sent();
  assertEquals(counters(outbox.acknowledge(6)), [5, 6]);
  assertEquals(counters(outbox.posts), [7]);
  assertEquals(outbox.taken, 6);
  assertEquals(outbox.acknowledge(2), []);
  assertEquals(outbox.taken, 6);
});

Deno.test("after a cut everything is sent again, in order, under its counter", () => {
  const outbox = sent();
  outbox.interrupt();
  assertEquals(counters(outbox.next()), [5, 6, 7]);
  assertEquals([5, 6, 7].map((counter) => outbox.isOld(counter)), [true, true, true]);
});

Deno.test("what is refused for now is sent again with all behind it, and nothing before it", () => {
  const outbox = sent();
  outbox.again(6);
  assertEquals(counters(outbox.next()), [6, 7]);
  assertEquals(outbox.isOld(6), false);
});

Deno.test("what is refused for good leaves no hole", () => {
  const outbox = sent();
  assertEquals(outbox.drop(6), [7]);
  assertEquals(outbox.posts.map(({ counter, content }) => [counter, content]), [[5, A], [6, C]]);
  outbox.keep(outbox.changes);
  assertEquals(counters(outbox.next()), [6]);
  assertEquals(outbox.drop(99), []);
});

Deno.test("what got another counter is not sent under it before it is in the vault so", () => {
  const outbox = new Outbox(0, []);
  const [first, second] = [outbox.add(A), outbox.add(B)];
  const { changes } = outbox;
  assertEquals(outbox.drop(first.counter), [2]);
  assertEquals([outbox.has(first), outbox.has(second), second.counter], [false, true, 1]);
  // What was being saved meanwhile is how it was before.
  outbox.keep(changes);
  assertEquals(outbox.next(), []);
  outbox.keep(outbox.changes);
  assertEquals(counters(outbox.next()), [1]);
});

Deno.test("what something else was said in place of makes way for it, with all behind it, and is sent anew", () => {
  const outbox = sent();
  assertEquals(outbox.displace(6, B), []);
  assertEquals(outbox.displace(4, A), []);
  assertEquals(outbox.displace(6, C), [6, 7]);
  assertEquals(outbox.posts.map(({ counter, content }) => [counter, content]), [[5, A], [7, B], [8, C]]);
  assertEquals(outbox.next(), []);
  outbox.keep(outbox.changes);
  assertEquals(counters(outbox.next()), [7, 8]);
  assertEquals(outbox.isOld(7), false);
});

Deno.test("what a vault kept is sent on the first line", () => {
  const outbox = new Outbox(1, [{ counter: 2, content: A }]);
  assertEquals(counters(outbox.next()), [2]);
  assertEquals(outbox.isOld(2), true);
});

Deno.test("only so many are on their way at once", () => {
  const outbox = new Outbox(0, []);
  for (let count = 0; count < 200; count++) outbox.add(A);
  outbox.keep(outbox.changes);
  assertEquals(outbox.next().length, 64);
  assertEquals(outbox.next(), []);
  outbox.acknowledge(10);
  assertEquals(counters(outbox.next()), [65, 66, 67, 68, 69, 70, 71, 72, 73, 74]);
});

Deno.test("what was sent twice on a line, and is refused once as taken, was taken on this line", () => {
  const outbox = sent();
  outbox.interrupt();
  outbox.next();
  outbox.again(5);
  outbox.next();
  assertEquals(outbox.isOld(5), false);
  // Where it was taken on an earlier one, it is refused each time.
  outbox.refused(5);
  assertEquals(outbox.isOld(5), true);
});
