/** Many posts at once: what comes of them is what comes of them one by one, and of anything else nothing is touched. */
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { Batch, POST } from "../../relay/batch.ts";
import { READING_BYTES } from "../../relay/direct_line.ts";
import { type Expected, Express, type Frames, type Taker } from "../../relay/express.ts";
import { CODE } from "../../shared/codes.ts";
import { frame, OPCODE } from "../../shared/frames.ts";
import { type ChannelId, fromHex, type Head } from "../../shared/ids.ts";
import { clientTable, type FromClient, type FromRelay, relayTable } from "../../shared/messages.ts";
import type { Rate } from "../../shared/option_kinds.ts";
import { messageCodec } from "../../shared/wire.ts";
import { random } from "../fakes/guest.ts";
import { act, NOWHERE, Room } from "../fakes/room.ts";
import { TurnedRelay } from "../fakes/turned_relay.ts";

const codec = messageCodec(clientTable);
const HEAD = "ab".repeat(32) as Head;
const LARGEST = POST.body + 66_000;
const EXPECTED: Expected = {
  id: fromHex(NOWHERE),
  head: fromHex(HEAD),
  author: 0x89ab_cdef,
  cursor: 2 ** 32 - 2,
  counter: 5,
};

Deno.test("this runtime has an express", () => {
  assert(Express.of(READING_BYTES));
});

Deno.test("where there is no WebAssembly there is none, and no more than that", () => {
  const { WebAssembly } = globalThis;
  Reflect.deleteProperty(globalThis, "WebAssembly");
  try {
    assertEquals(Express.of(READING_BYTES), undefined);
  } finally {
    Reflect.set(globalThis, "WebAssembly", WebAssembly);
  }
});

Deno.test("posts of every length, masked or not, become the frames that they become one by one", () => {
  const express = open(900_000);
  fc.assert(
    fc.property(fc.boolean(), fc.nat(40), fc.array(sent(), { minLength: 1, maxLength: 12 }), (masked, at, sent) => {
      const posts = postsOf(masked, sent);
      const [bytes, frames] = inMemory(express, at, { frames: bytesOf(posts), masked });
      const found = express.take(bytes, frames, EXPECTED);
      assertEquals([found?.count, found?.counter, found?.at], [posts.length, posts.at(-1)?.counter, frames.to]);
      assert(same(bytes.subarray(at, at + (found?.written ?? 0)), oneByOne(posts)));
    }),
    { numRuns: 300 },
  );
});

Deno.test("it stops in front of what is anything else, and leaves that and all behind it as it was", () => {
  const express = open(900_000);
  for (const [what, frameOf] of Object.entries(odd)) {
    const posts = () => fc.array(sent(), { maxLength: 5 });
    fc.assert(
      fc.property(fc.boolean(), fc.nat(40), posts(), posts(), (masked, at, before, behind) => {
        const taken = postsOf(masked, before);
        const last = taken.at(-1)?.counter ?? EXPECTED.counter;
        const rest = [frameOf(last, masked ? random(4) : undefined), ...bytesOf(postsOf(masked, behind, last + 100))];
        const [bytes, frames] = inMemory(express, at, { frames: [...bytesOf(taken), ...rest], masked });
        const found = express.take(bytes, frames, EXPECTED) ?? { count: 0, at, written: 0 };
        assertEquals(found.count, taken.length, what);
        assert(same(bytes.subarray(found.at, frames.to), joined(rest)), what);
        assert(same(bytes.subarray(at, at + found.written), oneByOne(taken)), what);
      }),
      { numRuns: 40 },
    );
  }
});

