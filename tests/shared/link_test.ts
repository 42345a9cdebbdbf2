import { assert, assertEquals, assertThrows } from "@std/assert";
import { CLOSE, closePayload, frame, HEADER_ROOM, OPCODE, readClose, Splitter } from "../../shared/frames.ts";
import { Link, type LinkOptions, type LinkSink, type PipeSink } from "../../shared/link.ts";
import { memoryLine, type MemoryLineOptions, type MemoryPipe } from "../../shared/memory_pipe.ts";
import { ProtocolError } from "../../shared/protocol_error.ts";
import { turn } from "../fakes/until.ts";

Deno.test("a message arrives as it was sent, masked or not", async () => {
  for (const mask of [undefined, () => Uint8Array.of(1, 2, 3, 4)]) {
    const { near, far } = pair({}, { mask }, { masked: mask !== undefined });
    near.link.send(bytes(1, 2, 3));
    near.link.send(new Uint8Array(70_000 % 65_664));
    await turn();
    assertEquals(far.frames.map((frame) => frame.length), [3, 4336]);
    assertEquals(far.frames[0], bytes(1, 2, 3));
  }
});

Deno.test("a message that is sent in place arrives as any other, masked or not", async () => {
  for (const mask of [undefined, () => Uint8Array.of(1, 2, 3, 4)]) {
    for (const length of [0, 1, 125, 126, 1000, 65_535, 65_536]) {
      const { near, far } = pair({}, { mask }, { masked: mask !== undefined });
      const message = Uint8Array.from({ length }, (_, at) => at);
      const room = new Uint8Array(HEADER_ROOM + length);
      room.set(message, HEADER_ROOM);
      near.link.sendInPlace(room, HEADER_ROOM);
      near.link.send(bytes(9));
      await turn();
      assertEquals(far.frames, [message, bytes(9)]);
    }
  }
});

Deno.test("a ping is answered with a pong of the same bytes", async () => {
  const { link, far } = bare();
  far.write(frame(OPCODE.ping, bytes(7, 8)));
  await turn();
  assertEquals(far.frames(), [{ opcode: OPCODE.pong, payload: bytes(7, 8) }]);
  assert(link.open);
});

Deno.test("who floods with pings or pongs is closed, whoever he is; 64 at once are none", async () => {
  for (const opcode of [OPCODE.ping, OPCODE.pong]) {
    const { link, far } = bare();
    const many = new Uint8Array(Array.from({ length: 64 }, () => [...frame(opcode, bytes())]).flat());
    for (let reads = 0; reads < 10; reads++) {
      far.write(many);
      await turn();
    }
    assert(link.open);
    assertEquals(far.frames().length, opcode === OPCODE.ping ? 640 : 0);
    far.write(bytes(...many, ...frame(opcode, bytes())));
    await turn();
    const last = far.frames().at(-1);
    assertEquals([link.open, last?.opcode, readClose(last?.payload ?? bytes()).code], [
      false,
      OPCODE.close,
      CLOSE.protocol,
    ]);
  }
});

Deno.test("what is answered in one read goes out in one write, in its order and before what is sent behind it", () => {
  // Else pings, which have no rate, cost the relay a system call each.
  const writes: Uint8Array[] = [];
  const write = (bytes: Uint8Array) => {
    writes.push(bytes);
    return true;
  };
  const pipe = {
    ...{ address: "there", idle: true, write },
    writeAll: (pieces: readonly Uint8Array[]) => pieces.map(write).every(Boolean),
    ...{ pause: () => {}, resume: () => {}, end: () => {}, destroy: () => {}, run: (task: () => void) => task() },
  };
  const sink = new Heard();
  const link = new Link(pipe, sink);
  const ping = (n: number) => [...frame(OPCODE.ping, bytes(n))];
  const pong = (n: number) => [...frame(OPCODE.pong, bytes(n))];
  const binary = (n: number) => [...frame(OPCODE.binary, bytes(n))];
  link.data(bytes(...ping(1), ...ping(2), ...ping(3)));
  assertEquals(writes.splice(0).map((one) => [...one]), [[...pong(1), ...pong(2), ...pong(3)]]);
  sink.onFrame = () => {
    link.send(bytes(7));
    link.sendFramed(bytes(...binary(8)));
    link.sendAllFramed([bytes(...binary(9))]);
    link.send(bytes(10));
  };
  link.data(bytes(...ping(4), ...binary(0), ...ping(5)));
  assertEquals(writes.splice(0).map((one) => [...one]), [
    [...pong(4), ...binary(7)],
    binary(8),
    binary(9),
    [...binary(10), ...pong(5)],
  ]);
  sink.onFrame = () => link.close(CLOSE.normal, "bye");
  link.data(bytes(...ping(6), ...binary(0), ...ping(7)));
  const [last = bytes()] = writes.splice(0);
  assertEquals([...last].slice(0, pong(6).length), pong(6));
  assertEquals(writes, []);
});

