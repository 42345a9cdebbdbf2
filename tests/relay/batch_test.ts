import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { Batch, framesAfter, framesIn, piecesOf, POST } from "../../relay/batch.ts";
import { OPCODE, Splitter } from "../../shared/frames.ts";
import type { MemberNumber } from "../../shared/ids.ts";
import { clientTable, type FromRelay, relayTable } from "../../shared/messages.ts";
import { messageCodec } from "../../shared/wire.ts";
import { NOWHERE } from "../fakes/room.ts";

const codec = messageCodec(relayTable);
const SAID = relayTable.said[0];
const ARRIVED = relayTable.arrived[0];

Deno.test("a post's tail becomes the same frame that the table describes", () => {
  fc.assert(
    fc.property(fc.nat(2 ** 32 - 1), fc.maxSafeNat(), fc.maxSafeNat(), sizes(), (author, cursor, counter, size) => {
      const body = new Uint8Array(size).fill(7);
      const post = messageCodec(clientTable).encode({
        type: "post",
        head: "ab".repeat(32) as never,
        channel: NOWHERE,
        counter,
        body,
      });
      const batch = new Batch();
      batch.add(SAID, author, cursor, post, POST.channel, post.length);
      const expected: FromRelay = {
        type: "said",
        author: author as MemberNumber,
        cursor,
        channel: NOWHERE,
        counter,
        body,
      };
      const [only] = messagesIn(taken(batch).bytes);
      assertEquals(JSON.stringify(only), JSON.stringify(expected));
    }),
  );
});

Deno.test("frames come out in the order they were added, from the same bytes for everybody", () => {
  const batch = new Batch();
  for (let cursor = 1; cursor <= 300; cursor++) add(batch, SAID, cursor, cursor);
  const { bytes } = taken(batch);
  assertEquals(messagesIn(bytes).map((message) => "cursor" in message ? message.cursor : NaN), counting(300));
  assertEquals([...framesIn(bytes)].map(({ cursor }) => cursor), counting(300));
});

Deno.test("a batch starts over when it is taken", () => {
  const batch = new Batch();
  add(batch, SAID, 1, 10);
  taken(batch);
  assertEquals(batch.length, 0);
  add(batch, SAID, 2, 10);
  assertEquals([...framesIn(taken(batch).bytes)].map(({ cursor }) => cursor), [2]);
});

Deno.test("what is said in one moment is cut between frames, into pieces that follow one another", () => {
  const size = fc.oneof(fc.nat(200), fc.nat(64 * 1024), fc.constant(300 * 1024));
  fc.assert(
    fc.property(
      fc.array(size, { minLength: 1, maxLength: 40 }),
      fc.array(fc.nat(3), { minLength: 40 }),
      (sizes, gaps) => {
        const batch = new Batch();
        let cursor = 1000;
        // Not every cursor is in a row: what history does not keep has one, too.
        sizes.forEach((size, at) =>
          batch.add(SAID, 1, cursor += 1 + (gaps[at] ?? 0), new Uint8Array(size + 40), 0, size + 40)
        );
        const said = { bytes: taken(batch).bytes, after: 1000, last: cursor + 2 };
        const pieces = [...piecesOf(said)];
        let at = 0;
        let after = said.after;
        for (const piece of pieces) {
          const cursors = [...framesIn(piece.bytes)].map(({ cursor }) => cursor);
          assertEquals(piece.bytes, said.bytes.subarray(at, at += piece.bytes.length));
          assertEquals(piece.after, after);
          assert(cursors.length > 0 && cursors.every((cursor) => cursor > piece.after && cursor <= piece.last));
          assert(cursors.length === 1 || piece.bytes.length <= 256 * 1024, `${piece.bytes.length}`);
          after = piece.last;
        }
        assertEquals([at, after], [said.bytes.length, said.last]);
      },
    ),
    { numRuns: 60 },
  );
});

Deno.test("history keeps boxes and entries, and no casts and arrivals", () => {
  const tags = [relayTable.arrived, relayTable.said, relayTable.cast, relayTable.entry, relayTable.left].map(([tag]) =>
    tag
  );
  const batch = new Batch();
  for (const [index, tag] of tags.entries()) add(batch, tag, index, index * 100);
  const { bytes, stored } = taken(batch);
  assertEquals([...framesIn(bytes)].map(({ tag }) => tag), tags);
  assertEquals([...framesIn(stored ?? new Uint8Array(0))].map(({ cursor }) => cursor), [1, 3]);
});

Deno.test("there is nothing to store where no history is kept, and none in a batch of arrivals", () => {
  const batch = new Batch();
  add(batch, ARRIVED, 1, 0);
  assertEquals(batch.take(true).stored, undefined);
  add(batch, SAID, 1, 0);
  assertEquals(batch.take(false).stored, undefined);
});

Deno.test("framesIn() tells where each frame of every length begins and ends", () => {
  fc.assert(fc.property(fc.array(sizes(), { maxLength: 8 }), (sizes) => {
    const batch = new Batch();
    for (const [index, size] of sizes.entries()) add(batch, SAID, index + 1, size);
    const { bytes } = taken(batch);
    const frames = [...framesIn(bytes)];
    assertEquals(frames.map(({ cursor }) => cursor), counting(sizes.length));
    assertEquals(frames.map(({ from }) => from), [0, ...frames.map(({ to }) => to)].slice(0, sizes.length));
    assertEquals(frames.at(-1)?.to ?? 0, bytes.length);
  }));
});

Deno.test("framesAfter() leaves out what somebody has had, and gives nothing to who has had all", () => {
  const batch = new Batch();
  for (const cursor of [3, 4, 7]) add(batch, SAID, cursor, 10);
  const { bytes } = taken(batch);
  const after = (cursor: number) => [...framesIn(framesAfter(bytes, cursor))].map(({ cursor }) => cursor);
  assertEquals([0, 2, 3, 5, 6, 7, 9].map(after), [[3, 4, 7], [3, 4, 7], [4, 7], [7], [7], [], []]);
});

/** Sizes on both sides of each change in how a length is written, once the fields are counted in. */
function sizes(): fc.Arbitrary<number> {
  return fc.oneof(fc.nat(300), fc.constantFrom(96, 97, 98, 99, 65_505, 65_506, 65_507, 65_508));
}

function add(batch: Batch, tag: number, cursor: number, size: number): void {
  const tail = new Uint8Array(24 + size);
  batch.add(tag, 0, cursor, tail, 0, tag === ARRIVED || tag === relayTable.left[0] ? 16 : tail.length);
}

function taken(batch: Batch): { bytes: Uint8Array; stored: Uint8Array | undefined } {
  return batch.take(true);
}

function messagesIn(bytes: Uint8Array): readonly FromRelay[] {
  const splitter = new Splitter({ masked: false, most: 70_000 });
  splitter.feed(bytes);
  const found: FromRelay[] = [];
  while (splitter.next()) {
    assertEquals(splitter.opcode, OPCODE.binary);
    found.push(codec.decode(splitter.bytes.slice(splitter.from, splitter.to)));
  }
  return found;
}

function counting(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
