/** Real sockets of this computer: what is written and read past node's streams, beside them and after them. */
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { Buffer } from "node:buffer";
import { connect, createServer, type Socket } from "node:net";
import { directLine } from "../../relay/direct_line.ts";
import { frame, OPCODE } from "../../shared/frames.ts";
import { Link } from "../../shared/link.ts";
import { type DirectHandle, type DirectLine, SocketPipe } from "../../shared/socket_pipe.ts";
import { turn, until } from "../fakes/until.ts";

/** More than the kernel keeps for a far end that does not read. */
const TOO_MUCH = 16_000_000;

/** A pipe, and the socket at its far end. */
interface Line extends AsyncDisposable {
  readonly pipe: SocketPipe<Socket>;
  readonly near: Socket;
  readonly far: Socket;
  /** What the pipe has told its owner. */
  readonly told: { drained: number; ended: boolean };
  /** What has arrived at the pipe. */
  readonly arrived: Uint8Array[];
  /** What its owner threw. */
  readonly failures: unknown[];
}

/** One that counts what went its way. */
class Counted implements DirectLine<Socket> {
  readonly #line = directLine();
  taken = 0;
  waited = 0;
  /** Where in memory it was read to. */
  readonly memory = new Set<ArrayBufferLike>();

  handleOf(socket: Socket): DirectHandle | undefined {
    return this.#line?.handleOf(socket);
  }

  write(handle: DirectHandle, bytes: Uint8Array, taken: (all: boolean) => void): boolean | undefined {
    const result = this.#line?.write(handle, bytes, taken);
    if (result === true) this.taken++;
    if (result === false) this.waited++;
    return result;
  }

  read(handle: DirectHandle, take: (bytes: Uint8Array, room: number) => void): boolean {
    return this.#line?.read(handle, (bytes, room) => {
      this.memory.add(bytes.buffer);
      take(bytes, room);
    }) ?? false;
  }

  now(): number {
    return this.#line?.now() ?? 0;
  }

  later(run: () => void): void {
    this.#line?.later(run);
  }
}

const nowhere: DirectLine<Socket> = {
  handleOf: () => undefined,
  write: () => undefined,
  read: () => false,
  now: () => 0,
  later: () => {},
};
const unread: DirectLine<Socket> = { ...nowhere, handleOf: (socket) => directLine()?.handleOf(socket) };

Deno.test("this runtime lets a relay write directly", async () => {
  const direct = new Counted();
  await using line = await open(direct);
  let written = 0;
  // What is written to a socket that has just arrived may have to wait.
  await until(() => {
    if (line.pipe.idle) assert(line.pipe.write(pattern(written++, 1)));
    return direct.taken > 0;
  }, "something was written directly");
  assert(line.pipe.idle);
  assertEquals(await heard(line.far, written), pattern(0, written));
});

for (const [way, direct] of [["directly", undefined], ["by the streams alone", nowhere]] as const) {
  Deno.test(`everything arrives whole and in order, written ${way}, whether the far end reads or not`, async () => {
    const pieces = fc.array(fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 50_000, max: 3_000_000 })), {
      minLength: 1,
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(pieces, fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }), async (sizes, reads) => {
        await using line = await open(direct ?? directLine());
        const hearing = heard(line.far, sum(sizes));
        let at = 0;
        for (const [index, size] of sizes.entries()) {
          if (reads[index]) line.far.resume();
          else line.far.pause();
          if (index % 3 === 2) line.pipe.writeAll([pattern(at, size - 1), pattern(at + size - 1, 1)]);
          else line.pipe.write(pattern(at, size));
          at += size;
        }
        line.far.resume();
        assertEquals(firstDifference(await hearing), -1);
        await until(() => line.pipe.idle, "nothing waits");
      }),
      { numRuns: 12 },
    );
  });
}

Deno.test("what the kernel does not take waits, its writer is asked to, and hears when there is room", async () => {
  const direct = new Counted();
  await using line = await open(direct);
  line.far.pause();
  assertEquals([line.pipe.write(pattern(0, TOO_MUCH)), line.pipe.idle, direct.waited], [false, false, 1]);
  assertEquals(line.told.drained, 0);
  // What comes behind it does not overtake it.
  line.pipe.write(pattern(TOO_MUCH, 10));
  const hearing = heard(line.far, TOO_MUCH + 10);
  line.far.resume();
  assertEquals(firstDifference(await hearing), -1);
  await until(() => line.pipe.idle && line.told.drained > 0, "there was room");
  assertEquals([direct.taken, direct.waited], [0, 1]);
  line.pipe.write(pattern(0, 10));
  assertEquals(direct.taken, 1, "and then it goes on directly");
});

