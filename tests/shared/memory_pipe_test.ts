import { assert, assertEquals } from "@std/assert";
import type { PipeSink } from "../../shared/link.ts";
import { memoryLine, type MemoryLineOptions, type MemoryPipe } from "../../shared/memory_pipe.ts";
import { turn } from "../fakes/until.ts";

Deno.test("bytes arrive in order, both ways, and later", async () => {
  const { here, there } = line();
  here.pipe.write(bytes(1));
  here.pipe.writeAll([bytes(2), bytes(3)]);
  there.pipe.write(bytes(9));
  assertEquals(there.arrived, []);
  await turn();
  assertEquals(there.arrived, [1, 2, 3]);
  assertEquals(here.arrived, [9]);
});

Deno.test("what is written is copied: its writer may use the array again", async () => {
  const { here, there } = line();
  const mine = bytes(1, 2);
  here.pipe.write(mine);
  mine.fill(0);
  await turn();
  assertEquals(there.arrived, [1, 2]);
});

Deno.test("what arrives before there is an owner waits for him", async () => {
  const [a, b] = memoryLine();
  a.write(bytes(1));
  await turn();
  const late = new End(b);
  await turn();
  assertEquals(late.arrived, [1]);
});

Deno.test("bytes arrive in the pieces that the line is cut into", async () => {
  const { here, there } = line({ cut: (all) => Array.from(all, (byte) => Uint8Array.of(byte)) });
  here.pipe.write(bytes(1, 2, 3));
  await turn();
  assertEquals(there.pieces, 3);
  assertEquals(there.arrived, [1, 2, 3]);
});

Deno.test("a pause stops what arrives, and resume() lets it come", async () => {
  const { here, there } = line();
  there.pipe.pause();
  here.pipe.write(bytes(1));
  await turn();
  assertEquals(there.arrived, []);
  there.pipe.resume();
  await turn();
  assertEquals(there.arrived, [1]);
});

Deno.test("a pause in the midst of arriving holds back the rest", async () => {
  const { here, there } = line();
  there.onData = () => there.pipe.pause();
  here.pipe.write(bytes(1));
  here.pipe.write(bytes(2));
  await turn();
  assertEquals(there.arrived, [1]);
  there.pipe.resume();
  await turn();
  assertEquals(there.arrived, [1, 2]);
});

Deno.test("a writer is asked to pause when too much waits, and told once when it is gone", async () => {
  const { here, there } = line({ buffer: 10 });
  there.pipe.pause();
  assert(here.pipe.write(new Uint8Array(10)));
  assert(!here.pipe.write(new Uint8Array(1)));
  assert(!here.pipe.writeAll([new Uint8Array(1), new Uint8Array(1)]));
  assertEquals(there.pipe.waiting, 13);
  await turn();
  assertEquals(here.drains, 0);
  there.pipe.resume();
  await turn();
  assertEquals(here.drains, 1);
  assertEquals(there.pipe.waiting, 0);
});

Deno.test("end() lets everything written arrive first; then both sides are told", async () => {
  const { here, there } = line();
  there.pipe.pause();
  here.pipe.write(bytes(1));
  here.pipe.end();
  await turn();
  assert(here.over);
  assert(!there.over);
  there.pipe.resume();
  await turn();
  assertEquals(there.arrived, [1]);
  assert(there.over);
});

Deno.test("destroy() breaks the line at once: what was on its way is lost, and both sides are told once", async () => {
  const { here, there } = line();
  here.pipe.write(bytes(1));
  here.pipe.destroy();
  here.pipe.destroy();
  there.pipe.end();
  await turn();
  assertEquals(there.arrived, []);
  assertEquals([here.ends, there.ends], [1, 1]);
});

Deno.test("vanish() takes one end away without telling the other, as a pulled cable does", async () => {
  const { here, there } = line();
  here.pipe.vanish();
  await turn();
  assert(here.over);
  assert(!there.over);
  assert(!there.pipe.write(bytes(1)));
});

Deno.test("nothing can be written to a line that is over", async () => {
  const { here, there } = line();
  here.pipe.end();
  assert(!here.pipe.write(bytes(1)));
  await turn();
  assert(!there.pipe.write(bytes(1)));
  await turn();
  assertEquals(there.arrived, []);
  assertEquals(here.arrived, []);
});

class End implements PipeSink {
  readonly pipe: MemoryPipe;
  readonly arrived: number[] = [];
  pieces = 0;
  drains = 0;
  ends = 0;
  onData: () => void = () => {};

  constructor(pipe: MemoryPipe) {
    this.pipe = pipe;
    pipe.own(this);
  }

  get over(): boolean {
    return this.ends > 0;
  }

  data(bytes: Uint8Array): void {
    this.pieces++;
    this.arrived.push(...bytes);
    this.onData();
  }

  drained(): void {
    this.drains++;
  }

  ended(): void {
    this.ends++;
  }
}

function line(options: MemoryLineOptions = {}): { here: End; there: End } {
  const [here, there] = memoryLine(options);
  return { here: new End(here), there: new End(there) };
}

function bytes(...values: readonly number[]): Uint8Array {
  return Uint8Array.from(values);
}
