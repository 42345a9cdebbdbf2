import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { copyWords, maskWords, sameWords, ViewOf, viewOf } from "../../shared/words.ts";

const bytes = fc.uint8Array({ maxLength: 300 });
const offset = fc.nat({ max: 17 });

Deno.test("copyWords() copies what set() copies, wherever it lies, and nothing beside it", () => {
  fc.assert(fc.property(bytes, offset, offset, (source, from, at) => {
    const begin = Math.min(from, source.length);
    const target = new Uint8Array(at + source.length + 9).fill(0xee);
    const expected = target.slice();
    expected.set(source.subarray(begin), at);
    copyWords(viewOf(source), begin, source.length, viewOf(target), at);
    assertEquals(target, expected);
  }));
});

Deno.test("maskWords() XORs each byte with the mask's byte of its turn, and nothing beside it", () => {
  fc.assert(fc.property(fc.uint8Array({ minLength: 4, maxLength: 4 }), bytes, offset, (mask, payload, before) => {
    const all = new Uint8Array([...mask, ...new Uint8Array(before), ...payload, 0xee]);
    const from = 4 + before;
    const expected = all.map((byte, place) =>
      place < from || place === all.length - 1 ? byte : byte ^ (mask[(place - from) % 4] ?? 0)
    );
    maskWords(viewOf(all), from, all.length - 1, 0);
    assertEquals(all, expected);
  }));
});

Deno.test("sameWords() sees a difference in any byte, and none outside", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.nat({ max: 31 }), offset, (head, place, at) => {
      const bytes = new Uint8Array(at + 40).fill(0xee);
      bytes.set(head, at);
      assertEquals(sameWords(viewOf(head), 0, viewOf(bytes), at, 32), true);
      bytes[at + place] = (bytes[at + place] ?? 0) ^ 1;
      assertEquals(sameWords(viewOf(head), 0, viewOf(bytes), at, 32), false);
    }),
  );
});

Deno.test("ViewOf gives one view for one array, and another for another of the same memory", () => {
  const views = new ViewOf();
  const memory = new Uint8Array([1, 2, 3, 4]);
  const part = memory.subarray(2);
  assertEquals(views.of(memory).getUint8(0), 1);
  assertEquals(views.of(part).getUint8(0), 3);
  assertEquals(views.of(part) === views.of(part), true);
  part[0] = 9;
  assertEquals(views.of(part).getUint8(0), 9);
});

Deno.test("a run within an array that is itself a part of a larger one is taken from there", () => {
  const memory = new Uint8Array(64).map((_, place) => place);
  const part = memory.subarray(10, 40);
  const target = new Uint8Array(9);
  copyWords(viewOf(part), 5, 14, viewOf(target), 0);
  assertEquals([...target], [15, 16, 17, 18, 19, 20, 21, 22, 23]);
});
