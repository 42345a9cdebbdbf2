import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  CLOSE,
  closePayload,
  frame,
  FrameTooLarge,
  headerSize,
  OPCODE,
  RAW_MAGIC,
  readClose,
  Splitter,
  writeHeader,
} from "../../shared/frames.ts";
import { ProtocolError } from "../../shared/protocol_error.ts";
import { type FrameVector, frameVectors } from "../vectors/frame_vectors.ts";

const MOST = 65_664;

/** A frame as a Splitter found it. */
interface Found {
  readonly opcode: number;
  readonly payload: Uint8Array;
}

for (const vector of frameVectors().frames) {
  const { opcode, payload, mask, length, begins, ends } = vector;
  const name = `a ${mask ? "masked " : ""}frame of opcode ${opcode} with ${payload.length} bytes`;

  Deno.test(`${name} is written as in its vector`, () => {
    const bytes = frame(opcode, payload, mask);
    assertEquals(bytes.length, length);
    assertEquals(bytes.subarray(0, 24).toHex(), begins);
    assertEquals(bytes.subarray(-8).toHex(), ends);
  });

  Deno.test(`${name} is read as in its vector, wherever it is cut in two`, () => {
    const bytes = frame(opcode, payload, mask);
    const cuts = length < 300
      ? Array.from({ length }, (_, cut) => cut)
      : [1, 2, 3, 4, 9, 10, 13, 14, 15, 70, length - 1];
    for (const cut of cuts) {
      const found = split([bytes.slice(0, cut), bytes.slice(cut)], { masked: mask !== undefined });
      assertFrames(found, [vector]);
    }
  });
}

Deno.test("writeHeader begins an unmasked binary frame anywhere in an array", () => {
  for (const size of [0, 125, 126, 65_535, 65_536]) {
    const target = new Uint8Array(40);
    const at = writeHeader(target, 7, size);
    assertEquals(at, 7 + headerSize(size));
    assertEquals(target.subarray(7, at), frame(OPCODE.binary, new Uint8Array(size)).subarray(0, headerSize(size)));
    assertEquals(target.subarray(at), new Uint8Array(40 - at));
  }
});

Deno.test("a stream of frames is the same however it is cut", () => {
  const payload = fc.uint8Array({ maxLength: 300 }).map((bytes) => bytes.length % 7 === 0 ? grown(bytes) : bytes);
  const frames = fc.array(fc.record({ opcode: fc.constantFrom(...Object.values(OPCODE)), payload }), { maxLength: 12 });
  fc.assert(
    fc.property(frames, fc.boolean(), cutter(), (frames, masked, cut) => {
      const legal = frames.map(({ opcode, payload }) => ({
        opcode,
        payload: opcode === OPCODE.binary ? payload : payload.slice(0, 125),
      }));
      const stream = joined(legal.map(({ opcode, payload }, i) => {
        return frame(opcode, payload, masked ? Uint8Array.of(i, 7, 200, 255 - i) : undefined);
      }));
      assertFrames(split(cut(stream), { masked }), legal);
    }),
    { numRuns: 500 },
  );
});

Deno.test("a stream that arrives a byte at a time is read", () => {
  const frames = [1, 200, 0, 70_000 % MOST].map((size) => ({ opcode: OPCODE.binary, payload: counting(size) }));
  const stream = joined(frames.map(({ opcode, payload }) => frame(opcode, payload)));
  assertFrames(split(Array.from(stream, (byte) => Uint8Array.of(byte)), { masked: false }), frames);
});

Deno.test("a stream is read the same where chunks arrive in one memory, with room in front of them", () => {
  const sizes = fc.array(fc.oneof(fc.nat(200), fc.nat(5000)), { minLength: 1, maxLength: 12 });
  const cuts = fc.array(fc.oneof(fc.integer({ min: 1, max: 10 }), fc.integer({ min: 1, max: 4000 })), {
    maxLength: 30,
  });
  fc.assert(
    fc.property(fc.boolean(), sizes, cuts, fc.nat(3000), (masked, sizes, cuts, room) => {
      const frames = sizes.map((size) => ({ opcode: OPCODE.binary, payload: counting(size) }));
      const stream = joined(
        frames.map(({ opcode, payload }) => frame(opcode, payload, masked ? Uint8Array.of(1, 2, 3, 4) : undefined)),
      );
      const chunks = [...cuts, Infinity].map((cut, i, all) => {
        const from = all.slice(0, i).reduce((sum, cut) => sum + cut, 0);
        return stream.slice(from, from + cut);
      });
      assertFrames(split(chunks, { masked, room }), frames);
    }),
    { numRuns: 300 },
  );
});