Deno.test("it stops wherever the last frame is cut off", () => {
  const express = open(10_000);
  for (const masked of [false, true]) {
    const sizes = [3, 200].map((size) => ({ step: 1, size, mask: random(4) }));
    const posts = bytesOf(postsOf(masked, sizes));
    const [first = 0, second = 0] = posts.map(({ length }) => length);
    for (let length = 0; length < first + second; length++) {
      const [bytes, frames] = inMemory(express, 0, { frames: posts, masked });
      const found = express.take(bytes, { ...frames, to: length }, EXPECTED);
      assertEquals([found?.count ?? 0, found?.at ?? 0], length < first ? [0, 0] : [1, first], `${length} bytes`);
    }
  }
});

Deno.test("it takes no more than it may", () => {
  const express = open(100_000);
  const posts = bytesOf(postsOf(false, Array.from({ length: 20 }, () => ({ step: 1, size: 9, mask: random(4) }))));
  for (const [most, count] of [[0, undefined], [1, 1], [7, 7], [20, 20], [21, 20], [Infinity, 20]] as const) {
    const [bytes, frames] = inMemory(express, 0, { frames: posts, masked: false });
    assertEquals(express.take(bytes, { ...frames, most }, EXPECTED)?.count, count);
  }
});

Deno.test("what lies in other memory it does not take", () => {
  const express = open(1000);
  const bytes = joined(bytesOf(postsOf(false, [{ step: 1, size: 9, mask: random(4) }])));
  const before = bytes.slice();
  const frames = { from: 0, to: bytes.length, masked: false, most: 9, largest: LARGEST };
  assertEquals(express.take(bytes, frames, EXPECTED), undefined);
  assertEquals(bytes, before);
});

for (const masked of [false, true]) {
  for (const history of [false, true]) {
    const line = `${masked ? "a page's" : "a raw"} line, in a channel ${history ? "with" : "without"} history`;
    Deno.test(`what came at once on ${line} is taken at once`, async () => {
      const counted = new Counted();
      await using relay = new TurnedRelay({ express: counted.of });
      const room = await Room.open(relay, ["bob"], { policy: { history } });
      await room.admit("alice", { masked });
      const texts = Array.from({ length: 200 }, (_, i) => `${i}`.padEnd(100));
      const posts = texts.map((text, i) =>
        sealed(room, { counter: i + 1, body: new TextEncoder().encode(text), masked })
      );
      relay.lineOf(room.guest("alice")).write(joined(posts));
      assertEquals(await room.heard("bob"), texts);
      assertEquals(counted.count, 199, "all but the first, which tells who talks where");
      assertEquals(await room.refusal("alice", "the last again", 200), CODE.already);
      assertEquals(await room.refusal("alice", "the next", 201), undefined);
      if (!history) return;
      await room.lose("bob");
      await room.comeBack("bob");
      assertEquals(await room.heard("bob"), [...texts, "the next"]);
    });
  }
}

Deno.test("who is muted, or no longer follows, has nothing taken behind what else he says", async () => {
  const counted = new Counted();
  await using relay = new TurnedRelay({ express: counted.of });
  const room = await Room.open(relay, ["bob"]);
  const alice = await room.admit("alice");
  const line = relay.lineOf(alice);
  const said = (type: "post" | "cast", counter: number) =>
    sealed(room, { type, counter, body: new Uint8Array(200), masked: false });
  line.write(joined([1, 2, 3].map((counter) => said("post", counter))));
  await relay.settled();
  assertEquals(counted.count, 2);
  await room.does("bob", act.mute(room.number("alice"), relay.now + 1000));
  line.write(joined([said("cast", 4), ...[4, 5, 6, 7].map((counter) => said("post", counter))]));
  assertEquals(await refusals(room, "alice"), [CODE.muted, CODE.early, CODE.early, CODE.early]);
  await relay.turn(1000);
  line.write(joined([4, 5, 6, 7].map((counter) => said("post", counter))));
  await relay.settled();
  assertEquals([counted.count, await refusals(room, "alice")], [5, []]);
  await alice.get({ type: "shut", channel: room.channel }, "done");
  const mine = frame(OPCODE.binary, codec.encode({ type: "mine", ask: 77 }));
  line.write(joined([mine, ...[8, 9, 10].map((counter) => said("post", counter))]));
  assertEquals(await refusals(room, "alice"), [CODE.absent, CODE.absent, CODE.absent]);
  assertEquals(counted.count, 5);
});