Deno.test("a pong and an empty ping disturb nobody", async () => {
  const { far, sink } = bare();
  far.write(frame(OPCODE.pong, bytes(7)));
  far.write(frame(OPCODE.ping, bytes()));
  far.write(frame(OPCODE.binary, bytes(1)));
  await turn();
  assertEquals(sink.frames, [bytes(1)]);
});

Deno.test("ping() sends an empty ping", async () => {
  const { link, far } = bare();
  link.ping();
  await turn();
  assertEquals(far.frames(), [{ opcode: OPCODE.ping, payload: bytes() }]);
});

Deno.test("close() says why, and the line ends when that is sent", async () => {
  const { link, far, sink } = bare();
  link.close(CLOSE.policy, "You are banned.");
  assertEquals(sink.closedWith, { code: 1008, reason: "You are banned." });
  assertEquals(link.open, false);
  await turn();
  const [said] = far.frames();
  assertEquals(said && readClose(said.payload), { code: 1008, reason: "You are banned." });
  assert(far.over);
});

Deno.test("a link is closed once, whatever comes later", async () => {
  const { link, far, sink } = bare();
  link.close(CLOSE.leaving, "first");
  link.close(CLOSE.policy, "second");
  link.destroy("third");
  far.write(frame(OPCODE.close, closePayload(1000, "fourth")));
  link.ended();
  await turn();
  assertEquals(sink.closings, 1);
  assertEquals(sink.closedWith, { code: 1001, reason: "first" });
  assertEquals(far.frames().length, 1);
});

Deno.test("nothing is sent after a close", async () => {
  const { link, far } = bare();
  link.close();
  assertEquals(link.send(bytes(1)), false);
  assertEquals(link.sendFramed(frame(OPCODE.binary, bytes(1))), false);
  assertEquals(link.sendAllFramed([frame(OPCODE.binary, bytes(1))]), false);
  link.ping();
  await turn();
  assertEquals(far.frames().map(({ opcode }) => opcode), [OPCODE.close]);
});

Deno.test("nothing is heard after a close", async () => {
  const { link, far, sink } = bare();
  link.close();
  far.write(frame(OPCODE.binary, bytes(1)));
  await turn();
  assertEquals(sink.frames, []);
});

Deno.test("the far end's close is answered in kind and told", async () => {
  const { far, sink } = bare();
  far.write(frame(OPCODE.close, closePayload(CLOSE.leaving, "The relay is stopping.")));
  far.write(frame(OPCODE.binary, bytes(1)));
  await turn();
  assertEquals(sink.closedWith, { code: 1001, reason: "The relay is stopping." });
  assertEquals(sink.frames, []);
  assertEquals(far.frames().map(({ opcode }) => opcode), [OPCODE.close]);
  assert(far.over);
});

Deno.test("a line that breaks is told as lost", async () => {
  const { far, sink } = bare();
  far.pipe.destroy();
  await turn();
  assertEquals(sink.closedWith?.code, CLOSE.lost);
});

Deno.test("a broken rule closes with 1002 and says which, a frame over the limit with 1009", async () => {
  const cases = [
    { sent: Uint8Array.of(0x81, 0), code: 1002, reason: /opcode 1/ },
    { sent: Uint8Array.of(0x82, 0x80, 0, 0, 0, 0), code: 1002, reason: /masked/ },
    { sent: Uint8Array.of(0x82, 127, 0, 0, 0, 1, 0, 0, 0, 0), code: 1009, reason: /4294967296 bytes/ },
    { sent: frame(OPCODE.binary, new Uint8Array(101)), code: 1009, reason: /101 bytes: the limit is 100/ },
  ];
  for (const { sent, code, reason } of cases) {
    const { far, sink } = bare({ most: 100 });
    far.write(sent);
    await turn();
    const [said] = far.frames();
    assertEquals(said && readClose(said.payload).code, code);
    assert(reason.test(sink.closedWith?.reason ?? ""), sink.closedWith?.reason);
    assert(far.over);
  }
});