Deno.test("what is kept goes in front of a chunk at least as long, where there is room, and else both are copied", () => {
  const cases = [
    { kept: 100, room: 100, length: 100, inFront: true },
    { kept: 100, room: 99, length: 900, inFront: false },
    // Else a frame that comes byte by byte would be copied once for every byte.
    { kept: 100, room: 1000, length: 99, inFront: false },
  ];
  for (const { kept, room, length, inFront } of cases) {
    const splitter = new Splitter({ masked: false, most: MOST });
    const stream = frame(OPCODE.binary, counting(kept + length - 4));
    splitter.feed(stream.slice(0, kept));
    splitter.keep();
    const memory = new Uint8Array(room + length);
    memory.set(stream.subarray(kept), room);
    splitter.feed(memory.subarray(room), room);
    assert(splitter.next());
    assertEquals(splitter.bytes.buffer === memory.buffer, inFront);
    assertEquals(splitter.bytes.slice(splitter.from, splitter.to), counting(kept + length - 4));
  }
});

Deno.test("what others have dealt with is not told of", () => {
  const splitter = new Splitter({ masked: false, most: MOST });
  const frames = [1, 2, 3, 4].map((first) => frame(OPCODE.binary, Uint8Array.of(first)));
  splitter.feed(joined(frames));
  assert(splitter.next());
  assertEquals([splitter.told, splitter.end], [3, 12]);
  splitter.skip(9);
  assert(splitter.next());
  assertEquals(splitter.bytes[splitter.from], 4);
});

Deno.test("what a Splitter keeps is bounded by a frame and a chunk, however long the stream", () => {
  const splitter = new Splitter({ masked: false, most: MOST });
  const stream = joined(Array.from({ length: 70 }, () => frame(OPCODE.binary, new Uint8Array(1000))));
  let most = 0;
  // Every chunk ends in the middle of a frame and begins in the middle of one.
  for (let at = 0; at < stream.length; at += 1003) {
    splitter.feed(stream.slice(at, at + 1003));
    while (splitter.next());
    most = Math.max(most, splitter.bytes.length);
  }
  assert(most <= 2 * 2006, `${most} bytes`);
});

Deno.test("an incomplete frame does not keep the large chunk alive in which it came", () => {
  const splitter = new Splitter({ masked: false, most: MOST });
  const stream = joined([frame(OPCODE.binary, new Uint8Array(60_000)), frame(OPCODE.binary, new Uint8Array(50))]);
  splitter.feed(stream.slice(0, -10));
  while (splitter.next());
  assertEquals(splitter.bytes.buffer.byteLength, 42);
});

Deno.test("keep() makes what is left independent of the chunk it came in", () => {
  for (const read of [0, 1, 2]) {
    const splitter = new Splitter({ masked: false, most: MOST });
    const stream = joined([1, 2, 3].map((first) => frame(OPCODE.binary, Uint8Array.of(first, 9))));
    splitter.feed(stream);
    for (let i = 0; i < read; i++) splitter.next();
    splitter.keep();
    stream.fill(0xff);
    for (let first = read + 1; first <= 3; first++) {
      assert(splitter.next());
      assertEquals(splitter.bytes.slice(splitter.from, splitter.to), Uint8Array.of(first, 9));
    }
    assert(!splitter.next());
  }
});

Deno.test("the longest frame is taken, one byte more is too large, and that is said before the payload has come", () => {
  const splitter = () => new Splitter({ masked: false, most: 1000 });
  const taken = splitter();
  taken.feed(frame(OPCODE.binary, new Uint8Array(1000)));
  assert(taken.next());
  const refused = splitter();
  refused.feed(frame(OPCODE.binary, new Uint8Array(1001)).slice(0, 4));
  assertThrows(() => refused.next(), FrameTooLarge, "1001 bytes: the limit is 1000");
});

const broken: readonly (readonly [what: string, bytes: string, options?: { readonly masked: boolean }])[] = [
  ["a fragment", "0200"],
  ["the end of fragments", "8000"],
  ["a text frame", "8100"],
  ["opcode 3", "8300"],
  ["opcode 7", "8700"],
  ["opcode 11", "8b00"],
  ["opcode 15", "8f00"],
  ["the first reserved bit", "c200"],
  ["the second reserved bit", "a200"],
  ["the third reserved bit", "9200"],
  ["a mask where there must be none", "828000000000"],
  ["no mask where there must be one", "8200", { masked: true }],
  ["125 written in two bytes", "827e007d"],
  ["0 written in eight bytes", "827f0000000000000000"],
  ["65535 written in eight bytes", "827f000000000000ffff"],
  ["4 GiB", "827f0000000100000000"],
  ["2^64 − 1 bytes", "827fffffffffffffffff"],
  ["a ping of 126 bytes", "897e007e"],
  ["a close of 2^16 bytes", "887f0000000000010000"],
];