Deno.test("whatever comes in whatever pieces, everybody hears and is told the same with it and without", async () => {
  let taken = 0;
  const scripts = fc.record({ masked: fc.boolean(), cuts: cuts(), posts: rates(), turns: turns() });
  await fc.assert(
    fc.asyncProperty(scripts, async ({ masked, cuts, posts, turns }) => {
      const counted = new Counted();
      const heard = [];
      for (const express of [counted.of, () => NONE]) {
        await using relay = new TurnedRelay({ express, limits: { posts, frameSize: 9000 } });
        const room = await Room.open(relay, ["bob"]);
        await room.admit("alice", { masked });
        await plays(room, turns, { cuts, masked });
        heard.push(["alice", "bob"].map((name) => room.guest(name).heard.map(essence)));
      }
      assertEquals(heard[0], heard[1]);
      taken += counted.count;
    }),
    { numRuns: 60 },
  );
  assert(taken > 300, `it took only ${taken}, so this says little of it`);
});

/** Why what somebody posted was refused, in order. */
async function refusals(room: Room, name: string): Promise<readonly number[]> {
  await room.relay.settled();
  return room.guest(name).heard.splice(0).flatMap((message) => message.type === "refused" ? [message.code] : []);
}

/** One that takes nothing. */
const NONE: Taker = { take: () => undefined };

/** One that counts what it takes. */
class Counted {
  count = 0;
  readonly of = (own: Taker): Taker => ({
    take: (bytes, frames, expected) => {
      const taken = own.take(bytes, frames, expected);
      this.count += taken?.count ?? 0;
      return taken;
    },
  });
}

/** A post that follows those before it, or not quite; what else comes between posts; and what others do meanwhile. */
type Turn =
  | { readonly type: "post"; readonly step: number; readonly size: number }
  | { readonly type: "stale" | "nowhere" | "cast" | "ping" | "mine" | "muted" | "free" };

function turns(): fc.Arbitrary<readonly Turn[]> {
  const post = fc.record({
    type: fc.constant("post" as const),
    step: fc.oneof({ weight: 20, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: fc.constantFrom(0, -1, 2) }),
    size: fc.oneof({ weight: 20, arbitrary: fc.nat(300) }, {
      weight: 1,
      arbitrary: fc.constantFrom(4000, 4096, 9000, 9001),
    }),
  });
  const other = fc.constantFrom("stale", "nowhere", "cast", "ping", "mine", "muted", "free").map((type) => ({ type }));
  const turn = fc.oneof({ weight: 15, arbitrary: post }, { weight: 1, arbitrary: other });
  return fc.array(turn, { minLength: 20, maxLength: 60, size: "max" });
}

function cuts(): fc.Arbitrary<readonly number[]> {
  return fc.array(fc.oneof(fc.nat(40), fc.integer({ min: 300, max: 6000 })), { maxLength: 6 });
}

function rates(): fc.Arbitrary<Rate> {
  return fc.constantFrom({ perSecond: 0, burst: 0 }, { perSecond: 0.001, burst: 12 });
}

