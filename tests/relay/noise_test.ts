import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { framesIn } from "../../relay/batch.ts";
import { frame, OPCODE, RAW_MAGIC } from "../../shared/frames.ts";
import { clientCarryTable, clientTable } from "../../shared/messages.ts";
import type { MemoryPipe } from "../../shared/memory_pipe.ts";
import { type Field, type Row } from "../../shared/wire.ts";
import { ProtocolError } from "../../shared/protocol_error.ts";
import { Writer } from "../../shared/writer.ts";
import { Courier, newBlob, sealedFile, ticketOf } from "../fakes/courier.ts";
import { Guest, random } from "../fakes/guest.ts";
import { OpenRelay } from "../fakes/open_relay.ts";
import { Room } from "../fakes/room.ts";
import { TurnedRelay } from "../fakes/turned_relay.ts";
import { until } from "../fakes/until.ts";
import { frameVectors } from "../vectors/frame_vectors.ts";

/** Something a hostile client puts on its line. */
type Noise =
  | { readonly type: "bytes"; readonly bytes: Uint8Array }
  /** A frame with anything in it. */
  | { readonly type: "payload"; readonly opcode: number; readonly bytes: Uint8Array }
  /** A message of the table with fields of some use: ids that exist, numbers near those that count. */
  | { readonly type: "message"; readonly tag: number; readonly fields: Uint8Array }
  | { readonly type: "pause" | "resume" | "cut" };

const messages: readonly Row[] = Object.values(clientTable).filter(([tag]) => tag !== clientTable.enter[0]);
const parts: readonly Row[] = Object.values(clientCarryTable);

Deno.test("a relay in memory stands any noise before entering, and the others talk on", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice", "bob"]);
  await fc.assert(
    fc.asyncProperty(fc.array(noise([]), { maxLength: 8 }), cutter(), async (all, cut) => {
      const pipe = relay.line({ cut });
      for (const one of all) put(pipe, one);
      await relay.settled();
      pipe.destroy();
      await relay.settled();
      await stillWell(relay, room);
    }),
    { numRuns: 200 },
  );
});

Deno.test("a relay in memory stands any noise of a member, and the others talk on", async () => {
  await using relay = new TurnedRelay();
  const room = await Room.open(relay, ["alice", "bob"]);
  const mallory = await room.admit("mallory");
  const useful = [room.channel, room.membership.head, mallory.identity.id, room.id("alice")].map((hex) =>
    Uint8Array.fromHex(hex)
  );
  await fc.assert(
    fc.asyncProperty(fc.array(noise(useful), { maxLength: 30 }), cutter(), async (all, cut) => {
      await room.comeBack("mallory", 0, { cut });
      const pipe = relay.lineOf(room.guest("mallory"));
      for (const one of all) put(pipe, one);
      await relay.settled();
      pipe.resume();
      await relay.settled();
      await stillWell(relay, room);
      room.guest("mallory").heard.splice(0);
    }),
    { numRuns: 200 },
  );
  assertEquals(relay.store.load(room.channel)?.entries.length, 3);
  // Her counter may be anywhere by now: she hears what the others say.
  await room.comeBack("mallory");
  room.post("alice", "goodbye");
  await room.hears("mallory", "goodbye");
});

Deno.test("a relay in memory stands any noise on a line that carries a file, and the others talk on", async () => {
  // Most tickets are not used up.
  await using relay = new TurnedRelay({ limits: { carries: 1000, carriesPerIdentity: 1000 } });
  const room = await Room.open(relay, ["alice", "bob"]);
  const courier = new Courier(room);
  const whole = await courier.bring("alice", sealedFile(100_000));
  const ways = fc.constantFrom("up" as const, "down" as const);
  await fc.assert(
    fc.asyncProperty(ways, fc.array(noise([], parts), { maxLength: 10 }), cutter(), async (way, all, cut) => {
      const blob = newBlob();
      const answer = way === "up" ? await courier.put("bob", blob, 20) : await courier.get("bob", whole);
      const pipe = relay.line({ cut });
      put(pipe, { type: "payload", opcode: OPCODE.binary, bytes: joined([Uint8Array.of(0x24), ticketOf(answer)]) });
      for (const one of all) put(pipe, one);
      await relay.settled();
      pipe.destroy();
      await relay.settled();
      const stored = courier.record(blob)?.stored ?? 0;
      assert(stored <= 20, `${stored} bytes of 20`);
      await courier.drop("bob", blob);
      await stillWell(relay, room);
    }),
    { numRuns: 200 },
  );
  assertEquals(await courier.fetch("alice", whole), sealedFile(100_000));
});

Deno.test("a relay behind a port stands any noise, raw and on a WebSocket, and the others talk on", async () => {
  await using relay = await OpenRelay.open({ firstByteTime: 500 });
  const pair = await talkers(relay);
  const begins = fc.constantFrom(new Uint8Array(0), RAW_MAGIC.slice(), new TextEncoder().encode(upgradeRequest()));
  await fc.assert(
    fc.asyncProperty(begins, fc.array(noise([]), { maxLength: 6 }), async (begin, all) => {
      const socket = await relay.socket();
      socket.resume();
      socket.write(begin);
      for (const one of all) {
        if (one.type === "bytes") socket.write(one.bytes);
        else if (one.type === "payload") {
          socket.write(frame(one.opcode, one.bytes, begin.length > 8 ? random(4) : undefined));
        } else if (one.type === "message") {
          socket.write(frame(OPCODE.binary, messageBytes(one), begin.length > 8 ? random(4) : undefined));
        }
      }
      socket.end();
      await until(() => relay.connections === 2, "the noisy line is gone");
      socket.destroy();
      assertEquals(relay.failures, []);
      await pair.talk();
    }),
    { numRuns: 60 },
  );
});

