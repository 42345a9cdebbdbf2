import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import * as wire from "../../shared/wire.ts";
import { decode, encode, type Field } from "../../shared/wire.ts";
import { ProtocolError } from "../../shared/protocol_error.ts";
import { Reader } from "../../shared/reader.ts";
import { Writer } from "../../shared/writer.ts";

const MOST = { u8: 2 ** 8, u16: 2 ** 16, u32: 2 ** 32, u53: 2 ** 53 } as const;

for (const [name, above] of Object.entries(MOST) as [keyof typeof MOST, number][]) {
  Deno.test(`${name} holds every number below ${above}, the most significant byte first`, () => {
    const field = wire[name];
    const edges = [0, 1, 127, 128, 255, 256, 65_535, 65_536, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 53 - 1];
    fc.assert(fc.property(
      fc.oneof(fc.constantFrom(...edges.filter((edge) => edge < above)), fc.maxSafeNat().map((value) => value % above)),
      (value) => {
        const bytes = encode(field, value);
        assertEquals(bytes.length, field.size);
        assertEquals(BigInt(`0x${bytes.toHex()}`), BigInt(value));
        assertEquals(decode(field, bytes), value);
      },
    ));
  });
}

Deno.test("u53 refuses what a number cannot hold exactly", () => {
  assertThrows(() => decode(wire.u53, Uint8Array.fromHex("0020000000000000")), ProtocolError, "above 2^53");
  assertThrows(() => decode(wire.u53, Uint8Array.fromHex("ffffffffffffffff")), ProtocolError, "above 2^53");
});

Deno.test("flag is 0 or 1 and nothing else", () => {
  assertEquals([true, false].map((value) => encode(wire.flag, value)[0]), [1, 0]);
  for (let value = 2; value < 256; value++) {
    assertThrows(() => decode(wire.flag, Uint8Array.of(value)), ProtocolError, "flag");
  }
});

Deno.test("fixed takes exactly its size", () => {
  const field = wire.fixed(3);
  assertEquals(decode(field, Uint8Array.of(1, 2, 3)), Uint8Array.of(1, 2, 3));
  for (const size of [0, 2, 4]) {
    assertThrows(() => encode(field, new Uint8Array(size)), RangeError);
    assertThrows(() => decode(field, new Uint8Array(size)), ProtocolError);
  }
});

Deno.test("bytes, text and list take up to their limit and refuse one more, from either side", () => {
  const fields: readonly (readonly [Field<unknown>, (size: number) => unknown])[] = [
    [wire.bytes(3), (size) => new Uint8Array(size)],
    [wire.text(3), (size) => "a".repeat(size)],
    [wire.list(wire.u8, 3), (size) => Array.from({ length: size }, () => 0)],
  ];
  for (const [field, make] of fields) {
    for (let size = 0; size <= 3; size++) assertEquals(decode(field, encode(field, make(size))), make(size));
    assertThrows(() => encode(field, make(4)), RangeError);
    assertThrows(() => decode(field, Uint8Array.of(0, 4, 0, 0, 0, 0)), ProtocolError, "above the limit of 3");
  }
});

Deno.test("text counts bytes, not letters", () => {
  assertEquals(decode(wire.text(4), encode(wire.text(4), "👋")), "👋");
  assertThrows(() => encode(wire.text(3), "👋"), RangeError);
});

Deno.test("text keeps a byte order mark, which is a character like any other", () => {
  assertEquals(decode(wire.text(10), encode(wire.text(10), "\ufeffa")), "\ufeffa");
});

Deno.test("text that is not UTF-8 is refused", () => {
  for (const bad of ["80", "c0af", "eda080", "f4908080", "c3"]) {
    const bytes = Uint8Array.fromHex(`000${bad.length / 2}${bad}`);
    assertThrows(() => decode(wire.text(10), bytes), ProtocolError, "not UTF-8");
  }
});

Deno.test("rest takes all there is, also nothing", () => {
  for (const size of [0, 1, 1000]) assertEquals(decode(wire.rest, new Uint8Array(size)).length, size);
});

Deno.test("a record is its fields one after the other, in the order of its keys", () => {
  const field = wire.record({ a: wire.u8, b: wire.u16 });
  assertEquals(field.size, 3);
  assertEquals(encode(field, { b: 2, a: 1 }), Uint8Array.of(1, 0, 2));
  assertEquals(decode(field, Uint8Array.of(1, 0, 2)), { a: 1, b: 2 });
  assertEquals(wire.record({ a: wire.u8, b: wire.text(3) }).size, undefined);
});

Deno.test("a list of records that claims more items than there are bytes is refused", () => {
  const field = wire.list(wire.record({ a: wire.u32 }), 1000);
  assertThrows(() => decode(field, Uint8Array.of(3, 232, 0, 0)), ProtocolError, "missing");
});

Deno.test("a Reader gives nothing past its end, and end() nothing before it", () => {
  const reader = new Reader(Uint8Array.of(1, 2, 3));
  assertEquals(reader.u16(), 258);
  assertThrows(() => reader.u16(), ProtocolError, "1 bytes are missing");
  assertThrows(() => reader.end(), ProtocolError, "1 bytes too many");
  assertEquals(reader.u8(), 3);
  reader.end();
});

Deno.test("a Reader of a part of an array stays inside that part", () => {
  const reader = new Reader(Uint8Array.of(9, 1, 2, 9).subarray(1, 3));
  assertEquals(reader.u16(), 258);
  assertThrows(() => reader.u8(), ProtocolError);
});

Deno.test("a Writer grows with what is written and starts over when it is taken", () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 40 })), fc.integer({ min: 1, max: 8 }), (parts, capacity) => {
      const writer = new Writer(capacity);
      for (const part of parts) writer.bytes(part);
      const all = new Uint8Array(parts.flatMap((part) => [...part]));
      assertEquals(writer.length, all.length);
      assertEquals(writer.written(), all);
      const taken = writer.take();
      writer.u32(0xffff_ffff);
      assertEquals(taken, all);
      assertEquals(writer.take(), Uint8Array.of(255, 255, 255, 255));
    }),
  );
});

Deno.test("a table with two rows of one tag is not built", () => {
  assertThrows(() => wire.messageCodec({ a: [1, {}], b: [1, {}] }), RangeError, "one tag");
});

Deno.test("layout tells where each field begins, and refuses a row whose places vary", () => {
  assertEquals(wire.layout([7, { a: wire.u8, b: wire.fixed(16), c: wire.rest }]), { a: 1, b: 2, c: 18 });
  assertThrows(() => wire.layout([7, { a: wire.text(3), b: wire.u8 }]), RangeError, "b");
});

Deno.test("any bytes are a value of a field or a ProtocolError", () => {
  const fields: readonly Field<unknown>[] = [
    wire.u53,
    wire.flag,
    wire.text(20),
    wire.list(wire.text(4), 5),
    wire.record({ a: wire.bytes(4), b: wire.list(wire.u53, 3) }),
  ];
  fc.assert(
    fc.property(fc.constantFrom(...fields), fc.uint8Array({ maxLength: 30 }), (field, bytes) => {
      try {
        assertEquals(encode(field, decode(field, bytes)), bytes);
      } catch (error) {
        assert(error instanceof ProtocolError, String(error));
      }
    }),
    { numRuns: 5000 },
  );
});