/** What Alice says reaches the relay in these pieces, as far as nobody does anything in between. */
async function plays(room: Room, turns: readonly Turn[], { cuts, masked }: {
  readonly cuts: readonly number[];
  readonly masked: boolean;
}): Promise<void> {
  const line = room.relay.lineOf(room.guest("alice"));
  let counter = 0;
  let waiting: Uint8Array[] = [];
  const arrive = async () => {
    pieces(joined(waiting), cuts).forEach((piece) => line.write(piece));
    waiting = [];
    await room.relay.settled();
  };
  for (const turn of turns) {
    const post = { counter: counter + 1, body: new Uint8Array("size" in turn ? turn.size : 20).fill(counter), masked };
    switch (turn.type) {
      case "post":
        counter = Math.max(0, counter + turn.step);
        waiting.push(sealed(room, { ...post, counter }));
        break;
      case "stale":
        waiting.push(sealed(room, { ...post, head: HEAD }));
        break;
      case "nowhere":
        waiting.push(sealed(room, { ...post, channel: NOWHERE }));
        break;
      case "cast":
        waiting.push(sealed(room, { ...post, type: "cast" }));
        break;
      case "ping":
        waiting.push(frame(OPCODE.ping, post.body, masked ? random(4) : undefined));
        break;
      case "mine":
        waiting.push(frame(OPCODE.binary, codec.encode({ type: "mine", ask: 77 }), masked ? random(4) : undefined));
        break;
      case "muted":
        await arrive();
        await room.does("bob", act.mute(room.number("alice"), room.relay.now + 500));
        break;
      case "free":
        await arrive();
        await room.relay.turn(500);
        break;
      default:
        turn satisfies never;
    }
  }
  await arrive();
}

function sealed(room: Room, { masked, ...post }: {
  readonly type?: "post" | "cast";
  readonly head?: Head;
  readonly channel?: ChannelId;
  readonly counter: number;
  readonly body: Uint8Array;
  readonly masked: boolean;
}): Uint8Array {
  const { head, channel } = room.membership;
  const message: FromClient = { type: "post", head, channel, ...post };
  return frame(OPCODE.binary, codec.encode(message), masked ? random(4) : undefined);
}

/** Cut off one by one; the rest is the last. */
function pieces(bytes: Uint8Array, cuts: readonly number[]): readonly Uint8Array[] {
  let at = 0;
  return [...cuts, Infinity].map((cut) => bytes.subarray(at, at += cut)).filter(({ length }) => length > 0);
}

/** What is the same whoever they are and whenever it was. */
function essence(message: FromRelay): readonly unknown[] {
  const { type, ...rest } = message;
  const told: Readonly<Record<string, unknown>> = type === "entry" ? {} : rest;
  const body = told["body"] instanceof Uint8Array ? [told["body"].length, ...told["body"].subarray(0, 1)] : [];
  return [type, ...["author", "cursor", "counter", "code"].map((name) => told[name]), ...body];
}

/** Frames that are not what is expected, after a post with that counter. */
const odd = {
  ping: (_, mask) => frame(OPCODE.ping, new Uint8Array(100), mask),
  "a fragment": (last, mask) => changed(framed(post(last + 1), mask), 0, 0x02),
  "reserved bits": (last, mask) => changed(framed(post(last + 1), mask), 0, 0xc2),
  text: (last, mask) => changed(framed(post(last + 1), mask), 0, 0x81),
  "masked where it must not be, or the other way round": (last, mask) => {
    return framed(post(last + 1), mask ? undefined : Uint8Array.of(5, 6, 7, 8));
  },
  "a cast": (last, mask) => framed({ ...post(last + 1), type: "cast" }, mask),
  "another channel": (last, mask) =>
    framed({ ...post(last + 1), channel: `${NOWHERE.slice(0, -1)}f` as ChannelId }, mask),
  "another head": (last, mask) => framed({ ...post(last + 1), head: `${HEAD.slice(0, -1)}c` as Head }, mask),
  "a head that differs in the middle": (last, mask) => {
    return framed({ ...post(last + 1), head: `${HEAD.slice(0, 32)}00${HEAD.slice(34)}` as Head }, mask);
  },
  "the same counter": (last, mask) => framed(post(last), mask),
  "a lower counter": (last, mask) => framed(post(last - 1), mask),
  "a counter that is none": (last, mask) => {
    const bytes = codec.encode(post(last + 1));
    bytes.fill(0xff, POST.counter, POST.body);
    return frame(OPCODE.binary, bytes, mask);
  },
  "a counter above 2^53": (last, mask) => {
    const bytes = codec.encode(post(last + 1));
    bytes.set([0, 0x20, 0, 0, 0, 0, 0, 0], POST.counter);
    return frame(OPCODE.binary, bytes, mask);
  },
  "a body too large": (last, mask) =>
    framed({ ...post(last + 1), body: new Uint8Array(LARGEST - POST.body + 1) }, mask),
  "a post too short": (last, mask) => {
    return frame(OPCODE.binary, codec.encode(post(last + 1)).subarray(0, POST.body - 1), mask);
  },
  "a length not in its shortest form": (last, mask) => {
    const payload = codec.encode({ ...post(last + 1), body: new Uint8Array(0) });
    const header = [0x82, mask ? 0xfe : 0x7e, 0, payload.length, ...mask ? [0, 0, 0, 0] : []];
    return Uint8Array.from([...header, ...payload, ...new Uint8Array(60)]);
  },
} as const satisfies Record<string, (last: number, mask: Uint8Array | undefined) => Uint8Array>;