Deno.test("framesIn() comes to an end, whatever it reads", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      let last = 0;
      try {
        for (const { from, to } of framesIn(bytes)) {
          assert(from === last && to > from);
          last = to;
        }
      } catch (error) {
        assert(error instanceof ProtocolError || error instanceof RangeError, String(error));
      }
    }),
    { numRuns: 3000 },
  );
});

/** The well-behaved talk, and nothing of the others is left but who is there. */
async function stillWell(relay: TurnedRelay, room: Room): Promise<void> {
  for (const name of ["alice", "bob"]) assertEquals(room.guest(name).closedWith, undefined);
  await room.chats(["alice", "bob"]);
  for (const name of ["alice", "bob"]) room.guest(name).heard.splice(0);
  assertEquals(relay.logged, []);
}

function noise(useful: readonly Uint8Array[], rows = messages): fc.Arbitrary<Noise> {
  const vector = fc.constantFrom(...frameVectors().fromClient.map(({ bytes }) => bytes));
  const opcode = fc.oneof(
    { weight: 6, arbitrary: fc.constant(OPCODE.binary) },
    fc.constantFrom(...Object.values(OPCODE)),
    fc.nat(15),
  );
  return fc.oneof(
    {
      weight: 1,
      arbitrary: fc.record({ type: fc.constant("bytes" as const), bytes: fc.uint8Array({ maxLength: 80 }) }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ type: fc.constant("payload" as const), opcode, bytes: fc.oneof(vector, fc.uint8Array()) }),
    },
    {
      weight: 12,
      arbitrary: fc.constantFrom(...rows).chain(([tag, fields]) => {
        const parts = Object.values(fields).map((field) => fieldNoise(field, useful));
        return fc.tuple(...parts).map((parts) => ({ type: "message" as const, tag, fields: joined(parts) }));
      }),
    },
    { weight: 1, arbitrary: fc.constantFrom("pause", "resume", "cut").map((type) => ({ type })) },
  );
}

/** Bytes that a field could be: of its size, if it has one; often something that exists. */
function fieldNoise(field: Field<unknown>, useful: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> {
  const { size } = field;
  if (size === undefined) {
    return fc.uint8Array({ maxLength: 40 }).map((bytes) => joined([Uint8Array.of(0, bytes.length), bytes]));
  }
  const fitting = useful.filter(({ length }) => length === size);
  const whatever = fc.uint8Array({ minLength: size, maxLength: size });
  const small = fc.nat(4).map((value) => {
    const bytes = new Uint8Array(size);
    bytes[size - 1] = value;
    return bytes;
  });
  return fc.oneof({ weight: 1, arbitrary: whatever }, {
    weight: 4,
    arbitrary: fitting.length > 0 ? fc.constantFrom(...fitting) : small,
  });
}

function put(pipe: MemoryPipe, noise: Noise): void {
  switch (noise.type) {
    case "bytes":
      return void pipe.write(noise.bytes);
    case "payload":
      return void pipe.write(frame(noise.opcode, noise.bytes));
    case "message":
      return void pipe.write(frame(OPCODE.binary, messageBytes(noise)));
    case "pause":
      return pipe.pause();
    case "resume":
      return pipe.resume();
    case "cut":
      return pipe.destroy();
    default:
      noise satisfies never;
  }
}

function messageBytes({ tag, fields }: Noise & { readonly type: "message" }): Uint8Array {
  return joined([Uint8Array.of(tag), fields]);
}

/** A line that is cut into pieces of random lengths. */
function cutter(): fc.Arbitrary<(bytes: Uint8Array) => readonly Uint8Array[]> {
  return fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 10 }).map((sizes) => {
    let turn = 0;
    return (bytes) => {
      const pieces: Uint8Array[] = [];
      for (let at = 0; at < bytes.length;) {
        const size = sizes[turn++ % sizes.length] ?? 1;
        pieces.push(bytes.slice(at, at + size));
        at += size;
      }
      return pieces;
    };
  });
}

/** Two who talk over the port, one on a raw link and one on a WebSocket. */
async function talkers(relay: OpenRelay): Promise<{ talk(): Promise<void> }> {
  const alice = await relay.raw("alice");
  const bob = await relay.webSocket("bob");
  const now = relay.clock.now();
  const work = await alice.add(await alice.create("Work", now), bob.card, now);
  for (const guest of [alice, bob]) await guest.open(work.channel);
  let counter = 0;
  const says = async (from: Guest, to: Guest) => {
    from.post(work, ++counter, `message ${counter}`);
    await to.next("said", (said) => said.counter === counter);
  };
  return {
    async talk() {
      await says(alice, bob);
      await says(bob, alice);
    },
  };
}

function upgradeRequest(): string {
  const lines = ["GET / HTTP/1.1", "Host: x", "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13"];
  return [...lines, "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "", ""].join("\r\n");
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const writer = new Writer();
  for (const piece of pieces) writer.bytes(piece);
  return writer.take();
}
