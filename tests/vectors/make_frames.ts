/**
 * Writes frames.json anew: run it by hand when the protocol changes, and read the difference. The tests read what it wrote; they never run it.
 *
 *     deno run --allow-write=tests/vectors tests/vectors/make_frames.ts
 */
import { frame, OPCODE } from "../../shared/frames.ts";
import type { BlobId, ChannelId, Head, IdentityId, MemberNumber } from "../../shared/ids.ts";
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
import { messageCodec } from "../../shared/wire.ts";

const utf8 = new TextEncoder();
const channel = "000102030405060708090a0b0c0d0e0f" as ChannelId;
const other = "f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff" as ChannelId;
const blob = "c0c1c2c3c4c5c6c7c8c9cacbcccdcecf" as BlobId;
const head = "ab".repeat(32) as Head;
const id = "11".repeat(32) as IdentityId;
const body = utf8.encode("sealed");
const nothing = new Uint8Array(0);
const text = "Grüße 👋";
const MOST_U32 = 2 ** 32 - 1;
const MOST_U53 = 2 ** 53 - 1;

const fromClient: readonly FromClient[] = [
  {
    type: "enter",
    version: 1,
    card: { id, box: fill(32, 9), nick: "Zoë", bind: fill(64, 0x22) },
    challenge: fill(32, 0x33),
    proof: fill(64, 0x44),
  },
  { type: "mine", ask: 1 },
  { type: "find", ask: 2, name: "Straße" },
  { type: "find", ask: MOST_U32, name: "" },
  { type: "knock", visit: 3, channel, body },
  { type: "visit", visit: 0x7fff_ffff, body: nothing },
  { type: "unvisit", visit: 3 },
  { type: "stage", wraps: [] },
  { type: "stage", wraps: [{ to: number(0), sealed: fill(80, 5) }, { to: number(MOST_U32), sealed: nothing }] },
  { type: "create", ask: 4, entry: fill(300, 6) },
  { type: "append", ask: 5, channel, entry: fill(3, 7) },
  { type: "open", ask: 6, channel, quiet: true, after: 0 },
  { type: "open", ask: 7, channel: other, quiet: false, after: MOST_U53 },
  { type: "shut", ask: 8, channel },
  { type: "log", ask: 9, channel, from: 256 },
  { type: "wrap", ask: 10, channel, seq: 65_536 },
  { type: "page", ask: 11, channel, before: 2 ** 32, most: 500 },
  { type: "post", head, channel, counter: 1, body },
  { type: "post", head, channel, counter: MOST_U53, body: nothing },
  { type: "cast", head, channel, counter: 2 ** 32 + 1, body },
  { type: "put", ask: 12, channel, blob, size: 104_857_600 },
  { type: "put", ask: 13, channel: other, blob, size: MOST_U53 },
  { type: "get", ask: 14, channel, blob, from: 262_144 },
  { type: "had", ask: 15, channel, blob },
  { type: "drop", ask: 16, channel, blob },
  { type: "carry", ticket: fill(16, 0x88) },
];

const fromClientCarry: readonly FromClientCarry[] = [
  { type: "part", offset: 0, bytes: body },
  { type: "part", offset: 2 ** 32 + 65_536, bytes: fill(3, 9) },
];