/** What a post is sent with: its counter is so much above the one before. */
interface Sent {
  readonly step: number;
  readonly size: number;
  readonly mask: Uint8Array;
}

/** Sizes on both sides of each change in how a length is written, of a post and of what becomes of it. */
function sent(): fc.Arbitrary<Sent> {
  return fc.record({
    step: fc.oneof(fc.constant(1), fc.constantFrom(2, 255, 2 ** 32, 2 ** 40)),
    size: fc.oneof(fc.nat(300), fc.constantFrom(68, 69, 88, 89, 65_477, 65_478)),
    mask: fc.uint8Array({ minLength: 4, maxLength: 4 }),
  });
}

interface Posted {
  readonly counter: number;
  readonly post: Post;
  readonly bytes: Uint8Array;
}
type Post = FromClient & { readonly type: "post" };

function postsOf(masked: boolean, sent: readonly Sent[], after = EXPECTED.counter): readonly Posted[] {
  let counter = after;
  return sent.map(({ step, size, mask }) => {
    const content = { ...post(counter += step), body: new Uint8Array(size).map((_, i) => i * 7 + counter) };
    return { counter, post: content, bytes: framed(content, masked ? mask : undefined) };
  });
}

function bytesOf(posts: readonly Posted[]): readonly Uint8Array[] {
  return posts.map(({ bytes }) => bytes);
}

function post(counter: number): Post {
  return { type: "post", head: HEAD, channel: NOWHERE, counter, body: Uint8Array.of(1, 2, 3) };
}

function framed(message: FromClient, mask: Uint8Array | undefined): Uint8Array {
  return frame(OPCODE.binary, codec.encode(message), mask);
}

function changed(bytes: Uint8Array, at: number, value: number): Uint8Array {
  bytes[at] = value;
  return bytes;
}

/** These frames in its memory, behind one another from there. */
function inMemory(express: Express, at: number, { frames, masked }: {
  readonly frames: readonly Uint8Array[];
  readonly masked: boolean;
}): [Uint8Array, Frames] {
  const bytes = joined(frames);
  express.memory.set(bytes, at);
  return [express.memory, { from: at, to: at + bytes.length, masked, most: Infinity, largest: LARGEST }];
}

/** What everybody gets of these posts, the usual way. */
function oneByOne(posts: readonly Posted[]): Uint8Array {
  const batch = new Batch();
  for (const [index, { post }] of posts.entries()) {
    const bytes = codec.encode(post);
    const { author, cursor } = EXPECTED;
    batch.add(relayTable.said[0], author, cursor + 1 + index, bytes, POST.channel, bytes.length);
  }
  return batch.take(false).bytes;
}

function open(size: number): Express {
  const express = Express.of(size);
  if (!express) throw new Error("Cannot test the express: this runtime has none");
  return express;
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(pieces));
}

function same(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}