for (const [what, hex, { masked } = { masked: false }] of broken) {
  Deno.test(`a frame with ${what} is refused, whole and byte by byte`, () => {
    const bytes = Uint8Array.fromHex(hex);
    assertThrows(() => split([bytes], { masked }), ProtocolError);
    assertThrows(() => split(Array.from(bytes, (byte) => Uint8Array.of(byte)), { masked }), ProtocolError);
  });
}

Deno.test("whatever arrives, a Splitter finds frames or throws ProtocolError, the same however it is cut", () => {
  const noise = fc.oneof(
    fc.uint8Array({ maxLength: 60 }),
    // The beginning of a legal frame, so that noise gets past the first byte.
    fc.tuple(
      fc.constantFrom(0x82, 0x88, 0x89, 0x8a),
      fc.integer({ min: 0, max: 255 }),
      fc.uint8Array({ maxLength: 300 }),
    )
      .map(([first, second, bytes]) => joined([Uint8Array.of(first, second), bytes])),
  );
  fc.assert(
    fc.property(noise, fc.boolean(), cutter(), (bytes, masked, cut) => {
      const whole = outcome(() => split([bytes.slice()], { masked }));
      const cutUp = outcome(() => split(cut(bytes), { masked }));
      assertEquals(cutUp, whole);
    }),
    { numRuns: 5000 },
  );
});

Deno.test("a close says its code and its reason", () => {
  const read = (code: number, reason: string) => readClose(closePayload(code, reason));
  assertEquals(read(CLOSE.replaced, "You are elsewhere."), { code: 4000, reason: "You are elsewhere." });
  assertEquals(read(CLOSE.normal, ""), { code: 1000, reason: "" });
});

Deno.test("a close without a code is a plain goodbye", () => {
  assertEquals(readClose(new Uint8Array(0)), { code: CLOSE.normal, reason: "" });
  assertEquals(readClose(Uint8Array.of(3)), { code: CLOSE.normal, reason: "" });
});

Deno.test("a reason too long for a close is cut between characters", () => {
  fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 200 }), (reason) => {
    const payload = closePayload(1008, reason);
    assert(payload.length <= 125);
    assert(reason.startsWith(readClose(payload).reason));
  }));
  assertEquals(readClose(closePayload(1008, "👋".repeat(40))).reason, "👋".repeat(30));
});

Deno.test("no HTTP request and no TLS hello begins as a raw link does", () => {
  assertEquals(new TextDecoder("latin1").decode(RAW_MAGIC.slice(0, 7)), "Ãpychat");
  assertEquals(RAW_MAGIC[7], 1);
});

/** With `room`, each chunk arrives where the one before it was. */
function split(chunks: readonly Uint8Array[], { masked, room }: {
  readonly masked: boolean;
  readonly room?: number;
}): readonly Found[] {
  const splitter = new Splitter({ masked, most: MOST });
  const memory = new Uint8Array((room ?? 0) + Math.max(0, ...chunks.map(({ length }) => length)));
  const found: Found[] = [];
  for (const chunk of chunks) {
    if (room === undefined) splitter.feed(chunk);
    else {
      memory.fill(0xdd);
      memory.set(chunk, room);
      splitter.feed(memory.subarray(room, room + chunk.length), room);
    }
    while (splitter.next()) {
      found.push({ opcode: splitter.opcode, payload: splitter.bytes.slice(splitter.from, splitter.to) });
    }
    if (room !== undefined) splitter.keep();
  }
  return found;
}

function assertFrames(found: readonly Found[], expected: readonly (Found | FrameVector)[]): void {
  assertEquals(
    found.map(({ opcode, payload }) => [opcode, payload.length]),
    expected.map((one) => [one.opcode, one.payload.length]),
  );
  // A difference in 64 KiB would be printed byte by byte.
  for (const [index, { payload }] of found.entries()) {
    assert(payload.toHex() === expected[index]?.payload.toHex(), `payload ${index} differs`);
  }
}

/** Cuts bytes into copies of pieces. */
function cutter(): fc.Arbitrary<(bytes: Uint8Array) => readonly Uint8Array[]> {
  return fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 20 }).map((sizes) => (bytes) => {
    const pieces: Uint8Array[] = [];
    for (let at = 0, turn = 0; at < bytes.length; turn++) {
      const size = sizes[turn % sizes.length] ?? 1;
      pieces.push(bytes.slice(at, at + size));
      at += size;
    }
    return pieces;
  });
}

function outcome(run: () => readonly Found[]): readonly Found[] | string {
  try {
    return run();
  } catch (error) {
    if (error instanceof ProtocolError) return error.message;
    throw error;
  }
}

function grown(bytes: Uint8Array): Uint8Array {
  return counting(bytes.length * 200);
}

function counting(size: number): Uint8Array {
  return Uint8Array.from({ length: size }, (_, index) => index);
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