const fromRelay: readonly FromRelay[] = [
  {
    type: "hello",
    oldest: 1,
    newest: 65_535,
    relayKey: fill(32, 0x55),
    challenge: fill(32, 0x66),
    now: 1_700_000_000_000,
    accounts: 2,
    frameBytes: 65_536,
    members: 2000,
    name: "pychat relay",
    motd: text,
  },
  { type: "welcome", proof: fill(64, 0x77) },
  { type: "no", ask: 1, code: 2, text },
  { type: "done", ask: MOST_U32 },
  { type: "mine", ask: 2, channels: [] },
  { type: "mine", ask: 2, channels: [channel, other] },
  {
    type: "doors",
    ask: 3,
    doors: [{ channel, open: false, answered: true }, { channel: other, open: true, answered: false }],
  },
  { type: "knocked", visit: 0x8000_0000, channel, from: id, body },
  { type: "visit", visit: 0x8000_0001, body },
  { type: "unvisit", visit: 4, code: 14, text: "The visit took too long." },
  {
    type: "opened",
    ask: 5,
    channel,
    you: number(7),
    head,
    entries: 12,
    after: 3,
    newest: 1_000_000,
    oldest: 2,
    present: [number(0), number(7)],
  },
  { type: "log", ask: 6, first: 0, total: 2, entries: [fill(5, 1), nothing] },
  { type: "wrap", ask: 7, seq: 3, sealed: fill(80, 8) },
  { type: "page", ask: 8, count: 500, more: true },
  { type: "refused", channel, counter: 9, code: 9, text: "" },
  { type: "added", channel },
  { type: "missed", channel, after: 5, resumed: MOST_U53 },
  { type: "shut", channel, code: 12, text: "You are no longer in this channel." },
  { type: "notice", text },
  { type: "wrapped", channel, seq: 4_000_000_000, sealed: fill(80, 11) },
  { type: "said", author: number(1), cursor: 2, channel, counter: 3, body },
  { type: "cast", author: number(1), cursor: MOST_U53, channel, counter: 4, body: nothing },
  { type: "entry", author: number(0), cursor: 1, channel, entry: fill(20, 9) },
  { type: "arrived", author: number(5), cursor: 6, channel },
  { type: "left", author: number(MOST_U32), cursor: 6, channel },
  { type: "ticket", ask: 9, ticket: fill(16, 0x99), offset: 0 },
  { type: "ticket", ask: 10, ticket: fill(16, 0xaa), offset: MOST_U53 },
];

const fromRelayCarry: readonly FromRelayCarry[] = [
  { type: "carrying", upload: true, size: 104_857_600, offset: 4_194_304 },
  { type: "carrying", upload: false, size: 0, offset: 0 },
  { type: "kept", offset: 2 ** 32 },
  { type: "part", offset: 65_536, bytes: body },
  { type: "part", offset: MOST_U53, bytes: nothing },
];

/** Lengths on both sides of each change in how a length is written. */
const sizes = [0, 1, 125, 126, 127, 255, 256, 65_535, 65_536, 65_664];
const mask = Uint8Array.of(0x01, 0x20, 0xff, 0x84);

const frames = [
  ...sizes.flatMap((size) => [sample(OPCODE.binary, size), sample(OPCODE.binary, size, mask)]),
  ...[OPCODE.close, OPCODE.ping, OPCODE.pong].flatMap((opcode) => [
    sample(opcode, 0),
    sample(opcode, 125),
    sample(opcode, 7, mask),
  ]),
];

const vectors = {
  about:
    "Made by make_frames.ts. A message's bytes are its payload; {hex} is a field of bytes. A frame's payload is `size` bytes that count up " +
    "from 0 and start over after 255; `begins` are the frame's first bytes (at most 24), `ends` its last 8.",
  fromClient: fromClient.map((value) => ({
    value: shown(value),
    bytes: messageCodec(clientTable).encode(value).toHex(),
  })),
  fromRelay: fromRelay.map((value) => ({ value: shown(value), bytes: messageCodec(relayTable).encode(value).toHex() })),
  fromClientCarry: fromClientCarry.map((value) => ({
    value: shown(value),
    bytes: messageCodec(clientCarryTable).encode(value).toHex(),
  })),
  fromRelayCarry: fromRelayCarry.map((value) => ({
    value: shown(value),
    bytes: messageCodec(relayCarryTable).encode(value).toHex(),
  })),
  frames,
};
Deno.writeTextFileSync(new URL("frames.json", import.meta.url), JSON.stringify(vectors, undefined, 2) + "\n");

function sample(opcode: number, size: number, mask?: Uint8Array): unknown {
  const bytes = frame(opcode, Uint8Array.from({ length: size }, (_, index) => index), mask);
  return {
    opcode,
    size,
    mask: mask?.toHex(),
    length: bytes.length,
    begins: bytes.subarray(0, 24).toHex(),
    ends: bytes.subarray(-8).toHex(),
  };
}

function shown(value: unknown): unknown {
  if (value instanceof Uint8Array) return { hex: value.toHex() };
  if (Array.isArray(value)) return value.map(shown);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, shown(field)]));
}

function fill(size: number, byte: number): Uint8Array {
  return new Uint8Array(size).fill(byte);
}

function number(value: number): MemberNumber {
  return value as MemberNumber;
}
