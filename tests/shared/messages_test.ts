import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  clientCarryTable,
  clientTable,
  type FromClient,
  type FromClientCarry,
  type FromRelay,
  type FromRelayCarry,
  relayCarryTable,
  relayTable,
} from "../../shared/messages.ts";
import { messageCodec, type Table } from "../../shared/wire.ts";
import { ProtocolError } from "../../shared/protocol_error.ts";
import { frameVectors, type MessageVector } from "../vectors/frame_vectors.ts";

const vectors = frameVectors();
const clientCodec = messageCodec(clientTable);
const relayCodec = messageCodec(relayTable);

contract("a client's", clientTable, clientCodec, vectors.fromClient);
contract("a relay's", relayTable, relayCodec, vectors.fromRelay);
contract("an uploading client's", clientCarryTable, messageCodec(clientCarryTable), vectors.fromClientCarry);
contract("a carrying relay's", relayCarryTable, messageCodec(relayCarryTable), vectors.fromRelayCarry);

Deno.test("a page's frames on a relay and a client's posts have the tags that PROTOCOL.md gives them", () => {
  const tags = (table: Table) => Object.values(table).map(([tag]) => tag);
  const clients = [...tags(clientTable), ...tags(clientCarryTable)];
  const relays = [...tags(relayTable), ...tags(relayCarryTable)];
  assertEquals(new Set([...clients, ...relays]).size, clients.length + relays.length);
  assertEquals(clients.every((tag) => tag < 0x80), true);
  assertEquals(relays.every((tag) => tag >= 0x80), true);
});

Deno.test("a message whose name is not in the table is not encoded", () => {
  const stranger: unknown = { type: "shout" };
  assertThrows(() => clientCodec.encode(stranger as FromClient), RangeError, "no such message");
});

const refused: readonly (readonly [what: string, bytes: string])[] = [
  ["no bytes", ""],
  ["an unknown tag", "7f"],
  ["the relay's tag from a client", "8400000001"],
  ["a flag of 2", "0a00000001" + "00".repeat(16) + "02" + "00".repeat(8)],
  ["a cursor above 2^53", "0a00000001" + "00".repeat(16) + "00" + "0020000000000000"],
  ["text that is not UTF-8", "03000000010002c328"],
  ["text that is longer than the field", "030000000100c9" + "61".repeat(201)],
  ["more wraps than a frame takes", "0700c9" + "000000010000".repeat(201)],
  ["a wrap longer than the field", "070001000000010101" + "00".repeat(257)],
];

for (const [what, bytes] of refused) {
  Deno.test(`a message with ${what} is refused`, () => {
    assertThrows(() => clientCodec.decode(Uint8Array.fromHex(bytes)), ProtocolError);
  });
}

/** What every message of a table must do. */
function contract<T extends Table, M extends AnyMessage>(
  whose: string,
  table: T,
  codec: { encode(message: M): Uint8Array; decode(bytes: Uint8Array): M },
  vectors: readonly MessageVector<M>[],
): void {
  Deno.test(`there is a vector for each of ${whose} messages`, () => {
    const missing = Object.keys(table).filter((type) => !vectors.some(({ value }) => value.type === type));
    assertEquals(missing, []);
  });

  Deno.test(`whatever arrives is one of ${whose} messages, which is written again as it was, or a ProtocolError`, () => {
    const noise = fc.oneof(fc.uint8Array({ maxLength: 400 }), damaged(vectors));
    fc.assert(
      fc.property(noise, (bytes) => {
        const message = outcome(codec, bytes);
        if (message) assertEquals(codec.encode(message), bytes);
      }),
      { numRuns: 5000 },
    );
  });

  for (const [index, { value, bytes }] of vectors.entries()) {
    const name = `${whose} "${value.type}" (vector ${index})`;

    Deno.test(`${name} is written as in its vector`, () => {
      assertEquals(codec.encode(value).toHex(), bytes.toHex());
    });

    Deno.test(`${name} is read as in its vector`, () => {
      assertEquals(codec.decode(bytes), value);
    });

    Deno.test(`${name} is refused when bytes are missing or too many`, () => {
      for (let size = 0; size < bytes.length; size++) {
        // What has a field that takes all the rest is only shorter, not cut off.
        const shorter = takesRest(table, value.type) && size >= bytes.length - restOf(value);
        if (!shorter) assertThrows(() => codec.decode(bytes.subarray(0, size)), ProtocolError);
      }
      const longer = new Uint8Array([...bytes, 0]);
      if (!takesRest(table, value.type)) assertThrows(() => codec.decode(longer), ProtocolError, "too many");
    });
  }
}

type AnyMessage = FromClient | FromRelay | FromClientCarry | FromRelayCarry;

const REST = ["create", "append", "post", "cast", "said", "entry", "part"];

function takesRest(table: Table, type: string): boolean {
  return REST.includes(type) && type in table;
}

function restOf(value: AnyMessage): number {
  if ("body" in value) return value.body.length;
  if ("bytes" in value) return value.bytes.length;
  return "entry" in value ? value.entry.length : 0;
}

/** A vector in which a few bytes were changed. */
function damaged(vectors: readonly { readonly bytes: Uint8Array }[]): fc.Arbitrary<Uint8Array> {
  const hits = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 3 });
  return fc.tuple(fc.constantFrom(...vectors), hits).map(([{ bytes }, hits]) => {
    const copy = bytes.slice();
    for (const [place, value] of hits) copy[place % copy.length] = value;
    return copy;
  });
}

function outcome<M>(codec: { decode(bytes: Uint8Array): M }, bytes: Uint8Array): M | undefined {
  try {
    return codec.decode(bytes);
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}