Deno.test("an owner's ProtocolError closes the link; what follows in the same chunk is not read", async () => {
  const { far, sink } = bare();
  sink.onFrame = () => {
    throw new ProtocolError("Cannot take that: it is odd");
  };
  const odd = frame(OPCODE.binary, bytes(1));
  far.write(new Uint8Array([...odd, ...odd]));
  await turn();
  assertEquals(sink.frames.length, 1);
  assertEquals(sink.closedWith, { code: 1002, reason: "Cannot take that: it is odd" });
});

Deno.test("the owner may take more at once of what came behind a message, and is handed the rest", () => {
  const { link, sink } = bare();
  const all = [1, 2, 3, 4, 5, 6].map((first) => frame(OPCODE.binary, Uint8Array.of(first)));
  const offered: number[][] = [];
  sink.more = (stream, from, to) => {
    offered.push([...stream.subarray(from, to)].filter((_, i) => i % 3 === 2));
    return from === 3 ? from + 6 : from;
  };
  link.data(new Uint8Array(all.flatMap((one) => [...one])));
  assertEquals(offered, [[2, 3, 4, 5, 6], [5, 6], [6], []]);
  assertEquals(sink.frames.map(([first]) => first), [1, 4, 5, 6]);
});

Deno.test("once it has closed, or reads no more for now, it offers nothing more at once", async () => {
  for (const stop of ["close", "pause"] as const) {
    const { link, sink } = bare();
    let offers = 0;
    sink.more = (_, from) => {
      offers++;
      return from;
    };
    sink.onFrame = () => link[stop]();
    link.data(new Uint8Array([...frame(OPCODE.binary, bytes(1)), ...frame(OPCODE.binary, bytes(2))]));
    assertEquals([offers, sink.frames.length], [0, 1]);
    await turn();
  }
});

Deno.test("an owner's bug is not taken for the peer's fault", () => {
  const { link, sink } = bare();
  sink.onFrame = () => {
    throw new RangeError("a bug");
  };
  assertThrows(() => link.data(frame(OPCODE.binary, bytes(1))), RangeError, "a bug");
});

Deno.test("one who does not read his answers is not read from, until he does", async () => {
  const { far, sink, link } = bare({}, { buffer: 1000 });
  sink.onFrame = () => link.send(new Uint8Array(400));
  far.pipe.pause();
  for (let i = 0; i < 100; i++) far.write(frame(OPCODE.binary, bytes(i)));
  await turn();
  // The third answer did not fit; it is the last until there is room.
  assertEquals(sink.frames.length, 3);
  far.pipe.resume();
  await turn();
  assertEquals(sink.frames.map(([first]) => first), Array.from({ length: 100 }, (_, i) => i));
});

Deno.test("pings of one who does not read do not pile up", async () => {
  const { far } = bare({}, { buffer: 1000 });
  far.pipe.pause();
  for (let i = 0; i < 1000; i++) far.write(frame(OPCODE.ping, new Uint8Array(125)));
  await turn();
  assert(far.pipe.waiting < 1300, `${far.pipe.waiting} bytes wait`);
});

Deno.test("a link that is paused hands on nothing more, and when it is resumed everything in order", async () => {
  const { far, sink, link } = bare({}, { buffer: 1000 });
  sink.onFrame = () => {
    if (sink.frames.length === 2) link.pause();
  };
  const all = Array.from({ length: 5 }, (_, i) => frame(OPCODE.binary, bytes(i)));
  far.write(new Uint8Array(all.flatMap((one) => [...one])));
  for (let i = 5; i < 100; i++) far.write(frame(OPCODE.binary, new Uint8Array(100).fill(i)));
  await turn();
  assertEquals(sink.frames.length, 2);
  link.resume();
  await turn();
  assertEquals(sink.frames.map(([first]) => first), Array.from({ length: 100 }, (_, i) => i));
});