for (const [way, direct] of [["directly", undefined], ["by the streams alone", nowhere]] as const) {
  Deno.test(`a pipe that ends sends what waits, written ${way}, and then ends`, async () => {
    await using line = await open(direct ?? directLine());
    line.far.pause();
    line.pipe.write(pattern(0, TOO_MUCH));
    line.pipe.end();
    const hearing = heard(line.far, TOO_MUCH);
    line.far.resume();
    assertEquals(firstDifference(await hearing), -1);
    await until(() => line.told.ended, "the line was over");
  });
}

Deno.test("a line that is destroyed while something waits is over, and takes nothing more", async () => {
  await using line = await open(new Counted());
  line.far.pause();
  line.pipe.write(pattern(0, TOO_MUCH));
  line.pipe.destroy();
  await until(() => line.told.ended, "the line was over");
  line.pipe.write(pattern(0, 10));
  assertEquals(line.told.drained, 0);
});

Deno.test("a line whose far end is gone ends, though it is only written to", async () => {
  await using line = await open(new Counted());
  line.far.resetAndDestroy();
  await until(() => {
    line.pipe.write(pattern(0, 100));
    return line.told.ended;
  }, "the line was over");
});

Deno.test("this runtime lets a relay read directly, and every line into the same memory", async () => {
  const direct = new Counted();
  await using one = await open(direct);
  await using other = await open(direct);
  for (const line of [one, other]) line.far.write(pattern(0, 100));
  for (const line of [one, other]) await until(() => received(line) === 100, "it had arrived");
  assertEquals(direct.memory.size, 1);
});

Deno.test("one whose bytes take long lets others have their turn after each", async () => {
  // The runtime reads from one socket sixty-four times before it looks at another.
  let row = 0;
  let longest = 0;
  let over = false;
  const others = () => {
    row = 0;
    if (!over) setImmediate(others);
  };
  await using line = await open(directLine(), () => {
    longest = Math.max(longest, ++row);
    for (const until = performance.now() + 3; performance.now() < until;);
  });
  line.pipe.pause();
  line.far.write(pattern(0, 3_000_000));
  await until(() => line.far.writableLength < 3_000_000, "there is much to read");
  others();
  line.pipe.resume();
  await until(() => received(line) === 3_000_000, "all had arrived");
  over = true;
  assert(longest <= 2, `${longest} in a row`);
  assertEquals(firstDifference(joined(line.arrived)), -1);
});

Deno.test("one who pauses while his line rests hears nothing more until he goes on", async () => {
  let line: Line | undefined;
  await using opened = await open(directLine(), () => {
    for (const until = performance.now() + 3; performance.now() < until;);
    line?.pipe.pause();
  });
  line = opened;
  opened.far.write(pattern(0, TOO_MUCH));
  await until(() => received(opened) > 0, "some had arrived");
  const had = received(opened);
  for (let turns = 0; turns < 50; turns++) await turn();
  assertEquals(received(opened), had);
  line = undefined;
  opened.pipe.resume();
  await until(() => received(opened) === TOO_MUCH, "all had arrived");
});