Deno.test("a link is read again when it is neither paused nor waits for room, and not before", async () => {
  const { far, sink, link } = bare({}, { buffer: 1000 });
  far.pipe.pause();
  for (let i = 0; i < 3; i++) link.send(new Uint8Array(400));
  link.pause();
  far.write(frame(OPCODE.binary, bytes(1)));
  await turn();
  far.pipe.resume();
  await turn();
  assertEquals(sink.frames, []);
  link.resume();
  await turn();
  assertEquals(sink.frames, [bytes(1)]);
  link.resume();
});

Deno.test("a link keeps nothing of the bytes it is given: whoever brings them may use their memory again", async () => {
  const { link, sink } = bare();
  const stream = new Uint8Array([...frame(OPCODE.binary, counted(300)), ...frame(OPCODE.binary, counted(200))]);
  for (let at = 0; at < stream.length; at += 70) {
    const chunk = stream.slice(at, at + 70);
    if (at === 210) link.pause();
    if (at === 420) link.resume();
    link.data(chunk);
    chunk.fill(0xff);
  }
  await turn();
  assertEquals(sink.frames, [counted(300), counted(200)]);
});

Deno.test("the owner hears when there is room again", async () => {
  const { far, link, sink } = bare({}, { buffer: 1000 });
  far.pipe.pause();
  assertEquals(link.sendFramed(frame(OPCODE.binary, new Uint8Array(500))), true);
  assertEquals(link.sendFramed(frame(OPCODE.binary, new Uint8Array(600))), false);
  await turn();
  assertEquals(sink.drains, 0);
  far.pipe.resume();
  await turn();
  assertEquals(sink.drains, 1);
});

Deno.test("whether anything was heard is asked by setting it to false", async () => {
  const { link, far } = bare();
  assert(link.heard);
  link.heard = false;
  await turn();
  assert(!link.heard);
  far.write(frame(OPCODE.pong, bytes()));
  await turn();
  assert(link.heard);
});

class Heard implements LinkSink {
  readonly frames: Uint8Array[] = [];
  closedWith: { readonly code: number; readonly reason: string } | undefined;
  closings = 0;
  drains = 0;
  onFrame: () => void = () => {};
  more?: (stream: Uint8Array, from: number, to: number) => number;

  frame(bytes: Uint8Array, from: number, to: number): void {
    this.frames.push(bytes.slice(from, to));
    this.onFrame();
  }

  drained(): void {
    this.drains++;
  }

  closed(code: number, reason: string): void {
    this.closedWith = { code, reason };
    this.closings++;
  }
}

/** The far end of a link as one sees it who knows nothing of links: bytes, and whether they have ended. */
class Far implements PipeSink {
  readonly pipe: MemoryPipe;
  #read: Uint8Array[] = [];
  over = false;

  constructor(pipe: MemoryPipe) {
    this.pipe = pipe;
    pipe.own(this);
  }

  write(bytes: Uint8Array): void {
    this.pipe.write(bytes);
  }

  data(bytes: Uint8Array): void {
    this.#read.push(bytes.slice());
  }

  drained(): void {}

  ended(): void {
    this.over = true;
  }

  frames(): readonly { readonly opcode: number; readonly payload: Uint8Array }[] {
    const splitter = new Splitter({ masked: false, most: 100_000 });
    const found = [];
    for (const chunk of this.#read.splice(0)) {
      splitter.feed(chunk);
      while (splitter.next()) {
        found.push({ opcode: splitter.opcode, payload: splitter.bytes.slice(splitter.from, splitter.to) });
      }
    }
    return found;
  }
}

function bare(options: LinkOptions = {}, line: MemoryLineOptions = {}): { link: Link; sink: Heard; far: Far } {
  const [near, far] = memoryLine(line);
  const sink = new Heard();
  const link = new Link(near, sink, options);
  near.own(link);
  return { link, sink, far: new Far(far) };
}

function pair(line: MemoryLineOptions, nearOptions: LinkOptions, farOptions: LinkOptions) {
  const [nearPipe, farPipe] = memoryLine(line);
  return { near: linked(nearPipe, nearOptions), far: linked(farPipe, farOptions) };
}

function linked(pipe: MemoryPipe, options: LinkOptions): Heard & { readonly link: Link } {
  const heard = new Heard();
  const link = new Link(pipe, heard, options);
  pipe.own(link);
  return Object.assign(heard, { link });
}

function counted(size: number): Uint8Array {
  return Uint8Array.from({ length: size }, (_, at) => at);
}

function bytes(...values: readonly number[]): Uint8Array {
  return Uint8Array.from(values);
}