for (const [way, direct] of [["directly", undefined], ["by the streams alone", unread]] as const) {
  Deno.test(`everything arrives whole and in order, read ${way}, whether its reader pauses or not`, async () => {
    const pieces = fc.array(fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 50_000, max: 3_000_000 })), {
      minLength: 1,
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(pieces, fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }), async (sizes, pauses) => {
        const shared = direct ?? directLine();
        await using line = await open(shared);
        // What another line reads meanwhile is kept apart, though it is the same memory.
        await using other = await open(shared);
        let at = 0;
        for (const [index, size] of sizes.entries()) {
          if (pauses[index]) line.pipe.pause();
          else line.pipe.resume();
          line.far.write(pattern(at, size));
          other.far.write(new Uint8Array(size));
          at += size;
        }
        line.pipe.resume();
        for (const each of [line, other]) await until(() => received(each) === at, () => `${at} bytes had come`);
        assertEquals(firstDifference(joined(line.arrived)), -1);
        assertEquals(joined(other.arrived).find((byte) => byte !== 0), undefined);
      }),
      { numRuns: 12 },
    );
  });

  Deno.test(`one whose reader pauses hears nothing more, read ${way}, until he goes on`, async () => {
    await using line = await open(direct ?? directLine());
    line.far.write(pattern(0, 10));
    await until(() => received(line) === 10, "it had arrived");
    line.pipe.pause();
    line.far.write(pattern(10, TOO_MUCH));
    await until(() => line.far.writableLength > 0, "the kernel had its fill");
    assertEquals(received(line), 10);
    line.pipe.resume();
    await until(() => received(line) === TOO_MUCH + 10, "all had arrived");
    assertEquals(firstDifference(joined(line.arrived)), -1);
  });

  Deno.test(`a far end that says goodbye is heard to the end, read ${way}`, async () => {
    await using line = await open(direct ?? directLine());
    line.far.end(pattern(0, 1_000_000));
    await until(() => line.told.ended, "the line was over");
    assertEquals(firstDifference(joined(line.arrived)), -1);
    assertEquals(received(line), 1_000_000);
  });

  Deno.test(`a far end that vanishes ends the line, read ${way}`, async () => {
    await using line = await open(direct ?? directLine());
    line.far.resetAndDestroy();
    await until(() => line.told.ended, "the line was over");
  });

  Deno.test(`who goes on sending after the goodbye is let go of, read ${way}`, async () => {
    await using line = await open(direct ?? directLine());
    line.pipe.end();
    const flood = () => {
      while (!line.far.destroyed && line.far.write(new Uint8Array(100_000)));
    };
    line.far.on("drain", flood);
    flood();
    await until(() => line.told.ended && line.far.destroyed, "the line was over");
  });

  Deno.test(`an owner who throws loses this line, read ${way}`, async () => {
    await using line = await open(direct ?? directLine(), () => {
      throw new Error("a bug");
    });
    line.far.write(pattern(0, 10));
    await until(() => line.told.ended, "the line was over");
    assertEquals(line.failures.splice(0).map(String), ["Error: a bug"]);
  });

  Deno.test(`an owner who throws in what waited for him, when he is heard again, loses this line, read ${way}`, async () => {
    const own: { link?: Link } = {};
    await using line = await open(direct ?? directLine(), (bytes) => own.link?.data(bytes));
    const frames: number[] = [];
    own.link = new Link(line.pipe, {
      frame(bytes, from) {
        frames.push(bytes[from] ?? NaN);
        own.link?.pause();
        if (frames.length === 2) throw new Error("a bug");
      },
      drained() {},
      closed() {},
    });
    line.far.write(
      new Uint8Array([...frame(OPCODE.binary, Uint8Array.of(1)), ...frame(OPCODE.binary, Uint8Array.of(2))]),
    );
    await until(() => frames.length === 1, "the first was heard");
    own.link.resume();
    await until(() => line.told.ended, "the line was over");
    assertEquals(line.failures.splice(0).map(String), ["Error: a bug"]);
  });
}

async function open(
  direct: DirectLine<Socket> | undefined,
  look: (bytes: Uint8Array) => void = () => {},
): Promise<Line> {
  const { promise: arrived, resolve } = Promise.withResolvers<Socket>();
  const server = createServer(resolve);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  const far = connect({ host: "127.0.0.1", port: typeof address === "object" && address ? address.port : 0 });
  const near = await arrived;
  server.close();
  for (const socket of [near, far]) socket.on("error", () => {});
  const told = { drained: 0, ended: false };
  const arrivals: Uint8Array[] = [];
  const failures: unknown[] = [];
  let rests = 0;
  const counted = direct && {
    handleOf: (socket: Socket) => direct.handleOf(socket),
    write: direct.write.bind(direct),
    read: direct.read.bind(direct),
    now: () => direct.now(),
    later(run: () => void) {
      rests++;
      direct.later(() => {
        rests--;
        run();
      });
    },
  };
  const pipe = new SocketPipe(near, { address: "far", failed: (error) => failures.push(error), direct: counted });
  pipe.own({
    data(bytes) {
      arrivals.push(bytes.slice());
      look(bytes);
    },
    drained: () => void told.drained++,
    ended: () => void (told.ended = true),
  });
  return {
    arrived: arrivals,
    failures,
    pipe,
    near,
    far,
    told,
    async [Symbol.asyncDispose]() {
      for (const socket of [near, far]) socket.destroy();
      await until(() => near.closed && far.closed, "both sockets were closed");
      assertEquals(failures, []);
      await until(() => rests === 0, "it had rested");
    },
  };
}

async function heard(socket: Socket, size: number): Promise<Uint8Array> {
  const all = new Uint8Array(size);
  let at = 0;
  const take = (bytes: Uint8Array) => {
    all.set(bytes, at);
    at += bytes.length;
  };
  socket.on("data", take);
  await until(() => at === size, () => `${size} bytes had come; ${at} did`);
  socket.off("data", take);
  return all;
}

function received({ arrived }: Line): number {
  return sum(arrived.map(({ length }) => length));
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(pieces));
}

/** Bytes that tell where in the stream they are. */
function pattern(from: number, size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  for (let place = 0; place < size; place++) bytes[place] = signAt(from + place);
  return bytes;
}

function signAt(place: number): number {
  return place ^ place >>> 8 ^ place >>> 16;
}

function firstDifference(bytes: Uint8Array): number {
  for (let place = 0; place < bytes.length; place++) if (bytes[place] !== (signAt(place) & 0xff)) return place;
  return -1;
}

function sum(sizes: readonly number[]): number {
  return sizes.reduce((all, size) => all + size, 0);
}
